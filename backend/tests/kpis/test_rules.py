"""Each formula on figures that can be checked in the head."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from backend.kpis import rules
from backend.kpis.definitions import KPIS
from backend.kpis.figures import (
    BackTest,
    Confidence,
    Days,
    Doubt,
    Facts,
    Figure,
    Freshness,
    Reason,
)
from backend.kpis.windows import Window

FIRST, LAST = date(2024, 3, 1), date(2024, 3, 2)
WINDOW = Window(FIRST, LAST)
KNOWN = Facts(as_of=LAST, demand_from=FIRST, demand_to=LAST, has_orders=True)


def days(**columns: Any) -> Days:
    return Days((FIRST, LAST), columns)


def with_demand(**columns: Any) -> Facts:
    return replace(KNOWN, demand=days(**columns))


def test_a_rate_is_a_ratio_of_sums_never_a_mean_of_ratios() -> None:
    facts = with_demand(units=(1, 90), filled_units=(1, 90), asked_units=(2, 98))

    assert rules.fill_rate(facts, WINDOW).value == 91 / 100


@pytest.mark.parametrize("kpi", KPIS, ids=lambda kpi: kpi.slug)
def test_nothing_is_known_of_an_empty_database(kpi: Any) -> None:
    figure = kpi.compute(Facts(), WINDOW)

    assert figure.value is None
    assert figure.reason is not None
    assert figure.confidence is Confidence.LOW


def test_a_day_without_demand_within_the_data_is_a_zero() -> None:
    assert rules.total_demand_units(with_demand(), WINDOW) == Figure(0.0, LAST)
    assert rules.total_demand_value(with_demand(), WINDOW) == Figure(0.0, LAST)


def test_days_outside_the_data_are_unknown_and_days_half_outside_doubtful() -> None:
    facts = with_demand(units=(1, 2))
    later = Window(LAST + timedelta(1), LAST + timedelta(9))

    assert rules.total_demand_units(facts, later).reason is Reason.NO_DEMAND_DATA
    half = rules.total_demand_units(facts, Window(LAST, later.end))
    assert (half.value, half.doubts) == (2, (Doubt.PARTLY_COVERED,))
    assert half.confidence is Confidence.MEDIUM


def test_demand_without_any_price_has_no_value() -> None:
    facts = with_demand(units=(1, 2), value=(None, None))

    assert rules.total_demand_value(facts, WINDOW).reason is Reason.NO_PRICES
    assert rules.abc_a_share(facts, WINDOW).reason is Reason.NO_PRICES


@pytest.mark.parametrize(("priced", "confidence"), [(99, "MEDIUM"), (95, "LOW"), (100, "HIGH")])
def test_a_gap_in_prices_is_told(priced: float, confidence: str) -> None:
    facts = with_demand(units=(100, 0), value=(5, 0), priced_units=(priced, 0))

    assert rules.total_demand_value(facts, WINDOW).confidence == confidence


def test_class_a_share_is_by_value_and_says_when_classes_are_by_quantity() -> None:
    columns = {
        "units": (4, 4), "value": (10, 30), "priced_units": (4, 4),
        "classed_value": (10, 30), "class_a_value": (None, 30),
    }  # fmt: skip

    assert rules.abc_a_share(with_demand(**columns), WINDOW) == Figure(0.75, LAST)
    by_quantity = rules.abc_a_share(
        with_demand(**columns, classed_by_quantity_value=(None, 40)), WINDOW
    )
    assert by_quantity.doubts == (Doubt.CLASSES_BY_QUANTITY,)
    assert by_quantity.confidence is Confidence.LOW
    unclassed = with_demand(**{**columns, "classed_value": (None, None)})
    assert rules.abc_a_share(unclassed, WINDOW).reason is Reason.NO_CLASSES


def test_fill_rate_needs_days_on_which_unfilled_demand_is_known() -> None:
    unasked = with_demand(units=(3, 4), filled_units=(None, None), asked_units=(None, None))
    partly = with_demand(units=(3, 4), filled_units=(None, 4), asked_units=(None, 5))
    nothing = with_demand(units=(0, 0), filled_units=(0, 0), asked_units=(0, 0))

    assert rules.fill_rate(unasked, WINDOW).reason is Reason.UNFILLED_UNKNOWN
    assert rules.fill_rate(partly, WINDOW).value == 0.8
    assert rules.fill_rate(partly, WINDOW).doubts == (Doubt.UNFILLED_PARTLY_KNOWN,)
    assert rules.fill_rate(nothing, WINDOW).reason is Reason.NO_DEMAND


def test_stock_is_that_of_the_last_day_with_data() -> None:
    facts = replace(
        KNOWN,
        stock=days(
            stocked=(4, 5), stocked_out=(4, 1), held=(0, 4), held_without_cost=(0, 0),
            carried_value=(1, 80), sites_behind=(0, 0),
        ),
    )  # fmt: skip
    later = Window(FIRST, LAST + timedelta(9))

    assert rules.stockout_rate(facts, later) == Figure(0.2, LAST)
    assert rules.inventory_value(facts, later) == Figure(80, LAST)
    assert rules.stockout_rate(facts, Window(FIRST, FIRST)).value == 1


def test_stock_of_silent_sites_and_without_cost_is_told() -> None:
    facts = replace(
        KNOWN,
        stock=days(
            stocked=(0, 0), held=(0, 4), held_without_cost=(0, 1),
            carried_value=(1, 80), sites_behind=(0, 1),
        ),
    )  # fmt: skip
    figure = rules.inventory_value(facts, WINDOW)

    assert figure.doubts == (Doubt.SITES_BEHIND, Doubt.SOME_COSTS_MISSING)
    assert figure.confidence is Confidence.LOW
    assert rules.stockout_rate(facts, WINDOW).reason is Reason.NOTHING_STOCKED
    worthless = replace(KNOWN, stock=days(held=(0, 4), carried_value=(None, None)))
    assert rules.inventory_value(worthless, WINDOW).reason is Reason.NO_COSTS


def year_of(number: int, cost: float, value: float) -> Facts:
    """A year's end with ``number`` days of demand and stock before it."""
    end = date(2023, 12, 31)
    dates = tuple(end - timedelta(days=back) for back in reversed(range(number)))
    return Facts(
        as_of=end,
        demand_from=dates[0],
        demand_to=end,
        demand=Days(
            dates,
            {"cost": (cost,) * number, "units": (1,) * number, "costed_units": (1,) * number},
        ),
        stock=Days(dates, {"carried_value": (value,) * number}),
    )


