"""The formula of each KPI: from additive facts and a window to one figure. Pure.

A ratio is always a ratio of sums over the window, never a mean of ratios.
"""

import math
from datetime import date

from backend.kpis.figures import GRAVE_GAP, Doubt, Facts, Figure, Reason, unknown
from backend.kpis.windows import Window, trailing_year

# Below this a turnover says more about the first delivery than about the year.
LEAST_TURNOVER_DAYS = 90
# Using the price list for a sale or two is no reason to doubt a sum.
LIST_PRICE_SHARE = 0.05


def total_demand_units(facts: Facts, window: Window) -> Figure:
    covered = _covered(facts, window)
    if covered is None:
        return unknown(Reason.NO_DEMAND_DATA)
    units = facts.demand.count("units", window)
    doubts = _demand_doubts(facts, window)
    if facts.has_mixed_units:
        doubts = (*doubts, Doubt.MIXED_UNITS)
    return Figure(units, covered.end, doubts=doubts)


def total_demand_value(facts: Facts, window: Window) -> Figure:
    covered = _covered(facts, window)
    if covered is None:
        return unknown(Reason.NO_DEMAND_DATA)
    units = facts.demand.count("units", window)
    value = facts.demand.total("value", window)
    if value is None and units > 0:
        return unknown(Reason.NO_PRICES)
    return _priced(facts, window, Figure(value or 0.0, covered.end))


def abc_a_share(facts: Facts, window: Window) -> Figure:
    covered = _covered(facts, window)
    if covered is None:
        return unknown(Reason.NO_DEMAND_DATA)
    if not facts.demand.count("units", window):
        return unknown(Reason.NO_DEMAND)
    value = facts.demand.total("value", window)
    if not value:
        return unknown(Reason.NO_PRICES)
    if facts.demand.total("classed_value", window) is None:
        return unknown(Reason.NO_CLASSES)
    share = facts.demand.count("class_a_value", window) / value
    figure = _priced(facts, window, Figure(share, covered.end))
    if facts.demand.count("classed_by_quantity_value", window):
        return figure.doubted(Doubt.CLASSES_BY_QUANTITY)
    return figure


def fill_rate(facts: Facts, window: Window) -> Figure:
    covered = _covered(facts, window)
    if covered is None:
        return unknown(Reason.NO_DEMAND_DATA)
    asked = facts.demand.total("asked_units", window)
    if asked is None:
        known = facts.demand.count("units", window) > 0
        return unknown(Reason.UNFILLED_UNKNOWN if known else Reason.NO_DEMAND)
    if asked == 0:
        return unknown(Reason.NO_DEMAND)
    filled = facts.demand.count("filled_units", window)
    doubts = _demand_doubts(facts, window)
    if filled < facts.demand.count("units", window):
        doubts = (*doubts, Doubt.UNFILLED_PARTLY_KNOWN)
    return Figure(filled / asked, covered.end, doubts=doubts)


def stockout_rate(facts: Facts, window: Window) -> Figure:
    """On the window's last day with stock data."""
    day = facts.stock.last_day(window)
    if day is None:
        return unknown(Reason.NO_STOCK_DATA)
    stocked = facts.stock.count("stocked", day)
    if stocked == 0:
        return unknown(Reason.NOTHING_STOCKED)
    rate = facts.stock.count("stocked_out", day) / stocked
    return Figure(rate, day.end, doubts=_stock_doubts(facts, day))


def inventory_value(facts: Facts, window: Window) -> Figure:
    """On the window's last day with stock data; a silent site counts with its last known day."""
    day = facts.stock.last_day(window)
    if day is None:
        return unknown(Reason.NO_STOCK_DATA)
    value = facts.stock.total("carried_value", day)
    if value is None:
        held = facts.stock.count("held", day)
        return unknown(Reason.NO_COSTS) if held else Figure(0.0, day.end)
    figure = Figure(value, day.end, doubts=_stock_doubts(facts, day))
    missing = facts.stock.count("held_without_cost", day)
    return _with_gap(figure, missing, facts.stock.count("held", day), Doubt.SOME_COSTS_MISSING)


