"""The order decision, worked out by hand."""

from dataclasses import replace
from datetime import timedelta
from statistics import NormalDist

import pytest

from backend.core.digests import digest
from backend.demand.rules import Family, Spread
from backend.planning.decide import decide
from backend.planning.inputs import (
    DrawInput,
    LineInputs,
    StockInput,
)
from backend.planning.rules import Confidence, Reason, confidence
from backend.tests.planning.lines import AS_OF, FORECAST, INPUTS, LEAD_TIME, NORMAL, coming

Z95 = NormalDist().inv_cdf(0.95)


def test_the_level_covers_demand_until_the_next_order_arrives() -> None:
    # 16 days of demand: mean 160, variance 16 x 9; draws of 900 paths are near the formula.
    line = decide(INPUTS)

    assert line.order_up_to == pytest.approx(160 + Z95 * 12, abs=2.5)
    assert line.reorder_point == line.order_up_to
    assert line.safety_stock == pytest.approx((line.order_up_to or 0) - 160)


def test_the_need_is_what_is_missing_to_the_level_while_nothing_is_lost_before() -> None:
    line = decide(replace(INPUTS, stock=StockInput(150.0, 20.0, AS_OF)))

    assert line.available == 130
    assert line.position == 130
    assert line.need == pytest.approx((line.order_up_to or 0) - 130)
    assert line.days_of_cover == pytest.approx(13)


def test_what_is_lost_before_an_order_arrives_is_not_bought_afterwards() -> None:
    empty = decide(replace(INPUTS, stock=StockInput(0.0, 0.0, AS_OF)))

    # The nine days of the lead time are lost; seven remain.
    assert empty.need == pytest.approx(70 + Z95 * 63**0.5, abs=2.0)


def test_what_is_promised_beyond_the_stock_is_owed_and_bought() -> None:
    certain = replace(INPUTS, forecast=replace(FORECAST, spread=replace(NORMAL, variance=0.0)))
    promised = replace(certain, stock=StockInput(20.0, 50.0, AS_OF))

    assert decide(promised).need == 70 + 30
    assert decide(replace(promised, inbound=(coming(10, 3),))).need == 70 + 20
    # What lands beyond the debt is sold.
    assert decide(replace(promised, inbound=(coming(130, 3),))).need == 30


def test_nothing_is_needed_at_or_above_the_level() -> None:
    plenty = replace(INPUTS, stock=StockInput(200.0, 0.0, AS_OF))

    assert decide(plenty).need == 0
    assert decide(plenty).suggested_quantity == 0


def test_the_excess_level_looks_ninety_days_beyond_the_protection_interval() -> None:
    # 106 days: mean 1060 (the last 16 days at the horizon's mean), variance 106 x 9 + 400
    z98 = NormalDist().inv_cdf(0.98)

    assert decide(INPUTS).excess_level == pytest.approx(1060 + z98 * (954 + 400) ** 0.5, abs=1e-5)


def test_exactly_the_level_is_enough() -> None:
    certain = replace(FORECAST, spread=replace(NORMAL, variance=0.0))
    lead_time = replace(LEAD_TIME, sd_days=0.0)
    inputs = replace(INPUTS, forecast=certain, lead_time=lead_time)

    needs = [
        decide(replace(inputs, stock=StockInput(on_hand, 0.0, AS_OF))).need
        for on_hand in (160.0, 159.0)
    ]

    assert needs == [0, 1]


@pytest.mark.parametrize(
    ("days", "counted"),
    [
        pytest.param(0, 50, id="today"),
        pytest.param(15, 50, id="the-day-before-the-next-order"),
        pytest.param(16, 0, id="with-the-next-order"),
        pytest.param(-4, 50, id="overdue-as-usual"),
        pytest.param(-5, 0, id="overdue-for-longer-than-usual"),
        pytest.param(None, 0, id="without-a-date"),
    ],
)
def test_only_orders_that_land_in_time_count(days: int | None, counted: float) -> None:
    line = decide(replace(INPUTS, inbound=(coming(50, days),)))

    assert line.on_order_in_time == counted
    assert (Reason.OVERDUE_ORDER_NOT_COUNTED in line.reasons) == (days == -5)
    assert (Reason.ORDER_WITHOUT_DATE in line.reasons) == (days is None)


def test_unobserved_lateness_is_waited_for_one_review_period() -> None:
    lead_time = replace(LEAD_TIME, mean_days_late=None)
    overdue = [decide(replace(INPUTS, lead_time=lead_time, inbound=(coming(5, days),)))
               for days in (-7, -8)]  # fmt: skip

    assert [line.on_order_in_time for line in overdue] == [5, 0]


def test_weekly_periods_are_counted_in_days() -> None:
    weekly = replace(FORECAST, period_days=7.0, means=(70.0,) * 26)

    line = decide(replace(INPUTS, forecast=weekly))

    assert line.forecast_per_day == pytest.approx(10)
    # Variance 9 at a level of ten is 36 a week at four times the level or more; within a week
    # demand is even, so two weeks and two days of the third.
    assert line.order_up_to == pytest.approx(160 + Z95 * (36 * (2 + (2 / 7) ** 2)) ** 0.5, abs=2.0)


