"""Where a gap can be filled from: gifts, suppliers, and who else asks for the same surplus."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Row, ScalarSelect, and_, func, or_, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session, aliased
from sqlalchemy.sql.selectable import LateralFromClause

from backend.core.sql import Rows
from backend.inventory.models import Site
from backend.needs.calculation.above import donation, donation_allocation, donation_item
from backend.needs.calculation.queries import Found
from backend.needs.lines.models import NeedsListItem
from backend.needs.lists.models import NeedsList, NeedsListAllocation
from backend.needs.lists.workflow import EDITABLE, PENDING
from backend.suppliers.models import Supplier, SupplierItem

# Of what is approved the stock is reserved already.
UNDECIDED = EDITABLE | PENDING
WHO_COMPETES = (
    NeedsListItem.needs_list_id,
    NeedsList.needs_list_no,
    NeedsList.status,
    NeedsList.site_id,
    Site.code.label("site_code"),
    Site.name.label("site_name"),
    Site.priority_tier,
)


def donation_rows(session: Session, event_id: int, item_ids: Collection[int]) -> Found:
    """Return what confirmed gifts have left that nobody was promised.

    Restricted gifts are for people to decide on. What is on its way to a site counts as inbound
    there, so it is offered to nobody else.
    """
    promised = _promised()
    free = (donation_item.c.quantity - promised.c.quantity) - (
        donation_item.c.received_quantity - promised.c.received
    )
    on_its_way = and_(donation.c.shipped_at.is_not(None), donation.c.site_id.is_not(None))
    statement: Rows = (
        select(
            donation_item.c.id,
            donation_item.c.item_id,
            donation.c.donation_no,
            free.label("quantity"),
            donation.c.expected_arrival_at,
        )
        .join_from(donation_item, donation, donation.c.id == donation_item.c.donation_id)
        .join(promised, onclause=donation.c.id.is_not(None))
        .where(
            donation.c.status == "VERIFIED",
            donation.c.restriction.is_(None),
            or_(donation.c.event_id.is_(None), donation.c.event_id == event_id),
            ~on_its_way,
            donation_item.c.item_id == func.any_(list(item_ids)),
            free > 0,
        )
    )
    return session.execute(statement).all()


def _promised() -> LateralFromClause:
    """Return what lists were promised of a donated item, and what of that has come."""
    own = donation_allocation.c
    return (
        select(
            func.coalesce(func.sum(own.quantity), 0).label("quantity"),
            func.coalesce(func.sum(own.received_quantity), 0).label("received"),
        )
        .where(own.donation_item_id == donation_item.c.id, own.status != "RELEASED")
        .lateral("promised")
    )


def supplier_rows(session: Session, item_ids: Collection[int]) -> dict[int, Row[*tuple[Any, ...]]]:
    """Return whom each item is bought from: the preferred supplier, else the cheapest."""
    statement: Rows = (
        select(
            SupplierItem.item_id,
            Supplier.id,
            Supplier.name,
            SupplierItem.unit_price,
        )
        .ext(distinct_on(SupplierItem.item_id))
        .join(Supplier, Supplier.id == SupplierItem.supplier_id)
        .where(SupplierItem.item_id == func.any_(list(item_ids)), Supplier.is_active)
        .order_by(
            SupplierItem.item_id,
            SupplierItem.is_preferred.desc(),
            SupplierItem.unit_price.asc().nulls_last(),
            Supplier.id,
        )
    )
    return {row.item_id: row for row in session.execute(statement)}


def competing_rows(
    session: Session,
    item_ids: Collection[int],
    *,
    except_site_ids: Collection[int] = (),
) -> Found:
    """Return what lists that are not decided yet ask of sites and gifts, line by line.

    A site does not compete with itself: only one of its lists can be submitted.
    """
    line, asked = NeedsListItem, NeedsListAllocation
    wanted = func.coalesce(line.adjusted_quantity, line.gap_quantity) - _asked_of_others_first()
    statement: Rows = (
        select(
            asked.source_site_id,
            asked.donation_item_id,
            line.item_id,
            line.id.label("line_id"),
            *WHO_COMPETES,
            line.burn_rate,
            func.coalesce(line.coverage_quantity, 0).label("coverage"),
            asked.quantity,
            func.greatest(wanted, asked.quantity).label("wanted"),
        )
        .join(line, line.id == asked.needs_list_item_id)
        .join(NeedsList, NeedsList.id == line.needs_list_id)
        .join(Site, Site.id == NeedsList.site_id)
        .where(
            asked.horizon.in_(("A", "B")),
            line.item_id == func.any_(list(item_ids)),
            NeedsList.status.in_(UNDECIDED),
            NeedsList.site_id.not_in(except_site_ids),
        )
        .order_by(NeedsList.id, asked.id)
    )
    return session.execute(statement).all()


def _asked_of_others_first() -> ScalarSelect[Any]:
    """Return what the same line asks of the sources before this one."""
    before = aliased(NeedsListAllocation)
    return (
        select(func.coalesce(func.sum(before.quantity), 0))
        .where(
            before.needs_list_item_id == NeedsListItem.id,
            before.sequence < NeedsListAllocation.sequence,
        )
        .scalar_subquery()
    )
