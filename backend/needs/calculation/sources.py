"""Finds where the short items of some sites can be filled from. No Flask, no commit."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from backend.needs.calculation.codes import Reason
from backend.needs.calculation.consumption import burns
from backend.needs.calculation.contest import Key, Rival
from backend.needs.calculation.fair_share import Claim
from backend.needs.calculation.inputs import Excluded, Settings, Source
from backend.needs.calculation.ladder import hours_until
from backend.needs.calculation.lead_times import Hours, LeadTimes
from backend.needs.calculation.queries import Clock, SiteClock
from backend.needs.calculation.rules import Confidence, freshness, stored
from backend.needs.calculation.source_queries import (
    competing_rows,
    donation_rows,
    supplier_rows,
)
from backend.needs.calculation.surplus_queries import (
    Asking,
    sites_with_rates,
    stale_stock_rows,
    surplus_rows,
)
from backend.needs.events.models import Event

SOON = Decimal("0.01")


@dataclass(slots=True)
class Sources:
    """What all of the sources offer of some items, before anybody is given anything."""

    clock: Clock
    lead_times: LeadTimes
    transfers: dict[tuple[int, int], list[Source]] = field(default_factory=dict)
    excluded: dict[int, list[Excluded]] = field(default_factory=dict)
    donations: dict[int, list[Row[Any]]] = field(default_factory=dict)
    suppliers: dict[int, Row[*tuple[Any, ...]]] = field(default_factory=dict)
    rivals: dict[int, list[Rival]] = field(default_factory=dict)

    def of(self, item_id: int, site_id: int) -> tuple[Source, ...]:
        """Return the sources of an item for a site, which is no source of its own."""
        return (
            *self.transfers.get((item_id, site_id), ()),
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
    gaps: Mapping[int, Mapping[int, Decimal]],
) -> Sources:
    """Return the sources of what sites are short of, with the lists that compete for them.

    ``gaps`` says for each site how much it is short of, by item.
    """
    item_ids = sorted({item_id for short in gaps.values() for item_id in short})
    if not item_ids:
        return found
    levels = {site.id: _freshness(site, settings) for site in found.clock.sites.values()}
    stale = [site_id for site_id, (level, _) in levels.items() if level is Confidence.LOW]
    for row in stale_stock_rows(session, item_ids, stale):
        site = found.clock.sites[row.site_id]
        why = levels[site.id][1][0].value
        entry = Excluded(site.id, site.code, why, site.hours_behind)
        found.excluded.setdefault(row.item_id, []).append(entry)
    fresh = [site_id for site_id in levels if site_id not in stale]
    rates = _missing_rates(session, event, settings, fresh)
    _find_transfers(session, found, event, settings, gaps, fresh, rates)
    for row in donation_rows(session, event.id, item_ids):
        found.donations.setdefault(row.item_id, []).append(row)
    found.suppliers = supplier_rows(session, item_ids)
    for row in competing_rows(session, item_ids, except_site_ids=list(gaps)):
        found.rivals.setdefault(row.item_id, []).append(rival_of(row))
    return found


def _freshness(site: SiteClock, settings: Settings) -> tuple[Confidence, list[Reason]]:
    return freshness(
        site.hours_behind, settings.freshness_threshold_hours, settings.stale_threshold_hours
    )


def _missing_rates(
    session: Session, event: Event, settings: Settings, site_ids: list[int]
) -> dict[tuple[int, int], Decimal]:
    """Calculate the consumption of sources that have none on record.

    The last known rates will do, but without any a source could be given away empty.
    """
    known = sites_with_rates(session, event.id)
    without = [site_id for site_id in site_ids if site_id not in known]
    found = burns(session, event, settings, without)
    return {key: burn.rate for key, burn in found.items() if burn.rate}


def _find_transfers(
    session: Session,
    found: Sources,
    event: Event,
    settings: Settings,
    gaps: Mapping[int, Mapping[int, Decimal]],
    fresh: list[int],
    rates: Mapping[tuple[int, int], Decimal],
) -> None:
    asks = [site_id for site_id, short in gaps.items() if short]
    routes = {
        (site_id, other): found.lead_times.route(other, site_id)
        for site_id in asks
        for other in fresh
        if other != site_id
    }
    asking = Asking(
        {(site_id, item_id): gap for site_id in asks for item_id, gap in gaps[site_id].items()},
        {way: lead.hours for way, lead in routes.items()},
    )
    for row in surplus_rows(session, event.id, settings, found.clock.as_of, asking, rates):
        source = found.clock.sites[row.site_id]
        transfer = Source(
            horizon="A",
            capacity=row.capacity,
            lead_time_hours=row.hours,
            site_id=source.id,
            name=source.code,
            is_default_lead_time=routes[row.for_site_id, source.id].is_default,
            oldest_lot_on=row.oldest_lot_on,
            available=row.available,
            kept=row.kept,
            hours_behind=source.hours_behind,
        )
        found.transfers.setdefault((row.item_id, row.for_site_id), []).append(transfer)


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
