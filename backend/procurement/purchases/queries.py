"""Procurements and their lines as rows."""

from collections.abc import Collection
from decimal import Decimal
from typing import Any

from sqlalchemy import Cast, ColumnElement, Subquery, and_, case, cast, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from backend.access.models import Organisation, User
from backend.catalogue.models import Item
from backend.core.orm import Quantity
from backend.core.sql import Rows
from backend.inventory.models import Site
from backend.procurement.above import approval_policies, events, needs_lists
from backend.procurement.purchases.authority import Authority, Tier, Viewer, actions_for, authority
from backend.procurement.purchases.errors import ProcurementNotFound
from backend.procurement.purchases.models import Procurement, ProcurementItem
from backend.procurement.purchases.schemas import (
    ProcurementDetailOut,
    ProcurementLineOut,
    ProcurementQuery,
)
from backend.procurement.purchases.workflow import ENDED, ProcurementStatus
from backend.suppliers.models import Supplier, SupplierItem

PEOPLE = (
    "submitted_by",
    "approved_by",
    "rejected_by",
    "ordered_by",
    "shipped_by",
    "closed_short_by",
    "cancelled_by",
)
TOLD = (
    "notes",
    "submitted_at",
    "approved_at",
    "rejected_at",
    "reject_reason",
    "ordered_at",
    "shipped_at",
    "received_at",
    "close_short_reason",
    "cancelled_at",
    "cancel_reason",
)


def procurements(query: ProcurementQuery) -> Rows:
    rows = _procurements()
    if query.q is not None:
        rows = rows.where(
            or_(
                *(
                    column.icontains(query.q.strip(), autoescape=True)
                    for column in (Procurement.procurement_no, Procurement.po_number, Supplier.name)
                )
            )
        )
    if query.status is not None:
        rows = rows.where(Procurement.status.in_(query.status))
    for name in ("supplier_id", "event_id", "needs_list_id"):
        wanted = getattr(query, name)
        if wanted is not None:
            rows = rows.where(getattr(Procurement, name) == wanted)
    if query.site_id is not None:
        rows = rows.where(Procurement.target_site_id == query.site_id)
    if query.item_id is not None:
        rows = rows.where(
            exists().where(
                ProcurementItem.procurement_id == Procurement.id,
                ProcurementItem.item_id == query.item_id,
            )
        )
    if query.open is not None:
        is_open = Procurement.status.not_in(ENDED)
        rows = rows.where(is_open if query.open else ~is_open)
    return rows


def procurement(session: Session, procurement_id: int, viewer: Viewer) -> ProcurementDetailOut:
    """Return a procurement as one person sees it: with what that person may do next."""
    people = {name: aliased(User) for name in PEOPLE}
    rows = _procurements().add_columns(
        *(getattr(Procurement, name) for name in TOLD),
        *(person.username.label(name) for name, person in people.items()),
        Procurement.submitted_by.label("submitter_id"),
    )
    for name, person in people.items():
        rows = rows.outerjoin(person, person.id == getattr(Procurement, name))
    found = session.execute(rows.where(Procurement.id == procurement_id)).mappings().one_or_none()
    if found is None:
        raise ProcurementNotFound(procurement_id)
    needed = authority_over(session, found["event_id"], found["total_value"])
    actions = actions_for(ProcurementStatus(found["status"]), viewer, found["submitter_id"], needed)
    return ProcurementDetailOut.model_validate(
        {
            **found,
            "lines": lines_of(session, procurement_id),
            "deciding_role": needed.role if needed else None,
            "actions": actions,
        }
    )


def authority_over(
    session: Session, event_id: int | None, value: Decimal | None
) -> Authority | None:
    """Ask the approval policy who decides on buying for ``value``; it is another domain's table."""
    phase = select(events.c.current_phase).where(events.c.id == event_id).scalar_subquery()
    policy = approval_policies.c
    rows = (
        select(policy.minimum_value, policy.maximum_value, policy.roles)
        .where(
            policy.horizon == "C",
            policy.is_active,
            policy.scope.is_(None),
            or_(policy.phase.is_(None), policy.phase == func.coalesce(phase, "BASELINE")),
        )
        .order_by(policy.rank)
    )
    return authority([Tier(*row) for row in session.execute(rows)], value)


