"""Taking a donation in: counted by one person, verified by another, and only then stock."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.audit import recorder
from backend.audit.events import Event
from backend.core import clock
from backend.core.numbering import next_number
from backend.execution.arrivals import service as arrivals
from backend.execution.arrivals.rules import Arrived, Share, share_out
from backend.execution.donations import service as donations
from backend.execution.donations import steps
from backend.execution.donations.errors import DonatedLineUnknown
from backend.execution.donations.models import (
    Donation,
    DonationAllocation,
    DonationIntake,
    DonationIntakeItem,
    DonationItem,
)
from backend.execution.donations.workflow import (
    DonationAction,
    DonationStatus,
    IntakeStatus,
    next_intake_status,
)
from backend.execution.intakes.errors import (
    CounterIsVerifier,
    DonationNotVerified,
    IntakeNotFound,
    IntakeStepNotAllowed,
    SiteUnknown,
)
from backend.execution.intakes.schemas import IntakeDraft, IntakeStep
from backend.execution.receipts.service import Source
from backend.inventory.models import Site
from backend.needs.lists import fulfilment
from backend.needs.status import service as stock_status


def create(
    session: Session, donation_id: int, draft: IntakeDraft, *, by: int | None
) -> DonationIntake:
    """Write down what arrived. It is no stock until somebody else has verified it."""
    donation = donations.lock(session, donation_id)
    if donation.status != DonationStatus.VERIFIED:
        raise DonationNotVerified(DonationStatus(donation.status))
    site = session.get(Site, draft.site_id)
    if site is None or not site.is_active:
        raise SiteUnknown(draft.site_id)
    donated = {line.id: line for line in donations.lines_of(session, donation)}
    for line in draft.lines:
        if line.donation_item_id not in donated:
            raise DonatedLineUnknown(line.donation_item_id)
    now = clock.now()
    intake = DonationIntake(
        intake_no=next_number(session, f"IN-{now:%Y%m%d}"),
        donation_id=donation_id,
        site_id=draft.site_id,
        arrived_at=draft.arrived_at,
        notes=draft.notes,
        created_by=by,
    )
    session.add(intake)
    session.flush()
    counted = [DonationIntakeItem(intake_id=intake.id, **line.model_dump()) for line in draft.lines]
    arrivals.check(session, [_arrived(one, donated) for one in counted], now.date())
    session.add_all(counted)
    donations.touch(donation)
    session.flush()
    session.refresh(intake)
    _tell(session, intake, None, None)
    return intake


def lock(session: Session, intake_id: int) -> tuple[DonationIntake, Donation]:
    """Lock an intake, before it its donation, and before that the lists that count on it."""
    of = select(DonationIntake.donation_id).where(DonationIntake.id == intake_id)
    donation_id = session.execute(of).scalar_one_or_none()
    if donation_id is None:
        raise IntakeNotFound(intake_id)
    donation = steps.lock(session, donation_id)
    intake = session.get_one(
        DonationIntake, intake_id, with_for_update=True, populate_existing=True
    )
    return intake, donation


def advance(
    session: Session,
    intake: DonationIntake,
    donation: Donation,
    step: IntakeStep,
    *,
    by: int | None,
) -> None:
    """Submit, verify or cancel an intake that is locked; verifying makes it stock."""
    action, before = DonationAction(step.action), IntakeStatus(intake.status)
    status = next_intake_status(before, action)
    if status is None:
        raise IntakeStepNotAllowed(action, before)
    if action is DonationAction.VERIFY:
        if by is not None and by == intake.created_by:
            raise CounterIsVerifier
        if donation.status != DonationStatus.VERIFIED:
            raise DonationNotVerified(DonationStatus(donation.status))
        intake.verified_by = by
        intake.verified_at = clock.now()
    intake.status = status.value
    donations.touch(donation)
    session.flush()
    _tell(session, intake, before, step.note)
    if action is DonationAction.VERIFY:
        _take_in(session, intake, donation, by)


def _take_in(session: Session, intake: DonationIntake, donation: Donation, by: int | None) -> None:
    donated = {line.id: line for line in donations.lines_of(session, donation, lock=True)}
    counted = session.scalars(
        select(DonationIntakeItem)
        .where(DonationIntakeItem.intake_id == intake.id)
        .order_by(DonationIntakeItem.id)
    ).all()
    arrivals.take_in(
        session,
        Source(intake_id=intake.id),
        [_arrived(one, donated) for one in counted],
        site_id=intake.site_id,
        document=intake.intake_no,
        by=by,
        at=intake.verified_at or clock.now(),
        note=intake.notes,
    )
    _report(session, _settle(session, intake, counted, donated))
    pairs = {(donated[one.donation_item_id].item_id, intake.site_id) for one in counted}
    if donation.site_id is not None:
        pairs |= {(item_id, donation.site_id) for item_id, _ in pairs}
    stock_status.refresh(session, pairs=pairs)


def _settle(
    session: Session,
    intake: DonationIntake,
    counted: Sequence[DonationIntakeItem],
    donated: dict[int, DonationItem],
) -> list[tuple[DonationAllocation, Share]]:
    """Book what came on the donation's lines and on the promises for this site."""
    whole: dict[int, Decimal] = defaultdict(Decimal)
    usable: dict[int, Decimal] = defaultdict(Decimal)
    for one in counted:
        whole[one.donation_item_id] += one.counted_quantity
        usable[one.donation_item_id] += usable_of(one)
    settled = []
    for line_id in sorted(whole):
        donated[line_id].received_quantity += whole[line_id]
        promises = {one.id: one for one in _promises(session, line_id, intake.site_id)}
        outstanding = [(one.id, one.quantity - one.received_quantity) for one in promises.values()]
        for share in share_out(whole[line_id], usable[line_id], outstanding):
            promise = promises[share.promise_id]
            promise.received_quantity += share.counted
            if promise.received_quantity == promise.quantity:
                promise.status = "RECEIVED"
            settled.append((promise, share))
    session.flush()
    return settled


def _report(session: Session, settled: Sequence[tuple[DonationAllocation, Share]]) -> None:
    for promise, share in settled:
        fulfilment.report(session, promise.needs_list_item_id, share.usable)


def _promises(
    session: Session, donation_item_id: int, site_id: int
) -> Sequence[DonationAllocation]:
    own = DonationAllocation
    rows = select(own).where(
        own.donation_item_id == donation_item_id, own.site_id == site_id, own.status == "HELD"
    )
    return session.scalars(rows.order_by(own.id)).all()


def usable_of(line: DonationIntakeItem) -> Decimal:
    return line.counted_quantity - line.defective_quantity - line.expired_quantity


def _arrived(line: DonationIntakeItem, donated: dict[int, DonationItem]) -> Arrived:
    usable = usable_of(line)
    return Arrived(
        item_id=donated[line.donation_item_id].item_id,
        good=usable,
        unusable=line.counted_quantity - usable,
        lot_number=line.lot_number,
        expires_on=line.expires_on,
    )


def _tell(
    session: Session, intake: DonationIntake, before: IntakeStatus | None, note: str | None
) -> None:
    recorder.record(
        session,
        Event.INTAKE_MOVED,
        "donation_intake",
        intake.id,
        before={"status": before} if before else None,
        after={"status": intake.status, "intake_no": intake.intake_no},
        reason=note,
    )
