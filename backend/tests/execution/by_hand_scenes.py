"""Gifts given by hand in the tests: who gets some, and what a person sends."""

from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from backend.execution.donations.models import Donation
from backend.needs.lists.models import NeedsList
from backend.needs.lists.workflow import Status
from backend.tests.execution.donation_factories import (
    URL,
    lines_of,
    needed_by,
)
from backend.tests.factories import make_site
from backend.tests.needs.factories import make_event, make_needs_list
from backend.tests.signing_in import SignedInClient

WHY = "The donor agreed on the phone that shelters count as schools"


def waiting(session: Session, donation: Donation, gap: str = "60", **overrides: Any) -> NeedsList:
    """Make an approved list that lacks the donation's item, and plans nothing from it."""
    stated = {"status": Status.APPROVED, **overrides}
    event = stated.pop("event", None) or make_event(session)
    line = {"item_id": lines_of(session, donation)[0].item_id, "gap_quantity": Decimal(gap)}
    needs_list = make_needs_list(session, event, make_site(session), lines=[line], **stated)
    session.commit()
    return needs_list


def give(
    client: SignedInClient,
    session: Session,
    donation: Donation,
    needs_list: NeedsList,
    quantity: str,
    **changes: Any,
) -> TestResponse:
    body = {
        "donation_item_id": lines_of(session, donation)[0].id,
        "needs_list_item_id": needed_by(session, needs_list).id,
        "quantity": quantity,
        "reason": WHY,
        **changes,
    }
    return post(client, f"{URL}/{donation.id}/allocations", donation, body)


def take_back(client: SignedInClient, donation: Donation, allocation_id: int) -> TestResponse:
    address = f"{URL}/{donation.id}/allocations/{allocation_id}/release"
    return post(client, address, donation, {"reason": "The school needs it after all"})


def post(
    client: SignedInClient, address: str, donation: Donation, body: dict[str, Any]
) -> TestResponse:
    etag = client.get(f"{URL}/{donation.id}").headers["ETag"]
    return client.post(address, json=body, headers={"If-Match": etag})