def test_turnover_is_a_years_cost_over_the_mean_inventory() -> None:
    window = Window(date(2023, 12, 2), date(2023, 12, 31))

    assert rules.inventory_turnover(year_of(365, 2, 100), window) == Figure(7.3, window.end)


def test_turnover_of_part_of_a_year_is_scaled_up_and_says_so() -> None:
    window = Window(date(2023, 12, 2), date(2023, 12, 31))
    figure = rules.inventory_turnover(year_of(100, 2, 100), window)

    assert figure.value == pytest.approx(7.3)
    assert figure.doubts == (Doubt.ANNUALISED,)
    assert rules.inventory_turnover(year_of(89, 2, 100), window).reason is Reason.SHORT_HISTORY
    nothing = rules.inventory_turnover(year_of(365, 2, 0), window)
    assert nothing.reason is Reason.NO_INVENTORY_VALUE


def test_delayed_orders_are_late_over_due() -> None:
    facts = replace(KNOWN, orders=days(due=(3, 5), late=(1, 1)))

    assert rules.delayed_orders_pct(facts, WINDOW) == Figure(0.25, LAST)
    none = replace(KNOWN, orders=Days())
    assert rules.delayed_orders_pct(none, WINDOW).reason is Reason.NO_ORDERS_DUE


def test_forecasts_are_judged_by_sums() -> None:
    facts = replace(
        with_demand(units=(2, 8)),
        errors=days(
            points=(1, 1), actual=(2, 8), error=(1, -2), absolute_error=(1, 2),
            scaled_error=(0.5, 1.5), scaled_points=(1, 1),
        ),
    )  # fmt: skip

    assert rules.forecast_wape(facts, WINDOW) == Figure(0.3, LAST)
    assert rules.forecast_bias(facts, WINDOW) == Figure(-0.1, LAST)
    assert rules.forecast_mase(facts, WINDOW) == Figure(1.0, LAST)
    unsold = replace(facts, errors=days(points=(1, 1), actual=(0, 0), absolute_error=(1, 1)))
    assert rules.forecast_wape(unsold, WINDOW).reason is Reason.NO_DEMAND
    assert rules.forecast_mase(unsold, WINDOW).reason is Reason.NO_FORECAST_SCALE


