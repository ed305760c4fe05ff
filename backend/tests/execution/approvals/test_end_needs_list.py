"""What follows a decision: reminders, documents, cancelling, and which steps are shown."""

import datetime as dt
from decimal import Decimal

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.access.permissions import ROLES
from backend.core import clock
from backend.needs.lists.workflow import Action, Status
from backend.procurement.purchases.models import Procurement, ProcurementItem
from backend.tests.conftest import sign_in
from backend.tests.execution.approvals.conftest import (
    BODIES,
    TEXT,
    Maker,
    advance,
    claimed,
    status_of,
    submitted,
)
from backend.tests.factories import make_supplier
from backend.tests.signing_in import SignedInClient


def test_a_reminder_comes_after_four_hours(
    session: Session, oda: SignedInClient, a_list: Maker
) -> None:
    needs_list = submitted(oda, a_list())

    early = advance(oda, needs_list, "remind")
    session.refresh(needs_list)
    needs_list.submitted_at = clock.now() - dt.timedelta(hours=4, minutes=1)
    session.commit()
    later = advance(oda, needs_list, "remind")

    assert early.get_json()["code"] == "TooEarlyToRemind"
    assert later.get_json()["status"] == "PENDING_APPROVAL"


def test_a_draft_is_cancelled_by_who_made_it(
    session: Session, oda: SignedInClient, noa: SignedInClient, mia: SignedInClient, a_list: Maker
) -> None:
    needs_list = a_list()

    assert advance(noa, needs_list, "cancel").get_json()["code"] == "NotYourList"
    assert advance(mia, needs_list, "cancel").get_json()["code"] == "NotYourList"
    assert advance(oda, needs_list, "cancel").get_json()["status"] == "CANCELLED"
    session.refresh(needs_list)
    assert needs_list.cancel_reason == "Removed by its author."


def test_an_approval_drafts_what_is_bought(
    session: Session, oda: SignedInClient, mia: SignedInClient, a_list: Maker
) -> None:
    needs_list = submitted(oda, a_list({}, {"gap_quantity": Decimal(7)}))

    [document] = advance(mia, needs_list, "approve").get_json()["documents"]

    assert (document["kind"], document["status"]) == ("PROCUREMENT", "DRAFT")
    bought = select(ProcurementItem.ordered_quantity).order_by(ProcurementItem.ordered_quantity)
    bought = bought.where(ProcurementItem.procurement_id == document["id"])
    assert session.scalars(bought).all() == [Decimal(7), Decimal(100)]


def test_a_cancelled_list_takes_its_documents_along(
    session: Session, oda: SignedInClient, mia: SignedInClient, a_list: Maker
) -> None:
    needs_list = submitted(oda, a_list())
    advance(mia, needs_list, "approve")

    without_reason = advance(oda, needs_list, "cancel")
    cancelled = advance(oda, needs_list, "cancel", note="The road is open again").get_json()

    assert without_reason.get_json()["code"] == "CancelNeedsReason"
    assert cancelled["status"] == "CANCELLED"
    assert [document["status"] for document in cancelled["documents"]] == ["CANCELLED"]
    assert not claimed(session, needs_list)


def test_what_is_ordered_cannot_be_cancelled(
    session: Session, oda: SignedInClient, mia: SignedInClient, a_list: Maker
) -> None:
    needs_list = submitted(oda, a_list())
    advance(mia, needs_list, "approve")
    supplier = make_supplier(session)
    purchase = session.scalars(select(Procurement)).one()
    purchase.supplier_id, purchase.approved_at = supplier.id, clock.now()
    purchase.status, purchase.po_number = "ORDERED", "PO-1"
    session.commit()

    answer = advance(oda, needs_list, "cancel", note="Too late")

    assert (answer.status_code, answer.get_json()["code"]) == (409, "AlreadyMoved")
    assert purchase.procurement_no in answer.get_json()["detail"]
    assert status_of(session, needs_list) is Status.APPROVED


def test_the_actions_shown_are_those_that_work(
    session: Session, app: Flask, oda: SignedInClient, a_list: Maker
) -> None:
    """Whatever a role sends, it gets no further than what it is shown."""
    for number, role in enumerate(ROLES):
        person = sign_in(app, session, f"p{number}", role)
        for status in (Status.DRAFT, Status.PENDING_APPROVAL, Status.APPROVED):
            for action in sorted(set(Action) - {Action.START, Action.FULFIL, Action.SUPERSEDE}):
                needs_list = a_list()
                if status is not Status.DRAFT:
                    submitted(oda, needs_list)
                if status is Status.APPROVED:
                    session.refresh(needs_list)
                    needs_list.status = status.value
                    needs_list.approved_at = clock.now()
                    session.commit()
                shown = person.post(
                    f"/api/v1/needs-lists/{needs_list.id}/steps",
                    json={"action": action, **BODIES.get(action, {})},
                    headers={"If-Match": '"0"'},
                ).get_json()["current"]["actions"]

                body = {**TEXT, **BODIES.get(action, {})}
                answer = advance(person, needs_list, action, **body)

                assert (answer.status_code == 200) == (action in shown), (role, status, action)
