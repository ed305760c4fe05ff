"""Reminders, warnings and escalations by the scheduler, and the list of what waits."""

import datetime as dt
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.access.permissions import LOGISTICS_MANAGER
from backend.core import clock
from backend.core.context import NOBODY, act_as
from backend.needs.approvals import notices
from backend.needs.approvals.models import ApprovalDelegation, ApprovalNotice
from backend.needs.lists.models import NeedsList
from backend.needs.lists.workflow import Status
from backend.tests.factories import make_user
from backend.tests.needs.factories import NOON, make_event, make_needs_list
from backend.tests.needs.scenes import a_site
from backend.tests.signing_in import SignedInClient

FOUR_HOURS = dt.timedelta(hours=4)


@pytest.fixture
def waiting(session: Session) -> NeedsList:
    """A list submitted at noon that is due at four."""
    needs_list = make_needs_list(
        session,
        make_event(session),
        a_site(session),
        status=Status.PENDING_APPROVAL,
        submitted_by=make_user(session).id,
        due_at=NOON + FOUR_HOURS,
        policy_names=["Transfers"],
        lines=[{"unit_cost": Decimal(1)}],
    )
    session.commit()
    return needs_list


def levels(session: Session) -> list[str]:
    return list(session.scalars(select(ApprovalNotice.level).order_by(ApprovalNotice.id)))


def test_each_level_is_given_once(session: Session, waiting: NeedsList) -> None:
    given = [notices.give_due(session, NOON + FOUR_HOURS * part / 4) for part in (1, 2, 2, 3, 4, 5)]

    assert given == [0, 1, 0, 1, 1, 0]
    assert levels(session) == ["REMINDER", "WARNING", "ESCALATION"]


def test_at_the_end_of_the_time_the_tier_above_is_asked(
    session: Session, waiting: NeedsList, ana: SignedInClient
) -> None:
    act_as(NOBODY)
    notices.give_due(session, NOON + FOUR_HOURS)
    session.commit()

    session.refresh(waiting)
    assert (waiting.status, waiting.required_roles) == ("UNDER_REVIEW", ["APPROVER"])
    assert waiting.escalation_reason == "Nobody decided within 4 hours."
    [entry] = ana.get(f"/api/v1/needs-lists/{waiting.id}/history").get_json()["data"]
    assert (entry["actor"], entry["after"]["action"]) == ("system", "escalate")


def test_a_list_that_is_decided_gets_no_notice(session: Session, waiting: NeedsList) -> None:
    waiting.status = Status.RETURNED.value
    waiting.return_reason_code = "OTHER"
    session.flush()

    assert notices.give_due(session, NOON + FOUR_HOURS) == 0


def test_what_waits_is_listed_with_its_last_notice(
    session: Session, waiting: NeedsList, noa: SignedInClient
) -> None:
    notices.give_due(session, NOON + FOUR_HOURS * 3 / 4)
    session.commit()

    [notice] = noa.get("/api/v1/needs-lists/notices").get_json()["data"]

    assert notice["needs_list_no"] == waiting.needs_list_no
    assert (notice["level"], notice["role"]) == ("WARNING", "LOGISTICS_MANAGER")
    assert notice["is_mine"] is False


def mine(client: SignedInClient) -> int:
    answer = client.get("/api/v1/needs-lists/notices?mine=true&limit=1").get_json()
    total: int = answer["meta"]["total"]
    return total


def test_mine_is_what_i_may_decide(
    session: Session, waiting: NeedsList, ana: SignedInClient, vic: SignedInClient
) -> None:
    manager = make_user(session, roles=(LOGISTICS_MANAGER,))
    session.commit()

    assert (mine(ana), mine(vic)) == (1, 0)
    today = clock.today()
    session.add(
        ApprovalDelegation(
            from_user_id=manager.id,
            to_user_id=vic.user_id,
            starts_on=today,
            ends_on=today,
            reason="Leave",
        )
    )
    session.commit()
    assert mine(vic) == 1
    waiting.created_by = ana.user_id
    session.commit()
    assert mine(ana) == 0


def test_the_history_of_an_unknown_list_is_not_found(noa: SignedInClient) -> None:
    assert noa.get("/api/v1/needs-lists/999999/history").status_code == 404
