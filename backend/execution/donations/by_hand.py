"""Gifts that a person gives to a list: restricted ones, which no list takes by itself.

No Flask, no commit.
"""

from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.access.permissions import Permission
from backend.access.queries import SignedIn
from backend.audit import recorder
from backend.audit.events import Event
from backend.catalogue.models import Item
from backend.execution.donations import service
from backend.execution.donations.allocation import (
    give_back,
    lock_items,
    quantity_left,
    refresh,
    tell,
)
from backend.execution.donations.allocation_schemas import AllocationDraft
from backend.execution.donations.errors import (
    AllocationEnded,
    AllocationNotFound,
    AllocationPlanned,
    DonatedLineUnknown,
    DonationNotGivable,
    ListNotWaiting,
    MoreThanIsLeft,
    MoreThanIsNeeded,
    NeededLineUnknown,
)
from backend.execution.donations.models import Donation, DonationAllocation, DonationItem
from backend.execution.donations.workflow import DonationStatus
from backend.needs.approvals import queries as approval_queries
from backend.needs.approvals import service as approvals
from backend.needs.approvals.errors import NoPolicy
from backend.needs.approvals.rules import Authority, Share, requirement
from backend.needs.lines.models import NeedsListItem
from backend.needs.lists import fulfilment
from backend.needs.lists.models import NeedsList
from backend.needs.lists.workflow import WAITING, Status
from backend.needs.phases import Phase

HORIZON = "B"


def lock(session: Session, donation_id: int, needs_list_item_id: int) -> Donation:
    """Lock a donation, and before it the list that is to get some, as every document does."""
    listed = select(NeedsListItem.needs_list_id).where(NeedsListItem.id == needs_list_item_id)
    needs_list_id = session.scalar(listed)
    if needs_list_id is not None:
        fulfilment.hold(session, needs_list_id)
    return service.lock(session, donation_id)


def allocate(
    session: Session, donation: Donation, wanted: AllocationDraft, person: SignedIn
) -> DonationAllocation:
    """Promise part of a gift to a line of an approved list, because a person says why."""
    lines = lock_items(session, {wanted.donation_item_id})
    line, _ = lines.get(wanted.donation_item_id, (None, None))
    if line is None or line.donation_id != donation.id:
        raise DonatedLineUnknown(wanted.donation_item_id)
    needed = session.get(NeedsListItem, wanted.needs_list_item_id, populate_existing=True)
    if needed is None or needed.item_id != line.item_id:
        raise NeededLineUnknown(wanted.needs_list_item_id)
    needs_list = session.get_one(NeedsList, needed.needs_list_id)
    authority = _authority(session, needs_list, needed, wanted.quantity, person)
    _check(session, donation, line, needs_list, needed, wanted.quantity)
    line.allocated_quantity += wanted.quantity
    made = DonationAllocation(
        donation_item_id=line.id,
        needs_list_item_id=needed.id,
        site_id=needs_list.site_id,
        quantity=wanted.quantity,
        allocated_by=person.id,
        reason=wanted.reason,
    )
    session.add(made)
    session.flush()
    _write_down(session, donation, needs_list, made, "allocated", wanted.reason, authority)
    if donation.shipped_at is not None:
        fulfilment.start(session, needs_list.id)
    refresh(session, lines.values(), {needs_list.site_id})
    return made


def release(
    session: Session, donation: Donation, allocation_id: int, *, reason: str, person: SignedIn
) -> None:
    """Take back what somebody gave by hand and has not come; what came of it stays the list's."""
    held = session.get(DonationAllocation, allocation_id, populate_existing=True)
    lines = lock_items(session, {held.donation_item_id} if held else set())
    if held is None or lines[held.donation_item_id][1] is not donation:
        raise AllocationNotFound(allocation_id)
    if held.reason is None:
        raise AllocationPlanned
    if held.status != "HELD":
        raise AllocationEnded(held.status)
    needed = session.get_one(NeedsListItem, held.needs_list_item_id)
    needs_list = session.get_one(NeedsList, needed.needs_list_id)
    authority = _authority(session, needs_list, needed, held.quantity, person)
    give_back(session, lines[held.donation_item_id][0], held)
    _write_down(session, donation, needs_list, held, "released", reason, authority)
    fulfilment.settle(session, needs_list.id)
    refresh(session, lines.values(), {held.site_id})


def _authority(
    session: Session,
    needs_list: NeedsList,
    needed: NeedsListItem,
    quantity: Decimal,
    person: SignedIn,
) -> Authority:
    """Return with which authority somebody gives: whom the policy asks for a gift of this value.

    The last of a tier's roles decides. Who made the list is barred, as from deciding on it.
    """
    category = session.scalar(select(Item.category).where(Item.id == needed.item_id))
    value = None if needed.unit_cost is None else quantity * needed.unit_cost
    share = Share(HORIZON, category, value)
    asked = requirement(approval_queries.tiers(session), [share], Phase(needs_list.phase))
    if asked.uncovered:
        raise NoPolicy(asked.uncovered)
    permission = Permission.DONATION_ALLOCATE
    return approvals.authority_to(session, needs_list, person, permission, asked.roles[-1:])


def _check(
    session: Session,
    donation: Donation,
    line: DonationItem,
    needs_list: NeedsList,
    needed: NeedsListItem,
    asked: Decimal,
) -> None:
    if donation.status != DonationStatus.VERIFIED:
        raise DonationNotGivable(donation.donation_no, donation.status.lower())
    if donation.event_id not in (None, needs_list.event_id):
        raise DonationNotGivable(donation.donation_no, "meant for another event")
    if Status(needs_list.status) not in WAITING:
        raise ListNotWaiting(needs_list.needs_list_no, needs_list.status)
    left = quantity_left(session, line)
    if asked > left:
        raise MoreThanIsLeft(donation.donation_no, left, asked)
    lacking = fulfilment.wanted_quantity(needed) - needed.fulfilled_quantity
    lacking = max(lacking - _promised(session, needed.id), Decimal(0))
    if asked > lacking:
        raise MoreThanIsNeeded(needs_list.needs_list_no, lacking, asked)


def _promised(session: Session, needs_list_item_id: int) -> Decimal:
    own = DonationAllocation
    held = select(func.coalesce(func.sum(own.quantity - own.received_quantity), Decimal(0)))
    held = held.where(own.needs_list_item_id == needs_list_item_id, own.status == "HELD")
    return session.execute(held).scalar_one()


def _write_down(
    session: Session,
    donation: Donation,
    needs_list: NeedsList,
    allocation: DonationAllocation,
    done: str,
    reason: str,
    authority: Authority,
) -> None:
    """Tell it in the history of the gift and in that of the list."""
    told = {
        "donation_no": donation.donation_no,
        "needs_list_no": needs_list.needs_list_no,
        "needs_list_item_id": allocation.needs_list_item_id,
        "quantity": allocation.quantity,
        "on_behalf_of": authority.on_behalf_of,
    }
    tell(session, donation, {done: told}, authority.user_id, reason)
    recorder.record(
        session,
        Event.NEEDS_LIST_CHANGED,
        "needs_list",
        needs_list.id,
        after={f"donation_{done}": told},
        reason=reason,
    )
