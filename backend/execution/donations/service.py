"""Entering and changing donations. No Flask, no commit."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.audit import recorder
from backend.audit.events import Event as Happened
from backend.catalogue.models import Item
from backend.core import clock
from backend.core.numbering import next_number
from backend.execution.donations.errors import (
    DonationNotEditable,
    DonationNotFound,
    PartyUnknown,
)
from backend.execution.donations.models import Donation, DonationItem
from backend.execution.donations.schemas import DonatedIn, DonationChange, DonationDraft
from backend.execution.donations.workflow import Status
from backend.inventory.models import Site
from backend.needs.events.models import Event

PLAIN = ("donor_name", "event_id", "site_id", "restriction", "notes", "expected_arrival_at")
# What may still change once people rely on the rest.
ALWAYS = frozenset({"notes", "expected_arrival_at"})


def create(session: Session, draft: DonationDraft, *, by: int | None) -> Donation:
    """Enter a pledge. Nothing counts on it until a second person has verified it."""
    _check_parties(session, draft.event_id, draft.site_id)
    _check_items(session, draft.lines)
    donation = Donation(
        donation_no=next_number(session, f"DON-{clock.today():%Y%m%d}"),
        created_by=by,
        **{name: getattr(draft, name) for name in PLAIN},
    )
    session.add(donation)
    session.flush()
    _add_lines(session, donation, draft.lines)
    session.flush()
    session.refresh(donation)
    recorder.record(
        session,
        Happened.DONATION_CREATED,
        "donation",
        donation.id,
        after={"donation_no": donation.donation_no, **shown(session, donation)},
    )
    return donation


def lock(session: Session, donation_id: int) -> Donation:
    """Return a donation that nobody else changes until the transaction ends."""
    found = session.get(Donation, donation_id, with_for_update=True, populate_existing=True)
    if found is None:
        raise DonationNotFound(donation_id)
    return found


def known(session: Session, donation_id: int) -> Donation:
    found = session.get(Donation, donation_id)
    if found is None:
        raise DonationNotFound(donation_id)
    return found


def change(session: Session, donation: Donation, wanted: DonationChange) -> None:
    """Change what is sent; once the pledge is submitted, only what nobody counted on."""
    sent = wanted.model_fields_set
    status = Status(donation.status)
    allowed = ALWAYS if status in (Status.PENDING, Status.VERIFIED) else frozenset()
    refused = sorted(sent - allowed)
    if status is not Status.ENTERED and refused:
        raise DonationNotEditable(status, refused)
    before = shown(session, donation)
    _check_parties(
        session,
        wanted.event_id if "event_id" in sent else None,
        wanted.site_id if "site_id" in sent else None,
    )
    for name in sent - {"lines"}:
        setattr(donation, name, getattr(wanted, name))
    if "lines" in sent:
        _check_items(session, wanted.lines)
        for line in lines_of(session, donation):
            session.delete(line)
        session.flush()
        _add_lines(session, donation, wanted.lines)
    touch(donation)
    session.flush()
    recorder.record(
        session,
        Happened.DONATION_CHANGED,
        "donation",
        donation.id,
        before=before,
        after=shown(session, donation),
    )


def lines_of(session: Session, donation: Donation, *, lock: bool = False) -> list[DonationItem]:
    rows = select(DonationItem).where(DonationItem.donation_id == donation.id)
    rows = rows.order_by(DonationItem.id)
    if lock:
        rows = rows.with_for_update().execution_options(populate_existing=True)
    return list(session.scalars(rows))


def touch(donation: Donation) -> None:
    """Count a change of what hangs on a donation as one of the donation itself."""
    donation.updated_at = clock.now()


def shown(session: Session, donation: Donation) -> dict[str, Any]:
    """Return what the audit log keeps of a donation."""
    lines = {str(line.item_id): line.quantity for line in lines_of(session, donation)}
    return {"status": donation.status, "lines": lines} | {
        name: getattr(donation, name) for name in PLAIN
    }


def _add_lines(session: Session, donation: Donation, lines: Collection[DonatedIn]) -> None:
    session.add_all(
        DonationItem(donation_id=donation.id, item_id=line.item_id, quantity=line.quantity)
        for line in lines
    )


def _check_parties(session: Session, event_id: int | None, site_id: int | None) -> None:
    if event_id is not None and session.get(Event, event_id) is None:
        raise PartyUnknown("event", event_id)
    if site_id is not None:
        site = session.get(Site, site_id)
        if site is None or not site.is_active:
            raise PartyUnknown("site", site_id)


def _check_items(session: Session, lines: Collection[DonatedIn]) -> None:
    ids = [line.item_id for line in lines]
    usable = set(session.scalars(select(Item.id).where(Item.id.in_(ids), Item.is_active)))
    for item_id in ids:
        if item_id not in usable:
            raise PartyUnknown("item", item_id)
