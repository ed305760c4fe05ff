"""POST /transfers/{id}/steps: from the draft to what is on its way."""

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.audit.models import AuditLog
from backend.needs.status.models import StockStatus
from backend.tests.execution.conftest import (
    URL,
    Depots,
    approved,
    counted,
    dispatched,
    done,
    draft,
    lines,
    step,
)
from backend.tests.needs.factories import take_stock
from backend.tests.signing_in import SignedInClient


def test_stock_is_promised_at_approval_and_leaves_at_dispatch(
    ole: SignedInClient, mia: SignedInClient, session: Session, depots: Depots
) -> None:
    number = approved(ole, mia, depots, 75)
    assert depots.balance(session, depots.north) == (100, 75)

    sent = done(step(ole, number, "dispatch"))

    assert depots.balance(session, depots.north) == (25, 0)
    assert sent["waybill_no"] == sent["transfer_no"].replace("TR-", "WB-")
    assert (sent["status"], sent["is_arrival_estimated"]) == ("DISPATCHED", True)
    lots = lines(ole, number)[0]["lots"]
    assert [(lot["lot_id"], lot["quantity"]) for lot in lots] == [
        (depots.soon.id, "60.0000"),
        (depots.late.id, "15.0000"),
    ]


def test_what_is_dispatched_is_inbound_until_it_is_counted(
    ole: SignedInClient, mia: SignedInClient, session: Session, depots: Depots
) -> None:
    def inbound() -> Any:
        session.expire_all()
        key = {"event_id": 0, "site_id": depots.south.id, "item_id": depots.item.id}
        found = session.scalars(select(StockStatus).filter_by(**key)).one_or_none()
        return found and (int(found.inbound_transfer_quantity), int(found.on_hand))

    number = approved(ole, mia, depots, 50)
    assert inbound() is None
    done(step(ole, number, "dispatch"))
    assert inbound() == (50, 0)
    done(step(ole, number, "depart"))
    done(step(ole, number, "receive", received=counted(ole, number)))

    assert inbound() == (0, 50)


def test_less_may_leave_than_was_approved(
    ole: SignedInClient, mia: SignedInClient, session: Session, depots: Depots
) -> None:
    number = approved(ole, mia, depots, 75)
    line = lines(ole, number)[0]["id"]

    too_much = step(ole, number, "dispatch", dispatched=[{"line_id": line, "quantity": "76"}])
    done(step(ole, number, "dispatch", dispatched=[{"line_id": line, "quantity": "30"}]))

    assert too_much.get_json()["code"] == "QuantityTooLarge"
    assert depots.balance(session, depots.north) == (70, 0)
    assert lines(ole, number)[0]["dispatched_quantity"] == "30.0000"


def test_nobody_approves_their_own(
    ole: SignedInClient, mia: SignedInClient, ana: SignedInClient, depots: Depots
) -> None:
    for person in (mia, ana):
        number = draft(person, depots, 10)
        shown = done(step(person, number, "submit"))
        assert shown["actions"] == ["cancel"]

        refused = step(person, number, "approve")

        assert (refused.status_code, refused.get_json()["code"]) == (403, "OwnTransfer")
    assert step(ole, number, "approve").get_json()["code"] == "PermissionMissing"


@pytest.mark.parametrize(
    "action",
    ["submit", "approve", "reject", "dispatch", "depart", "receive", "reconcile", "cancel"],
)
def test_who_only_reads_takes_no_step(
    ole: SignedInClient, vic: SignedInClient, noa: SignedInClient, depots: Depots, action: str
) -> None:
    number = draft(ole, depots)
    body: dict[str, Any] = {"note": "because"}
    if action == "receive":
        body["received"] = [{"line_id": 1, "lots": [{"lot_line_id": 1, "quantity": "1"}]}]

    for person in (vic, noa):
        assert step(person, number, action, **body).get_json()["code"] == "PermissionMissing"


def test_steps_come_in_order(ole: SignedInClient, mia: SignedInClient, depots: Depots) -> None:
    number = draft(ole, depots)

    early = step(ole, number, "dispatch")

    assert early.status_code == 409
    assert early.get_json()["detail"] == "You cannot dispatch a transfer that is draft."


def test_what_is_called_off_gives_its_stock_back(
    ole: SignedInClient, mia: SignedInClient, session: Session, depots: Depots
) -> None:
    number = approved(ole, mia, depots)

    silent = step(ole, number, "cancel")
    shown = done(step(ole, number, "cancel", note="Road closed"))

    assert silent.status_code == 422
    assert (shown["status"], shown["ended_by"]) == ("CANCELLED", "ole")
    assert (shown["end_reason"], shown["actions"]) == ("Road closed", [])
    assert depots.balance(session, depots.north) == (100, 0)


def test_what_has_left_cannot_be_called_off(
    ole: SignedInClient, mia: SignedInClient, depots: Depots
) -> None:
    number = dispatched(ole, mia, depots)

    assert step(ole, number, "cancel", note="Too late").status_code == 409


def test_a_rejected_transfer_says_why(
    ole: SignedInClient, mia: SignedInClient, depots: Depots
) -> None:
    number = draft(ole, depots)
    done(step(ole, number, "submit"))

    shown = done(step(mia, number, "reject", note="Needed in the north"))

    assert (shown["status"], shown["end_reason"]) == ("REJECTED", "Needed in the north")


def test_a_site_keeps_its_own_threshold(
    ole: SignedInClient, session: Session, depots: Depots
) -> None:
    depots.north.min_stock_threshold = Decimal(30)
    session.commit()
    number = draft(ole, depots, 71)

    refused = step(ole, number, "submit")

    assert refused.status_code == 409
    assert refused.get_json()["detail"] == (
        "North can give 70 of TARP without going below its own threshold, and 71 were asked for."
    )


def test_stock_that_went_meanwhile_is_not_promised(
    ole: SignedInClient, mia: SignedInClient, session: Session, depots: Depots
) -> None:
    number = draft(ole, depots, 50)
    done(step(ole, number, "submit"))
    take_stock(session, depots.item, depots.north, 60)
    session.commit()

    refused = step(mia, number, "approve")

    assert (refused.status_code, refused.get_json()["code"]) == (409, "NoSurplus")
    assert depots.balance(session, depots.north) == (40, 0)


def test_a_repeated_key_dispatches_once(
    ole: SignedInClient, mia: SignedInClient, session: Session, depots: Depots
) -> None:
    number = approved(ole, mia, depots)
    tag = ole.get(f"{URL}/{number}").headers["ETag"]
    headers = {"If-Match": tag, "Idempotency-Key": "dispatch-once"}

    answers = [
        ole.post(f"{URL}/{number}/steps", json={"action": "dispatch"}, headers=headers)
        for _ in range(2)
    ]

    assert answers[0].get_json() == answers[1].get_json()
    assert depots.balance(session, depots.north) == (50, 0)


def test_every_step_is_audited(
    ole: SignedInClient, mia: SignedInClient, session: Session, depots: Depots
) -> None:
    number = dispatched(ole, mia, depots)
    done(step(ole, number, "receive", received=counted(ole, number)))

    told = session.scalars(
        select(AuditLog)
        .where(AuditLog.entity == "transfer", AuditLog.entity_id == str(number))
        .order_by(AuditLog.id)
    )
    states = [entry.after and entry.after.get("status") for entry in told]
    assert states == [
        None, "PENDING", "APPROVED", "DISPATCHED", "RECEIVED", "RECONCILED"
    ]  # fmt: skip
