"""POST /procurements/{id}/steps close_short: the rest of a shipment will never come."""

from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from backend.audit.models import AuditLog
from backend.needs.lines.models import NeedsListItem
from backend.needs.status.models import StockStatus
from backend.procurement.models import Order
from backend.procurement.purchases.models import Procurement
from backend.procurement.purchases.workflow import ProcurementStatus
from backend.tests.conftest import sign_in
from backend.tests.execution.purchase_scenes import for_list, lines_of
from backend.tests.procurement.factories import URL, make_procurement, receive, step
from backend.tests.signing_in import SignedInClient

WHY = "The supplier went out of business"


def inbound(session: Session) -> list[Decimal]:
    return list(session.scalars(text("SELECT quantity FROM ops.v_inbound_stock")))


def listed_inbound(session: Session, procurement: Procurement) -> set[Decimal]:
    rows = select(StockStatus.inbound_procurement_quantity).where(
        StockStatus.site_id == procurement.target_site_id
    )
    return set(session.scalars(rows))


def placed(officer: SignedInClient, session: Session, *lines: dict[str, Any]) -> Procurement:
    """Order and ship lines of 100."""
    procurement = make_procurement(session, status=ProcurementStatus.APPROVED, lines=lines)
    step(officer, procurement.id, "order", po_number="PO-1")
    step(officer, procurement.id, "ship")
    return procurement


def test_the_rest_of_a_delivery_is_given_up_and_stays_visible(
    officer: SignedInClient, session: Session
) -> None:
    procurement = placed(officer, session, {}, {}, {})
    whole, part, _ = lines_of(session, procurement)
    receive(officer, procurement.id, {"line_id": whole.id, "quantity": "100"})
    receive(officer, procurement.id, {"line_id": part.id, "quantity": "40"})
    assert sorted(inbound(session)) == [Decimal(60), Decimal(100)]

    closed = step(officer, procurement.id, "close_short", note=WHY).get_json()

    assert (closed["status"], closed["actions"]) == ("RECEIVED", [])
    assert (closed["closed_short_by"], closed["close_short_reason"]) == ("olga", WHY)
    assert closed["closed_short_at"] is not None
    shown = [
        (line["status"], line["received_quantity"], line["outstanding_quantity"])
        for line in closed["lines"]
    ]
    assert shown == [
        ("RECEIVED", "100.0000", "0.0000"),
        ("PARTIAL", "40.0000", "0.0000"),
        ("CANCELLED", "0.0000", "0.0000"),
    ]
    assert [Decimal(line["short_quantity"]) for line in closed["lines"]] == [0, 60, 100]
    assert inbound(session) == []
    assert listed_inbound(session, procurement) == {Decimal(0)}
    orders = session.scalars(select(Order).order_by(Order.line_number)).all()
    assert [(order.status, order.received_quantity) for order in orders] == [
        ("RECEIVED", Decimal(100)),
        ("RECEIVED", Decimal(40)),
        ("CANCELLED", Decimal(0)),
    ]
    last = select(AuditLog.after, AuditLog.reason).where(AuditLog.entity == "procurement")
    after, reason = session.execute(last.order_by(AuditLog.id.desc()).limit(1)).one()
    assert (after["status"], reason) == ("RECEIVED", WHY)


def test_a_shipment_of_which_nothing_came_is_cancelled(
    officer: SignedInClient, session: Session
) -> None:
    procurement = placed(officer, session, {})
    assert listed_inbound(session, procurement) == {Decimal(100)}

    closed = step(officer, procurement.id, "close_short", note=WHY).get_json()

    assert (closed["status"], closed["cancelled_by"], closed["cancel_reason"]) == (
        "CANCELLED", "olga", WHY,
    )  # fmt: skip
    assert closed["closed_short_at"] is None
    assert Decimal(closed["lines"][0]["short_quantity"]) == 100
    assert inbound(session) == []
    assert listed_inbound(session, procurement) == set()
    assert session.scalars(select(Order.status)).all() == ["CANCELLED"]


