"""The nightly plan orders what decide_orders orders, given the same demand, stock and terms."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest

from backend.demand.paths import PATHS
from backend.demand.rules import Family, Spread
from backend.planning.decide import decide
from backend.planning.inputs import (
    DrawInput,
    ForecastInput,
    InboundOrder,
    LeadTimeInput,
    LineInputs,
    StockInput,
)
from backend.planning.ordering import Terms
from etl.forecast.paths import DemandPaths
from etl.forecast.sampling import draw_paths
from etl.forecast.spread import Shared, Spreads
from etl.plan.order_input import receipts_of, stock_of, terms_of
from etl.plan.orders import orders_for

AS_OF = date(2024, 6, 30)
DAYS = 60
KEYS = pl.DataFrame({"site": ["HUB"], "item": ["ITEM"]})
COUNTS = Spread(Family.NEGATIVE_BINOMIAL, 14.0, 4.0, 0.2, is_count=True)
SMOOTH = Spread(Family.NORMAL, 9.0, 4.0, 0.1, is_count=False)
LINE = LineInputs(
    as_of=AS_OF,
    service_level=0.95,
    review_days=7.0,
    lead_time=LeadTimeInput(9.0, 0.0, "OBSERVED", 5, 2.0, days=(9.0,), counts=(5,)),
    forecast=ForecastInput(AS_OF, 1.0, (4.0,) * DAYS, COUNTS, False, False, 1),
    stock=StockInput(30.0, 0.0, AS_OF),
    draw=DrawInput("HUB", "ITEM"),
)
LATE = LeadTimeInput(14.0, 9.9, "OBSERVED", 10, 2.0, days=(9.0, 16.0, 30.0), counts=(6, 2, 2))
COMING = tuple(
    InboundOrder(number, f"PO-{number}", quantity, AS_OF + timedelta(days=days))
    for number, (quantity, days) in enumerate([(12.0, 3), (40.0, 12), (500.0, 300)])
)


def by_decide_orders(line: LineInputs) -> float:
    """Decide the line as decide_orders does, from frames, on paths of the plan's forecast."""
    assert line.stock is not None
    terms = _terms(line)
    ahead = _ahead(line, terms.horizon)
    stock = stock_of(KEYS.with_columns(quantity=pl.lit(line.stock.on_hand)), KEYS)
    found = orders_for(ahead, stock, receipts_of(_pipeline(line), KEYS, terms.horizon), terms)
    return float(found["quantity"][0])


def _terms(line: LineInputs) -> Terms:
    assert line.lead_time is not None
    lead_times = pl.DataFrame(
        {
            "lead_time_periods": list(line.lead_time.days),
            "weight": [float(count) for count in line.lead_time.counts],
        }
    )
    return terms_of(
        KEYS,
        lead_time_periods=KEYS.join(lead_times, how="cross"),
        review_periods=line.review_days,
        holding_cost=1.0,
        shortage_cost=1.0,
        service_level=line.service_level,
        moq=line.min_order_quantity,
        pack_size=line.pack_size,
    )


def _pipeline(line: LineInputs) -> pl.DataFrame:
    return pl.DataFrame(
        [
            ("HUB", "ITEM", (order.expected_on - AS_OF).days + 1, order.quantity)
            for order in line.inbound
            if order.expected_on is not None
        ],
        schema={"site": pl.String, "item": pl.String, "arrives_in": pl.Int64, "quantity": float},
        orient="row",
    )


def _ahead(line: LineInputs, horizon: int) -> DemandPaths:
    assert line.forecast is not None
    mean, spread = np.array([line.forecast.means]), line.forecast.spread
    is_count = np.array([spread.is_count])
    spreads = Spreads(
        Shared(spread.family, spread.level_error, 1.0, 1.0),
        is_count,
        np.array([spread.level]),
        np.array([spread.variance]),
    )
    paths = draw_paths(mean, spreads, ["HUB\0ITEM"], count=PATHS, seed=line.draw.seed)
    return DemandPaths(KEYS, mean, paths[:, :, :horizon], is_count)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(LINE, id="plain"),
        pytest.param(replace(LINE, stock=StockInput(0.0, 0.0, AS_OF)), id="out-of-stock"),
        pytest.param(replace(LINE, stock=StockInput(900.0, 0.0, AS_OF)), id="plenty"),
        pytest.param(replace(LINE, inbound=COMING), id="pipeline"),
        pytest.param(replace(LINE, lead_time=LATE), id="lead-times-that-vary"),
        pytest.param(replace(LINE, lead_time=LATE, inbound=COMING[1:]), id="both"),
        pytest.param(replace(LINE, min_order_quantity=150.0, pack_size=12.0), id="lots"),
        pytest.param(replace(LINE, service_level=0.8, review_days=1.0), id="lower-level"),
    ],
)
@pytest.mark.parametrize("spread", [COUNTS, SMOOTH], ids=["counts", "smooth"])
def test_the_plan_orders_what_decide_orders_does(line: LineInputs, spread: Spread) -> None:
    assert line.forecast is not None
    # As many days are drawn as are looked at: the draws of a longer outlook are others.
    longest = max(line.lead_time.days if line.lead_time else ()) + line.review_days
    forecast = replace(line.forecast, means=(4.0,) * int(longest), spread=spread)
    line = replace(line, forecast=forecast)

    planned = decide(line).suggested_quantity

    assert planned == pytest.approx(by_decide_orders(line), rel=1e-5, abs=1e-4)


def test_the_cases_are_not_all_nothing() -> None:
    assert by_decide_orders(LINE) > 0
    assert by_decide_orders(replace(LINE, min_order_quantity=150.0, pack_size=12.0)) == 156