def test_forecasts_that_cover_part_of_the_days_say_so() -> None:
    facts = replace(
        with_demand(units=(2, 8)),
        errors=Days((LAST,), {"points": (1,), "actual": (8,), "absolute_error": (2,)}),
    )

    assert rules.forecast_wape(facts, WINDOW).doubts == (Doubt.PARTLY_COVERED,)


def test_a_back_test_stands_in_with_less_confidence() -> None:
    facts = replace(KNOWN, back_test=BackTest(FIRST, 200, 50, -20, 30, 40))

    assert rules.back_tested(facts, "absolute_error").value == 0.25
    assert rules.back_tested(facts, "error").value == -0.1
    assert rules.back_tested(facts, "scaled_error").value == 0.75
    assert rules.back_tested(facts, "error").confidence is Confidence.MEDIUM
    nothing = replace(KNOWN, back_test=BackTest(FIRST, 0, 0, 0, None, 0))
    assert rules.back_tested(nothing, "absolute_error").reason is Reason.NO_FORECAST
    assert rules.back_tested(nothing, "scaled_error").reason is Reason.NO_FORECAST


def test_cover_excess_and_expiry_are_of_the_newest_plan() -> None:
    facts = replace(
        KNOWN,
        stock=days(held=(1, 1)),
        plan=days(
            planned=(9, 4), covered=(9, 4), available_units=(1, 60), forecast_per_day=(1, 5),
            excess_known=(9, 4), excess_value=(1, 7), expiring_value=(1, 3),
            lots_without_cost=(0, 0), lots_estimated=(0, 0),
        ),
    )  # fmt: skip

    assert rules.days_of_cover(facts, WINDOW) == Figure(12, LAST)
    assert rules.excess_value(facts, WINDOW) == Figure(7, LAST)
    assert rules.expiring_value_30d(facts, WINDOW) == Figure(3, LAST)


def test_what_the_plan_does_not_know_is_null_or_doubted() -> None:
    still = days(planned=(0, 4), covered=(0, 2), available_units=(0, 9), forecast_per_day=(0, 0))
    part = days(planned=(0, 4), covered=(0, 2), available_units=(0, 9), forecast_per_day=(0, 3))
    lots = days(planned=(0, 4), lots_without_cost=(0, 2))

    known = replace(KNOWN, stock=days(held=(1, 1)))
    nothing = days(planned=(0, 4), covered=(0, 0))
    for rule in (rules.days_of_cover, rules.excess_value):
        assert rule(replace(KNOWN, plan=nothing), WINDOW).reason is Reason.NO_STOCK_DATA
    assert rules.days_of_cover(replace(known, plan=nothing), WINDOW).reason is Reason.NO_PLAN
    expected = rules.days_of_cover(replace(KNOWN, plan=still), WINDOW)
    assert expected.reason is Reason.NO_DEMAND_EXPECTED
    assert rules.days_of_cover(replace(KNOWN, plan=part), WINDOW).doubts == (Doubt.PLAN_INCOMPLETE,)
    assert rules.excess_value(replace(known, plan=still), WINDOW).reason is Reason.NO_COSTS
    assert rules.expiring_value_30d(replace(KNOWN, plan=lots), WINDOW).reason is Reason.NO_COSTS
    assert rules.expiring_value_30d(replace(KNOWN, plan=still), WINDOW).reason is Reason.NO_LOTS


def test_freshness_is_known_for_now_only() -> None:
    facts = replace(KNOWN, freshness=Freshness(fresh=3, known=4, behind=1))

    assert rules.site_freshness(facts, WINDOW) == Figure(0.75, LAST)
    past = rules.site_freshness(facts, Window(FIRST, FIRST))
    assert past.reason is Reason.KNOWN_FOR_NOW_ONLY