def inventory_turnover(facts: Facts, window: Window) -> Figure:
    """Over the year that ends with the window, scaled up where fewer days of it are known."""
    year = trailing_year(window.end)
    sold = year.cut(facts.demand_from, facts.demand_to)
    held = facts.stock.within(year)
    if sold is None:
        return unknown(Reason.NO_DEMAND_DATA)
    if not held:
        return unknown(Reason.NO_STOCK_DATA)
    if min(sold.days, Window(held[0], held[-1]).days) < LEAST_TURNOVER_DAYS:
        return unknown(Reason.SHORT_HISTORY)
    cost = facts.demand.total("cost", year)
    values = [value for value in facts.stock.values("carried_value", year) if value is not None]
    if cost is None or not values:
        return unknown(Reason.NO_COSTS)
    mean = math.fsum(values) / len(values)
    if mean <= 0:
        return unknown(Reason.NO_INVENTORY_VALUE)
    turns = cost * (year.days / sold.days) / mean
    figure = Figure(turns, min(sold.end, held[-1]), doubts=_demand_doubts(facts, sold))
    if sold.days < year.days:
        figure = figure.doubted(Doubt.ANNUALISED)
    units = facts.demand.count("units", year)
    missing = units - facts.demand.count("costed_units", year)
    return _with_gap(figure, missing, units, Doubt.SOME_COSTS_MISSING)


def delayed_orders_pct(facts: Facts, window: Window) -> Figure:
    if not facts.has_orders:
        return unknown(Reason.NO_ORDER_DATA)
    due = facts.orders.count("due", window)
    if due == 0:
        return unknown(Reason.NO_ORDERS_DUE)
    return Figure(facts.orders.count("late", window) / due, _until(facts, window))


def forecast_wape(facts: Facts, window: Window) -> Figure:
    return _forecast_ratio(facts, window, "absolute_error", "actual", Reason.NO_DEMAND)


def forecast_bias(facts: Facts, window: Window) -> Figure:
    return _forecast_ratio(facts, window, "error", "actual", Reason.NO_DEMAND)


def forecast_mase(facts: Facts, window: Window) -> Figure:
    return _forecast_ratio(facts, window, "scaled_error", "scaled_points", Reason.NO_FORECAST_SCALE)


def days_of_cover(facts: Facts, window: Window) -> Figure:
    day = facts.plan.last_day(window)
    if day is None or not facts.plan.count("covered", day):
        return unknown(_why_not_planned(facts, day))
    expected = facts.plan.count("forecast_per_day", day)
    if expected == 0:
        return unknown(Reason.NO_DEMAND_EXPECTED)
    figure = Figure(facts.plan.count("available_units", day) / expected, day.end)
    if facts.has_mixed_units:
        figure = figure.doubted(Doubt.MIXED_UNITS)
    planned = facts.plan.count("planned", day)
    missing = planned - facts.plan.count("covered", day)
    return _with_gap(figure, missing, planned, Doubt.PLAN_INCOMPLETE)


def excess_value(facts: Facts, window: Window) -> Figure:
    day = facts.plan.last_day(window)
    planned = facts.plan.count("planned", day) if day else 0.0
    if day is None or not planned or not facts.stock.dates:
        return unknown(_why_not_planned(facts, day))
    value = facts.plan.total("excess_value", day)
    known = facts.plan.count("excess_known", day)
    if value is None or not known:
        return unknown(Reason.NO_COSTS)
    return _with_gap(Figure(value, day.end), planned - known, planned, Doubt.PLAN_INCOMPLETE)


def expiring_value_30d(facts: Facts, window: Window) -> Figure:
    day = facts.plan.last_day(window)
    value = facts.plan.total("expiring_value", day) if day else None
    if day is None or value is None:
        without_cost = facts.plan.count("lots_without_cost", day) if day else 0
        return unknown(Reason.NO_COSTS if without_cost else Reason.NO_LOTS)
    figure = Figure(value, day.end)
    if facts.plan.count("lots_without_cost", day):
        figure = figure.doubted(Doubt.SOME_COSTS_MISSING)
    if facts.plan.count("lots_estimated", day):
        figure = figure.doubted(Doubt.LOTS_ESTIMATED)
    return figure


