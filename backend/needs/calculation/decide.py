"""One line of a needs list, from its inputs to how its gap is filled. Pure.

Measuring (consumption, stock, gap) comes first and needs no source; filling comes second, so that
sources are looked up for the few items that are short.
"""

from dataclasses import dataclass, field, replace
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
    filled: Filled = NOTHING
    activated: dict[Activation, tuple[str, ...]] = field(default_factory=dict)
    confidence: Confidence = Confidence.LOW
    reasons: list[Reason] = field(default_factory=list)
    warnings: list[Caution] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)

    def note(self, name: str, formula: str, value: Decimal, unit: str) -> Decimal:
        """Keep a step and return its value, rounded as it is stored and shown."""
        rounded = stored(value)
        self.steps.append(Step(name, formula, rounded, unit))
        return rounded

    def doubt(self, *reasons: Reason) -> None:
        self.reasons.extend(reason for reason in reasons if reason not in self.reasons)

    def warn(self, warning: Caution, *, when: bool = True) -> None:
        if when and warning not in self.warnings:
            self.warnings.append(warning)

    def to_document(self) -> dict[str, Any]:
        """Return the line as JSON; where its sources come from stands in the inputs."""
        document: dict[str, Any] = plain(self)
        document["filled"]["allocations"] = [
            {
                "sequence": part.sequence,
                "horizon": part.source.horizon,
                "name": part.source.name,
                "quantity": plain(part.quantity),
                "is_in_time": part.is_in_time,
            }
            for part in self.filled.allocations
        ]
        return document


def decide(inputs: LineInputs) -> Line:
    """Return the whole line; the same inputs always give the same answer."""
    return filled(measure(inputs), inputs)


def filled(measured: Line, inputs: LineInputs) -> Line:
    """Return a measured line with its gap filled; the measured one can be filled again."""
    line = replace(
        measured,
        steps=[*measured.steps],
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
    known = {reason.value: reason for reason in Reason}
    line.doubt(*doubts, *(known[code] for code in inputs.burn.reasons if code in known))
    if inputs.burn.rate is None:
        line.doubt(Reason.BURN_UNAVAILABLE)
    if any(entry.is_estimated for entry in inputs.inbound):
        line.doubt(Reason.ETA_ESTIMATED)
    if inputs.wanted is not None:
        line.doubt(Reason.QUANTITY_MANUAL)


def _look_at_stock(line: Line, inputs: LineInputs) -> None:
    stock = inputs.stock
    line.available = line.note(
        "available",
        "max(usable - reserved, 0)",
        available_quantity(stock.usable, stock.reserved),
        "units",
    )
    line.inbound_transfer = inputs.inbound_from("TRANSFER")
    line.inbound_donation = inputs.inbound_from("DONATION")
    line.inbound_procurement = inputs.inbound_from("PROCUREMENT")
    inbound = line.inbound_transfer + line.inbound_donation + line.inbound_procurement
    line.coverage = line.note(
        "coverage", "available + strict inbound", line.available + inbound, "units"
    )
    line.warn(Caution.RESERVED_OVER_STOCK, when=stock.reserved > stock.usable)
    line.warn(Caution.EXPIRED_EXCLUDED, when=stock.expired > 0)


def _look_ahead(line: Line, inputs: LineInputs) -> None:
    settings, rate = inputs.settings, inputs.burn.rate
    if rate is None:
        return
    line.required = line.note(
        "required",
        "burn rate x planning window x safety factor",
        required_quantity(rate, settings.planning_window_hours, settings.safety_factor),
        "units",
    )
    line.gap = line.note(
        "gap", "max(required - coverage, 0)", gap_quantity(line.required, line.coverage), "units"
    )
    line.surplus = stored(surplus_quantity(line.required, line.coverage))
    nothing_used = rate == 0
    line.warn(Caution.NO_ROWS_IN_WINDOW, when=nothing_used)
    line.warn(Caution.SLOW_MOVING, when=nothing_used and line.available > 0)
    _look_at_time(line, inputs, rate)


def _look_at_time(line: Line, inputs: LineInputs, rate: Decimal) -> None:
    left = hours_left(line.available, rate)
    if left is None:
        return
    line.time_to_stockout_hours = line.note(
        "time_to_stockout", "available / burn rate", left, "hours"
    )
    line.time_to_stockout_with_inbound_hours = line.note(
        "time_to_stockout_with_inbound", "coverage / burn rate", line.coverage / rate, "hours"
    )
    line.severity = severity(line.time_to_stockout_hours)
    line.trigger_threshold_hours = line.note(
        "trigger_threshold",
        "lead time x (1 + buffer)",
        trigger_threshold(inputs.trigger_lead_hours, inputs.settings.safety_buffer_pct),
        "hours",
    )
    line.is_triggered = line.time_to_stockout_hours < line.trigger_threshold_hours


def _fill_gap(line: Line, inputs: LineInputs) -> None:
    """Fill the gap, or what somebody wants instead of it, from the sources."""
    to_fill = line.gap if inputs.wanted is None else stored(inputs.wanted)
    rate = inputs.burn.rate
    lasts = lasts_hours(line.available, rate, inputs.inbound, inputs.as_of)
    line.filled = fill(to_fill, inputs.sources, lasts=lasts, burn_rate=rate)
    if lasts is not None:
        line.note("lasts", "available and what lands before it ends, / burn rate", lasts, "hours")
    for horizon in ("A", "B", "C"):
        line.note(
            f"horizon_{horizon.lower()}",
            "waterfall by arrival, each source up to what it can give",
            line.filled.horizon(horizon),
            "units",
        )
    line.note(
        "unmet", "what arrives after the stock ends, or from nowhere", line.filled.unmet, "units"
    )
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
