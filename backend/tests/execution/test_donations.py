"""GET, POST /donations; GET, PATCH /donations/{id}; POST /donations/{id}/steps."""

from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from backend.audit.models import AuditLog
from backend.execution.donations import allocation
from backend.execution.donations.models import Donation
from backend.execution.donations.workflow import DonationStatus
from backend.needs.status.models import StockStatus
from backend.tests.conftest import sign_in
from backend.tests.execution.donation_factories import (
    URL,
    count,
    lines_of,
    list_counting_on,
    make_donation,
    promises,
    step,
)
from backend.tests.factories import make_item, make_site
from backend.tests.needs.factories import make_event
from backend.tests.reading import assert_csv_holds_the_list, get_rows
from backend.tests.signing_in import SignedInClient


def pledge(session: Session, **changes: Any) -> dict[str, Any]:
    line = {"item_id": make_item(session).id, "quantity": "40"}
    return {"donor_name": "Red Cross", "lines": [line], **changes}


def inbound(session: Session) -> list[tuple[int, Decimal]]:
    rows = text("SELECT site_id, quantity FROM ops.v_inbound_stock ORDER BY site_id")
    return [(row.site_id, row.quantity) for row in session.execute(rows)]


def test_a_pledge_is_confirmed_by_a_second_person_and_sent(
    officer: SignedInClient, manager: SignedInClient, session: Session
) -> None:
    site = make_site(session)

    made = officer.post(URL, json=pledge(session, site_id=site.id, restriction=None))
    shown = made.get_json()
    address = f"{URL}/{shown['id']}"
    step(officer, address, "submit")
    assert inbound(session) == []
    step(manager, address, "verify")
    assert inbound(session) == []
    sent = step(officer, address, "ship", expected_arrival_at="2030-01-02T00:00:00Z").get_json()

    assert (made.status_code, shown["status"], shown["actions"]) == (
        201, "ENTERED", ["submit", "cancel"],
    )  # fmt: skip
    assert shown["donation_no"].startswith("DON-20")
    assert (sent["status"], sent["verified_by"]) == ("VERIFIED", "max")
    assert sent["actions"] == ["cancel"]
    assert sent["expected_arrival_at"] == "2030-01-02T00:00:00Z"
    # Only what is confirmed and on its way is inbound, and the listed stock status knows it.
    assert inbound(session) == [(site.id, Decimal(40))]
    listed = select(StockStatus.inbound_donation_quantity).where(StockStatus.site_id == site.id)
    assert set(session.scalars(listed)) == {Decimal(40)}
    told = session.scalars(
        select(AuditLog.action).where(AuditLog.entity == "donation").order_by(AuditLog.id)
    ).all()
    assert told == ["execution:donation:created"] + ["execution:donation:moved"] * 3


def test_nobody_verifies_what_they_entered(manager: SignedInClient, session: Session) -> None:
    shown = manager.post(URL, json=pledge(session)).get_json()
    address = f"{URL}/{shown['id']}"

    submitted = step(manager, address, "submit").get_json()
    answer = step(manager, address, "verify")

    assert submitted["actions"] == ["cancel"]
    assert (answer.status_code, answer.get_json()["code"]) == (409, "VerifierIsCreator")


@pytest.mark.parametrize(
    ("role", "status", "action", "answered"),
    [
        ("VIEWER", DonationStatus.ENTERED, "submit", 403),
        ("ANALYST", DonationStatus.ENTERED, "submit", 403),
        ("LOGISTICS_OFFICER", DonationStatus.PENDING, "verify", 403),
        ("APPROVER", DonationStatus.ENTERED, "submit", 403),
        ("APPROVER", DonationStatus.PENDING, "verify", 200),
        ("LOGISTICS_OFFICER", DonationStatus.ENTERED, "verify", 403),
        ("LOGISTICS_OFFICER", DonationStatus.ENTERED, "ship", 409),
        ("LOGISTICS_OFFICER", DonationStatus.ENTERED, "cancel", 422),
    ],
)
def test_a_step_needs_its_role_its_status_and_its_reason(
    app: Flask, session: Session, role: str, status: DonationStatus, action: str, answered: int
) -> None:
    donation = make_donation(session, status=status)

    answer = step(sign_in(app, session, "someone", role), f"{URL}/{donation.id}", action)

    assert answer.status_code == answered


def test_a_gift_is_sent_once(officer: SignedInClient, session: Session) -> None:
    address = f"{URL}/{make_donation(session).id}"
    step(officer, address, "ship")

    assert step(officer, address, "ship").get_json()["code"] == "DonationAlreadyShipped"


def test_what_does_not_exist_is_refused(officer: SignedInClient, session: Session) -> None:
    closed = make_site(session, is_active=False)
    line = {"item_id": make_item(session).id, "quantity": "1"}

    for wrong in (
        {"site_id": closed.id},
        {"event_id": 10**9},
        {"lines": [{"item_id": 10**9, "quantity": "1"}]},
        {"lines": [line, line]},
        {"donor_name": "  "},
    ):
        assert officer.post(URL, json=pledge(session, **wrong)).status_code == 422, wrong


