"""Finds where the short items of some sites can be filled from. No Flask, no commit."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from backend.needs.calculation.consumption import burns
from backend.needs.calculation.contest import Key, Rival
from backend.needs.calculation.fair_share import Claim
from backend.needs.calculation.inputs import Burn, Excluded, Settings, Source
from backend.needs.calculation.ladder import hours_until
from backend.needs.calculation.lead_times import Hours, LeadTimes
from backend.needs.calculation.queries import Clock, stock_rows
from backend.needs.calculation.rules import (
    ZERO,
    Confidence,
    available_quantity,
    freshness,
    required_quantity,
    stored,
    transferable_quantity,
)
from backend.needs.calculation.source_queries import (
    burn_of_sources,
    competing_rows,
    donation_rows,
    supplier_rows,
)
from backend.needs.events.models import Event

SOON = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Surplus:
    """What one site can give away of one item."""

    site_id: int
    name: str
    capacity: Decimal
    available: Decimal
    kept: Decimal
    hours_behind: Decimal | None
    oldest_lot_on: dt.date | None


@dataclass(slots=True)
class Sources:
    """What all of the sources offer of some items, before anybody is given anything."""

    clock: Clock
    lead_times: LeadTimes
    surpluses: dict[int, list[Surplus]] = field(default_factory=dict)
    excluded: dict[int, list[Excluded]] = field(default_factory=dict)
    donations: dict[int, list[Row[Any]]] = field(default_factory=dict)
    suppliers: dict[int, Row[*tuple[Any, ...]]] = field(default_factory=dict)
    rivals: dict[int, list[Rival]] = field(default_factory=dict)

    def of(self, item_id: int, site_id: int) -> tuple[Source, ...]:
        """Return the sources of an item for a site, which is no source of its own."""
        return (
            *self._transfers(item_id, site_id),
            *self._gifts(item_id),
            self._procurement(item_id, site_id),
        )

    def excluded_of(self, item_id: int, site_id: int) -> tuple[Excluded, ...]:
        known = self.excluded.get(item_id, [])
        return tuple(entry for entry in known if entry.site_id != site_id)

    def price_of(self, item_id: int) -> Decimal | None:
        row = self.suppliers.get(item_id)
        price: Decimal | None = None if row is None else row.unit_price
        return price

    def _transfers(self, item_id: int, site_id: int) -> list[Source]:
        return [
            _transfer(surplus, self.lead_times.route(surplus.site_id, site_id))
            for surplus in self.surpluses.get(item_id, [])
            if surplus.site_id != site_id
        ]

    def _gifts(self, item_id: int) -> list[Source]:
        default = self.lead_times.donation()
        return [
            Source(
                horizon="B",
                capacity=stored(row.quantity),
                lead_time_hours=_gift_hours(row.expected_arrival_at, self.clock.as_of, default),
                donation_item_id=row.id,
                name=row.donation_no,
                is_default_lead_time=row.expected_arrival_at is None and default.is_default,
            )
            for row in self.donations.get(item_id, [])
        ]

    def _procurement(self, item_id: int, site_id: int) -> Source:
        row = self.suppliers.get(item_id)
        supplier_id = None if row is None else row.id
        lead = self.lead_times.procurement(supplier_id, site_id)
        return Source(
            horizon="C",
            capacity=None,
            lead_time_hours=lead.hours,
            supplier_id=supplier_id,
            name="" if row is None else row.name,
            is_default_lead_time=lead.is_default,
        )


def find_sources(
    session: Session,
    event: Event,
    settings: Settings,
    found: Sources,
    item_ids: Collection[int],
    rates: Mapping[tuple[int, int], Burn],
    *,
    except_site_ids: Collection[int] = (),
) -> Sources:
    """Return the sources of some items, with the lists that compete for them.

    ``rates`` are those that this calculation found already, by (site, item);
    ``except_site_ids`` are the sites that the sources are for.
    """
    if not item_ids:
        return found
    _find_surpluses(session, found, event, settings, item_ids, rates)
    for row in donation_rows(session, event.id, item_ids):
        found.donations.setdefault(row.item_id, []).append(row)
    found.suppliers = supplier_rows(session, item_ids)
    for row in competing_rows(session, item_ids, except_site_ids=except_site_ids):
        found.rivals.setdefault(row.item_id, []).append(rival_of(row))
    return found


def _find_surpluses(
    session: Session,
    found: Sources,
    event: Event,
    settings: Settings,
    item_ids: Collection[int],
    rates: Mapping[tuple[int, int], Burn],
) -> None:
    """Find what sites can spare: never what they keep as a minimum or will need themselves."""
    rows = stock_rows(session, found.clock.as_of, item_ids=item_ids)
    used = _own_use(session, event, settings, item_ids, {row.site_id for row in rows}, rates)
    for row in rows:
        site = found.clock.sites[row.site_id]
        usable = max(row.on_hand - row.expired, ZERO)
        available = available_quantity(usable, row.reserved)
        level, reasons = freshness(
            site.hours_behind, settings.freshness_threshold_hours, settings.stale_threshold_hours
        )
        if available > 0 and level is Confidence.LOW:
            stale = Excluded(site.id, site.code, reasons[0].value, site.hours_behind)
            found.excluded.setdefault(row.item_id, []).append(stale)
            continue
        rate = used.get((row.site_id, row.item_id)) or ZERO
        needed = required_quantity(rate, settings.planning_window_hours, settings.safety_factor)
        kept = stored(max(row.threshold, needed))
        capacity = stored(transferable_quantity(available, kept))
        if capacity > 0:
            surplus = Surplus(
                site_id=site.id,
                name=site.code,
                capacity=capacity,
                available=available,
                kept=kept,
                hours_behind=site.hours_behind,
                oldest_lot_on=row.oldest_lot_on,
            )
            found.surpluses.setdefault(row.item_id, []).append(surplus)


def _own_use(
    session: Session,
    event: Event,
    settings: Settings,
    item_ids: Collection[int],
    site_ids: set[int],
    rates: Mapping[tuple[int, int], Burn],
) -> dict[tuple[int, int], Decimal | None]:
    """Return how fast the sources use the items themselves, by (site, item).

    The last known rates will do, but a site without any is calculated: it could be given away
    empty otherwise.
    """
    known = burn_of_sources(session, event.id, item_ids)
    fresh = {key: burn.rate for key, burn in rates.items()}
    without = site_ids - {site for site, _ in known} - {site for site, _ in rates}
    calculated = {
        key: burn.rate for key, burn in burns(session, event, settings, sorted(without)).items()
    }
    return {**known, **calculated, **fresh}


def _transfer(surplus: Surplus, lead: Hours) -> Source:
    return Source(
        horizon="A",
        capacity=surplus.capacity,
        lead_time_hours=lead.hours,
        site_id=surplus.site_id,
        name=surplus.name,
        is_default_lead_time=lead.is_default,
        oldest_lot_on=surplus.oldest_lot_on,
        available=surplus.available,
        kept=surplus.kept,
        hours_behind=surplus.hours_behind,
    )


def _gift_hours(expected: dt.datetime | None, as_of: dt.datetime, default: Hours) -> Decimal:
    if expected is None:
        return default.hours
    return max(hours_until(expected, as_of).quantize(SOON), SOON)


def rival_of(row: Row[*tuple[Any, ...]]) -> Rival:
    key: Key = ("A", row.source_site_id)
    if row.source_site_id is None:
        key = ("B", row.donation_item_id)
    claim = Claim(-row.line_id, row.wanted, row.coverage, row.burn_rate, row.priority_tier)
    return Rival(key, row.item_id, claim)
