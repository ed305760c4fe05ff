"""POST /procurements/{id}/steps and /receipts: from the draft to stock and a fulfilled list."""

from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.audit.models import AuditLog
from backend.execution.receipts.models import GoodsReceipt, GoodsReceiptItem
from backend.inventory.ledger.models import LotBalance, StockBalance
from backend.inventory.models import Lot, StockMovement
from backend.needs.lines.models import NeedsListItem
from backend.needs.lists.models import NeedsList
from backend.needs.lists.workflow import Status as ListStatus
from backend.procurement.models import Order
from backend.procurement.purchases import steps
from backend.procurement.purchases.errors import ListAlreadyOrdered
from backend.procurement.purchases.models import Procurement, ProcurementItem
from backend.procurement.purchases.workflow import Status
from backend.tests.conftest import sign_in
from backend.tests.factories import make_item, make_order, make_site
from backend.tests.needs.factories import make_event, make_needs_list
from backend.tests.procurement.factories import URL, make_procurement, receive, step
from backend.tests.signing_in import SignedInClient

SOON = "2030-01-02T10:00:00Z"


@pytest.fixture
def officer(app: Flask, session: Session) -> SignedInClient:
    return sign_in(app, session, "olga", "LOGISTICS_OFFICER")


@pytest.fixture
def manager(app: Flask, session: Session) -> SignedInClient:
    return sign_in(app, session, "max", "LOGISTICS_MANAGER")


def lines_of(session: Session, procurement: Procurement) -> list[ProcurementItem]:
    session.expire_all()
    rows = select(ProcurementItem).where(ProcurementItem.procurement_id == procurement.id)
    return list(session.scalars(rows.order_by(ProcurementItem.id)))


def on_hand(session: Session, line: ProcurementItem, site_id: int) -> Decimal:
    balance = session.get(StockBalance, (line.item_id, site_id))
    return balance.on_hand if balance else Decimal(0)


def for_list(
    session: Session, status: Status = Status.SHIPPED, **line: Any
) -> tuple[NeedsList, Procurement]:
    """Make an approved list whose only line of 100 is bought."""
    needs_list = make_needs_list(
        session,
        make_event(session),
        make_site(session),
        status=ListStatus.APPROVED,
        lines=[{}],
    )
    needed = session.scalars(
        select(NeedsListItem).where(NeedsListItem.needs_list_id == needs_list.id)
    ).one()
    procurement = make_procurement(
        session,
        status=status,
        needs_list_id=needs_list.id,
        target_site_id=needs_list.site_id,
        lines=[{"item_id": needed.item_id, "needs_list_item_id": needed.id, **line}],
    )
    session.commit()
    return needs_list, procurement


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
    approved = make_procurement(session, status=Status.APPROVED, lines=[{}, {}])
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


def test_more_than_was_ordered_cannot_be_received(
    officer: SignedInClient, session: Session
) -> None:
    shipped = make_procurement(session, status=Status.SHIPPED)
    line = lines_of(session, shipped)[0]

    over = receive(officer, shipped.id, {"line_id": line.id, "quantity": "100.0001"})
    in_two = receive(
        officer,
        shipped.id,
        {"line_id": line.id, "quantity": "60", "lot_number": "L1"},
        {"line_id": line.id, "quantity": "30", "damaged_quantity": "11", "lot_number": "L2"},
    )

    assert (over.status_code, over.get_json()["code"]) == (409, "OverReceipt")
    assert "only 100 of the order are outstanding" in over.get_json()["detail"]
    assert in_two.get_json()["code"] == "OverReceipt"
    assert on_hand(session, lines_of(session, shipped)[0], shipped.target_site_id) == 0
    assert session.scalars(select(GoodsReceipt)).all() == []