def test_a_period_of_counts_is_spread_over_its_days_unit_by_unit() -> None:
    counts = Spread(Family.NEGATIVE_BINOMIAL, 12.0, 10.0, 0.0, is_count=True)
    weekly = replace(FORECAST, period_days=7.0, means=(10.0,) * 26, spread=counts)
    inputs = replace(INPUTS, forecast=weekly, service_level=0.9)

    level = decide(inputs).order_up_to

    assert level == pytest.approx(float(counts.quantiles(160 / 7, 12 / 10 * 160 / 7, 0.9)), abs=1.5)


def test_the_same_site_and_item_draw_the_same_and_others_do_not() -> None:
    def level(site: str, seed: int = 0) -> float | None:
        return decide(replace(INPUTS, draw=DrawInput(site, "ITEM", seed))).order_up_to

    assert level("HUB") == level("HUB")
    assert len({level("HUB"), level("MAIN"), level("HUB", 1)}) == 3


def test_demand_within_a_period_is_even_and_goes_on_beyond_the_horizon() -> None:
    forecast = replace(FORECAST, period_days=7.0, means=(7.0, 14.0))

    assert forecast.demand_over(3.5) == pytest.approx(3.5)
    assert forecast.demand_over(7, start=3.5) == pytest.approx(3.5 + 7)
    assert forecast.demand_over(7, start=14) == pytest.approx(10.5)


@pytest.mark.parametrize(
    ("change", "reason", "level"),
    [
        ({"lead_time": None}, Reason.NO_LEAD_TIME, Confidence.LOW),
        ({"forecast": None}, Reason.NO_FORECAST, Confidence.LOW),
        ({"stock": None}, Reason.NO_STOCK_DATA, Confidence.LOW),
    ],
)
def test_what_is_unknown_leaves_null_and_a_reason(
    change: dict[str, None], reason: Reason, level: Confidence
) -> None:
    line = decide(replace(INPUTS, **change))  # type: ignore[arg-type]

    assert line.suggested_quantity is None
    assert line.need is None
    assert (line.reasons, line.confidence) == ([reason], level)


@pytest.mark.parametrize(
    ("inputs", "reason"),
    [
        (replace(INPUTS, lead_time=replace(LEAD_TIME, source="STATED")), "NO_OBSERVED_LEAD_TIME"),
        (replace(INPUTS, lead_time=replace(LEAD_TIME, source="SUPPLIER")), "POOLED_LEAD_TIME"),
        (replace(INPUTS, forecast=replace(FORECAST, is_short=True)), "SHORT_HISTORY"),
        (replace(INPUTS, forecast=replace(FORECAST, is_naive=True)), "WORSE_THAN_NAIVE"),
        (replace(INPUTS, forecast=replace(FORECAST, means=(10.0,) * 15)), "BEYOND_HORIZON"),
        (replace(INPUTS, stock=StockInput(9, 0, AS_OF - timedelta(days=8))), "STALE_STOCK"),
        (replace(INPUTS, stock=StockInput(-1, 0, AS_OF)), "NEGATIVE_STOCK"),
        (replace(INPUTS, abc_class=None), "NO_CLASS"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_doubts_are_named_and_lower_the_confidence(inputs: LineInputs, reason: str) -> None:
    line = decide(inputs)

    assert line.reasons == [reason]
    assert line.confidence is not Confidence.HIGH
    assert line.suggested_quantity is not None


def test_three_lesser_doubts_make_a_grave_one() -> None:
    lesser = [Reason.SHORT_HISTORY, Reason.POOLED_LEAD_TIME, Reason.WORSE_THAN_NAIVE]

    assert confidence([]) is Confidence.HIGH
    assert confidence([Reason.NO_DEMAND]) is Confidence.HIGH
    assert confidence(lesser[:2]) is Confidence.MEDIUM
    assert confidence(lesser) is Confidence.LOW


def test_an_item_that_is_not_stocked_there_is_not_ordered() -> None:
    line = decide(replace(INPUTS, is_stocked=False))

    assert line.suggested_quantity is None
    assert Reason.NOT_STOCKED in line.reasons


def test_a_correction_multiplies_the_odds_of_the_level_and_is_shown() -> None:
    # Odds of 19 doubled are 38 in 39.
    line = decide(replace(INPUTS, correction=2.0))
    plain = decide(replace(INPUTS, service_level=38 / 39))

    assert (line.order_up_to, line.need) == (plain.order_up_to, plain.need)
    step = next(step for step in line.steps if step.name == "corrected_level")
    assert step.value == pytest.approx(38 / 39, abs=1e-6)
    assert "corrected_level" not in [step.name for step in plain.steps]


def test_the_digest_does_not_depend_on_the_order_of_keys() -> None:
    assert digest({"a": 1, "b": [2]}) == digest({"b": [2], "a": 1})
    assert digest({"a": 1}) != digest({"a": 2})


def test_every_step_names_its_formula() -> None:
    names = [step.name for step in decide(INPUTS).steps]

    assert names == [
        "available",
        "forecast_per_day",
        "days_of_cover",
        "protection_days",
        "mean_demand",
        "order_up_to",
        "reorder_point",
        "safety_stock",
        "excess_level",
        "on_order_in_time",
        "position",
        "need",
        "suggested_quantity",
        "expected_lost",
    ]
    assert all(step.formula for step in decide(INPUTS).steps)
