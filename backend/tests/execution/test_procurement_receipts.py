"""POST /procurements/{id}/receipts: deliveries become stock and fill the list."""

from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.execution.receipts.models import GoodsReceipt, GoodsReceiptItem
from backend.inventory.ledger.models import LotBalance
from backend.inventory.models import Lot
from backend.needs.lines.models import NeedsListItem
from backend.procurement.purchases.workflow import ProcurementStatus
from backend.tests.execution.purchase_scenes import for_list, lines_of, on_hand
from backend.tests.factories import make_item
from backend.tests.procurement.factories import URL, make_procurement, receive, step
from backend.tests.signing_in import SignedInClient


def test_more_than_was_ordered_cannot_be_received(
    officer: SignedInClient, session: Session
) -> None:
    shipped = make_procurement(session, status=ProcurementStatus.SHIPPED)
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
    needs_list, ordered = for_list(session, ProcurementStatus.ORDERED)
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


def test_a_line_of_another_purchase_is_refused(officer: SignedInClient, session: Session) -> None:
    shipped = make_procurement(session, status=ProcurementStatus.SHIPPED)
    other = make_procurement(session, status=ProcurementStatus.SHIPPED)

    answer = receive(
        officer, shipped.id, {"line_id": lines_of(session, other)[0].id, "quantity": "1"}
    )

    assert (answer.status_code, answer.get_json()["code"]) == (422, "LineUnknown")


def test_perishables_come_with_their_lot_and_are_not_expired(
    officer: SignedInClient, session: Session
) -> None:
    milk = make_item(session, shelf_life_days=10)
    shipped = make_procurement(
        session, status=ProcurementStatus.SHIPPED, lines=[{"item_id": milk.id}]
    )
    line = {"line_id": lines_of(session, shipped)[0].id, "quantity": "1"}
    old = {**line, "lot_number": "M1", "expires_on": "2020-01-01"}
    good = {**line, "lot_number": "M2", "expires_on": "2040-01-01"}
    moved = {**good, "expires_on": "2040-02-02"}

    assert receive(officer, shipped.id, line).get_json()["code"] == "LotMissing"
    assert receive(officer, shipped.id, old).get_json()["code"] == "ArrivedExpired"
    assert receive(officer, shipped.id, good).status_code == 201
    assert receive(officer, shipped.id, moved).get_json()["code"] == "LotExpiryDiffers"


def test_a_repeated_delivery_is_counted_once(officer: SignedInClient, session: Session) -> None:
    shipped = make_procurement(session, status=ProcurementStatus.SHIPPED)
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