def test_damaged_goods_are_received_but_are_no_stock(
    officer: SignedInClient, session: Session
) -> None:
    needs_list, shipped = for_list(session)
    line = lines_of(session, shipped)[0]

    shown = receive(
        officer,
        shipped.id,
        {
            "line_id": line.id,
            "quantity": "90",
            "damaged_quantity": "10",
            "lot_number": "L7",
            "expires_on": "2031-05-01",
        },
        note="Ten crates wet",
    ).get_json()

    assert shown["status"] == "RECEIVED"
    assert on_hand(session, lines_of(session, shipped)[0], shipped.target_site_id) == 90
    lot = session.scalars(select(Lot)).one()
    assert (lot.lot_number, f"{lot.expires_on}") == ("L7", "2031-05-01")
    balance = select(LotBalance.quantity).where(LotBalance.lot_id == lot.id)
    assert session.execute(balance).scalar_one() == 90
    counted = select(GoodsReceiptItem.condition, GoodsReceiptItem.quantity)
    assert {tuple(row) for row in session.execute(counted)} == {
        ("GOOD", Decimal(90)),
        ("DAMAGED", Decimal(10)),
    }
    needed = session.scalars(select(NeedsListItem)).one()
    assert (needed.fulfillment_status, needed.fulfilled_quantity) == ("PARTIAL", Decimal(90))
    # Nothing more will come of the list's only document, so the list is at its end.
    session.refresh(needs_list)
    assert needs_list.status == "FULFILLED"


def test_the_list_starts_with_the_goods_and_is_fulfilled_by_them(
    officer: SignedInClient, session: Session
) -> None:
    needs_list, ordered = for_list(session, Status.ORDERED)
    line = lines_of(session, ordered)[0]
    seen = []

    for quantity in (None, "40", "60"):
        if quantity is None:
            step(officer, ordered.id, "ship")
        else:
            receive(officer, ordered.id, {"line_id": line.id, "quantity": quantity})
        session.expire_all()
        needed = session.scalars(select(NeedsListItem)).one()
        seen.append((needs_list.status, needed.fulfillment_status, needed.fulfilled_quantity))

    assert seen == [
        ("IN_PROGRESS", "PENDING", Decimal(0)),
        ("IN_PROGRESS", "PARTIAL", Decimal(40)),
        ("FULFILLED", "FULFILLED", Decimal(100)),
    ]


def test_nobody_decides_on_a_purchase_they_submitted(
    manager: SignedInClient, session: Session
) -> None:
    draft = make_procurement(session)
    step(manager, draft.id, "submit")

    for action in ("approve", "reject"):
        answer = step(manager, draft.id, action, note="Mine")
        assert answer.get_json()["code"] == "DecisionOnOwnProcurement"


