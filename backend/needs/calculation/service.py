"""Calculates what sites need in an event: read everything, measure, then fill. No Flask."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from backend.catalogue.models import Item
from backend.needs.calculation.consumption import burns
from backend.needs.calculation.contest import settle
from backend.needs.calculation.decide import Line, measure
from backend.needs.calculation.fair_share import FairShareRule
from backend.needs.calculation.inputs import Burn, Inbound, LineInputs, Settings, Stock
from backend.needs.calculation.lead_times import LeadTimes
from backend.needs.calculation.queries import (
    Clock,
    Found,
    SiteClock,
    inbound_rows,
    items_within,
    lead_times,
    settings_of,
    site_clocks,
    stock_rows,
)
from backend.needs.calculation.rules import ZERO, Confidence, freshness
from backend.needs.calculation.sources import Sources, find_sources
from backend.needs.events.models import Event
from backend.needs.phases import Phase
from backend.planning.rules import VITAL_CRITICALITY

NO_STOCK = Stock(ZERO, ZERO, ZERO, ZERO)
# Nothing is known to have gone out: neither a rate nor what one could be estimated from.
NO_BURN = Burn(None, "UNAVAILABLE", ZERO, 0, ZERO, ("burn_fallback_unavailable",))


@dataclass(frozen=True, slots=True)
class Scope:
    """What to calculate: the sites of an event in a phase, for all items or some of them.

    ``wanted`` are quantities that somebody decided on instead of the gap, by item.
    """

    event: Event
    phase: Phase
    site_ids: tuple[int, ...]
    item_ids: frozenset[int] | None = None
    family: str | None = None
    category: str | None = None
    rule: FairShareRule = FairShareRule.EQUAL_HOURS
    wanted: Mapping[int, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Calculated:
    """One item at one site."""

    item: Item
    inputs: LineInputs
    line: Line


@dataclass(frozen=True, slots=True)
class SiteCalculation:
    """All items of one site, as of one moment."""

    site: SiteClock
    settings: Settings
    clock: Clock
    freshness: Confidence
    lines: tuple[Calculated, ...]

    @property
    def short(self) -> list[Calculated]:
        return [entry for entry in self.lines if entry.line.gap > 0]

    @property
    def unknown(self) -> list[Calculated]:
        return [entry for entry in self.lines if entry.line.required is None]


def calculate(session: Session, scope: Scope) -> list[SiteCalculation]:
    """Return each site's lines, in the order of the sites asked for."""
    clock = site_clocks(session)
    settings = settings_of(session, scope.event, scope.phase)
    ways = lead_times(session, clock.as_of.date())
    rates = burns(session, scope.event, settings, scope.site_ids)
    measured = _measure_all(session, scope, clock, settings, ways, rates)
    gaps: dict[int, dict[int, Decimal]] = {site_id: {} for site_id in scope.site_ids}
    for entry in measured:
        if _asks(entry):
            inputs, gap = entry.inputs, entry.line.gap
            gaps[inputs.site_id][inputs.item_id] = gap if inputs.wanted is None else inputs.wanted
    sources = find_sources(session, scope.event, settings, Sources(clock, ways), gaps)
    by_site: dict[int, list[Calculated]] = {site_id: [] for site_id in scope.site_ids}
    for entry in _fill_all(measured, sources, scope.rule):
        by_site[entry.inputs.site_id].append(entry)
    return [
        SiteCalculation(
            site=clock.sites[site_id],
            settings=settings,
            clock=clock,
            freshness=_freshness(clock.sites[site_id], settings),
            lines=tuple(by_site[site_id]),
        )
        for site_id in scope.site_ids
    ]


def _freshness(site: SiteClock, settings: Settings) -> Confidence:
    return freshness(
        site.hours_behind, settings.freshness_threshold_hours, settings.stale_threshold_hours
    )[0]


