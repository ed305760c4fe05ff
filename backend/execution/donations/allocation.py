"""What needs lists count on of donations: promised at approval, given back when cancelled."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.audit import recorder
from backend.audit.events import Event
from backend.catalogue.models import Item
from backend.execution.donations.errors import (
    DonationArrived,
    DonationShort,
    DonationUnavailable,
)
from backend.execution.donations.models import Donation, DonationAllocation, DonationItem
from backend.execution.donations.rules import free_quantity
from backend.execution.donations.service import touch
from backend.execution.donations.workflow import DonationStatus
from backend.needs.lines.models import NeedsListItem
from backend.needs.lists.models import NeedsList, NeedsListAllocation
from backend.needs.status import service as status

Pair = tuple[int, int]


def allocate_from_list(
    session: Session, needs_list: NeedsList, *, by: int | None
) -> list[DonationAllocation]:
    """Promise to an approved list what its lines plan to get from donations, all or nothing.

    A restricted gift is never taken this way (see ``by_hand``), and neither is one for another
    event. ``by`` is who approved; the audit log names the same person.
    """
    planned = _planned(session, needs_list.id)
    items = lock_items(session, {one.donation_item_id or 0 for one in planned})
    made = []
    for one in planned:
        line, donation = items[one.donation_item_id or 0]
        _check(session, needs_list, donation, line, one.quantity)
        line.allocated_quantity += one.quantity
        made.append(
            DonationAllocation(
                donation_item_id=line.id,
                needs_list_item_id=one.needs_list_item_id,
                site_id=needs_list.site_id,
                quantity=one.quantity,
            )
        )
        session.add(made[-1])
        session.flush()
        tell(session, donation, {"allocated": _told(line, one.quantity, needs_list)}, by)
    refresh(session, items.values(), {needs_list.site_id})
    return made


def release_for_list(
    session: Session, needs_list_id: int, *, reason: str, by: int | None
) -> list[DonationAllocation]:
    """Give back what a cancelled list counted on; goods that arrived for it stop that."""
    held = allocations_of_list(session, needs_list_id)
    items = lock_items(session, {one.donation_item_id for one in held})
    held = allocations_of_list(session, needs_list_id)
    for one in held:
        if one.received_quantity > 0:
            raise DonationArrived(items[one.donation_item_id][1].donation_no)
    released = [one for one in held if one.status == "HELD"]
    for one in released:
        line, donation = items[one.donation_item_id]
        give_back(session, line, one)
        tell(session, donation, {"released": one.quantity, "item_id": line.item_id}, by, reason)
    refresh(session, items.values(), {one.site_id for one in released})
    return released


def give_back(session: Session, line: DonationItem, allocation: DonationAllocation) -> None:
    """End a promise. What came of it stays its own; a promise of which nothing came is void."""
    rest = allocation.quantity - allocation.received_quantity
    line.allocated_quantity -= rest
    if allocation.received_quantity > 0:
        allocation.quantity = allocation.received_quantity
        allocation.status = "RECEIVED"
    else:
        allocation.status = "RELEASED"
    session.flush()


def allocations_of_list(session: Session, needs_list_id: int) -> Sequence[DonationAllocation]:
    rows = (
        select(DonationAllocation)
        .join(NeedsListItem, NeedsListItem.id == DonationAllocation.needs_list_item_id)
        .where(NeedsListItem.needs_list_id == needs_list_id)
        .order_by(DonationAllocation.id)
    )
    return session.scalars(rows.execution_options(populate_existing=True)).all()


def _planned(session: Session, needs_list_id: int) -> Sequence[NeedsListAllocation]:
    own = NeedsListAllocation
    rows = (
        select(own)
        .join(NeedsListItem, NeedsListItem.id == own.needs_list_item_id)
        .where(NeedsListItem.needs_list_id == needs_list_id, own.horizon == "B")
        .order_by(own.donation_item_id, own.needs_list_item_id, own.sequence)
    )
    return session.scalars(rows).all()


def lock_items(session: Session, item_ids: set[int]) -> dict[int, tuple[DonationItem, Donation]]:
    """Lock donations and then their lines, each in order, as everybody does."""
    fresh = {"populate_existing": True}
    own = select(DonationItem.donation_id).where(DonationItem.id.in_(item_ids))
    donations = select(Donation).where(Donation.id.in_(own)).order_by(Donation.id)
    known = {
        donation.id: donation
        for donation in session.scalars(donations.with_for_update().execution_options(**fresh))
    }
    lines = select(DonationItem).where(DonationItem.id.in_(item_ids)).order_by(DonationItem.id)
    return {
        line.id: (line, known[line.donation_id])
        for line in session.scalars(lines.with_for_update().execution_options(**fresh))
    }


def _check(
    session: Session,
    needs_list: NeedsList,
    donation: Donation,
    line: DonationItem,
    asked: Decimal,
) -> None:
    if donation.status != DonationStatus.VERIFIED:
        raise DonationUnavailable(donation.donation_no, donation.status.lower())
    if donation.restriction is not None:
        raise DonationUnavailable(donation.donation_no, "restricted")
    if donation.event_id not in (None, needs_list.event_id):
        raise DonationUnavailable(donation.donation_no, "meant for another event")
    left = quantity_left(session, line)
    if asked > left:
        sku = session.execute(select(Item.sku).where(Item.id == line.item_id)).scalar_one()
        raise DonationShort(donation.donation_no, sku, left, asked)


def quantity_left(session: Session, line: DonationItem) -> Decimal:
    """Return what of a donated line is neither promised nor came besides the promises."""
    received = _received_for_promises(session, line.id)
    return free_quantity(line.quantity, line.allocated_quantity, line.received_quantity, received)


def _received_for_promises(session: Session, donation_item_id: int) -> Decimal:
    received = select(func.coalesce(func.sum(DonationAllocation.received_quantity), Decimal(0)))
    return session.execute(
        received.where(
            DonationAllocation.donation_item_id == donation_item_id,
            DonationAllocation.status != "RELEASED",
        )
    ).scalar_one()


def _told(line: DonationItem, quantity: Decimal, needs_list: NeedsList) -> dict[str, object]:
    return {
        "item_id": line.item_id,
        "quantity": quantity,
        "needs_list_no": needs_list.needs_list_no,
    }


def tell(
    session: Session,
    donation: Donation,
    what: dict[str, object],
    by: int | None,
    reason: str | None = None,
) -> None:
    touch(donation)
    session.flush()
    after = {**what, "by": by}
    recorder.record(
        session, Event.DONATION_CHANGED, "donation", donation.id, after=after, reason=reason
    )


def refresh(
    session: Session, items: Iterable[tuple[DonationItem, Donation]], sites: set[int]
) -> None:
    """A gift on its way is inbound at another site now."""
    pairs: set[Pair] = set()
    for line, donation in items:
        if donation.shipped_at is not None:
            own = set() if donation.site_id is None else {donation.site_id}
            pairs |= {(line.item_id, site_id) for site_id in sites | own}
    status.refresh(session, pairs=pairs)
