"""/donations/{id}/allocation-options and /allocations: a person gives what no list may take."""

from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from backend.audit.models import AuditLog
from backend.execution.donations.allocation import allocate_from_list
from backend.execution.donations.models import Donation, DonationAllocation
from backend.execution.donations.workflow import DonationStatus
from backend.needs.approvals.models import ApprovalDelegation
from backend.needs.lists.workflow import Status
from backend.needs.status.models import StockStatus
from backend.tests.conftest import sign_in
from backend.tests.execution.by_hand_scenes import WHY, give, take_back, waiting
from backend.tests.execution.donation_factories import (
    URL,
    lines_of,
    list_counting_on,
    make_donation,
    needed_by,
    promises,
    step,
)
from backend.tests.needs.factories import make_event
from backend.tests.reading import assert_csv_holds_the_list, get_rows
from backend.tests.signing_in import SignedInClient


@pytest.fixture
def gift(session: Session) -> Donation:
    """100 of one item, for schools only, verified."""
    return make_donation(session, restriction="Schools only")


def test_a_restricted_gift_is_given_with_a_reason_and_both_histories_tell_it(
    manager: SignedInClient, session: Session, gift: Donation
) -> None:
    needs_list = waiting(session, gift)

    answer = give(manager, session, gift, needs_list, "60")

    shown = answer.get_json()
    assert answer.status_code == 201
    given = shown["allocations"][0]
    assert (given["needs_list_no"], given["quantity"], given["status"]) == (
        needs_list.needs_list_no, "60.0000", "HELD",
    )  # fmt: skip
    assert (given["allocated_by"], given["reason"]) == ("max", WHY)
    assert shown["lines"][0]["free_quantity"] == "40.0000"
    told = select(AuditLog.entity, AuditLog.action, AuditLog.reason).where(AuditLog.reason == WHY)
    assert {tuple(row) for row in session.execute(told)} == {
        ("donation", "execution:donation:changed", WHY),
        ("needs_list", "needs:list:changed", WHY),
    }


def test_what_could_be_given_is_listed(
    manager: SignedInClient, session: Session, gift: Donation
) -> None:
    needs_list = waiting(session, gift)
    waiting(session, gift, status=Status.DRAFT)
    give(manager, session, gift, needs_list, "25")
    address = f"{URL}/{gift.id}/allocation-options"

    rows = get_rows(manager, address)

    line = needed_by(session, needs_list)
    assert [(row["id"], row["needs_list_no"]) for row in rows] == [
        (line.id, needs_list.needs_list_no)
    ]
    quantities = ("wanted", "fulfilled", "promised", "open", "free")
    assert [Decimal(rows[0][f"{name}_quantity"]) for name in quantities] == [60, 0, 25, 35, 75]
    assert_csv_holds_the_list(manager, address, "id")
    give(manager, session, gift, needs_list, "35")
    assert get_rows(manager, address) == []


def test_a_gift_for_another_event_is_neither_offered_nor_given(
    manager: SignedInClient, session: Session
) -> None:
    gift = make_donation(session, event_id=make_event(session).id)
    needs_list = waiting(session, gift)

    answer = give(manager, session, gift, needs_list, "1")

    assert answer.get_json()["code"] == "DonationNotGivable"
    assert get_rows(manager, f"{URL}/{gift.id}/allocation-options") == []


def test_what_is_given_of_a_gift_on_its_way_is_inbound_where_it_is_needed(
    officer: SignedInClient, manager: SignedInClient, session: Session, gift: Donation
) -> None:
    needs_list = waiting(session, gift)
    step(officer, f"{URL}/{gift.id}", "ship")

    give(manager, session, gift, needs_list, "60")

    session.refresh(needs_list)
    assert needs_list.status == "IN_PROGRESS"
    listed = select(StockStatus.inbound_donation_quantity).where(
        StockStatus.site_id == needs_list.site_id
    )
    assert set(session.scalars(listed)) == {Decimal(60)}


@pytest.mark.parametrize("quantity", ["60.0001", "101"])
def test_more_than_is_needed_or_left_is_not_given(
    manager: SignedInClient, session: Session, gift: Donation, quantity: str
) -> None:
    needs_list = waiting(session, gift, "60" if quantity.startswith("60") else "500")

    answer = give(manager, session, gift, needs_list, quantity)

    expected = "MoreThanIsNeeded" if quantity.startswith("60") else "MoreThanIsLeft"
    assert (answer.status_code, answer.get_json()["code"]) == (409, expected)
    assert promises(session) == []


@pytest.mark.parametrize(
    "status", [Status.DRAFT, Status.PENDING_APPROVAL, Status.FULFILLED, Status.CANCELLED]
)
def test_only_a_list_that_waits_for_goods_is_given_some(
    manager: SignedInClient, session: Session, gift: Donation, status: Status
) -> None:
    needs_list = waiting(session, gift, status=status)

    answer = give(manager, session, gift, needs_list, "1")

    assert (answer.status_code, answer.get_json()["code"]) == (409, "ListNotWaiting")


