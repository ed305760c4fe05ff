"""POST /donations/{id}/intakes, GET /donation-intakes/{id}, its steps: from a count to stock."""

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.audit.models import AuditLog
from backend.execution.donations.models import Donation
from backend.execution.donations.workflow import DonationStatus
from backend.execution.receipts.models import GoodsReceiptItem
from backend.inventory.models import Lot, StockMovement
from backend.tests.execution.donation_factories import (
    INTAKES,
    URL,
    count,
    lines_of,
    make_donation,
    step,
)
from backend.tests.execution.intake_scenes import counted, on_hand, take_in
from backend.tests.factories import make_item, make_site
from backend.tests.reading import assert_csv_holds_the_list
from backend.tests.signing_in import SignedInClient


def fifty_with_five_spoiled(session: Session, donation: Donation) -> dict[str, Any]:
    return counted(
        session,
        donation,
        "50",
        defective_quantity="4",
        expired_quantity="1",
        lot_number="L1",
        expires_on="2031-01-01",
    )


def test_a_count_becomes_stock_when_somebody_else_verifies_it(
    officer: SignedInClient, manager: SignedInClient, session: Session
) -> None:
    donation, site = make_donation(session), make_site(session)
    line = fifty_with_five_spoiled(session, donation)

    made = count(officer, donation, site, line, notes="Two pallets")
    draft = made.get_json()
    address = f"{INTAKES}/{draft['id']}"
    pending = step(officer, address, "submit").get_json()
    assert on_hand(session, donation, site) == 0
    verified = step(manager, address, "verify").get_json()

    assert (made.status_code, draft["status"], draft["actions"]) == (
        201, "DRAFT", ["submit", "cancel"],
    )  # fmt: skip
    assert draft["lines"][0]["usable_quantity"] == "45.0000"
    assert (pending["status"], pending["actions"]) == ("PENDING", ["cancel"])
    assert (verified["status"], verified["verified_by"], verified["actions"]) == (
        "VERIFIED", "max", [],
    )  # fmt: skip
    assert on_hand(session, donation, site) == 45
    told = session.scalars(
        select(AuditLog.after["status"].astext)
        .where(AuditLog.entity == "donation_intake")
        .order_by(AuditLog.id)
    ).all()
    assert told == ["DRAFT", "PENDING", "VERIFIED"]


def test_what_is_usable_is_posted_with_its_lot_and_what_is_not_is_noted(
    officer: SignedInClient, manager: SignedInClient, session: Session
) -> None:
    donation, site = make_donation(session), make_site(session)
    line = fifty_with_five_spoiled(session, donation)

    verified = take_in(officer, manager, donation, site, line)

    movement = session.scalars(select(StockMovement)).one()
    lot = session.get_one(Lot, movement.lot_id)
    assert (movement.type, movement.document) == ("RECEIPT", verified["intake_no"])
    assert (lot.lot_number, f"{lot.expires_on}") == ("L1", "2031-01-01")
    assert verified["receipt_no"].startswith("GRN-")
    noted = select(GoodsReceiptItem.condition, GoodsReceiptItem.quantity)
    assert {tuple(row) for row in session.execute(noted)} == {
        ("GOOD", Decimal(45)),
        ("DAMAGED", Decimal(5)),
    }
    assert lines_of(session, donation)[0].received_quantity == 50


def test_nobody_verifies_what_they_counted(manager: SignedInClient, session: Session) -> None:
    donation, site = make_donation(session), make_site(session)
    intake = count(manager, donation, site, counted(session, donation, "1")).get_json()
    address = f"{INTAKES}/{intake['id']}"
    step(manager, address, "submit")

    answer = step(manager, address, "verify")

    assert (answer.status_code, answer.get_json()["code"]) == (409, "CounterIsVerifier")
    assert on_hand(session, donation, site) == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"counted_quantity": "0"},
        {"defective_quantity": "60", "expired_quantity": "41"},
        {"expires_on": "2031-01-01"},
        {"donation_item_id": 10**9},
        {"lot_number": "L1", "expires_on": "2020-01-01"},
    ],
    ids=["nothing", "more bad than counted", "expiry without lot", "of another gift", "expired"],
)
def test_a_count_that_cannot_be_is_refused(
    officer: SignedInClient, session: Session, wrong: dict[str, Any]
) -> None:
    donation = make_donation(session)

    answer = count(
        officer, donation, make_site(session), {**counted(session, donation, "100"), **wrong}
    )

    assert answer.status_code == 422


def test_perishables_are_counted_by_lot(officer: SignedInClient, session: Session) -> None:
    milk = make_item(session, shelf_life_days=10)
    donation = make_donation(session, lines=[{"item_id": milk.id}])

    answer = count(officer, donation, make_site(session), counted(session, donation, "5"))

    assert answer.get_json()["code"] == "LotMissing"


def test_goods_that_expired_on_the_way_can_be_counted_as_expired(
    officer: SignedInClient, manager: SignedInClient, session: Session
) -> None:
    donation, site = make_donation(session), make_site(session)
    line = counted(
        session,
        donation,
        "5",
        expired_quantity="5",
        lot_number="L1",
        expires_on="2020-01-01",
    )

    shown = take_in(officer, manager, donation, site, line)

    assert shown["status"] == "VERIFIED"
    assert on_hand(session, donation, site) == 0


def test_only_a_verified_gift_is_taken_in(officer: SignedInClient, session: Session) -> None:
    donation = make_donation(session, status=DonationStatus.PENDING)

    answer = count(officer, donation, make_site(session), counted(session, donation, "5"))

    assert (answer.status_code, answer.get_json()["code"]) == (409, "DonationNotVerified")


def test_a_wrong_count_is_cancelled_with_a_reason(
    officer: SignedInClient, manager: SignedInClient, session: Session
) -> None:
    donation = make_donation(session)
    intake = count(officer, donation, make_site(session), counted(session, donation, "5"))
    address = f"{INTAKES}/{intake.get_json()['id']}"

    assert step(officer, address, "cancel").status_code == 422
    assert step(officer, address, "cancel", note="Miscounted").get_json()["status"] == "CANCELLED"
    assert step(manager, address, "verify").get_json()["code"] == "IntakeStepNotAllowed"


def test_a_repeated_verification_counts_once(
    officer: SignedInClient, manager: SignedInClient, session: Session
) -> None:
    donation, site = make_donation(session), make_site(session)
    intake = count(officer, donation, site, counted(session, donation, "5")).get_json()
    address = f"{INTAKES}/{intake['id']}"
    step(officer, address, "submit")
    headers = {"If-Match": manager.get(address).headers["ETag"], "Idempotency-Key": "once"}

    answers = [
        manager.post(f"{address}/steps", json={"action": "verify"}, headers=headers)
        for _ in range(2)
    ]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].get_json() == answers[1].get_json()
    assert on_hand(session, donation, site) == 5


def test_the_intakes_of_a_gift_are_listed(
    officer: SignedInClient, vic: SignedInClient, session: Session
) -> None:
    donation, site = make_donation(session), make_site(session)
    for quantity in ("5", "6"):
        count(officer, donation, site, counted(session, donation, quantity))
    address = f"{URL}/{donation.id}/intakes"

    assert_csv_holds_the_list(vic, f"{address}?sort=id", "intake_no")
    assert vic.get(f"{address}?status=VERIFIED").get_json()["data"] == []
    assert vic.get(f"{address}?site_id={site.id}").get_json()["meta"]["total"] == 2
    assert vic.get(f"{INTAKES}/1000000").status_code == 404
    assert vic.post(f"{INTAKES}/1/steps", json={"action": "verify"}).status_code == 403
