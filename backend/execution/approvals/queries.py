"""A needs list after a step, with the documents that follow from it."""

import datetime as dt

from sqlalchemy import literal, select, union_all
from sqlalchemy.orm import Session

from backend.access.queries import SignedIn
from backend.execution.approvals.schemas import DraftedOut, NeedsListStepOut
from backend.execution.donations.models import Donation, DonationAllocation, DonationItem
from backend.execution.transfers.models import Transfer
from backend.execution.transfers.workflow import HAS_LEFT
from backend.needs.approvals import listings, rights, service
from backend.needs.lines.models import NeedsListItem
from backend.needs.lists.models import NeedsList
from backend.needs.lists.workflow import PENDING, Status
from backend.procurement.purchases.models import Procurement
from backend.procurement.purchases.workflow import ProcurementStatus as PurchaseStatus

# An order that is placed is cancelled with its supplier first.
PLACED = frozenset(
    {
        PurchaseStatus.ORDERED,
        PurchaseStatus.SHIPPED,
        PurchaseStatus.PARTIAL_RECEIVED,
        PurchaseStatus.RECEIVED,
    }
)


def after_step(
    session: Session,
    needs_list: NeedsList,
    person: SignedIn,
    now: dt.datetime,
    *,
    child: NeedsList | None = None,
) -> NeedsListStepOut:
    session.flush()
    session.refresh(needs_list)
    waits = Status(needs_list.status) in PENDING
    return NeedsListStepOut(
        id=needs_list.id,
        needs_list_no=needs_list.needs_list_no,
        status=Status(needs_list.status),
        round=needs_list.round,
        required_roles=list(needs_list.required_roles),
        approvals=listings.approvals(session, needs_list),
        next_role=service.next_role(session, needs_list) if waits else None,
        due_at=needs_list.due_at,
        actions=rights.actions_for(session, needs_list, person, now),
        child_id=None if child is None else child.id,
        child_no=None if child is None else child.needs_list_no,
        documents=documents(session, needs_list.id),
        version=needs_list.version,
    )


def documents(session: Session, needs_list_id: int) -> list[DraftedOut]:
    """Return the transfers, donations and procurements that a list led to."""
    transfers = select(
        literal("TRANSFER").label("kind"),
        Transfer.id.label("id"),
        Transfer.transfer_no.label("number"),
        Transfer.status.label("status"),
    ).where(Transfer.needs_list_id == needs_list_id)
    donations = (
        select(literal("DONATION"), Donation.id, Donation.donation_no, Donation.status)
        .join(DonationItem, DonationItem.donation_id == Donation.id)
        .join(DonationAllocation, DonationAllocation.donation_item_id == DonationItem.id)
        .join(NeedsListItem, NeedsListItem.id == DonationAllocation.needs_list_item_id)
        .where(NeedsListItem.needs_list_id == needs_list_id)
        .distinct()
    )
    purchases = select(
        literal("PROCUREMENT"), Procurement.id, Procurement.procurement_no, Procurement.status
    ).where(Procurement.needs_list_id == needs_list_id)
    rows = session.execute(union_all(transfers, donations, purchases).order_by("kind", "id"))
    return [DraftedOut.model_validate(row) for row in rows]


def moved_documents(session: Session, needs_list_id: int) -> list[str]:
    """Return the numbers of the list's documents of which goods are on their way or ordered."""
    transfers = select(Transfer.transfer_no.label("number")).where(
        Transfer.needs_list_id == needs_list_id, Transfer.status.in_(HAS_LEFT)
    )
    donations = (
        select(Donation.donation_no)
        .join(DonationItem, DonationItem.donation_id == Donation.id)
        .join(DonationAllocation, DonationAllocation.donation_item_id == DonationItem.id)
        .join(NeedsListItem, NeedsListItem.id == DonationAllocation.needs_list_item_id)
        .where(
            NeedsListItem.needs_list_id == needs_list_id,
            DonationAllocation.received_quantity > 0,
        )
    )
    purchases = select(Procurement.procurement_no).where(
        Procurement.needs_list_id == needs_list_id, Procurement.status.in_(PLACED)
    )
    return list(session.scalars(union_all(transfers, donations, purchases).order_by("number")))
