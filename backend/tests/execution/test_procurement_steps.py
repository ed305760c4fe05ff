"""POST /procurements/{id}/steps: from the draft to the order, and who decides."""

from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.audit.models import AuditLog
from backend.execution.receipts.models import GoodsReceipt
from backend.inventory.models import StockMovement
from backend.needs.approvals.models import ApprovalDelegation
from backend.procurement.models import Order
from backend.procurement.purchases import steps
from backend.procurement.purchases.errors import ListAlreadyOrdered
from backend.procurement.purchases.workflow import ProcurementStatus
from backend.tests.conftest import sign_in
from backend.tests.execution.purchase_scenes import for_list, lines_of, on_hand
from backend.tests.factories import make_order
from backend.tests.procurement.factories import URL, make_procurement, receive, step
from backend.tests.signing_in import SignedInClient

SOON = "2030-01-02T10:00:00Z"


def test_a_purchase_goes_from_draft_to_stock(
    officer: SignedInClient, manager: SignedInClient, session: Session
) -> None:
    draft = make_procurement(session)

    submitted = step(officer, draft.id, "submit").get_json()
    step(manager, draft.id, "approve")
    ordered = step(
        officer, draft.id, "order", po_number="PO-9", expected_arrival_at=SOON
    ).get_json()
    step(officer, draft.id, "ship")
    line = lines_of(session, draft)[0]
    part = receive(officer, draft.id, {"line_id": line.id, "quantity": "30"})
    whole = receive(officer, draft.id, {"line_id": line.id, "quantity": "70"}).get_json()

    assert (submitted["status"], submitted["approval_tier"]) == ("PENDING_APPROVAL", "TIER_1")
    assert submitted["actions"] == ["cancel"]
    assert (ordered["status"], ordered["po_number"]) == ("ORDERED", "PO-9")
    assert part.status_code == 201
    assert part.get_json()["status"] == "PARTIAL_RECEIVED"
    assert part.get_json()["lines"][0]["outstanding_quantity"] == "70.0000"
    assert (whole["status"], whole["lines"][0]["status"]) == ("RECEIVED", "RECEIVED")
    assert on_hand(session, lines_of(session, draft)[0], draft.target_site_id) == 100
    keys = session.scalars(select(StockMovement.source_key)).all()
    assert all(key.startswith("document:receipt:") for key in keys)
    assert len(keys) == len(session.scalars(select(GoodsReceipt.id)).all()) == 2
    told = session.scalars(
        select(AuditLog.after["status"].astext)
        .where(AuditLog.action == "procurement:procurement:moved")
        .order_by(AuditLog.id)
    ).all()
    assert told == [
        "PENDING_APPROVAL", "APPROVED", "ORDERED", "SHIPPED", "PARTIAL_RECEIVED", "RECEIVED",
    ]  # fmt: skip


def test_an_order_joins_all_orders_and_follows_its_deliveries(
    officer: SignedInClient, session: Session
) -> None:
    approved = make_procurement(session, status=ProcurementStatus.APPROVED, lines=[{}, {}])
    step(officer, approved.id, "order", po_number="PO-5", expected_arrival_at=SOON)
    step(officer, approved.id, "ship", expected_arrival_at="2030-01-05T10:00:00Z")
    first, second = lines_of(session, approved)

    receive(officer, approved.id, {"line_id": first.id, "quantity": "100"})
    receive(officer, approved.id, {"line_id": second.id, "quantity": "1"})

    session.expire_all()
    orders = session.scalars(select(Order).order_by(Order.line_number)).all()
    assert [(order.order_number, order.line_number) for order in orders] == [
        ("PO-5", 1),
        ("PO-5", 2),
    ]
    assert [order.id for order in orders] == [first.order_id, second.order_id]
    assert [(order.status, order.received_quantity) for order in orders] == [
        ("RECEIVED", Decimal(100)),
        ("PART_RECEIVED", Decimal(1)),
    ]
    assert {f"{order.expected_on}" for order in orders} == {"2030-01-05"}
    assert {order.supplier_id for order in orders} == {approved.supplier_id}


def test_nobody_decides_on_a_purchase_they_submitted(
    manager: SignedInClient, session: Session
) -> None:
    draft = make_procurement(session)
    step(manager, draft.id, "submit")

    for action in ("approve", "reject"):
        answer = step(manager, draft.id, action, note="Mine")
        assert answer.get_json()["code"] == "DecisionOnOwnProcurement"


@pytest.mark.parametrize(
    ("role", "status", "action", "allowed"),
    [
        ("VIEWER", ProcurementStatus.DRAFT, "submit", False),
        ("ANALYST", ProcurementStatus.DRAFT, "submit", False),
        ("LOGISTICS_OFFICER", ProcurementStatus.PENDING_APPROVAL, "approve", False),
        ("APPROVER", ProcurementStatus.DRAFT, "submit", False),
        ("APPROVER", ProcurementStatus.APPROVED, "order", False),
        ("LOGISTICS_OFFICER", ProcurementStatus.DRAFT, "submit", True),
    ],
)
def test_a_role_does_only_what_it_was_given(
    app: Flask, session: Session, role: str, status: ProcurementStatus, action: str, allowed: bool
) -> None:
    person = sign_in(app, session, "someone", role)
    procurement = make_procurement(session, status=status)
    sent = {"po_number": "PO-1"} if action == "order" else {}

    answer = step(person, procurement.id, action, **sent)

    assert answer.status_code == (200 if allowed else 403)