def test_a_pledge_is_changed_until_it_is_submitted(
    officer: SignedInClient, session: Session
) -> None:
    donation = make_donation(session, status=DonationStatus.ENTERED)
    address = f"{URL}/{donation.id}"
    item = make_item(session)

    def patch(**sent: Any) -> Any:
        etag = officer.get(address).headers["ETag"]
        return officer.patch(address, json=sent, headers={"If-Match": etag})

    changed = patch(
        donor_name="Oxfam",
        restriction="Children only",
        lines=[{"item_id": item.id, "quantity": "7.5"}],
    ).get_json()
    step(officer, address, "submit")
    later = patch(notes="By ship", expected_arrival_at="2030-01-02T00:00:00Z")
    refused = patch(donor_name="Caritas", lines=[{"item_id": item.id, "quantity": "8"}])

    assert (changed["donor_name"], changed["restriction"]) == ("Oxfam", "Children only")
    assert [(line["sku"], line["quantity"]) for line in changed["lines"]] == [(item.sku, "7.5000")]
    assert later.get_json()["notes"] == "By ship"
    assert refused.get_json()["code"] == "DonationNotEditable"
    assert "donor_name, lines" in refused.get_json()["detail"]
    stale = officer.patch(address, json={"notes": "x"}, headers={"If-Match": '"1"'})
    assert stale.status_code == 412


def test_a_donation_tells_who_counts_on_it_and_what_is_left(
    vic: SignedInClient, session: Session
) -> None:
    donation = make_donation(session)
    needs_list = list_counting_on(session, donation, "60")
    allocation.allocate_from_list(session, needs_list, by=None)
    session.commit()

    shown = vic.get(f"{URL}/{donation.id}").get_json()

    assert shown["lines"][0]["free_quantity"] == "40.0000"
    assert [(one["needs_list_no"], one["quantity"]) for one in shown["allocations"]] == [
        (needs_list.needs_list_no, "60.0000")
    ]
    assert [row["id"] for row in get_rows(vic, f"{URL}?needs_list_id={needs_list.id}")] == [
        donation.id
    ]
    assert get_rows(vic, f"{URL}?needs_list_id=1000000000") == []


def test_a_cancelled_gift_frees_the_lists_that_waited(
    officer: SignedInClient, session: Session
) -> None:
    donation = make_donation(session)
    needs_list = list_counting_on(session, donation, "60")
    allocation.allocate_from_list(session, needs_list, by=None)
    session.commit()

    shown = step(officer, f"{URL}/{donation.id}", "cancel", note="Donor withdrew").get_json()

    assert (shown["status"], shown["cancel_reason"]) == ("CANCELLED", "Donor withdrew")
    assert promises(session) == [("RELEASED", Decimal(60), Decimal(0))]
    assert lines_of(session, donation)[0].allocated_quantity == 0
    # Nothing came of its only document: somebody has to decide what becomes of the list.
    session.refresh(needs_list)
    assert needs_list.status == "APPROVED"


def test_a_gift_is_not_cancelled_while_it_is_being_counted(
    officer: SignedInClient, session: Session
) -> None:
    donation, site = make_donation(session), make_site(session)
    line = {"donation_item_id": lines_of(session, donation)[0].id, "counted_quantity": "1"}
    count(officer, donation, site, line)

    answer = step(officer, f"{URL}/{donation.id}", "cancel", note="No")

    assert answer.get_json()["code"] == "IntakeUnderWay"


def test_the_list_filters_sorts_and_exports(vic: SignedInClient, session: Session) -> None:
    event, site = make_event(session), make_site(session)
    first = make_donation(session, donor_name="Acme Relief", event_id=event.id, site_id=site.id)
    second = make_donation(session, status=DonationStatus.ENTERED, restriction="Schools only")
    item = lines_of(session, second)[0].item_id
    session.commit()

    def found(query: str) -> list[int]:
        return [row["id"] for row in get_rows(vic, f"{URL}?sort=id&{query}")]

    assert found("") == [first.id, second.id]
    assert found("q=acme") == [first.id]
    assert found("status=ENTERED&status=CANCELLED") == [second.id]
    assert found(f"site_id={site.id}") == found(f"event_id={event.id}") == [first.id]
    assert found(f"item_id={item}") == found("restricted=true") == [second.id]
    assert found("shipped=true") == []
    assert_csv_holds_the_list(vic, f"{URL}?sort=-donor_name", "donation_no")


def test_who_is_not_let_in(client: FlaskClient, vic: SignedInClient, session: Session) -> None:
    assert client.get(URL).status_code == 401
    assert vic.post(URL, json={}).status_code == 403
    assert vic.get(f"{URL}/1000000").status_code == 404
    assert vic.get(f"{URL}/1000000/intakes").status_code == 404
    assert session.scalars(select(Donation)).all() == []
