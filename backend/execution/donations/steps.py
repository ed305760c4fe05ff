"""The steps of a donation. No Flask, no commit."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.audit import recorder
from backend.audit.events import Event
from backend.core import clock
from backend.execution.donations import service
from backend.execution.donations.allocation import give_back
from backend.execution.donations.errors import (
    DonationAlreadyShipped,
    DonationStepNotAllowed,
    IntakeUnderWay,
    VerifierIsCreator,
)
from backend.execution.donations.models import (
    Donation,
    DonationAllocation,
    DonationIntake,
    DonationItem,
)
from backend.execution.donations.schemas import DonationStep
from backend.execution.donations.workflow import Action, IntakeStatus, Status, next_status
from backend.needs.lines.models import NeedsListItem
from backend.needs.lists import fulfilment
from backend.needs.status import service as stock_status


def lock(session: Session, donation_id: int) -> Donation:
    """Lock a donation, and before it the lists that count on it, as every document does."""
    for needs_list_id in lists_counting_on(session, donation_id):
        fulfilment.hold(session, needs_list_id)
    return service.lock(session, donation_id)


def lists_counting_on(session: Session, donation_id: int) -> Sequence[int]:
    own = DonationAllocation
    rows = (
        select(NeedsListItem.needs_list_id)
        .join(own, own.needs_list_item_id == NeedsListItem.id)
        .join(DonationItem, DonationItem.id == own.donation_item_id)
        .where(DonationItem.donation_id == donation_id, own.status == "HELD")
        .distinct()
        .order_by(NeedsListItem.needs_list_id)
    )
    return session.scalars(rows).all()


def advance(session: Session, donation: Donation, step: DonationStep, *, by: int | None) -> None:
    """Do one step on a donation that is locked, or raise why not."""
    before = Status(donation.status)
    status = next_status(before, step.action)
    if status is None:
        raise DonationStepNotAllowed(step.action, before)
    if step.action is Action.VERIFY:
        _verify(donation, by)
    elif step.action is Action.SHIP:
        _ship(session, donation, step)
    elif step.action is Action.CANCEL:
        _cancel(session, donation, step, by)
    donation.status = status.value
    session.flush()
    _follow(session, donation, step.action)
    recorder.record(
        session,
        Event.DONATION_MOVED,
        "donation",
        donation.id,
        before={"status": before},
        after={"status": status, "action": step.action, "shipped_at": donation.shipped_at},
        reason=step.note,
    )


def _verify(donation: Donation, by: int | None) -> None:
    if by is not None and by == donation.created_by:
        raise VerifierIsCreator
    donation.verified_by = by
    donation.verified_at = clock.now()


def _ship(session: Session, donation: Donation, step: DonationStep) -> None:
    if donation.shipped_at is not None:
        raise DonationAlreadyShipped
    donation.shipped_at = clock.now()
    if step.expected_arrival_at is not None:
        donation.expected_arrival_at = step.expected_arrival_at
    for needs_list_id in lists_counting_on(session, donation.id):
        fulfilment.start(session, needs_list_id)


def _cancel(session: Session, donation: Donation, step: DonationStep, by: int | None) -> None:
    """Nothing more comes of it. What arrived stays; the lists that waited for more are told."""
    under_way = select(DonationIntake.intake_no).where(
        DonationIntake.donation_id == donation.id,
        DonationIntake.status.in_((IntakeStatus.DRAFT, IntakeStatus.PENDING)),
    )
    intake_no = session.scalars(under_way.limit(1)).first()
    if intake_no is not None:
        raise IntakeUnderWay(intake_no)
    donation.cancelled_by = by
    donation.cancelled_at = clock.now()
    donation.cancel_reason = step.note
    waiting = lists_counting_on(session, donation.id)
    lines = {line.id: line for line in service.lines_of(session, donation, lock=True)}
    held = select(DonationAllocation).where(
        DonationAllocation.donation_item_id.in_(lines), DonationAllocation.status == "HELD"
    )
    for allocation in session.scalars(held.order_by(DonationAllocation.id)):
        give_back(session, lines[allocation.donation_item_id], allocation)
    for needs_list_id in waiting:
        fulfilment.settle(session, needs_list_id)


def _follow(session: Session, donation: Donation, action: Action) -> None:
    """What is on its way, or no longer, is inbound somewhere."""
    if action not in (Action.SHIP, Action.CANCEL) or donation.shipped_at is None:
        return
    own = DonationAllocation
    rows = (
        select(DonationItem.item_id, own.site_id)
        .outerjoin(own, own.donation_item_id == DonationItem.id)
        .where(DonationItem.donation_id == donation.id)
    )
    pairs = {
        (item_id, site)
        for item_id, site_id in session.execute(rows)
        for site in (site_id, donation.site_id)
        if site is not None
    }
    stock_status.refresh(session, pairs=pairs)
