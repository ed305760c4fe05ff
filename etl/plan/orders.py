"""Order decisions for many series at once, without a database: forecast, roll forward, decide.

``history``: site, item, period, quantity; a row that is absent is zero unless ``availability``
(site, item, period, available) says false. ``stock``: quantity on hand after the last period; a
series without a row has none. ``pipeline``: arrives_in, quantity; what arrives in k is usable in
the k-th period after the last one. ``static``: what describes a site and item.

In a period stock is received, then sold, then ordered: an order placed now with lead time L is
usable in period L + 1, and the next one a review period later. Demand that finds no stock is lost.
A service level is the share of cycles in which nothing is. Each of the terms is a number or a frame
with a column of its name; lead times with a column ``weight`` are a distribution.
"""

import numpy as np
import polars as pl

from backend.demand.paths import PATHS
from backend.planning.newsvendor import Floats
from backend.planning.ordering import Terms, order_quantities
from etl.forecast.intake import InvalidHistory
from etl.forecast.paths import DemandPaths, demand_paths
from etl.plan.calendar import calendar_of
from etl.plan.order_frames import KEYS, OrderInputInvalid, Setting
from etl.plan.order_input import (
    check_availability,
    check_history,
    keys_of,
    receipts_of,
    stock_of,
    terms_of,
)
from etl.progress import Progress, Silent

# What a shortage counts for while nobody has replayed the past: an order placed now also ties the
# hands of the next ones, which its own cycle does not show. Lowest or nearly so in the earlier
# windows of every set in docs/benchmarks.md.
CORRECTION = 0.7
# Numbers held at once while deciding; series are taken in chunks of so many.
CELLS = 4_000_000


def decide_orders(
    history: pl.DataFrame,
    stock: pl.DataFrame,
    pipeline: pl.DataFrame,
    *,
    lead_time_periods: Setting,
    review_periods: Setting,
    holding_cost: Setting,
    shortage_cost: Setting,
    service_level: Setting = None,
    availability: pl.DataFrame | None = None,
    static: pl.DataFrame | None = None,
    moq: Setting = None,
    pack_size: Setting = None,
    seed: int = 0,
) -> pl.DataFrame:
    """Return what to order now for every site and item: site, item, quantity.

    Frames are keyed by site and item (columns and meaning: the module's docstring). Costs are per
    unit, held for a period or lost; a ``service_level`` replaces their ratio. Nothing after the
    last period of ``history`` has an influence, and the same input and seed give the same orders.
    Wrong input raises ``OrderInputInvalid``, which names row, field and remedy.
    """
    decided = decide_with_progress(
        history, stock, pipeline, availability=availability, static=static, seed=seed,
        lead_time_periods=lead_time_periods, review_periods=review_periods,
        holding_cost=holding_cost, shortage_cost=shortage_cost, service_level=service_level,
        moq=moq, pack_size=pack_size,
    )  # fmt: skip
    return decided.select(*KEYS, "quantity")


def decide_with_progress(
    history: pl.DataFrame,
    stock: pl.DataFrame,
    pipeline: pl.DataFrame,
    *,
    availability: pl.DataFrame | None,
    static: pl.DataFrame | None,
    seed: int,
    correction: float = CORRECTION,
    progress: Progress | None = None,
    **terms_given: Setting,
) -> pl.DataFrame:
    """Decide as ``decide_orders`` does, and return beside it what each order is made from.

    ``correction`` multiplies the shortage cost; a replay of past windows finds it. Columns besides
    quantity: on_hand, coming, demand (mean until the next order arrives), expected_lost (of that
    cycle, with the order), served (the share of paths on which that cycle loses nothing).
    """
    progress = progress or Silent()
    progress.advance(0.0, "checking the input")
    checked = check_history(history)
    known = check_availability(availability, checked)
    keys = keys_of(checked, static)
    terms = terms_of(keys, **terms_given)
    on_hand = stock_of(stock, keys)
    receipts = receipts_of(pipeline, keys, terms.horizon)
    progress.advance(0.1, f"forecasting {len(keys):,} series")
    ahead = simulated(checked, known, static, horizon=terms.horizon, seed=seed)
    progress.advance(0.7, "deciding")
    decided = orders_for(ahead, on_hand, receipts, terms, correction=correction, progress=progress)
    progress.advance(1.0, "done")
    return keys.with_columns(
        **decided, on_hand=pl.Series(on_hand), coming=pl.Series(receipts.sum(axis=1))
    )


def simulated(
    history: pl.DataFrame,
    availability: pl.DataFrame | None,
    static: pl.DataFrame | None,
    *,
    horizon: int,
    seed: int,
) -> DemandPaths:
    """Return the demand paths of a checked history whose periods may be days."""
    calendar = calendar_of(history["period"])
    try:
        return demand_paths(
            calendar.numbered(history),
            horizon=horizon,
            count=PATHS,
            availability=None if availability is None else calendar.numbered(availability),
            static=static,
            season=calendar.season,
            seed=seed,
        )
    except InvalidHistory as reason:
        raise OrderInputInvalid(str(reason)) from None


def orders_for(
    ahead: DemandPaths,
    on_hand: Floats,
    receipts: Floats,
    terms: Terms,
    *,
    correction: float | Floats = CORRECTION,
    progress: Progress | None = None,
) -> dict[str, Floats]:
    """Decide every series of ``ahead``, a chunk at a time, so that memory stays flat."""
    series, count, horizon = ahead.paths.shape
    corrections = np.broadcast_to(np.asarray(correction, dtype=np.float64), (series,))
    chunk = max(CELLS // (count * horizon), 1)
    parts = []
    for start in range(0, series, chunk):
        rows = slice(start, start + chunk)
        found = order_quantities(
            ahead.paths[rows],
            ahead.is_count[rows],
            on_hand[rows],
            receipts[rows],
            terms.rows(rows),
            correction=corrections[rows],
        )
        parts.append(found)
        if progress is not None:
            done = min(start + chunk, series)
            progress.advance(0.7 + 0.3 * done / series, f"{done:,} of {series:,} decided")
    names = ("quantity", "demand", "expected_lost", "served")
    return {name: np.concatenate([getattr(part, name) for part in parts]) for name in names}