def site_freshness(facts: Facts, window: Window) -> Figure:
    """Known for the present only: how late a site was last month is not written down."""
    if facts.as_of is not None and window.end < facts.as_of:
        return unknown(Reason.KNOWN_FOR_NOW_ONLY)
    sites = facts.freshness
    if not sites.known:
        return unknown(Reason.NO_SITE_REPORTS)
    figure = Figure(sites.fresh / sites.known, facts.as_of)
    return figure.doubted(Doubt.DEMAND_ONLY_SITES) if sites.demand_only else figure


def back_tested(facts: Facts, numerator: str) -> Figure:
    """Accuracy of the newest run on periods it did not see, where no earlier run can be judged."""
    found = facts.back_test
    if found is None:
        return unknown(Reason.NO_FORECAST)
    below = found.scaled_points if numerator == "scaled_error" else found.actual
    above = getattr(found, numerator)
    if above is None or not below:
        return unknown(Reason.NO_FORECAST)
    return Figure(above / below, found.origin, doubts=(Doubt.BACK_TEST,))


def _forecast_ratio(
    facts: Facts, window: Window, numerator: str, denominator: str, reason: Reason
) -> Figure:
    if not facts.errors.count("points", window):
        return unknown(Reason.NO_FORECAST)
    below = facts.errors.count(denominator, window)
    if below == 0:
        return unknown(reason)
    figure = Figure(facts.errors.count(numerator, window) / below, _until(facts, window))
    judged = len(facts.errors.within(window))
    missing = len(facts.demand.within(window)) - judged
    return figure.doubted(Doubt.PARTLY_COVERED) if missing > 0 else figure


def _covered(facts: Facts, window: Window) -> Window | None:
    return window.cut(facts.demand_from, facts.demand_to)


def _why_not_planned(facts: Facts, day: Window | None) -> Reason:
    """A plan without stock knows neither cover nor excess."""
    planned = day is not None and facts.plan.count("planned", day) > 0
    return Reason.NO_STOCK_DATA if planned and not facts.stock.dates else Reason.NO_PLAN


def _until(facts: Facts, window: Window) -> date:
    return window.end if facts.as_of is None else min(window.end, facts.as_of)


def _demand_doubts(facts: Facts, window: Window) -> tuple[Doubt, ...]:
    doubts = []
    if _covered(facts, window) != window:
        doubts.append(Doubt.PARTLY_COVERED)
    if facts.demand_source == "DELIVERIES":
        doubts.append(Doubt.DELIVERIES_AS_DEMAND)
    return tuple(doubts)


def _stock_doubts(facts: Facts, day: Window) -> tuple[Doubt, ...]:
    return (Doubt.SITES_BEHIND,) if facts.stock.count("sites_behind", day) else ()


def _priced(facts: Facts, window: Window, figure: Figure) -> Figure:
    units = facts.demand.count("units", window)
    figure = figure.doubted(*_demand_doubts(facts, window))
    if facts.demand.count("list_priced_units", window) > LIST_PRICE_SHARE * units:
        figure = figure.doubted(Doubt.LIST_PRICES_USED)
    missing = units - facts.demand.count("priced_units", window)
    return _with_gap(figure, missing, units, Doubt.SOME_PRICES_MISSING)


def _with_gap(figure: Figure, missing: float, whole: float, doubt: Doubt) -> Figure:
    """Doubt a sum that leaves ``missing`` of ``whole`` out; rounding alone is no gap."""
    if figure.value is None or missing <= 1e-9 * whole:
        return figure
    doubted = figure.doubted(doubt)
    return Figure(
        doubted.value,
        doubted.as_of,
        doubts=doubted.doubts,
        has_grave_gap=missing >= GRAVE_GAP * whole or figure.has_grave_gap,
    )
