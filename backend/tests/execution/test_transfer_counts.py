"""POST /transfers/{id}/steps: counting in, and what a difference asks for."""

from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.execution.receipts.models import GoodsReceipt, GoodsReceiptItem
from backend.inventory.models import StockMovement
from backend.tests.execution.conftest import (
    Depots,
    counted,
    dispatched,
    done,
    lines,
    step,
)
from backend.tests.signing_in import SignedInClient


def test_a_full_count_settles_itself(
    ole: SignedInClient, mia: SignedInClient, session: Session, depots: Depots
) -> None:
    number = dispatched(ole, mia, depots, 75)

    shown = done(step(ole, number, "receive", received=counted(ole, number)))

    assert (shown["status"], shown["received_by"]) == ("RECONCILED", "ole")
    assert shown["reconciled_by"] is None
    assert depots.balance(session, depots.south) == (75, 0)
    line = lines(ole, number)[0]
    assert (line["variance_level"], line["variance_pct"]) == ("NONE", "0.0000")
    moved = session.scalars(
        select(StockMovement).where(StockMovement.document == shown["transfer_no"])
    )
    assert sorted((one.type, one.lot_id, int(one.quantity)) for one in moved) == sorted(
        [
            ("TRANSFER_OUT", depots.soon.id, -60),
            ("TRANSFER_OUT", depots.late.id, -15),
            ("TRANSFER_IN", depots.soon.id, 60),
            ("TRANSFER_IN", depots.late.id, 15),
        ]
    )


@pytest.mark.parametrize(
    ("missing", "reason", "status", "level"),
    [
        ("1", None, "RECONCILED", "AUTOMATIC"),
        ("2", None, "RECONCILED", "AUTOMATIC"),
        ("2.0001", "COUNTING_ERROR", "RECONCILED", "REASON"),
        ("5", "DAMAGE_IN_TRANSIT", "RECONCILED", "REASON"),
        ("5.0001", "THEFT_SUSPECTED", "RECEIVED", "INVESTIGATION"),
        ("100", "SPOILAGE", "RECEIVED", "INVESTIGATION"),
    ],
)
def test_what_a_difference_asks_for(
    ole: SignedInClient,
    mia: SignedInClient,
    session: Session,
    depots: Depots,
    missing: str,
    reason: str | None,
    status: str,
    level: str,
) -> None:
    number = dispatched(ole, mia, depots, 100)
    count = counted(ole, number, missing, reason_code=reason)

    shown = done(step(ole, number, "receive", received=count))

    assert shown["status"] == status
    assert shown["needs_investigation"] == (level == "INVESTIGATION")
    assert lines(ole, number)[0]["variance_level"] == level
    arrived = Decimal(100) - Decimal(missing)
    assert Decimal(lines(ole, number)[0]["received_quantity"]) == arrived


def test_more_than_two_per_cent_needs_a_reason(
    ole: SignedInClient, mia: SignedInClient, session: Session, depots: Depots
) -> None:
    number = dispatched(ole, mia, depots, 100)

    refused = step(ole, number, "receive", received=counted(ole, number, 3))

    assert (refused.status_code, refused.get_json()["code"]) == (422, "ReasonMissing")
    assert depots.balance(session, depots.south) == (0, 0)


def test_an_investigation_is_settled_by_a_manager_who_did_not_count(
    ole: SignedInClient, mia: SignedInClient, max_: SignedInClient, depots: Depots
) -> None:
    number = dispatched(ole, mia, depots, 100)
    count = counted(ole, number, 50, reason_code="THEFT_SUSPECTED")
    done(step(mia, number, "receive", received=count))

    own = step(mia, number, "reconcile", note="Found nothing")
    silent = step(max_, number, "reconcile")
    officer = step(ole, number, "reconcile", note="Fine")
    settled = done(step(max_, number, "reconcile", note="Police report 12"))

    assert (own.status_code, own.get_json()["code"]) == (403, "OwnTransfer")
    assert silent.status_code == 422
    assert officer.status_code == 403
    assert (settled["status"], settled["reconciled_by"]) == ("RECONCILED", "max")


def test_more_than_was_sent_cannot_be_received(
    ole: SignedInClient, mia: SignedInClient, depots: Depots
) -> None:
    number = dispatched(ole, mia, depots, 50)
    count = counted(ole, number)
    count[0]["lots"][0]["quantity"] = "51"

    refused = step(ole, number, "receive", received=count)

    assert refused.get_json()["detail"] == ("50 were dispatched of this lot, and 51 were counted.")


@pytest.mark.parametrize("fault", ["no lot", "another lot", "twice", "another line", "no line"])
def test_a_count_names_every_lot_once(
    ole: SignedInClient, mia: SignedInClient, depots: Depots, fault: str
) -> None:
    number = dispatched(ole, mia, depots, 75)
    count = counted(ole, number)
    if fault == "no lot":
        count[0]["lots"].pop()
    elif fault == "another lot":
        count[0]["lots"][0]["lot_line_id"] = 999_999
    elif fault == "twice":
        count[0]["lots"].append(count[0]["lots"][0])
    elif fault == "another line":
        count[0]["line_id"] = 999_999
    else:
        count.append(count[0])

    refused = step(ole, number, "receive", received=count)

    assert (refused.status_code, refused.get_json()["code"]) == (422, "NotOnTransfer")


def test_what_came_damaged_is_noted_and_no_stock(
    ole: SignedInClient, mia: SignedInClient, session: Session, depots: Depots
) -> None:
    number = dispatched(ole, mia, depots, 50)
    count = counted(ole, number, 2, reason_code="DAMAGE_IN_TRANSIT")
    count[0]["lots"][0]["damaged_quantity"] = "2"

    done(step(ole, number, "receive", received=count))

    assert depots.balance(session, depots.south) == (48, 0)
    note = session.scalars(select(GoodsReceipt).where(GoodsReceipt.transfer_id == number)).one()
    rows = session.scalars(
        select(GoodsReceiptItem).where(GoodsReceiptItem.receipt_id == note.id)
    ).all()
    assert [(row.condition, int(row.quantity)) for row in rows] == [("GOOD", 48), ("DAMAGED", 2)]
    assert note.receipt_no.startswith("GRN-")
