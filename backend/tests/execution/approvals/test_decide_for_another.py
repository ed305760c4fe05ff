"""Delegations: who decides on a needs list in another's place."""

import datetime as dt
from decimal import Decimal

from flask import Flask
from sqlalchemy.orm import Session

from backend.access.permissions import LOGISTICS_MANAGER
from backend.core import clock
from backend.needs.approvals.models import ApprovalDelegation
from backend.tests.conftest import sign_in
from backend.tests.execution.approvals.conftest import Maker, advance, submitted
from backend.tests.signing_in import SignedInClient

DEAR = {"unit_cost": Decimal(2000)}


def lend(session: Session, giver: int, taker: int, **overrides: object) -> None:
    today = clock.today()
    stated = {"starts_on": today, "ends_on": today, "reason": "Leave", **overrides}
    session.add(ApprovalDelegation(from_user_id=giver, to_user_id=taker, **stated))
    session.commit()


def test_a_delegate_decides_with_the_roles_of_another(
    session: Session, oda: SignedInClient, mia: SignedInClient, vic: SignedInClient, a_list: Maker
) -> None:
    needs_list = submitted(oda, a_list())
    before = advance(vic, needs_list, "approve")
    lend(session, mia.user_id, vic.user_id)

    after = advance(vic, needs_list, "approve").get_json()

    assert before.get_json()["code"] == "StepNotPermitted"
    assert after["status"] == "APPROVED"
    [approval] = after["approvals"]
    assert (approval["decided_by_id"], approval["on_behalf_of_id"]) == (vic.user_id, mia.user_id)


def test_a_delegation_ends(
    session: Session, oda: SignedInClient, mia: SignedInClient, vic: SignedInClient, a_list: Maker
) -> None:
    needs_list = submitted(oda, a_list())
    yesterday = clock.today() - dt.timedelta(days=1)
    lend(session, mia.user_id, vic.user_id, starts_on=yesterday, ends_on=yesterday)
    lend(session, mia.user_id, vic.user_id, revoked_at=clock.now())

    assert advance(vic, needs_list, "approve").status_code == 403


def test_nobody_decides_in_the_place_of_who_made_the_list(
    session: Session, mia: SignedInClient, vic: SignedInClient, a_list: Maker
) -> None:
    needs_list = submitted(mia, a_list(created_by=mia.user_id))
    lend(session, mia.user_id, vic.user_id)

    answer = advance(vic, needs_list, "approve")

    assert answer.get_json()["code"] == "RoleNotAuthorized"


def test_two_approvals_are_never_of_one_authority(
    session: Session,
    app: Flask,
    oda: SignedInClient,
    vic: SignedInClient,
    a_list: Maker,
) -> None:
    both = sign_in(app, session, "bea", LOGISTICS_MANAGER, "APPROVER")
    needs_list = submitted(oda, a_list(DEAR))
    advance(both, needs_list, "approve")
    lend(session, both.user_id, vic.user_id)

    answer = advance(vic, needs_list, "approve")

    assert answer.get_json()["code"] == "ApprovedAlready"
