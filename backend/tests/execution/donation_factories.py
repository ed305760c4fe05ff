"""Donations for tests, and what a person sends to move one."""

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.execution.donations.models import (
    Donation,
    DonationAllocation,
    DonationIntake,
    DonationIntakeItem,
    DonationItem,
)
from backend.execution.donations.workflow import DonationStatus
from backend.inventory.models import Site
from backend.needs.lines.models import NeedsListItem
from backend.needs.lists.models import NeedsList, NeedsListAllocation
from backend.needs.lists.workflow import Status as ListStatus
from backend.tests.factories import make_item, make_site, numbers
from backend.tests.needs.factories import make_event, make_needs_list

if TYPE_CHECKING:
    # The tests of the pipeline use these makers too, and know no client.
    from werkzeug.test import TestResponse

    from backend.tests.signing_in import SignedInClient

URL = "/api/v1/donations"
INTAKES = "/api/v1/donation-intakes"
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


def make_donation(
    session: Session,
    *,
    status: DonationStatus = DonationStatus.VERIFIED,
    lines: Iterable[Mapping[str, Any]] = ({},),
    **overrides: Any,
) -> Donation:
    """Make a donation of 100, confirmed unless the test says otherwise."""
    stated: dict[str, Any] = {
        "donation_no": f"DON-TEST-{next(numbers)}",
        "donor_name": "Red Cross",
        "status": status.value,
    }
    if status is DonationStatus.VERIFIED:
        stated["verified_at"] = NOON
    donation = Donation(**{**stated, **overrides})
    session.add(donation)
    session.flush()
    for line in lines:
        given = {"quantity": Decimal(100), **line}
        if "item_id" not in given:
            given["item_id"] = make_item(session).id
        session.add(DonationItem(donation_id=donation.id, **given))
    session.flush()
    session.refresh(donation)
    return donation


def make_intake(session: Session, donation: Donation) -> DonationIntake:
    """Make a draft that counts 5 of the donation's first line at a site of its own."""
    intake = DonationIntake(
        intake_no=f"IN-TEST-{next(numbers)}",
        donation_id=donation.id,
        site_id=make_site(session).id,
        arrived_at=NOON,
    )
    session.add(intake)
    session.flush()
    line = lines_of(session, donation)[0]
    session.add(
        DonationIntakeItem(
            intake_id=intake.id, donation_item_id=line.id, counted_quantity=Decimal(5)
        )
    )
    session.flush()
    return intake


def lines_of(session: Session, donation: Donation) -> list[DonationItem]:
    rows = select(DonationItem).where(DonationItem.donation_id == donation.id)
    return list(session.scalars(rows.order_by(DonationItem.id)))


def list_counting_on(
    session: Session, donation: Donation, quantity: str, site: Site | None = None
) -> NeedsList:
    """Make an approved list that plans to get its only line from the donation's first."""
    line = lines_of(session, donation)[0]
    needs_list = make_needs_list(
        session,
        make_event(session),
        site or make_site(session),
        status=ListStatus.APPROVED,
        lines=[{"item_id": line.item_id, "gap_quantity": Decimal(quantity)}],
    )
    plan(session, needs_list, line, quantity)
    return needs_list


def plan(session: Session, needs_list: NeedsList, line: DonationItem, quantity: str) -> None:
    needed = needed_by(session, needs_list)
    session.add(
        NeedsListAllocation(
            needs_list_item_id=needed.id,
            sequence=1,
            horizon="B",
            donation_item_id=line.id,
            quantity=Decimal(quantity),
            lead_time_hours=Decimal(72),
            arrives_at=NOON + dt.timedelta(hours=72),
        )
    )
    session.flush()


def needed_by(session: Session, needs_list: NeedsList) -> NeedsListItem:
    rows = select(NeedsListItem).where(NeedsListItem.needs_list_id == needs_list.id)
    return session.scalars(rows).one()


def promises(session: Session) -> list[tuple[str, Decimal, Decimal]]:
    session.expire_all()
    rows = session.scalars(select(DonationAllocation).order_by(DonationAllocation.id))
    return [(one.status, one.quantity, one.received_quantity) for one in rows]


def step(client: "SignedInClient", address: str, action: str, **sent: Any) -> "TestResponse":
    etag = client.get(address).headers["ETag"]
    body = {"action": action, **sent}
    return client.post(f"{address}/steps", json=body, headers={"If-Match": etag})


def count(
    client: "SignedInClient", donation: Donation, site: Site, *lines: Mapping[str, Any], **sent: Any
) -> "TestResponse":
    body = {"site_id": site.id, "arrived_at": NOON.isoformat(), "lines": list(lines), **sent}
    return client.post(f"{URL}/{donation.id}/intakes", json=body)
