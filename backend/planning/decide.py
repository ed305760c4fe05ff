"""The order decision for one item at one site. Pure: no database, no Flask, no clock.

An order placed now arrives after the lead time, and the next chance to order comes a review period
later. What is there and what lands until then must last for lead time plus review period, the
protection interval. docs/planning.md derives each formula.
"""

from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from typing import Any

from backend.demand.rules import quantiles
from backend.planning.inputs import ForecastInput, InboundOrder, LineInputs
from backend.planning.mixture import is_mixed, mixed_reorder_point, reorder_formula
from backend.planning.rules import (
    DAYS_BEYOND_FOR_EXCESS,
    EXCESS_LEVEL,
    Confidence,
    Reason,
    confidence,
    lot_size,
)

FORMULA_VERSION = "order-up-to/2"
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
    if inputs.lead_time is None:
        line.doubt(Reason.NO_LEAD_TIME)
    else:
        line.lead_time_days = round(inputs.lead_time.mean_days, DIGITS)
    if inputs.forecast is None:
        line.doubt(Reason.NO_FORECAST)
    else:
        _look_ahead(line, inputs, inputs.forecast)
        if inputs.lead_time is not None:
            _set_levels(line, inputs, inputs.forecast)
            _compare(line, inputs, inputs.forecast)
    if inputs.abc_class is None:
        line.doubt(Reason.NO_CLASS)
    if not inputs.is_stocked:
        line.doubt(Reason.NOT_STOCKED)
        line.need = line.suggested_quantity = None
    line.confidence = confidence(line.reasons)
    return line


def arrival(order: InboundOrder, inputs: LineInputs) -> date | None:
    """Return when an order can be counted on; None if not at all.

    An overdue order is expected any day, until it is later than this supplier usually is when it
    is late (than a review period where nobody observed that).
    """
    if order.expected_on is None:
        return None
    if order.expected_on >= inputs.as_of:
        return order.expected_on
    usual = inputs.lead_time.mean_days_late if inputs.lead_time else None
    patience = inputs.review_days if usual is None else usual
    overdue = (inputs.as_of - order.expected_on).days
    return inputs.as_of if overdue <= patience else None


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


def _set_levels(line: Line, inputs: LineInputs, forecast: ForecastInput) -> None:
    """Find the reorder point, the order-up-to level, the safety stock and the excess level."""
    lead_time = inputs.lead_time
    assert lead_time is not None
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

    mean, variance = _distribution(line, forecast, days, lead_time.sd_days or 0.0)
    level = inputs.service_level
    line.reorder_point = line.note(
        "reorder_point",
        reorder_formula(forecast, lead_time, level),
        mixed_reorder_point(inputs, forecast, lead_time)
        if is_mixed(lead_time)
        else _quantile(forecast, mean, variance, level),
        "units",
    )
    line.safety_stock = line.note(
        "safety_stock",
        "max(reorder_point - mean_demand, 0)",
        max(line.reorder_point - mean, 0.0),
        "units",
    )
    cycle = line.note(
        "cycle_stock",
        "mean demand over the review period after that",
        forecast.demand_over(inputs.review_days, days),
        "units",
    )
    line.order_up_to = line.note(
        "order_up_to", "reorder_point + cycle_stock", line.reorder_point + cycle, "units"
    )
    line.excess_level = _excess_level(line, forecast, days, lead_time.sd_days or 0.0)


def _distribution(
    line: Line, forecast: ForecastInput, days: float, sd_days: float
) -> tuple[float, float]:
    """Return mean and variance of demand over ``days``, the lead time's own spread included."""
    mean = line.note(
        "mean_demand", "forecast mean over protection_days", forecast.demand_over(days), "units"
    )
    periods = max(days / forecast.period_days, 1e-6)
    of_demand = line.note(
        "demand_variance",
        "n x variance + (level_error x mean_demand)^2 x (1 - 1/n), n = periods",
        float(forecast.spread.variance_of_sum(periods, mean)),
        "units^2",
    )
    of_lead_time = line.note(
        "lead_time_variance",
        "(mean_demand / protection_days)^2 x lead_time_sd_days^2",
        (mean / days * sd_days) ** 2 if days > 0 else 0.0,
        "units^2",
    )
    return mean, of_demand + of_lead_time


def _excess_level(line: Line, forecast: ForecastInput, days: float, sd_days: float) -> float:
    until = days + DAYS_BEYOND_FOR_EXCESS
    mean = forecast.demand_over(until)
    variance = float(forecast.spread.variance_of_sum(until / forecast.period_days, mean))
    variance += (mean / until * sd_days) ** 2
    return line.note(
        "excess_level",
        f"quantile {EXCESS_LEVEL:g} of demand over protection_days + {DAYS_BEYOND_FOR_EXCESS:g}",
        _quantile(forecast, mean, variance, EXCESS_LEVEL),
        "units",
    )


def _quantile(forecast: ForecastInput, mean: float, variance: float, level: float) -> float:
    spread = forecast.spread
    found = quantiles(spread.family, mean, variance, level, is_count=spread.is_count)
    return float(found)


def _compare(line: Line, inputs: LineInputs, forecast: ForecastInput) -> None:
    """Set what is there and coming against the levels, and say how much to order."""
    if line.available is None or line.reorder_point is None or line.order_up_to is None:
        return
    protection = inputs.lead_time.mean_days + inputs.review_days if inputs.lead_time else 0.0
    line.on_order_in_time = line.note(
        "on_order_in_time",
        "open orders that land within protection_days",
        _in_time(line, inputs, inputs.as_of + timedelta(days=protection)),
        "units",
    )
    line.position = line.note(
        "position",
        "available + on_order_in_time",
        line.available + line.on_order_in_time,
        "units",
    )
    shortfall = line.order_up_to - line.position if line.position < line.reorder_point else 0.0
    line.need = line.note(
        "need", "order_up_to - position, if position < reorder_point, else 0", shortfall, "units"
    )
    line.suggested_quantity = line.note(
        "suggested_quantity",
        "need, at least min_order_quantity, rounded up to pack_size",
        lot_size(
            line.need,
            inputs.min_order_quantity,
            inputs.pack_size,
            is_count=forecast.spread.is_count,
        ),
        "units",
    )


def _in_time(line: Line, inputs: LineInputs, last: date) -> float:
    total = 0.0
    for order in inputs.inbound:
        lands = arrival(order, inputs)
        if lands is not None and lands <= last:
            total += order.quantity
        elif order.expected_on is None:
            line.doubt(Reason.ORDER_WITHOUT_DATE)
        elif lands is None:
            line.doubt(Reason.OVERDUE_ORDER_NOT_COUNTED)
    return total
