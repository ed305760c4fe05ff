"""POST /donations/{id}/intakes, GET /donation-intakes/{id}, its steps: from a count to stock."""

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.audit.models import AuditLog
from backend.execution.arrivals.rules import Share, share_out
from backend.execution.donations.allocation import allocate_from_list
from backend.execution.donations.models import Donation
from backend.execution.donations.workflow import DonationStatus
from backend.execution.receipts.models import GoodsReceiptItem
from backend.inventory.ledger.models import StockBalance
from backend.inventory.models import Lot, Site, StockMovement
from backend.tests.execution.donation_factories import (
    INTAKES,
    URL,
    count,
    lines_of,
    list_counting_on,
    make_donation,
    needed_by,
    promises,
    step,
)
from backend.tests.factories import make_item, make_site
from backend.tests.reading import assert_csv_holds_the_list
from backend.tests.signing_in import SignedInClient


def counted(session: Session, donation: Donation, quantity: str, **more: Any) -> dict[str, Any]:
    line = lines_of(session, donation)[0]
    return {"donation_item_id": line.id, "counted_quantity": quantity, **more}


def on_hand(session: Session, donation: Donation, site: Site) -> Decimal:
    session.expire_all()
    balance = session.get(StockBalance, (lines_of(session, donation)[0].item_id, site.id))
    return balance.on_hand if balance else Decimal(0)


def take_in(
    officer: SignedInClient,
    manager: SignedInClient,
    donation: Donation,
    site: Site,
    line: dict[str, Any],
) -> Any:
    intake = count(officer, donation, site, line).get_json()
    address = f"{INTAKES}/{intake['id']}"
    step(officer, address, "submit")
    return step(manager, address, "verify").get_json()


@pytest.mark.parametrize(
    ("whole", "usable", "promised", "expected"),
    [
        ("100", "100", ["60", "40"], [("60", "60"), ("40", "40")]),
        # What is unusable settles a promise all the same: nothing more of it will come.
        ("100", "90", ["60", "40"], [("60", "60"), ("40", "30")]),
        ("50", "50", ["60", "40"], [("50", "50")]),
        ("150", "150", ["60"], [("60", "60")]),
        ("10", "0", ["60"], [("10", "0")]),
    ],
)
def test_arrivals_are_shared_out_in_the_order_of_the_promises(
    whole: str, usable: str, promised: list[str], expected: list[tuple[str, str]]
) -> None:
    promises = [(number, Decimal(one)) for number, one in enumerate(promised)]

    shares = share_out(Decimal(whole), Decimal(usable), promises)

    assert shares == [
        Share(number, Decimal(counted), Decimal(given))
        for number, (counted, given) in enumerate(expected)
    ]


def test_a_count_becomes_stock_when_somebody_else_verifies_it(
    officer: SignedInClient, manager: SignedInClient, session: Session
) -> None:
    donation, site = make_donation(session), make_site(session)
    line = counted(
        session,
        donation,
        "50",
        defective_quantity="4",
        expired_quantity="1",
        lot_number="L1",
        expires_on="2031-01-01",
    )

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
    movement = session.scalars(select(StockMovement)).one()
    lot = session.get_one(Lot, movement.lot_id)
    assert (movement.type, movement.document) == ("RECEIPT", draft["intake_no"])
    assert (lot.lot_number, f"{lot.expires_on}") == ("L1", "2031-01-01")
    assert verified["receipt_no"].startswith("GRN-")
    noted = select(GoodsReceiptItem.condition, GoodsReceiptItem.quantity)
    assert {tuple(row) for row in session.execute(noted)} == {
        ("GOOD", Decimal(45)),
        ("DAMAGED", Decimal(5)),
    }
    assert lines_of(session, donation)[0].received_quantity == 50
    told = session.scalars(
        select(AuditLog.after["status"].astext)
        .where(AuditLog.entity == "donation_intake")
        .order_by(AuditLog.id)
    ).all()
    assert told == ["DRAFT", "PENDING", "VERIFIED"]


def test_nobody_verifies_what_they_counted(manager: SignedInClient, session: Session) -> None:
    donation, site = make_donation(session), make_site(session)
    intake = count(manager, donation, site, counted(session, donation, "1")).get_json()
    address = f"{INTAKES}/{intake['id']}"
    step(manager, address, "submit")

    answer = step(manager, address, "verify")

    assert (answer.status_code, answer.get_json()["code"]) == (409, "CounterIsVerifier")
    assert on_hand(session, donation, site) == 0


def test_what_arrives_goes_to_the_lists_that_count_on_it(
    officer: SignedInClient, manager: SignedInClient, session: Session
) -> None:
    donation, site = make_donation(session), make_site(session)
    needs_list = list_counting_on(session, donation, "60", site)
    allocate_from_list(session, needs_list, by=None)
    session.commit()
    step(officer, f"{URL}/{donation.id}", "ship")
    session.refresh(needs_list)
    seen = [needs_list.status]

    for quantity in ("45", "55"):
        take_in(officer, manager, donation, site, counted(session, donation, quantity))
        session.expire_all()
        seen.append(needs_list.status)
        seen.append(needed_by(session, needs_list).fulfillment_status)

    assert seen == ["IN_PROGRESS", "IN_PROGRESS", "PARTIAL", "FULFILLED", "FULFILLED"]
    assert promises(session) == [("RECEIVED", Decimal(60), Decimal(60))]
    assert needed_by(session, needs_list).fulfilled_quantity == 60
    # The 40 that nobody counted on are stock of the site like any other.
    assert on_hand(session, donation, site) == 100
    shown = officer.get(f"{URL}/{donation.id}").get_json()
    assert (shown["lines"][0]["free_quantity"], shown["received_line_count"]) == ("0.0000", 1)


def test_goods_at_another_site_keep_no_promise(
    officer: SignedInClient, manager: SignedInClient, session: Session
) -> None:
    donation = make_donation(session)
    needs_list = list_counting_on(session, donation, "60")
    allocate_from_list(session, needs_list, by=None)
    session.commit()

    take_in(officer, manager, donation, make_site(session), counted(session, donation, "30"))

    assert promises(session) == [("HELD", Decimal(60), Decimal(0))]
    assert needed_by(session, needs_list).fulfilled_quantity == 0


def test_a_gift_that_ends_early_leaves_the_list_with_what_came(
    officer: SignedInClient, manager: SignedInClient, session: Session
) -> None:
    donation, site = make_donation(session), make_site(session)
    needs_list = list_counting_on(session, donation, "60", site)
    allocate_from_list(session, needs_list, by=None)
    session.commit()
    take_in(officer, manager, donation, site, counted(session, donation, "20"))

    step(officer, f"{URL}/{donation.id}", "cancel", note="No more comes")

    assert promises(session) == [("RECEIVED", Decimal(20), Decimal(20))]
    session.refresh(needs_list)
    assert needs_list.status == "FULFILLED"
    assert needed_by(session, needs_list).fulfillment_status == "PARTIAL"
    assert lines_of(session, donation)[0].allocated_quantity == 20


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