def test_the_list_is_at_its_end_with_what_came(officer: SignedInClient, session: Session) -> None:
    needs_list, procurement = for_list(session)
    line = lines_of(session, procurement)[0]
    receive(officer, procurement.id, {"line_id": line.id, "quantity": "40"})

    step(officer, procurement.id, "close_short", note=WHY)

    session.expire_all()
    assert needs_list.status == "FULFILLED"
    needed = session.scalars(select(NeedsListItem)).one()
    assert (needed.fulfillment_status, needed.fulfilled_quantity) == ("PARTIAL", Decimal(40))


def test_a_list_waits_for_a_person_where_its_only_purchase_never_came(
    officer: SignedInClient, session: Session
) -> None:
    needs_list, ordered = for_list(session, ProcurementStatus.ORDERED)
    step(officer, ordered.id, "ship")

    step(officer, ordered.id, "close_short", note=WHY)

    session.expire_all()
    assert needs_list.status == "IN_PROGRESS"


def test_a_list_of_which_only_damaged_goods_came_does_not_stay_open_for_ever(
    officer: SignedInClient, session: Session
) -> None:
    needs_list, procurement = for_list(session)
    line = lines_of(session, procurement)[0]
    receive(officer, procurement.id, {"line_id": line.id, "quantity": 0, "damaged_quantity": "30"})

    step(officer, procurement.id, "close_short", note=WHY)

    session.expire_all()
    assert needs_list.status == "CANCELLED"
    assert session.scalars(select(NeedsListItem.fulfillment_status)).all() == ["CANCELLED"]


def test_closing_asks_for_a_reason_and_ends_the_deliveries(
    officer: SignedInClient, session: Session
) -> None:
    procurement = placed(officer, session, {})
    line = lines_of(session, procurement)[0]
    receive(officer, procurement.id, {"line_id": line.id, "quantity": "1"})

    unexplained = step(officer, procurement.id, "close_short")
    step(officer, procurement.id, "close_short", note=WHY)
    late = receive(officer, procurement.id, {"line_id": line.id, "quantity": "1"})

    assert unexplained.status_code == 422
    assert late.get_json()["code"] == "ProcurementStepNotAllowed"


@pytest.mark.parametrize("status", [ProcurementStatus.ORDERED, ProcurementStatus.RECEIVED])
def test_only_what_is_on_its_way_is_closed_short(
    officer: SignedInClient, session: Session, status: ProcurementStatus
) -> None:
    procurement = make_procurement(session, status=status)

    answer = step(officer, procurement.id, "close_short", note=WHY)

    assert answer.get_json()["detail"] == (
        f"You cannot close short a procurement that is {status.lower()}."
    )


@pytest.mark.parametrize("role", ["VIEWER", "ANALYST", "APPROVER"])
def test_closing_short_is_for_those_who_buy(app: Flask, session: Session, role: str) -> None:
    procurement = make_procurement(session, status=ProcurementStatus.SHIPPED)

    answer = step(sign_in(app, session, "someone", role), procurement.id, "close_short", note=WHY)

    assert answer.status_code == 403


@pytest.mark.parametrize("reason", [None, ""])
def test_the_database_asks_for_the_reason_too(session: Session, reason: str | None) -> None:
    procurement = make_procurement(session, status=ProcurementStatus.RECEIVED)
    statement = text(
        "UPDATE ops.procurement SET closed_short_at = now(), close_short_reason = :reason"
        " WHERE id = :id"
    )

    with pytest.raises(IntegrityError, match="closed_short_has_reason"):
        session.execute(statement, {"id": procurement.id, "reason": reason})


def test_what_was_given_up_is_seen_in_the_list_of_purchases(
    officer: SignedInClient, session: Session
) -> None:
    procurement = placed(officer, session, {})
    line = lines_of(session, procurement)[0]
    receive(officer, procurement.id, {"line_id": line.id, "quantity": "1"})

    step(officer, procurement.id, "close_short", note=WHY)

    rows = officer.get(URL).get_json()["data"]
    assert [row["closed_short_at"] is None for row in rows] == [False]
