"""The order decision for one item at one site. Pure: no database, no Flask, no clock.

An order placed now arrives after the lead time, and the next chance to order comes a review period
later. What is there and what lands until then must last for lead time plus review period, the
protection interval. How much that takes is found on simulated demand, by the function that
``decide_orders`` and the replay order with, too (``backend.planning.ordering``). docs/planning.md
derives each formula.
"""

from dataclasses import asdict, dataclass, field
from typing import Any

from backend.demand.rules import quantiles
from backend.planning.inputs import ForecastInput, LeadTimeInput, LineInputs
from backend.planning.outlook import Outlook, arrival, level_of, outlook, receipts
from backend.planning.rules import (
    DAYS_BEYOND_FOR_EXCESS,
    EXCESS_LEVEL,
    Confidence,
    Reason,
    confidence,
)

FORMULA_VERSION = "order-up-to/3"
DIGITS = 6


@dataclass(frozen=True)
class Step:
    """One named result on the way, with the formula it came from."""

    name: str
    formula: str
    value: float | str | None
    unit: str


@dataclass
class Line:
    """The decision and everything between the inputs and it. None where it cannot be known."""

    available: float | None = None
    on_hand: float | None = None
    on_order_in_time: float | None = None
    forecast_per_day: float | None = None
    days_of_cover: float | None = None
    lead_time_days: float | None = None
    safety_stock: float | None = None
    reorder_point: float | None = None
    order_up_to: float | None = None
    excess_level: float | None = None
    position: float | None = None
    need: float | None = None
    suggested_quantity: float | None = None
    confidence: Confidence = Confidence.LOW
    reasons: list[Reason] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)

    def note(self, name: str, formula: str, value: float, unit: str) -> float:
        """Keep a step and return its value, rounded as it is shown."""
        rounded = round(float(value), DIGITS)
        self.steps.append(Step(name, formula, rounded, unit))
        return rounded

    def doubt(self, reason: Reason) -> None:
        if reason not in self.reasons:
            self.reasons.append(reason)

    def to_document(self) -> dict[str, Any]:
        return asdict(self)


def decide(inputs: LineInputs) -> Line:
    """Return the plan of one item at one site; the same inputs always give the same answer."""
    line = Line()
    _look_at_stock(line, inputs)
    lead_time, forecast = inputs.lead_time, inputs.forecast
    if lead_time is None:
        line.doubt(Reason.NO_LEAD_TIME)
    else:
        line.lead_time_days = round(lead_time.mean_days, DIGITS)
    if forecast is None:
        line.doubt(Reason.NO_FORECAST)
    else:
        _look_ahead(line, inputs, forecast)
        if lead_time is not None:
            ahead = outlook(inputs, forecast, lead_time)
            _set_levels(line, inputs, forecast, lead_time, ahead)
            _order(line, inputs, lead_time, ahead)
    if inputs.abc_class is None:
        line.doubt(Reason.NO_CLASS)
    if not inputs.is_stocked:
        line.doubt(Reason.NOT_STOCKED)
        line.need = line.suggested_quantity = None
    line.confidence = confidence(line.reasons)
    return line


def _look_at_stock(line: Line, inputs: LineInputs) -> None:
    if inputs.stock is None:
        line.doubt(Reason.NO_STOCK_DATA)
        return
    stock = inputs.stock
    line.on_hand = round(stock.on_hand, DIGITS)
    line.available = line.note("available", "on_hand - reserved", stock.available, "units")
    if stock.on_hand < 0:
        line.doubt(Reason.NEGATIVE_STOCK)
    if (inputs.as_of - stock.as_of).days > inputs.review_days:
        line.doubt(Reason.STALE_STOCK)


def _look_ahead(line: Line, inputs: LineInputs, forecast: ForecastInput) -> None:
    """Find demand per day and days of cover, and what makes them doubtful."""
    horizon = forecast.horizon_days
    days = min(inputs.lead_time.mean_days + inputs.review_days, horizon) if inputs.lead_time else 0
    days = days or horizon
    line.forecast_per_day = line.note(
        "forecast_per_day",
        "mean demand over the protection interval / its days",
        forecast.demand_over(days) / days,
        "units per day",
    )
    if forecast.is_short:
        line.doubt(Reason.SHORT_HISTORY)
    if forecast.is_naive:
        line.doubt(Reason.WORSE_THAN_NAIVE)
    if forecast.is_overridden:
        line.doubt(Reason.FORECAST_OVERRIDDEN)
    if line.forecast_per_day <= 0:
        line.doubt(Reason.NO_DEMAND)
    elif line.available is not None:
        line.days_of_cover = line.note(
            "days_of_cover",
            "max(available, 0) / forecast_per_day",
            max(line.available, 0.0) / line.forecast_per_day,
            "days",
        )


