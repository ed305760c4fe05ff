"""Puts the decision sheet together: both sides of a decision, as they are at this moment."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from backend.access.models import User
from backend.access.queries import SignedIn
from backend.inventory.models import Site
from backend.needs.approvals import listings, queries, rights, service, sheet_queries
from backend.needs.approvals.rules import cover_hours, is_safe, lands_in_time
from backend.needs.approvals.sheet_queries import Stock
from backend.needs.approvals.sheet_schemas import (
    CompetingOut,
    DecisionSheetOut,
    SheetInboundOut,
    SheetLineOut,
    SheetSourceOut,
    SheetStockOut,
    StaleSiteOut,
)
from backend.needs.events.models import Event
from backend.needs.lists.models import NeedsList
from backend.needs.lists.workflow import EDITABLE, PENDING, Status

OF_LIST = (
    "id",
    "needs_list_no",
    "status",
    "site_id",
    "phase",
    "calculated_at",
    "total_estimated_value",
    "currency",
    "warnings",
    "confidence",
    "notes",
    "submitted_at",
    "due_at",
    "policy_names",
    "required_roles",
    "version",
)
OF_LINE = (
    "id",
    "item_id",
    "unit",
    "severity",
    "confidence",
    "confidence_reasons",
    "warnings",
    "gap_quantity",
    "adjusted_quantity",
    "adjustment_reason_code",
    "adjustment_note",
    "unmet_quantity",
    "time_to_stockout_hours",
)
OF_SOURCE = (
    "horizon",
    "source_site_id",
    "quantity",
    "lead_time_hours",
    "arrives_at",
    "is_in_time",
    "reasons",
)


@dataclass(frozen=True, slots=True)
class _Facts:
    """What all lines of one sheet are made from. ``is_open``: approving would still take stock."""

    site_id: int
    now: dt.datetime
    is_open: bool
    stock: Stock
    sources: dict[int, list[Row[Any]]]
    inbound: dict[int, list[Row[Any]]]
    competing: dict[int, list[Row[Any]]]


def decision_sheet(
    session: Session, needs_list: NeedsList, person: SignedIn, now: dt.datetime
) -> DecisionSheetOut:
    rows = sheet_queries.lines(session, needs_list.id)
    facts = _facts(session, needs_list, rows, now)
    lines = [_line(row, facts) for row in rows]
    event = session.get_one(Event, needs_list.event_id)
    site = session.get_one(Site, needs_list.site_id)
    submitter = session.scalar(select(User.full_name).where(User.id == needs_list.submitted_by))
    waits = Status(needs_list.status) in PENDING
    return DecisionSheetOut(
        **{name: getattr(needs_list, name) for name in OF_LIST},
        event_code=event.code,
        event_name=event.name,
        site_code=site.code,
        site_name=site.name,
        read_at=now,
        stale=[
            StaleSiteOut.model_validate(each) for each in queries.stale_sites(session, needs_list)
        ],
        submitted_by=submitter,
        approvals=listings.approvals(session, needs_list),
        next_role=service.next_role(session, needs_list) if waits else None,
        actions=rights.actions_for(session, needs_list, person, now),
        safe_lines=sum(line.is_safe for line in lines),
        lines=lines,
    )


def _facts(
    session: Session, needs_list: NeedsList, rows: Sequence[Row[Any]], now: dt.datetime
) -> _Facts:
    items = {row.NeedsListItem.item_id for row in rows}
    by_line = {row.NeedsListItem.id: row.NeedsListItem.item_id for row in rows}
    sources = sheet_queries.sources(session, needs_list.id)
    pairs = {(item_id, needs_list.site_id) for item_id in items}
    for line_id, item_id in by_line.items():
        for row in sources.get(line_id, ()):
            if row.NeedsListAllocation.source_site_id is not None:
                pairs.add((item_id, row.NeedsListAllocation.source_site_id))
    return _Facts(
        site_id=needs_list.site_id,
        now=now,
        is_open=Status(needs_list.status) in EDITABLE | PENDING,
        stock=sheet_queries.stock(session, needs_list.event_id, pairs),
        sources=sources,
        inbound=sheet_queries.inbound(session, needs_list.site_id, items),
        competing=sheet_queries.competing(session, needs_list.id),
    )


def _line(row: Row[Any], facts: _Facts) -> SheetLineOut:
    line = row.NeedsListItem
    sources = [_source(line.item_id, each, facts) for each in facts.sources.get(line.id, ())]
    comes = sum((source.quantity for source in sources), Decimal(0))
    stock = _stock(facts, line.item_id, facts.site_id, change=comes)
    inbound = [_inbound(each, stock, facts.now) for each in facts.inbound.get(line.item_id, ())]
    return SheetLineOut(
        **{name: getattr(line, name) for name in OF_LINE},
        sku=row.sku,
        item_name=row.item_name,
        quantity=row.quantity,
        value=None if line.unit_cost is None else row.quantity * line.unit_cost,
        is_safe=is_safe(line.confidence, line.warnings, line.unit_cost),
        stock=stock,
        inbound=inbound,
        inbound_in_time=sum((each.quantity for each in inbound if each.is_in_time), Decimal(0)),
        sources=sources,
        competing=[CompetingOut.model_validate(each) for each in facts.competing.get(line.id, ())],
    )


def _source(item_id: int, row: Row[Any], facts: _Facts) -> SheetSourceOut:
    allocation = row.NeedsListAllocation
    site_id = allocation.source_site_id
    return SheetSourceOut(
        **{name: getattr(allocation, name) for name in OF_SOURCE},
        name=row.site_name or row.donation_no or row.supplier_name,
        stock=None
        if site_id is None
        else _stock(facts, item_id, site_id, change=-allocation.quantity),
    )


def _stock(facts: _Facts, item_id: int, site_id: int, *, change: Decimal) -> SheetStockOut | None:
    """Return a site's stock now and after; what is approved already is reserved already."""
    found = facts.stock.get((item_id, site_id))
    if found is None:
        return None
    after = found.available_quantity + (change if facts.is_open else Decimal(0))
    return SheetStockOut(
        on_hand=found.on_hand,
        reserved=found.reserved_quantity,
        available=found.available_quantity,
        minimum=found.min_stock_threshold,
        burn_rate=found.burn_rate,
        cover_hours=cover_hours(found.available_quantity, found.burn_rate),
        available_after=after,
        cover_after_hours=cover_hours(after, found.burn_rate),
        below_minimum=change < 0 and after < found.min_stock_threshold,
        hours_behind=found.hours_behind,
    )


def _inbound(row: Row[Any], stock: SheetStockOut | None, now: dt.datetime) -> SheetInboundOut:
    burn_rate = stock.burn_rate if stock else None
    cover = stock.cover_hours if stock else None
    return SheetInboundOut(
        **{
            name: getattr(row, name) for name in SheetInboundOut.model_fields if name in row._fields
        },
        is_in_time=lands_in_time(row.expected_at, now, cover=cover, burn_rate=burn_rate),
    )
