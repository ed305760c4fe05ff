"""Which sources fill a gap, in which order, and whether they come in time. Pure.

First whoever arrives before the site has nothing left, and among those transfers before donations
before procurement. What arrives in time makes the stock last longer, so that a later source may
still be in time because of an earlier one.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from backend.needs.calculation.codes import Activation
from backend.needs.calculation.inputs import Inbound, Source
from backend.needs.calculation.rules import ZERO, stored

LONG_PLANNING_HOURS = 168
VITAL = frozenset({"CRITICAL", "HIGH"})
LAST_DAY = dt.date.max


@dataclass(frozen=True, slots=True)
class Allocation:
    """Part of the gap that one source fills."""

    sequence: int
    source: Source
    quantity: Decimal
    # None where nobody knows when the stock runs out.
    is_in_time: bool | None


@dataclass(frozen=True, slots=True)
class Filled:
    """How a gap is filled; ``unmet`` is what arrives too late, or from nowhere (``missing``)."""

    allocations: tuple[Allocation, ...]
    missing: Decimal
    unmet: Decimal
    # When the stock ends, with everything that arrives before that; None where not known.
    lasts_hours: Decimal | None

    def horizon(self, horizon: str) -> Decimal:
        taken = (part.quantity for part in self.allocations if part.source.horizon == horizon)
        return sum(taken, ZERO)


def ladder_order(source: Source) -> tuple[object, ...]:
    """Sort: A, B, C; then the shortest way, the largest surplus, the oldest lot."""
    return (
        source.horizon,
        source.lead_time_hours,
        -(source.limit or ZERO),
        source.oldest_lot_on or LAST_DAY,
        source.site_id or source.donation_item_id or source.supplier_id or 0,
    )


def lasts_hours(
    available: Decimal, burn_rate: Decimal | None, inbound: Iterable[Inbound], as_of: dt.datetime
) -> Decimal | None:
    """Return when nothing is left, counting of what is on its way what lands before that."""
    if not burn_rate:
        return None
    ends = available / burn_rate
    landing = [entry for entry in inbound if entry.expected_at is not None]
    for entry in sorted(landing, key=lambda entry: entry.expected_at or as_of):
        if entry.expected_at is not None and hours_until(entry.expected_at, as_of) <= ends:
            ends += entry.quantity / burn_rate
    return ends


def hours_until(moment: dt.datetime, as_of: dt.datetime) -> Decimal:
    return max(Decimal(str((moment - as_of).total_seconds())) / 3600, ZERO)


def fill(
    gap: Decimal,
    sources: Iterable[Source],
    *,
    lasts: Decimal | None,
    burn_rate: Decimal | None,
) -> Filled:
    """Fill ``gap`` from the sources, each up to what it can give."""
    waiting = sorted(sources, key=ladder_order)
    allocations: list[Allocation] = []
    missing = gap
    while missing > 0 and waiting:
        source = _next(waiting, lasts)
        waiting.remove(source)
        quantity = stored(missing if source.limit is None else min(missing, source.limit))
        if quantity <= 0:
            continue
        in_time = None if lasts is None else source.lead_time_hours <= lasts
        allocations.append(Allocation(len(allocations) + 1, source, quantity, in_time))
        missing -= quantity
        if in_time and lasts is not None and burn_rate:
            lasts += quantity / burn_rate
    late = sum((part.quantity for part in allocations if part.is_in_time is False), ZERO)
    missing = stored(max(missing, ZERO))
    return Filled(tuple(allocations), missing, missing + late, lasts)


def _next(waiting: Sequence[Source], lasts: Decimal | None) -> Source:
    """Return the first in the order of the ladder that is in time, or else the first of all."""
    if lasts is None:
        return waiting[0]
    return next((source for source in waiting if source.lead_time_hours <= lasts), waiting[0])


def activations(
    *,
    gap: Decimal,
    capacity_a: Decimal,
    time_to_stockout_hours: Decimal | None,
    donation_lead_hours: Decimal,
    phase: str,
    planning_window_hours: int,
    criticality: str,
) -> dict[Activation, tuple[str, ...]]:
    """Return which horizons to call on side by side, by the reason. Flags: no quantity moves."""
    found: dict[Activation, tuple[str, ...]] = {}
    if gap <= 0:
        return found
    if gap > 2 * capacity_a:
        found[Activation.GAP_OVER_TWICE_A] = ("A", "B", "C")
    if time_to_stockout_hours is not None and time_to_stockout_hours < donation_lead_hours:
        found[Activation.STOCKOUT_BEFORE_B] = ("A", "C")
    if phase == "SURGE" and criticality in VITAL:
        found[Activation.SURGE_CRITICAL_ITEM] = ("A", "B", "C")
    if planning_window_hours > LONG_PLANNING_HOURS:
        found[Activation.LONG_PLANNING_WINDOW] = ("C",)
    if phase == "BASELINE":
        found[Activation.BASELINE_PREFERS_C] = ("C",)
    return found
