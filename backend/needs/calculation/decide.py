"""One line of a needs list, from its inputs to how its gap is filled. Pure.

Measuring (consumption, stock, gap) comes first and needs no source; filling comes second, so that
sources are looked up for the few items that are short.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from typing import Any

from backend.needs.calculation.codes import Activation, Caution, Reason
from backend.needs.calculation.inputs import LineInputs, plain
from backend.needs.calculation.ladder import Filled, activations, fill, lasts_hours
from backend.needs.calculation.rules import (
    ZERO,
    Confidence,
    Severity,
    available_quantity,
    confidence,
    freshness,
    gap_quantity,
    hours_left,
    required_quantity,
    severity,
    stored,
    surplus_quantity,
    trigger_threshold,
)

FORMULA_VERSION = "needs/1"
NOTHING = Filled((), ZERO, ZERO, None)
REASONS = {reason.value: reason for reason in Reason}


@dataclass(frozen=True, slots=True)
class Step:
    """One named result on the way, with the formula it came from."""

    name: str
    formula: str
    value: Decimal | str | None
    unit: str


@dataclass(slots=True)
class Line:
    """The result and everything between the inputs and it. None where it cannot be known."""

    available: Decimal = ZERO
    inbound_transfer: Decimal = ZERO
    inbound_donation: Decimal = ZERO
    inbound_procurement: Decimal = ZERO
    required: Decimal | None = None
    coverage: Decimal = ZERO
    gap: Decimal = ZERO
    surplus: Decimal = ZERO
    time_to_stockout_hours: Decimal | None = None
    time_to_stockout_with_inbound_hours: Decimal | None = None
    severity: Severity = Severity.OK
    trigger_threshold_hours: Decimal = ZERO
    is_triggered: bool = False
    freshness: Confidence = Confidence.LOW
    # How long the stock lasted before the gap was filled; the result of filling is in ``filled``.
    lasted_hours: Decimal | None = None
    filled: Filled = NOTHING
    activated: dict[Activation, tuple[str, ...]] = field(default_factory=dict)
    confidence: Confidence = Confidence.LOW
    reasons: list[Reason] = field(default_factory=list)
    warnings: list[Caution] = field(default_factory=list)

    def doubt(self, *reasons: Reason) -> None:
        self.reasons.extend(reason for reason in reasons if reason not in self.reasons)

    def warn(self, warning: Caution, *, when: bool = True) -> None:
        if when and warning not in self.warnings:
            self.warnings.append(warning)

    def to_document(self) -> dict[str, Any]:
        """Return the line as JSON; where its sources come from stands in the inputs."""
        shown = (name for name in RESULTS if name not in ("filled", "lasted_hours"))
        document = {name: plain(getattr(self, name)) for name in shown}
        document["steps"] = plain(steps_of(self))
        document["filled"] = {
            "allocations": [
                {
                    "sequence": part.sequence,
                    "horizon": part.source.horizon,
                    "name": part.source.name,
                    "quantity": plain(part.quantity),
                    "is_in_time": part.is_in_time,
                }
                for part in self.filled.allocations
            ],
            "missing": plain(self.filled.missing),
            "unmet": plain(self.filled.unmet),
            "lasts_hours": plain(self.filled.lasts_hours),
        }
        return document


RESULTS = tuple(field.name for field in fields(Line))


def _filled_from(line: Line, horizon: str) -> Decimal | None:
    return None if line.filled is NOTHING else stored(line.filled.horizon(horizon))


WATERFALL = "waterfall by arrival, each source up to what it can give"
# What is calculated, in its order; None where it cannot be, and then there is no such step.
STEPS: tuple[tuple[str, str, str, Callable[[Line], Decimal | None]], ...] = (
    ("available", "max(usable - reserved, 0)", "units", lambda line: line.available),
    ("coverage", "available + strict inbound", "units", lambda line: line.coverage),
    (
        "required",
        "burn rate x planning window x safety factor",
        "units",
        lambda line: line.required,
    ),
    (
        "gap",
        "max(required - coverage, 0)",
        "units",
        lambda line: None if line.required is None else line.gap,
    ),
    (
        "time_to_stockout",
        "available / burn rate",
        "hours",
        lambda line: line.time_to_stockout_hours,
    ),
    (
        "time_to_stockout_with_inbound",
        "coverage / burn rate",
        "hours",
        lambda line: line.time_to_stockout_with_inbound_hours,
    ),
    (
        "trigger_threshold",
        "lead time x (1 + buffer)",
        "hours",
        lambda line: None if line.time_to_stockout_hours is None else line.trigger_threshold_hours,
    ),
    (
        "lasts",
        "available and what lands before it ends, / burn rate",
        "hours",
        lambda line: line.lasted_hours,
    ),
    ("horizon_a", WATERFALL, "units", lambda line: _filled_from(line, "A")),
    ("horizon_b", WATERFALL, "units", lambda line: _filled_from(line, "B")),
    ("horizon_c", WATERFALL, "units", lambda line: _filled_from(line, "C")),
    (
        "unmet",
        "what arrives after the stock ends, or from nowhere",
        "units",
        lambda line: None if line.filled is NOTHING else stored(line.filled.unmet),
    ),
)


def steps_of(line: Line) -> list[Step]:
    """Return the way to the result. Asked only of lines that are written down or shown."""
    found = ((name, formula, value(line), unit) for name, formula, unit, value in STEPS)
    return [Step(*step) for step in found if step[2] is not None]


def decide(inputs: LineInputs) -> Line:
    """Return the whole line; the same inputs always give the same answer."""
    return filled(measure(inputs), inputs)


def filled(measured: Line, inputs: LineInputs) -> Line:
    """Return a measured line with its gap filled; the measured one can be filled again."""
    line = replace(
        measured,
        reasons=[*measured.reasons],
        warnings=[*measured.warnings],
    )
    _fill_gap(line, inputs)
    return line


def measure(inputs: LineInputs) -> Line:
    """Return how long the stock lasts and what is short, without asking who could fill it."""
    line = Line()
    _doubt(line, inputs)
    _look_at_stock(line, inputs)
    _look_ahead(line, inputs)
    line.confidence = confidence(line.reasons)
    return line


def _doubt(line: Line, inputs: LineInputs) -> None:
    settings = inputs.settings
    line.freshness, doubts = freshness(
        inputs.hours_behind, settings.freshness_threshold_hours, settings.stale_threshold_hours
    )
    line.doubt(*doubts, *(REASONS[code] for code in inputs.burn.reasons if code in REASONS))
    if inputs.burn.rate is None:
        line.doubt(Reason.BURN_UNAVAILABLE)
    if any(entry.is_estimated for entry in inputs.inbound):
        line.doubt(Reason.ETA_ESTIMATED)
    if inputs.wanted is not None:
        line.doubt(Reason.QUANTITY_MANUAL)


def _look_at_stock(line: Line, inputs: LineInputs) -> None:
    stock = inputs.stock
    line.available = stored(available_quantity(stock.usable, stock.reserved))
    line.inbound_transfer = inputs.inbound_from("TRANSFER")
    line.inbound_donation = inputs.inbound_from("DONATION")
    line.inbound_procurement = inputs.inbound_from("PROCUREMENT")
    inbound = line.inbound_transfer + line.inbound_donation + line.inbound_procurement
    line.coverage = stored(line.available + inbound)
    line.warn(Caution.RESERVED_OVER_STOCK, when=stock.reserved > stock.usable)
    line.warn(Caution.EXPIRED_EXCLUDED, when=stock.expired > 0)


def _look_ahead(line: Line, inputs: LineInputs) -> None:
    settings, rate = inputs.settings, inputs.burn.rate
    if rate is None:
        return
    line.required = stored(
        required_quantity(rate, settings.planning_window_hours, settings.safety_factor)
    )
    line.gap = stored(gap_quantity(line.required, line.coverage))
    line.surplus = stored(surplus_quantity(line.required, line.coverage))
    nothing_used = rate == 0
    line.warn(Caution.NO_ROWS_IN_WINDOW, when=nothing_used)
    line.warn(Caution.SLOW_MOVING, when=nothing_used and line.available > 0)
    _look_at_time(line, inputs, rate)


def _look_at_time(line: Line, inputs: LineInputs, rate: Decimal) -> None:
    left = hours_left(line.available, rate)
    if left is None:
        return
    line.time_to_stockout_hours = stored(left)
    line.time_to_stockout_with_inbound_hours = stored(line.coverage / rate)
    line.severity = severity(line.time_to_stockout_hours)
    line.trigger_threshold_hours = stored(
        trigger_threshold(inputs.trigger_lead_hours, inputs.settings.safety_buffer_pct)
    )
    line.is_triggered = line.time_to_stockout_hours < line.trigger_threshold_hours


def _fill_gap(line: Line, inputs: LineInputs) -> None:
    """Fill the gap, or what somebody wants instead of it, from the sources."""
    to_fill = line.gap if inputs.wanted is None else stored(inputs.wanted)
    rate = inputs.burn.rate
    lasts = lasts_hours(line.available, rate, inputs.inbound, inputs.as_of)
    line.filled = fill(to_fill, inputs.sources, lasts=lasts, burn_rate=rate)
    line.lasted_hours = None if lasts is None else stored(lasts)
    _flag(line, inputs, to_fill)


def _flag(line: Line, inputs: LineInputs, to_fill: Decimal) -> None:
    capacity = sum((part.limit or ZERO for part in inputs.sources if part.horizon == "A"), ZERO)
    line.activated = activations(
        gap=to_fill,
        capacity_a=capacity,
        time_to_stockout_hours=line.time_to_stockout_hours,
        donation_lead_hours=inputs.donation_lead_hours,
        phase=inputs.settings.phase,
        planning_window_hours=inputs.settings.planning_window_hours,
        criticality=inputs.criticality,
    )
    by_procurement = line.filled.horizon("C") > 0
    line.warn(Caution.COST_MISSING, when=to_fill > 0 and inputs.unit_cost is None)
    line.warn(Caution.UNMET_IN_TIME, when=line.filled.unmet > 0)
    line.warn(Caution.SOURCES_STALE, when=bool(inputs.excluded) and to_fill > 0)
    line.warn(Caution.SURGE_PROCUREMENT, when=by_procurement and inputs.settings.phase == "SURGE")
    shared = any(part.offered is not None for part in inputs.sources)
    line.warn(Caution.SHARED_SURPLUS, when=shared)
