"""POST /transfers/{id}/override: other lots than those that expire first."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from backend.tests.execution.conftest import URL, Depots, approved, done, lines, post, step
from backend.tests.factories import make_lot
from backend.tests.needs.factories import NOON, put_stock
from backend.tests.signing_in import SignedInClient

WHY = {"reason_code": "QUALITY_HOLD", "note": "The older lot is on hold"}


def override(client: SignedInClient, number: int, action: str, **body: Any) -> Any:
    return post(client, f"{URL}/{number}/override", action=action, **body)


def ask(client: SignedInClient, number: int, *lots: tuple[int | None, int]) -> Any:
    line = lines(client, number)[0]["id"]
    wanted = [
        {"line_id": line, "lot_id": lot_id, "quantity": str(quantity)} for lot_id, quantity in lots
    ]
    return override(client, number, "request", lots=wanted, **WHY)


def test_another_lot_leaves_when_a_second_person_allows_it(
    ole: SignedInClient, mia: SignedInClient, depots: Depots
) -> None:
    number = approved(ole, mia, depots, 30)
    asked = done(ask(ole, number, (depots.late.id, 30)))

    waiting = step(ole, number, "dispatch")
    allowed = done(override(mia, number, "approve"))
    done(step(ole, number, "dispatch"))

    assert (asked["has_open_override"], asked["override"]["requested_by"]) == (True, "ole")
    assert (waiting.status_code, waiting.get_json()["code"]) == (409, "OverridePending")
    assert (allowed["has_open_override"], allowed["override"]["approved_by"]) == (False, "mia")
    assert [lot["lot_id"] for lot in lines(ole, number)[0]["lots"]] == [depots.late.id]


def test_nobody_allows_their_own_wish(
    mia: SignedInClient, ole: SignedInClient, depots: Depots
) -> None:
    number = approved(ole, mia, depots, 30)
    asked = done(ask(mia, number, (depots.late.id, 30)))

    own = override(mia, number, "approve")
    officer = override(ole, number, "approve")

    assert asked["may_decide_override"] is False
    assert (own.status_code, own.get_json()["code"]) == (403, "OwnTransfer")
    assert officer.get_json()["code"] == "PermissionMissing"


def test_a_refused_wish_leaves_the_first_expired(
    ole: SignedInClient, mia: SignedInClient, depots: Depots
) -> None:
    number = approved(ole, mia, depots, 30)
    done(ask(ole, number, (depots.late.id, 30)))

    refused = done(override(mia, number, "refuse", note="It is not on hold"))
    again = override(mia, number, "approve")
    done(step(ole, number, "dispatch"))

    assert refused["override"] is None
    assert again.get_json()["code"] == "NoOverride"
    assert [lot["lot_id"] for lot in lines(ole, number)[0]["lots"]] == [depots.soon.id]


def test_a_new_wish_takes_the_place_of_one_that_was_allowed(
    ole: SignedInClient, mia: SignedInClient, depots: Depots
) -> None:
    number = approved(ole, mia, depots, 30)
    done(ask(ole, number, (depots.late.id, 30)))
    done(override(mia, number, "approve"))

    asked = done(ask(ole, number, (depots.late.id, 20), (depots.soon.id, 10)))

    assert asked["has_open_override"] is True
    assert step(ole, number, "dispatch").get_json()["code"] == "OverridePending"


@pytest.mark.parametrize("wish", ["too little", "not there", "expired", "twice", "another line"])
def test_lots_that_cannot_be_sent(
    ole: SignedInClient, mia: SignedInClient, session: Session, depots: Depots, wish: str
) -> None:
    number = approved(ole, mia, depots, 30)
    old = make_lot(session, item_id=depots.item.id, expires_on=NOON.date().replace(month=1))
    put_stock(session, depots.item, depots.north, 50, lot=old)
    session.commit()
    line = lines(ole, number)[0]["id"]
    wishes = {
        "too little": [(line, depots.late.id, "29")],
        "not there": [(line, depots.late.id, "41")],
        "expired": [(line, old.id, "30")],
        "twice": [(line, depots.late.id, "15"), (line, depots.late.id, "15")],
        "another line": [(999_999, depots.late.id, "30")],
    }
    lots = [
        {"line_id": line_id, "lot_id": lot_id, "quantity": quantity}
        for line_id, lot_id, quantity in wishes[wish]
    ]

    refused = override(ole, number, "request", lots=lots, **WHY)

    assert refused.status_code == 422
    wanted = "NotOnTransfer" if wish == "another line" else "LotNotUsable"
    assert refused.get_json()["code"] == wanted


@pytest.mark.parametrize("left_out", ["lots", "note", "reason_code"])
def test_a_wish_has_lots_a_reason_and_a_note(
    ole: SignedInClient, mia: SignedInClient, depots: Depots, left_out: str
) -> None:
    number = approved(ole, mia, depots, 30)
    lot = {"line_id": lines(ole, number)[0]["id"], "lot_id": depots.late.id, "quantity": "30"}
    body = {"lots": [lot], **WHY}
    del body[left_out]

    assert override(ole, number, "request", **body).status_code == 422


def test_after_the_goods_left_no_lot_is_chosen(
    ole: SignedInClient, mia: SignedInClient, depots: Depots
) -> None:
    number = approved(ole, mia, depots, 30)
    done(step(ole, number, "dispatch"))

    refused = ask(ole, number, (depots.late.id, 30))

    assert (refused.status_code, refused.get_json()["code"]) == (409, "TransferNotAllowed")


def test_lots_that_were_allowed_and_have_gone_since(
    ole: SignedInClient, mia: SignedInClient, depots: Depots
) -> None:
    first, second = approved(ole, mia, depots, 40), approved(ole, mia, depots, 40)
    for number in (first, second):
        done(ask(ole, number, (depots.late.id, 40)))
        done(override(mia, number, "approve"))
    done(step(ole, first, "dispatch"))

    refused = step(ole, second, "dispatch")

    assert (refused.status_code, refused.get_json()["code"]) == (422, "LotNotUsable")