def _set_levels(
    line: Line,
    inputs: LineInputs,
    forecast: ForecastInput,
    lead_time: LeadTimeInput,
    ahead: Outlook,
) -> None:
    """Find the level that is ordered up to, the safety stock in it, and the excess level."""
    days = _protection(line, inputs, forecast, lead_time)
    mean = line.note(
        "mean_demand", "forecast mean over protection_days", forecast.demand_over(days), "units"
    )
    if inputs.correction != 1.0:
        line.note(
            "corrected_level",
            f"service_level with its odds times the correction {inputs.correction:g}",
            level_of(inputs),
            "share",
        )
    line.order_up_to = line.note(
        "order_up_to", _formula(inputs, forecast, lead_time), ahead.order_up_to(), "units"
    )
    line.reorder_point = line.note(
        "reorder_point", "order_up_to: every review orders what is missing", line.order_up_to,
        "units",
    )  # fmt: skip
    line.safety_stock = line.note(
        "safety_stock", "max(order_up_to - mean_demand, 0)", max(line.order_up_to - mean, 0.0),
        "units",
    )  # fmt: skip
    line.excess_level = _excess_level(line, forecast, days, lead_time.sd_days or 0.0)


def _protection(
    line: Line, inputs: LineInputs, forecast: ForecastInput, lead_time: LeadTimeInput
) -> float:
    """Return how many days stock and orders must last, and note what makes that doubtful."""
    if lead_time.source == "STATED":
        line.doubt(Reason.NO_OBSERVED_LEAD_TIME)
    elif lead_time.source == "SUPPLIER":
        line.doubt(Reason.POOLED_LEAD_TIME)
    days = line.note(
        "protection_days",
        "lead_time_days + review_days",
        lead_time.mean_days + inputs.review_days,
        "days",
    )
    if days > forecast.horizon_days:
        line.doubt(Reason.BEYOND_HORIZON)
    return days


def _formula(inputs: LineInputs, forecast: ForecastInput, lead_time: LeadTimeInput) -> str:
    """Say in words what the level ordered up to is a quantile of."""
    found = (
        f"quantile {level_of(inputs):.4g} of demand until the next order arrives, "
        f"on {inputs.draw.paths} simulated paths ({forecast.spread.family})"
    )
    if len(lead_time.days) < 2:
        return found
    return f"{found}, mixed over the days that {lead_time.observations} deliveries took"


def _excess_level(line: Line, forecast: ForecastInput, days: float, sd_days: float) -> float:
    until = days + DAYS_BEYOND_FOR_EXCESS
    mean, spread = forecast.demand_over(until), forecast.spread
    variance = float(spread.variance_of_sum(until / forecast.period_days, mean))
    variance += (mean / until * sd_days) ** 2
    found = quantiles(spread.family, mean, variance, EXCESS_LEVEL, is_count=spread.is_count)
    return line.note(
        "excess_level",
        f"quantile {EXCESS_LEVEL:g} of demand over protection_days + {DAYS_BEYOND_FOR_EXCESS:g}",
        float(found),
        "units",
    )


def _order(line: Line, inputs: LineInputs, lead_time: LeadTimeInput, ahead: Outlook) -> None:
    """Roll what is there and coming along every path, and say how much to order."""
    if line.available is None:
        return
    line.on_order_in_time = line.note(
        "on_order_in_time",
        "open orders that land before the next order would",
        _in_time(line, inputs, lead_time.mean_days + inputs.review_days),
        "units",
    )
    line.position = line.note(
        "position",
        "available + on_order_in_time",
        line.available + line.on_order_in_time,
        "units",
    )
    found = ahead.order(line.available, receipts(inputs, ahead.paths.shape[2]))
    line.need = line.note(
        "need",
        f"least order with which {level_of(inputs):.4g} of the paths lose nothing"
        " between its arrival and the next order's",
        float(found.need[0]),
        "units",
    )
    line.suggested_quantity = line.note(
        "suggested_quantity",
        "need, at least min_order_quantity, rounded up to pack_size",
        float(found.quantity[0]) if line.need > 0 else 0.0,
        "units",
    )
    line.note(
        "expected_lost",
        "mean demand that the paths lose in that time all the same",
        float(found.expected_lost[0]),
        "units",
    )


def _in_time(line: Line, inputs: LineInputs, days: float) -> float:
    total = 0.0
    for order in inputs.inbound:
        lands = arrival(order, inputs)
        if lands is not None and (lands - inputs.as_of).days < days:
            total += order.quantity
        elif order.expected_on is None:
            line.doubt(Reason.ORDER_WITHOUT_DATE)
        elif lands is None:
            line.doubt(Reason.OVERDUE_ORDER_NOT_COUNTED)
    return total