def test_the_policy_says_who_decides(app: Flask, session: Session, manager: SignedInClient) -> None:
    dear = make_procurement(
        session,
        status=Status.PENDING_APPROVAL,
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


@pytest.mark.parametrize(
    ("role", "status", "action", "allowed"),
    [
        ("VIEWER", Status.DRAFT, "submit", False),
        ("ANALYST", Status.DRAFT, "submit", False),
        ("LOGISTICS_OFFICER", Status.PENDING_APPROVAL, "approve", False),
        ("APPROVER", Status.DRAFT, "submit", False),
        ("APPROVER", Status.APPROVED, "order", False),
        ("LOGISTICS_OFFICER", Status.DRAFT, "submit", True),
    ],
)
def test_a_role_does_only_what_it_was_given(
    app: Flask, session: Session, role: str, status: Status, action: str, allowed: bool
) -> None:
    person = sign_in(app, session, "someone", role)
    procurement = make_procurement(session, status=status)
    sent = {"po_number": "PO-1"} if action == "order" else {}

    answer = step(person, procurement.id, action, **sent)

    assert answer.status_code == (200 if allowed else 403)


def test_steps_that_lead_nowhere_are_conflicts(officer: SignedInClient, session: Session) -> None:
    draft = make_procurement(session)
    line = lines_of(session, draft)[0]

    ship = step(officer, draft.id, "ship").get_json()
    take = receive(officer, draft.id, {"line_id": line.id, "quantity": "1"}).get_json()

    assert ship["detail"] == "You cannot ship a procurement that is draft."
    assert take["code"] == "ProcurementStepNotAllowed"


def test_what_a_step_needs_is_asked_for(officer: SignedInClient, session: Session) -> None:
    approved = make_procurement(session, status=Status.APPROVED)
    nowhere = make_procurement(session, supplier_id=None)
    make_order(session, order_number="PO-OLD")

    assert step(officer, approved.id, "order").status_code == 422
    assert step(officer, approved.id, "cancel").status_code == 422
    taken = step(officer, approved.id, "order", po_number="PO-OLD").get_json()
    assert taken["code"] == "OrderNumberTaken"
    assert step(officer, nowhere.id, "submit").get_json()["code"] == "SupplierMissing"


def test_a_line_of_another_purchase_is_refused(officer: SignedInClient, session: Session) -> None:
    shipped = make_procurement(session, status=Status.SHIPPED)
    other = make_procurement(session, status=Status.SHIPPED)

    answer = receive(
        officer, shipped.id, {"line_id": lines_of(session, other)[0].id, "quantity": "1"}
    )

    assert (answer.status_code, answer.get_json()["code"]) == (422, "LineUnknown")


def test_perishables_come_with_their_lot_and_are_not_expired(
    officer: SignedInClient, session: Session
) -> None:
    milk = make_item(session, shelf_life_days=10)
    shipped = make_procurement(session, status=Status.SHIPPED, lines=[{"item_id": milk.id}])
    line = {"line_id": lines_of(session, shipped)[0].id, "quantity": "1"}
    old = {**line, "lot_number": "M1", "expires_on": "2020-01-01"}
    good = {**line, "lot_number": "M2", "expires_on": "2040-01-01"}
    moved = {**good, "expires_on": "2040-02-02"}

    assert receive(officer, shipped.id, line).get_json()["code"] == "LotMissing"
    assert receive(officer, shipped.id, old).get_json()["code"] == "ArrivedExpired"
    assert receive(officer, shipped.id, good).status_code == 201
    assert receive(officer, shipped.id, moved).get_json()["code"] == "LotExpiryDiffers"


def test_a_cancelled_order_is_cancelled_among_all_orders(
    officer: SignedInClient, session: Session
) -> None:
    approved = make_procurement(session, status=Status.APPROVED)
    step(officer, approved.id, "order", po_number="PO-6")

    shown = step(officer, approved.id, "cancel", note="Supplier withdrew").get_json()

    assert (shown["status"], shown["cancel_reason"]) == ("CANCELLED", "Supplier withdrew")
    assert shown["lines"][0]["status"] == "CANCELLED"
    assert session.scalars(select(Order.status)).all() == ["CANCELLED"]


def test_a_list_that_is_cancelled_takes_its_drafts_along(session: Session) -> None:
    needs_list, draft = for_list(session, Status.DRAFT)

    steps.release_for_list(session, needs_list.id, reason="Not needed", by=None)

    assert (draft.status, draft.cancel_reason) == ("CANCELLED", "Not needed")
    assert steps.release_for_list(session, needs_list.id, reason="Again", by=None) == []


def test_a_list_whose_goods_are_ordered_cannot_be_cancelled(session: Session) -> None:
    needs_list, ordered = for_list(session, Status.ORDERED)

    with pytest.raises(ListAlreadyOrdered, match=ordered.procurement_no):
        steps.release_for_list(session, needs_list.id, reason="Not needed", by=None)


def test_a_repeated_delivery_is_counted_once(officer: SignedInClient, session: Session) -> None:
    shipped = make_procurement(session, status=Status.SHIPPED)
    line = {"line_id": lines_of(session, shipped)[0].id, "quantity": "5"}
    etag = officer.get(f"{URL}/{shipped.id}").headers["ETag"]
    headers = {"If-Match": etag, "Idempotency-Key": "truck-1"}

    answers = [
        officer.post(f"{URL}/{shipped.id}/receipts", json={"lines": [line]}, headers=headers)
        for _ in range(2)
    ]

    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].get_json() == answers[1].get_json()
    assert on_hand(session, lines_of(session, shipped)[0], shipped.target_site_id) == 5
    stale = officer.post(
        f"{URL}/{shipped.id}/receipts", json={"lines": [line]}, headers={"If-Match": etag}
    )
    assert stale.status_code == 412