def _measure_all(
    session: Session,
    scope: Scope,
    clock: Clock,
    settings: Settings,
    ways: LeadTimes,
    rates: Mapping[tuple[int, int], Burn],
) -> list[Calculated]:
    """Measure every item that a site has, awaits or uses."""
    rows = stock_rows(session, clock.as_of, site_ids=scope.site_ids, item_ids=scope.item_ids)
    stock = {(row.site_id, row.item_id): _stock(row) for row in rows}
    coming = _inbound(inbound_rows(session, scope.site_ids))
    asked = {(site, item) for site in scope.site_ids for item in scope.item_ids or ()}
    pairs = asked | stock.keys() | coming.keys() | rates.keys()
    if scope.item_ids is not None:
        pairs = {pair for pair in pairs if pair[1] in scope.item_ids}
    items = items_within(
        session, {item for _, item in pairs}, family=scope.family, category=scope.category
    )
    known = {site_id: _in_common(clock, settings, ways, site_id) for site_id in scope.site_ids}
    measured = []
    for site_id, item_id in sorted(pair for pair in pairs if pair[1] in items):
        item, key = items[item_id], (site_id, item_id)
        level, origin = criticality(item)
        inputs = LineInputs(
            **known[site_id],
            item_id=item_id,
            burn=rates.get(key, NO_BURN),
            stock=stock.get(key, NO_STOCK),
            inbound=tuple(coming.get(key, ())),
            criticality=level,
            criticality_source=origin,
            unit_cost=item.unit_cost,
            wanted=scope.wanted.get(item_id),
        )
        measured.append(Calculated(item, inputs, measure(inputs)))
    return measured


def _in_common(clock: Clock, settings: Settings, ways: LeadTimes, site_id: int) -> dict[str, Any]:
    """Return what is the same for all items of a site."""
    site = clock.sites[site_id]
    return {
        "site_id": site_id,
        "as_of": clock.as_of,
        "data_up_to": site.data_up_to,
        "hours_behind": site.hours_behind,
        "settings": settings,
        "trigger_lead_hours": _trigger_hours(ways, clock, site_id),
        "donation_lead_hours": ways.donation().hours,
    }


def _asks(entry: Calculated) -> bool:
    return entry.line.gap > 0 or entry.inputs.wanted is not None


def _trigger_hours(ways: LeadTimes, clock: Clock, site_id: int) -> Decimal:
    """Return how long the quickest transfer takes to a site."""
    hours = [ways.route(other, site_id).hours for other in clock.sites if other != site_id]
    return min(hours, default=ways.route(0, site_id).hours)


def criticality(item: Item) -> tuple[str, str]:
    """Return what the lack of an item would mean, and what says so."""
    if item.criticality_level is not None:
        return item.criticality_level, "ITEM_DEFAULT"
    if item.criticality is not None and item.criticality >= VITAL_CRITICALITY:
        return "CRITICAL", "ITEM_CRITICALITY"
    return "NORMAL", "NORMAL"


def _stock(row: Row[*tuple[Any, ...]]) -> Stock:
    return Stock(
        on_hand=row.on_hand,
        expired=row.expired,
        usable=max(row.on_hand - row.expired, ZERO),
        reserved=row.reserved,
        threshold=row.threshold,
    )


def _inbound(rows: Found) -> dict[tuple[int, int], list[Inbound]]:
    coming: dict[tuple[int, int], list[Inbound]] = {}
    for row in rows:
        entry = Inbound(
            source=row.source,
            document_id=row.document_id,
            document_no=row.document_no,
            quantity=row.quantity,
            expected_at=row.expected_at,
            is_estimated=row.is_estimated,
        )
        coming.setdefault((row.site_id, row.item_id), []).append(entry)
    return coming


def _fill_all(
    measured: Sequence[Calculated], sources: Sources, rule: FairShareRule
) -> list[Calculated]:
    """Fill the lines that are short, item by item, so that sites share what they compete for."""
    by_item: dict[int, list[Calculated]] = {}
    for entry in measured:
        if _asks(entry):
            by_item.setdefault(entry.inputs.item_id, []).append(entry)
    settled = {
        (inputs.site_id, inputs.item_id): (inputs, line)
        for entries in by_item.values()
        for inputs, line in settle_item(entries, sources, rule)
    }
    return [
        Calculated(entry.item, *settled[key]) if (key := _place(entry)) in settled else entry
        for entry in measured
    ]


def _place(entry: Calculated) -> tuple[int, int]:
    return entry.inputs.site_id, entry.inputs.item_id


def settle_item(
    entries: Sequence[Calculated], sources: Sources, rule: FairShareRule
) -> list[tuple[LineInputs, Line]]:
    """Fill the measured lines of one item at some sites from the sources as they are now."""
    asking = [(_offered(entry.inputs, sources), entry.line) for entry in entries]
    tiers = {site.id: site.priority_tier for site in sources.clock.sites.values()}
    rivals = sources.rivals.get(entries[0].item.id, []) if entries else []
    return settle(asking, rivals, tiers, rule)


def _offered(inputs: LineInputs, sources: Sources) -> LineInputs:
    cost = inputs.unit_cost
    return replace(
        inputs,
        sources=sources.of(inputs.item_id, inputs.site_id),
        excluded=sources.excluded_of(inputs.item_id, inputs.site_id),
        unit_cost=sources.price_of(inputs.item_id) if cost is None else cost,
    )
