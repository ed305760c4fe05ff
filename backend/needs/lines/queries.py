"""Lines as rows, with the names of what they speak of."""

from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from backend.access.models import User
from backend.catalogue.models import Item
from backend.core.sql import Rows
from backend.inventory.models import Site
from backend.needs.calculation.above import donation, donation_item
from backend.needs.lines.errors import LineNotFound
from backend.needs.lines.models import NeedsListItem
from backend.needs.lines.schemas import (
    LineAllocationOut,
    LineQuery,
    NeedsListLineDetailOut,
    ReviewNoteOut,
)
from backend.needs.lists.models import NeedsListAllocation, NeedsListReviewNote
from backend.suppliers.models import Supplier

# What a line asks for: what people made of the gap, or else the gap.
ASKED: ColumnElement[Any] = func.coalesce(
    NeedsListItem.adjusted_quantity, NeedsListItem.gap_quantity
)
HORIZONS = {
    "A": NeedsListItem.horizon_a_quantity,
    "B": NeedsListItem.horizon_b_quantity,
    "C": NeedsListItem.horizon_c_quantity,
}
UNSHOWN = frozenset({"explanation", "explanation_hash", "adjusted_by", "created_at", "updated_at"})


def lines(needs_list_id: int, query: LineQuery) -> Rows:
    rows = _lines().where(NeedsListItem.needs_list_id == needs_list_id)
    if query.severity:
        rows = rows.where(NeedsListItem.severity.in_(query.severity))
    if query.confidence:
        rows = rows.where(NeedsListItem.confidence.in_(query.confidence))
    if query.horizon:
        rows = rows.where(or_(*(HORIZONS[horizon] > 0 for horizon in query.horizon)))
    if query.adjusted is not None:
        rows = rows.where(NeedsListItem.adjusted_quantity.is_not(None) == query.adjusted)
    if query.q is not None:
        wanted = (part.icontains(query.q, autoescape=True) for part in (Item.sku, Item.name))
        rows = rows.where(or_(*wanted))
    return rows


def line_detail(session: Session, needs_list_id: int, line_id: int) -> NeedsListLineDetailOut:
    rows = _lines().where(NeedsListItem.needs_list_id == needs_list_id, NeedsListItem.id == line_id)
    found = session.execute(rows).mappings().one_or_none()
    if found is None:
        raise LineNotFound(needs_list_id, line_id)
    parts = session.execute(_allocations(line_id)).mappings()
    notes = session.execute(_notes(line_id)).mappings()
    return NeedsListLineDetailOut.model_validate(
        {
            **found,
            "allocations": [LineAllocationOut.model_validate(dict(row)) for row in parts],
            "notes": [ReviewNoteOut.model_validate(dict(row)) for row in notes],
        }
    )


def _lines() -> Rows:
    notes = (
        select(func.count())
        .where(NeedsListReviewNote.needs_list_item_id == NeedsListItem.id)
        .correlate(NeedsListItem)
        .scalar_subquery()
    )
    shown = [part for part in NeedsListItem.__table__.columns if part.key not in UNSHOWN]
    return (
        select(
            *shown,
            Item.sku,
            Item.name.label("item_name"),
            Item.category,
            User.username.label("adjusted_by"),
            ASKED.label("quantity"),
            func.round(ASKED * NeedsListItem.unit_cost, 4).label("estimated_value"),
            notes.label("note_count"),
        )
        .select_from(NeedsListItem)
        .join(Item, Item.id == NeedsListItem.item_id)
        .outerjoin(User, User.id == NeedsListItem.adjusted_by)
    )


def _allocations(line_id: int) -> Rows:
    part = NeedsListAllocation
    return (
        select(
            *part.__table__.columns,
            Site.code.label("source_site_code"),
            Site.name.label("source_site_name"),
            donation.c.donation_no,
            Supplier.name.label("supplier_name"),
        )
        .select_from(part)
        .outerjoin(Site, Site.id == part.source_site_id)
        .outerjoin(donation_item, donation_item.c.id == part.donation_item_id)
        .outerjoin(donation, donation.c.id == donation_item.c.donation_id)
        .outerjoin(Supplier, Supplier.id == part.supplier_id)
        .where(part.needs_list_item_id == line_id)
        .order_by(part.sequence)
    )


def _notes(line_id: int) -> Rows:
    note = NeedsListReviewNote
    return (
        select(
            note.id,
            note.note,
            note.created_by.label("created_by_id"),
            User.username.label("created_by"),
            note.at,
        )
        .outerjoin(User, User.id == note.created_by)
        .where(note.needs_list_item_id == line_id)
        .order_by(note.id)
    )


def line_of(session: Session, needs_list_id: int, line_id: int) -> NeedsListItem:
    """Return a line as it is stored, of this list and no other."""
    found = session.get(NeedsListItem, line_id)
    if found is None or found.needs_list_id != needs_list_id:
        raise LineNotFound(needs_list_id, line_id)
    return found


def totals(session: Session, needs_list_id: int) -> Any:
    """Return what the lines of a list add up to; the value is null where a cost is missing."""
    costless = (ASKED > 0) & NeedsListItem.unit_cost.is_(None)
    value = func.coalesce(func.sum(ASKED * NeedsListItem.unit_cost), 0)
    return session.execute(
        select(
            func.coalesce(func.sum(NeedsListItem.gap_quantity), 0).label("gap"),
            case((func.count().filter(costless) > 0, None), else_=value).label("value"),
            func.count().filter(costless).label("costless"),
        ).where(NeedsListItem.needs_list_id == needs_list_id)
    ).one()


def donation_request(needs_list_id: int) -> Rows:
    """Return what donors are asked for: the lines that gifts fill a part of."""
    return _request(needs_list_id, NeedsListItem.horizon_b_quantity)


def procurement_request(needs_list_id: int) -> Rows:
    """Return what is to be bought, with what it is estimated to cost."""
    quantity, cost = NeedsListItem.horizon_c_quantity, NeedsListItem.unit_cost
    return _request(needs_list_id, quantity).add_columns(
        cost.label("estimated_unit_cost"),
        func.round(quantity * cost, 4).label("estimated_total_cost"),
    )


def _request(needs_list_id: int, quantity: InstrumentedAttribute[Decimal]) -> Rows:
    return (
        select(
            Item.sku,
            Item.name.label("item_name"),
            NeedsListItem.unit,
            quantity.label("required_quantity"),
        )
        .join(Item, Item.id == NeedsListItem.item_id)
        .where(NeedsListItem.needs_list_id == needs_list_id, quantity > 0)
    )
