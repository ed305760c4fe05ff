"""Rows of the decision sheet, each in one statement for all lines of a list."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from sqlalchemy import Row, and_, or_, select
from sqlalchemy.orm import Session, aliased

from backend.catalogue.models import Item
from backend.core.sql import Rows
from backend.inventory.models import Site
from backend.needs.approvals.queries import ASKED
from backend.needs.calculation.above import donation, donation_item, inbound_stock
from backend.needs.lines.models import NeedsListItem
from backend.needs.lists.models import NeedsList, NeedsListAllocation
from backend.needs.lists.workflow import EDITABLE, PENDING
from backend.needs.status.queries import live_rows
from backend.suppliers.models import Supplier

Pair = tuple[int, int]
Stock = dict[Pair, Row[Any]]


def lines(session: Session, needs_list_id: int) -> list[Row[Any]]:
    """Return the lines that ask for something, the most urgent first."""
    statement = (
        select(NeedsListItem, ASKED.label("quantity"), Item.sku, Item.name.label("item_name"))
        .join(Item, Item.id == NeedsListItem.item_id)
        .where(NeedsListItem.needs_list_id == needs_list_id, ASKED > 0)
        .order_by(NeedsListItem.time_to_stockout_hours.asc().nulls_last(), Item.sku)
    )
    return list(session.execute(statement))


def sources(session: Session, needs_list_id: int) -> dict[int, list[Row[Any]]]:
    """Return by line where it is to be filled from, with the name of the source."""
    statement = (
        select(
            NeedsListAllocation,
            Site.name.label("site_name"),
            Supplier.name.label("supplier_name"),
            donation.c.donation_no,
        )
        .join(NeedsListItem, NeedsListItem.id == NeedsListAllocation.needs_list_item_id)
        .outerjoin(Site, Site.id == NeedsListAllocation.source_site_id)
        .outerjoin(Supplier, Supplier.id == NeedsListAllocation.supplier_id)
        .outerjoin(donation_item, donation_item.c.id == NeedsListAllocation.donation_item_id)
        .outerjoin(donation, donation.c.id == donation_item.c.donation_id)
        .where(NeedsListItem.needs_list_id == needs_list_id)
        .order_by(NeedsListAllocation.needs_list_item_id, NeedsListAllocation.sequence)
    )
    found: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in session.execute(statement):
        found[row.NeedsListAllocation.needs_list_item_id].append(row)
    return found


def stock(session: Session, event_id: int, pairs: Collection[Pair]) -> Stock:
    """Return the stock of each (item, site) as it is at this moment."""
    if not pairs:
        return {}
    rows = session.execute(live_rows(event_id, sorted(pairs)))
    return {(row.item_id, row.site_id): row for row in rows}


def inbound(session: Session, site_id: int, item_ids: Collection[int]) -> dict[int, list[Row[Any]]]:
    """Return by item what is on its way to a site, the first to arrive first."""
    statement = (
        select(inbound_stock)
        .where(inbound_stock.c.site_id == site_id, inbound_stock.c.item_id.in_(item_ids))
        .order_by(inbound_stock.c.expected_at.asc().nulls_last(), inbound_stock.c.document_no)
    )
    found: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in session.execute(statement):
        found[row.item_id].append(row)
    return found


def competing(session: Session, needs_list_id: int) -> dict[int, list[Row[Any]]]:
    """Return by line the other lists, not approved yet, that draw on one of its sources."""
    own, other = aliased(NeedsListAllocation), aliased(NeedsListAllocation)
    own_line, other_line = aliased(NeedsListItem), aliased(NeedsListItem)
    place, giver = aliased(Site), aliased(Site)
    same_source = or_(
        own.source_site_id == other.source_site_id, own.donation_item_id == other.donation_item_id
    )
    statement: Rows = (
        select(
            own_line.id.label("line_id"),
            NeedsList.id.label("needs_list_id"),
            NeedsList.needs_list_no,
            NeedsList.status,
            place.code.label("site_code"),
            place.name.label("site_name"),
            giver.name.label("source"),
            other.quantity,
            other_line.severity,
            other_line.time_to_stockout_hours,
        )
        .select_from(own)
        .join(own_line, own_line.id == own.needs_list_item_id)
        .join(other_line, other_line.item_id == own_line.item_id)
        .join(other, and_(other.needs_list_item_id == other_line.id, same_source))
        .join(NeedsList, NeedsList.id == other_line.needs_list_id)
        .join(place, place.id == NeedsList.site_id)
        .outerjoin(giver, giver.id == other.source_site_id)
        .where(
            own_line.needs_list_id == needs_list_id,
            NeedsList.id != needs_list_id,
            NeedsList.status.in_(EDITABLE | PENDING),
        )
        .order_by(other_line.time_to_stockout_hours.asc().nulls_last(), NeedsList.needs_list_no)
    )
    found: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in session.execute(statement):
        found[row.line_id].append(row)
    return found