def test_the_policy_says_who_decides(app: Flask, session: Session, manager: SignedInClient) -> None:
    dear = make_procurement(
        session,
        status=ProcurementStatus.PENDING_APPROVAL,
        total_value=Decimal(50000),
        lines=[{"unit_price": Decimal(500)}],
    )
    approver = sign_in(app, session, "pia", "APPROVER")

    refused = step(manager, dear.id, "approve")
    shown = manager.get(f"{URL}/{dear.id}").get_json()
    approved = step(approver, dear.id, "approve")

    assert (refused.status_code, refused.get_json()["code"]) == (403, "RoleMayNotDecide")
    assert (shown["deciding_role"], shown["actions"]) == ("APPROVER", ["cancel"])
    assert approved.get_json()["status"] == "APPROVED"


def test_steps_that_lead_nowhere_are_conflicts(officer: SignedInClient, session: Session) -> None:
    draft = make_procurement(session)
    line = lines_of(session, draft)[0]

    ship = step(officer, draft.id, "ship").get_json()
    take = receive(officer, draft.id, {"line_id": line.id, "quantity": "1"}).get_json()

    assert ship["detail"] == "You cannot ship a procurement that is draft."
    assert take["code"] == "ProcurementStepNotAllowed"


def test_what_a_step_needs_is_asked_for(officer: SignedInClient, session: Session) -> None:
    approved = make_procurement(session, status=ProcurementStatus.APPROVED)
    nowhere = make_procurement(session, supplier_id=None)
    make_order(session, order_number="PO-OLD")

    assert step(officer, approved.id, "order").status_code == 422
    assert step(officer, approved.id, "cancel").status_code == 422
    taken = step(officer, approved.id, "order", po_number="PO-OLD").get_json()
    assert taken["code"] == "OrderNumberTaken"
    assert step(officer, nowhere.id, "submit").get_json()["code"] == "SupplierMissing"


def test_a_cancelled_order_is_cancelled_among_all_orders(
    officer: SignedInClient, session: Session
) -> None:
    approved = make_procurement(session, status=ProcurementStatus.APPROVED)
    step(officer, approved.id, "order", po_number="PO-6")

    shown = step(officer, approved.id, "cancel", note="Supplier withdrew").get_json()

    assert (shown["status"], shown["cancel_reason"]) == ("CANCELLED", "Supplier withdrew")
    assert shown["lines"][0]["status"] == "CANCELLED"
    assert session.scalars(select(Order.status)).all() == ["CANCELLED"]


def test_a_list_that_is_cancelled_takes_its_drafts_along(session: Session) -> None:
    needs_list, draft = for_list(session, ProcurementStatus.DRAFT)

    steps.release_for_list(session, needs_list.id, reason="Not needed", by=None)

    assert (draft.status, draft.cancel_reason) == ("CANCELLED", "Not needed")
    assert steps.release_for_list(session, needs_list.id, reason="Again", by=None) == []


def test_a_list_whose_goods_are_ordered_cannot_be_cancelled(session: Session) -> None:
    needs_list, ordered = for_list(session, ProcurementStatus.ORDERED)

    with pytest.raises(ListAlreadyOrdered, match=ordered.procurement_no):
        steps.release_for_list(session, needs_list.id, reason="Not needed", by=None)


def lend(session: Session, giver: SignedInClient, taker: SignedInClient, **days: str) -> None:
    stated = {"starts_on": "2020-01-01", "ends_on": "2100-01-01", "reason": "Leave", **days}
    session.add(ApprovalDelegation(from_user_id=giver.user_id, to_user_id=taker.user_id, **stated))
    session.commit()


def test_a_stand_in_decides_in_anothers_place_and_the_log_says_so(
    officer: SignedInClient, manager: SignedInClient, session: Session
) -> None:
    waiting = make_procurement(session, status=ProcurementStatus.PENDING_APPROVAL)
    assert step(officer, waiting.id, "approve").status_code == 403
    lend(session, manager, officer)

    shown = officer.get(f"{URL}/{waiting.id}").get_json()
    approved = step(officer, waiting.id, "approve").get_json()

    assert shown["actions"] == ["approve", "reject", "cancel"]
    assert (approved["status"], approved["approved_by"]) == ("APPROVED", "olga")
    told = select(AuditLog.after["on_behalf_of"]).where(AuditLog.entity == "procurement")
    assert session.scalars(told).all() == [manager.user_id]


def test_nobody_stands_in_for_who_submitted_it(
    officer: SignedInClient, manager: SignedInClient, session: Session
) -> None:
    draft = make_procurement(session)
    step(manager, draft.id, "submit")
    lend(session, manager, officer)

    assert step(officer, draft.id, "approve").get_json()["code"] == "RoleMayNotDecide"


def test_a_delegation_that_is_over_lends_nothing(
    officer: SignedInClient, manager: SignedInClient, session: Session
) -> None:
    waiting = make_procurement(session, status=ProcurementStatus.PENDING_APPROVAL)
    lend(session, manager, officer, ends_on="2020-01-02")

    assert step(officer, waiting.id, "approve").status_code == 403
