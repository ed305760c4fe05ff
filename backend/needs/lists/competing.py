"""Shows what a list could be filled from, who else asks for it, and what each rule would give."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.catalogue.models import Item
from backend.inventory.models import Site
from backend.needs.calculation.contest import key_of
from backend.needs.calculation.inputs import Source
from backend.needs.calculation.queries import lead_times, settings_of, site_clocks
from backend.needs.calculation.rules import ZERO, hours_left, stored
from backend.needs.calculation.sources import Sources, find_sources
from backend.needs.events.models import Event
from backend.needs.lines.models import NeedsListItem
from backend.needs.lines.queries import ASKED
from backend.needs.lists.models import NeedsList, NeedsListAllocation
from backend.needs.lists.preview_schemas import (
    AllocationOptionOut,
    AllocationOptionsOut,
    ContestedSourceOut,
    FairShareClaimOut,
    FairShareOut,
)
from backend.needs.lists.sharing import OWN, Contest, contests
from backend.needs.phases import Phase


def options(session: Session, needs_list: NeedsList, line_id: int | None) -> AllocationOptionsOut:
    """Return every source of a list's lines as it is now, and who else asks for it."""
    rows = session.execute(_lines(needs_list.id, line_id)).all()
    clock = site_clocks(session)
    event = session.get_one(Event, needs_list.event_id)
    sources = find_sources(
        session,
        event,
        settings_of(session, event, Phase(needs_list.phase)),
        Sources(clock, lead_times(session, clock.as_of.date())),
        {needs_list.site_id: {row.item_id: row.wanted for row in rows}},
    )
    taken = _taken(session, needs_list.id)
    data = [
        _option(row, source, sources, taken)
        for row in rows
        for source in sources.of(row.item_id, needs_list.site_id)
    ]
    return AllocationOptionsOut(as_of=clock.as_of, data=data)


def _lines(needs_list_id: int, line_id: int | None) -> Any:
    lines = (
        select(NeedsListItem.id, NeedsListItem.item_id, Item.sku, ASKED.label("wanted"))
        .join(Item, Item.id == NeedsListItem.item_id)
        .where(NeedsListItem.needs_list_id == needs_list_id)
        .order_by(Item.sku)
    )
    return lines if line_id is None else lines.where(NeedsListItem.id == line_id)


def _taken(session: Session, needs_list_id: int) -> dict[tuple[int, str, int | None], Decimal]:
    part = NeedsListAllocation
    rows = session.execute(
        select(
            part.needs_list_item_id,
            part.horizon,
            part.source_site_id,
            part.donation_item_id,
            part.quantity,
        )
        .join(NeedsListItem, NeedsListItem.id == part.needs_list_item_id)
        .where(NeedsListItem.needs_list_id == needs_list_id)
    )
    return {
        (row.needs_list_item_id, row.horizon, row.source_site_id or row.donation_item_id): (
            row.quantity
        )
        for row in rows
    }


def _option(
    row: Any,
    source: Source,
    sources: Sources,
    taken: Mapping[tuple[int, str, int | None], Decimal],
) -> AllocationOptionOut:
    rivals = sources.rivals.get(row.item_id, [])
    others = (rival.claim.asked for rival in rivals if rival.key == key_of(source))
    own = taken.get((row.id, source.horizon, source.site_id or source.donation_item_id), ZERO)
    return AllocationOptionOut(
        line_id=row.id,
        item_id=row.item_id,
        sku=row.sku,
        horizon=source.horizon,
        source_site_id=source.site_id,
        donation_item_id=source.donation_item_id,
        supplier_id=source.supplier_id,
        name=source.name,
        capacity=source.capacity,
        available_quantity=source.available,
        kept_quantity=source.kept,
        lead_time_hours=source.lead_time_hours,
        is_default_lead_time=source.is_default_lead_time,
        hours_behind=source.hours_behind,
        oldest_lot_on=source.oldest_lot_on,
        asked_by_others=sum(others, ZERO),
        allocated_quantity=own,
    )


def fair_share(session: Session, needs_list: NeedsList) -> FairShareOut:
    """Return what each rule would give to every list that competes with this one."""
    found = contests(session, needs_list)
    items = _skus(session, {contest.line.item_id for contest in found})
    site = session.get_one(Site, needs_list.site_id)
    taken = _taken(session, needs_list.id)
    return FairShareOut(
        chosen=needs_list.fair_share_rule,
        data=[_contest(contest, needs_list, site, items, taken) for contest in found],
    )


def _skus(session: Session, item_ids: Iterable[int]) -> dict[int, str]:
    rows = session.execute(select(Item.id, Item.sku).where(Item.id.in_(list(item_ids))))
    return {row.id: row.sku for row in rows}


def _contest(
    contest: Contest,
    needs_list: NeedsList,
    site: Site,
    items: Mapping[int, str],
    taken: Mapping[tuple[int, str, int | None], Decimal],
) -> ContestedSourceOut:
    source, line = contest.source, contest.line
    key = (line.id, source.horizon, source.site_id or source.donation_item_id)
    own = FairShareClaimOut(
        needs_list_id=needs_list.id,
        needs_list_no=needs_list.needs_list_no,
        site_id=site.id,
        site_code=site.code,
        status=needs_list.status,
        is_this=True,
        asked_quantity=contest.own.asked,
        coverage_quantity=contest.own.coverage,
        hours_of_cover=_hours(contest.own.coverage, contest.own.burn_rate),
        priority_tier=site.priority_tier,
        shares={rule: shares[OWN] for rule, shares in contest.shares.items()},
    )
    return ContestedSourceOut(
        line_id=line.id,
        item_id=line.item_id,
        sku=items[line.item_id],
        horizon=source.horizon,
        source_site_id=source.site_id,
        donation_item_id=source.donation_item_id,
        name=source.name,
        capacity=source.capacity or ZERO,
        allocated_quantity=taken.get(key, ZERO),
        lists=[own, *(_rival(row, contest) for row in contest.rivals)],
    )


def _rival(row: Any, contest: Contest) -> FairShareClaimOut:
    return FairShareClaimOut(
        needs_list_id=row.needs_list_id,
        needs_list_no=row.needs_list_no,
        site_id=row.site_id,
        site_code=row.site_code,
        status=row.status,
        is_this=False,
        asked_quantity=row.wanted,
        coverage_quantity=row.coverage,
        hours_of_cover=_hours(row.coverage, row.burn_rate),
        priority_tier=row.priority_tier,
        shares={rule: shares[-row.line_id] for rule, shares in contest.shares.items()},
    )


def _hours(coverage: Decimal, burn_rate: Decimal | None) -> Decimal | None:
    hours = hours_left(coverage, burn_rate)
    return None if hours is None else stored(hours)
