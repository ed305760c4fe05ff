"""The formulas of a needs list, each by itself. Pure: no database, no Flask, no clock.

Hours, units and units per hour; None means unknown, never zero.
"""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from backend.needs.calculation.codes import Reason
from backend.planning.rules import Confidence

PLACES = Decimal("0.0001")
ZERO = Decimal(0)

CRITICAL_HOURS = Decimal(8)
WARNING_HOURS = Decimal(24)
WATCH_HOURS = Decimal(72)


class Severity(StrEnum):
    CRITICAL = "CRITICAL"
    WARNING = "WARNING"
    WATCH = "WATCH"
    OK = "OK"


# What each doubt leaves at most.
AT_MOST: dict[Reason, Confidence] = {
    Reason.DATA_AGEING: Confidence.MEDIUM,
    Reason.ETA_ESTIMATED: Confidence.MEDIUM,
    Reason.BURN_EARLY_EVENT: Confidence.MEDIUM,
    Reason.BURN_BEFORE_EVENT: Confidence.MEDIUM,
    Reason.BURN_SHORT_RECORDS: Confidence.MEDIUM,
    Reason.BURN_REQUESTS: Confidence.MEDIUM,
    Reason.QUANTITY_MANUAL: Confidence.MEDIUM,
    Reason.DATA_STALE: Confidence.LOW,
    Reason.TIMESTAMP_UNAVAILABLE: Confidence.LOW,
    Reason.BURN_ESTIMATED: Confidence.LOW,
    Reason.BURN_UNAVAILABLE: Confidence.LOW,
    Reason.BURN_UNDER_QUARTER: Confidence.LOW,
    Reason.BURN_STALE: Confidence.LOW,
}
WORST_FIRST = (Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH)


def stored(value: Decimal) -> Decimal:
    """Round as the database keeps it, so that a figure and its copy are the same."""
    return value.quantize(PLACES, rounding=ROUND_HALF_UP)


def required_quantity(
    burn_rate: Decimal, planning_window_hours: int, safety_factor: Decimal
) -> Decimal:
    return burn_rate * planning_window_hours * safety_factor


def available_quantity(usable: Decimal, reserved: Decimal) -> Decimal:
    """Return what nobody has been promised; more promised than there is leaves nothing."""
    return max(usable - reserved, ZERO)


def gap_quantity(required: Decimal, coverage: Decimal) -> Decimal:
    return max(required - coverage, ZERO)


def surplus_quantity(required: Decimal, coverage: Decimal) -> Decimal:
    return max(coverage - required, ZERO)


def transferable_quantity(available: Decimal, *kept: Decimal) -> Decimal:
    """Return what a site can give away and still have the largest of what it must keep."""
    return max(available - max(kept, default=ZERO), ZERO)


def hours_left(quantity: Decimal, burn_rate: Decimal | None) -> Decimal | None:
    """Return how long ``quantity`` lasts; None where nothing is used or nobody knows."""
    if not burn_rate:
        return None
    return quantity / burn_rate


def severity(time_to_stockout_hours: Decimal | None) -> Severity:
    """Judge by what is there alone: what is on its way may be late."""
    if time_to_stockout_hours is None:
        return Severity.OK
    if time_to_stockout_hours < CRITICAL_HOURS:
        return Severity.CRITICAL
    if time_to_stockout_hours < WARNING_HOURS:
        return Severity.WARNING
    return Severity.WATCH if time_to_stockout_hours < WATCH_HOURS else Severity.OK


def trigger_threshold(lead_time_hours: Decimal, safety_buffer_pct: Decimal) -> Decimal:
    """Return the hours of stock below which something must be sent for now."""
    return lead_time_hours * (1 + safety_buffer_pct / 100)


def freshness(
    hours_behind: Decimal | None, fresh_hours: Decimal, stale_hours: Decimal
) -> tuple[Confidence, list[Reason]]:
    """Return how fresh a site's records are, and why they are doubted."""
    if hours_behind is None:
        return Confidence.LOW, [Reason.TIMESTAMP_UNAVAILABLE]
    if hours_behind <= fresh_hours:
        return Confidence.HIGH, []
    if hours_behind <= stale_hours:
        return Confidence.MEDIUM, [Reason.DATA_AGEING]
    return Confidence.LOW, [Reason.DATA_STALE]


def confidence(reasons: Iterable[Reason]) -> Confidence:
    """Return what the worst of the doubts leaves; without any, HIGH."""
    return lowest(AT_MOST[reason] for reason in reasons)


def lowest(levels: Iterable[Confidence]) -> Confidence:
    return min(levels, key=WORST_FIRST.index, default=Confidence.HIGH)