def lines_of(session: Session, procurement_id: int) -> list[ProcurementLineOut]:
    missing = ProcurementItem.ordered_quantity - ProcurementItem.received_quantity
    has_ended = Procurement.status.in_(ENDED)
    was_ordered = Procurement.po_number.is_not(None)
    rows = (
        select(
            *ProcurementItem.__table__.columns,
            Item.sku,
            Item.name.label("item_name"),
            Item.unit,
            _where(~has_ended, missing).label("outstanding_quantity"),
            _where(and_(has_ended, was_ordered), missing).label("short_quantity"),
        )
        .join(Item, Item.id == ProcurementItem.item_id)
        .join(Procurement, Procurement.id == ProcurementItem.procurement_id)
        .where(ProcurementItem.procurement_id == procurement_id)
        .order_by(ProcurementItem.id)
    )
    return [
        ProcurementLineOut.model_validate(dict(row)) for row in session.execute(rows).mappings()
    ]


def _where(applies: ColumnElement[bool], quantity: ColumnElement[Decimal]) -> Cast[Decimal]:
    return cast(case((applies, quantity), else_=0), Quantity)


def currency(session: Session) -> str | None:
    return session.scalar(select(Organisation.currency))


def usable_items(session: Session, item_ids: Collection[int]) -> set[int]:
    return set(session.scalars(select(Item.id).where(Item.id.in_(item_ids), Item.is_active)))


def sku(session: Session, item_id: int) -> str:
    return session.execute(select(Item.sku).where(Item.id == item_id)).scalar_one()


def prices(session: Session, item_ids: Collection[int]) -> dict[tuple[int, int], Any]:
    """Return what each supplier asks for these items, by item and supplier."""
    rows = select(SupplierItem.item_id, SupplierItem.supplier_id, SupplierItem.unit_price)
    found = session.execute(rows.where(SupplierItem.item_id.in_(item_ids)))
    return {(row.item_id, row.supplier_id): row.unit_price for row in found}


def preferred_suppliers(session: Session, item_ids: Collection[int]) -> dict[int, int]:
    """Return whom each item is bought from: the preferred supplier, or the only active one."""
    rows = (
        select(
            SupplierItem.item_id,
            SupplierItem.supplier_id,
            SupplierItem.is_preferred,
            func.count().over(partition_by=SupplierItem.item_id).label("offers"),
        )
        .join(Supplier, Supplier.id == SupplierItem.supplier_id)
        .where(SupplierItem.item_id.in_(item_ids), Supplier.is_active)
    )
    return {
        row.item_id: row.supplier_id
        for row in session.execute(rows)
        if row.is_preferred or row.offers == 1
    }


def _procurements() -> Rows:
    counted, creator = _counted_lines(), aliased(User)
    return (
        select(
            Procurement.id,
            Procurement.procurement_no,
            Procurement.status,
            Procurement.method,
            Procurement.target_site_id.label("site_id"),
            Site.code.label("site_code"),
            Site.name.label("site_name"),
            Procurement.supplier_id,
            Supplier.name.label("supplier_name"),
            Procurement.event_id,
            events.c.name.label("event_name"),
            Procurement.needs_list_id,
            needs_lists.c.needs_list_no,
            Procurement.po_number,
            func.coalesce(counted.c.line_count, 0).label("line_count"),
            func.coalesce(counted.c.received_line_count, 0).label("received_line_count"),
            Procurement.total_value,
            Procurement.currency,
            Procurement.approval_tier,
            Procurement.expected_arrival_at,
            Procurement.closed_short_at,
            creator.username.label("created_by"),
            Procurement.created_at,
            Procurement.updated_at,
            Procurement.version,
        )
        .select_from(Procurement)
        .join(Site, Site.id == Procurement.target_site_id)
        .outerjoin(counted, counted.c.procurement_id == Procurement.id)
        .outerjoin(Supplier, Supplier.id == Procurement.supplier_id)
        .outerjoin(events, events.c.id == Procurement.event_id)
        .outerjoin(needs_lists, needs_lists.c.id == Procurement.needs_list_id)
        .outerjoin(creator, creator.id == Procurement.created_by)
    )


def _counted_lines() -> Subquery:
    own = ProcurementItem
    received = func.count().filter(own.status == "RECEIVED").label("received_line_count")
    rows = select(own.procurement_id, func.count().label("line_count"), received)
    return rows.group_by(own.procurement_id).subquery("counted")
