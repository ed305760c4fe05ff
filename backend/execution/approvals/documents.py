"""What an approved list becomes, and how that is undone. No Flask, no commit."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.execution.approvals import queries
from backend.execution.donations import allocation as donations
from backend.execution.transfers import service as transfers
from backend.needs.approvals.errors import AlreadyMoved
from backend.needs.lines.models import NeedsListItem
from backend.needs.lists.models import NeedsList, NeedsListAllocation
from backend.procurement.purchases import service as purchases
from backend.procurement.purchases import steps as purchase_steps
from backend.procurement.purchases.rules import PurchaseLine


def draft(session: Session, needs_list: NeedsList, *, by: int) -> None:
    """Draft what fills the list, and reserve what it takes from other sites.

    Nothing moves and nothing is ordered by it; where stock or a gift is promised to others by
    now, the whole approval fails and says so.
    """
    transfers.draft_from_list(session, needs_list, by=by)
    donations.allocate_from_list(session, needs_list, by=by)
    bought = bought_lines(session, needs_list.id)
    if bought:
        purchases.draft_from_lines(
            session,
            needs_list_id=needs_list.id,
            event_id=needs_list.event_id,
            site_id=needs_list.site_id,
            lines=bought,
            by=by,
        )


def undo(session: Session, needs_list: NeedsList, *, reason: str, by: int) -> None:
    """Give back what the list's documents hold, unless something of it is on its way."""
    moved = queries.moved_documents(session, needs_list.id)
    if moved:
        raise AlreadyMoved(moved)
    transfers.release_for_list(session, needs_list.id, reason=reason, by=by)
    donations.release_for_list(session, needs_list.id, reason=reason, by=by)
    purchase_steps.release_for_list(session, needs_list.id, reason=reason, by=by)


def bought_lines(session: Session, needs_list_id: int) -> list[PurchaseLine]:
    """Return what horizon C is asked for, in the order of the items."""
    rows = session.execute(
        select(
            NeedsListItem.item_id,
            NeedsListAllocation.quantity,
            NeedsListItem.id.label("needs_list_item_id"),
            NeedsListAllocation.supplier_id,
        )
        .join(NeedsListItem, NeedsListItem.id == NeedsListAllocation.needs_list_item_id)
        .where(NeedsListItem.needs_list_id == needs_list_id, NeedsListAllocation.horizon == "C")
        .order_by(NeedsListItem.item_id, NeedsListAllocation.sequence)
    )
    return [PurchaseLine(**row._mapping) for row in rows]