@pytest.mark.parametrize("status", [DonationStatus.ENTERED, DonationStatus.PENDING])
def test_a_pledge_is_not_given(
    manager: SignedInClient, session: Session, status: DonationStatus
) -> None:
    gift = make_donation(session, status=status)

    answer = give(manager, session, gift, waiting(session, gift), "1")

    assert (answer.status_code, answer.get_json()["code"]) == (409, "DonationNotGivable")


def test_lines_that_do_not_belong_together_are_refused(
    manager: SignedInClient, session: Session, gift: Donation
) -> None:
    needs_list, other = waiting(session, gift), make_donation(session)
    elsewhere = waiting(session, other)
    session.commit()

    foreign = give(
        manager, session, gift, needs_list, "1", donation_item_id=lines_of(session, other)[0].id
    )
    another_item = give(manager, session, gift, elsewhere, "1")

    assert foreign.get_json()["code"] == "DonatedLineUnknown"
    assert another_item.get_json()["code"] == "NeededLineUnknown"


@pytest.mark.parametrize(
    ("role", "answered"),
    [("VIEWER", 403), ("ANALYST", 403), ("LOGISTICS_OFFICER", 403), ("ADMIN", 201)],
)
def test_giving_is_a_decision(
    app: Flask, session: Session, gift: Donation, role: str, answered: int
) -> None:
    person = sign_in(app, session, "someone", role)

    assert give(person, session, gift, waiting(session, gift), "1").status_code == answered


def test_the_approval_policy_says_who_gives(
    app: Flask, manager: SignedInClient, session: Session, gift: Donation
) -> None:
    approver = sign_in(app, session, "ari", "APPROVER")
    needs_list = waiting(session, gift)

    # Donations are the manager's to decide on, as the policy is seeded.
    answer = give(approver, session, gift, needs_list, "1")
    assert (answer.status_code, answer.get_json()["code"]) == (403, "RoleNotAuthorized")
    manager_id = manager.user_id
    session.add(
        ApprovalDelegation(
            from_user_id=manager_id,
            to_user_id=approver.user_id,
            starts_on="2020-01-01",
            ends_on="2100-01-01",
            reason="Leave",
        )
    )
    session.commit()
    assert give(approver, session, gift, needs_list, "1").status_code == 201


def test_nobody_gives_to_a_list_of_their_own(
    manager: SignedInClient, session: Session, gift: Donation
) -> None:
    needs_list = waiting(session, gift, created_by=manager.user_id)

    answer = give(manager, session, gift, needs_list, "1")

    assert (answer.status_code, answer.get_json()["code"]) == (409, "OwnList")


def test_giving_asks_for_a_reason_and_for_the_version_that_was_seen(
    manager: SignedInClient, session: Session, gift: Donation
) -> None:
    needs_list = waiting(session, gift)
    body = {
        "donation_item_id": lines_of(session, gift)[0].id,
        "needs_list_item_id": needed_by(session, needs_list).id,
        "quantity": "1",
    }
    address = f"{URL}/{gift.id}/allocations"

    assert give(manager, session, gift, needs_list, "1", reason="").status_code == 422
    unseen = manager.post(address, json={**body, "reason": WHY})
    stale = manager.post(address, json={**body, "reason": WHY}, headers={"If-Match": '"0"'})

    assert (unseen.status_code, stale.status_code) == (428, 412)
    assert promises(session) == []


def test_what_was_given_by_hand_can_be_taken_back(
    manager: SignedInClient, session: Session, gift: Donation
) -> None:
    needs_list = waiting(session, gift)
    given = give(manager, session, gift, needs_list, "60").get_json()["allocations"][0]

    shown = take_back(manager, gift, given["id"]).get_json()

    assert shown["lines"][0]["free_quantity"] == "100.0000"
    assert [(one["status"], one["quantity"]) for one in shown["allocations"]] == [
        ("RELEASED", "60.0000")
    ]
    again = take_back(manager, gift, given["id"])
    assert (again.status_code, again.get_json()["code"]) == (409, "AllocationEnded")


def test_what_a_list_plans_with_is_not_taken_back_by_hand(
    manager: SignedInClient, session: Session
) -> None:
    gift, other = make_donation(session), make_donation(session)
    made = allocate_from_list(session, list_counting_on(session, gift, "10"), by=None)[0]
    session.commit()

    assert take_back(manager, gift, made.id).get_json()["code"] == "AllocationPlanned"
    assert take_back(manager, other, made.id).get_json()["code"] == "AllocationNotFound"
    assert session.get_one(DonationAllocation, made.id).status == "HELD"


def test_the_database_wants_to_know_who_and_why(session: Session) -> None:
    gift = make_donation(session)
    made = allocate_from_list(session, list_counting_on(session, gift, "10"), by=None)[0]
    statement = text("UPDATE ops.donation_allocation SET reason = 'x' WHERE id = :id")

    with pytest.raises(IntegrityError, match="by_hand_has_reason"):
        session.execute(statement, {"id": made.id})
