"""Finds where the short items of some sites can be filled from. No Flask, no commit."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from backend.needs.calculation.contest import Key, Rival
from backend.needs.calculation.fair_share import Claim
from backend.needs.calculation.inputs import Excluded, Settings, Source
from backend.needs.calculation.ladder import hours_until
from backend.needs.calculation.lead_times import Hours, LeadTimes
from backend.needs.calculation.queries import Clock, stock_rows
from backend.needs.calculation.rules import (
    Level,
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
    event_id: int,
    settings: Settings,
    clock: Clock,
    lead_times: LeadTimes,
    item_ids: Collection[int],
    *,
    except_list_id: int | None = None,
) -> Sources:
    """Return the sources of some items, with the lists that compete for them."""
    found = Sources(clock, lead_times)
    if not item_ids:
        return found
    _find_surpluses(session, found, event_id, settings, item_ids)
    for row in donation_rows(session, event_id, item_ids):
        found.donations.setdefault(row.item_id, []).append(row)
    found.suppliers = supplier_rows(session, item_ids)
    for row in competing_rows(session, item_ids, except_list_id=except_list_id):
        found.rivals.setdefault(row.item_id, []).append(_rival(row))
    return found


def _find_surpluses(
    session: Session, found: Sources, event_id: int, settings: Settings, item_ids: Collection[int]
) -> None:
    """Find what sites can spare: never what they keep as a minimum or will need themselves."""
    rates = burn_of_sources(session, event_id, item_ids)
    for row in stock_rows(session, found.clock.as_of, item_ids=item_ids):
        site = found.clock.sites[row.site_id]
        usable = max(row.on_hand - row.expired, Decimal(0))
        available = available_quantity(usable, row.reserved)
        if available <= 0:
            continue
        level, reasons = freshness(
            site.hours_behind, settings.freshness_threshold_hours, settings.stale_threshold_hours
        )
        if level is Level.LOW:
            stale = Excluded(site.id, site.code, reasons[0].value, site.hours_behind)
            found.excluded.setdefault(row.item_id, []).append(stale)
            continue
        rate = rates.get((row.item_id, row.site_id)) or Decimal(0)
        needed = required_quantity(rate, settings.planning_window_hours, settings.safety_factor)
        kept = max(row.threshold, needed)
        capacity = stored(transferable_quantity(available, kept))
        if capacity > 0:
            surplus = Surplus(
                site.id,
                site.code,
                capacity,
                available,
                stored(kept),
                site.hours_behind,
                row.oldest_lot_on,
            )
            found.surpluses.setdefault(row.item_id, []).append(surplus)


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


def _rival(row: Row[*tuple[Any, ...]]) -> Rival:
    key: Key = ("A", row.source_site_id)
    if row.source_site_id is None:
        key = ("B", row.donation_item_id)
    claim = Claim(-row.line_id, row.wanted, row.coverage, row.burn_rate, row.priority_tier)
    return Rival(key, row.item_id, claim)
