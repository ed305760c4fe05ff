"""POST /needs-lists/{id}/steps: who may approve, return, reject and escalate."""

from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.needs.approvals.models import NeedsListApproval
from backend.needs.lists.workflow import Action, Status
from backend.tests.execution.approvals.conftest import (
    BODIES,
    Maker,
    advance,
    claimed,
    status_of,
    submitted,
)
from backend.tests.signing_in import SignedInClient

DEAR = {"unit_cost": Decimal(2000)}


def test_another_person_approves(
    session: Session, oda: SignedInClient, mia: SignedInClient, a_list: Maker
) -> None:
    needs_list = submitted(oda, a_list())

    answer = advance(mia, needs_list, "approve", note="Go").get_json()

    assert (answer["status"], answer["next_role"]) == ("APPROVED", None)
    assert [(each["decided_by_id"], each["role"]) for each in answer["approvals"]] == [
        (mia.user_id, "LOGISTICS_MANAGER")
    ]
    session.refresh(needs_list)
    assert needs_list.approved_by == mia.user_id
    assert claimed(session, needs_list)


@pytest.mark.parametrize("action", ["approve", "approve_safe", "return", "reject", "escalate"])
def test_nobody_decides_on_their_own_list(
    session: Session, mia: SignedInClient, ana: SignedInClient, a_list: Maker, action: str
) -> None:
    for who in (mia, ana):
        needs_list = submitted(who, a_list(created_by=None))

        answer = advance(who, needs_list, action, **BODIES.get(action, {}))

        assert (answer.status_code, answer.get_json()["code"]) == (409, "OwnList")
        assert action not in advance(who, needs_list, "remind").get_json().get("actions", [])
        assert status_of(session, needs_list) is Status.PENDING_APPROVAL


def test_who_adjusted_a_line_does_not_decide_either(
    session: Session, oda: SignedInClient, mia: SignedInClient, a_list: Maker
) -> None:
    adjusted = {
        "adjusted_quantity": Decimal(5),
        "adjustment_reason_code": "DEMAND_ADJUSTED",
        "adjusted_by": mia.user_id,
    }
    needs_list = submitted(oda, a_list(adjusted))

    assert advance(mia, needs_list, "approve").get_json()["code"] == "OwnList"


def test_a_role_that_the_policy_does_not_name_is_refused(
    oda: SignedInClient, mia: SignedInClient, ari: SignedInClient, a_list: Maker
) -> None:
    cheap = submitted(oda, a_list())
    middling = submitted(oda, a_list({"unit_cost": Decimal(500)}))

    for who, needs_list in ((ari, cheap), (mia, middling)):
        for action in ("approve", "reject", "return"):
            answer = advance(who, needs_list, action, **BODIES.get(action, {}))

            assert (answer.status_code, answer.get_json()["code"]) == (403, "RoleNotAuthorized")


def test_a_dear_list_needs_two_people_in_order(
    session: Session, oda: SignedInClient, mia: SignedInClient, ari: SignedInClient, a_list: Maker
) -> None:
    needs_list = submitted(oda, a_list(DEAR))

    too_soon = advance(ari, needs_list, "approve")
    first = advance(mia, needs_list, "approve").get_json()
    again = advance(mia, needs_list, "approve")
    second = advance(ari, needs_list, "approve").get_json()

    assert too_soon.get_json()["code"] == "RoleNotAuthorized"
    assert (first["status"], first["next_role"]) == ("PENDING_APPROVAL", "APPROVER")
    assert again.status_code == 403
    assert second["status"] == "APPROVED"
    assert [each["decided_by_id"] for each in second["approvals"]] == [mia.user_id, ari.user_id]


def test_an_administrator_counts_once(
    oda: SignedInClient,
    ana: SignedInClient,
    mia: SignedInClient,
    ari: SignedInClient,
    a_list: Maker,
) -> None:
    needs_list = submitted(oda, a_list(DEAR))
    advance(ana, needs_list, "approve")

    answer = advance(ana, needs_list, "approve")

    assert (answer.status_code, answer.get_json()["code"]) == (409, "ApprovedAlready")


def test_a_return_gives_the_items_back_and_a_new_round_begins(
    session: Session, oda: SignedInClient, mia: SignedInClient, a_list: Maker
) -> None:
    needs_list = submitted(oda, a_list(DEAR))
    advance(mia, needs_list, "approve")

    returned = advance(mia, needs_list, "return", reason_code="QTY_ADJUSTMENT", note="Half of it")
    freed = not claimed(session, needs_list)
    again = advance(oda, needs_list, "submit").get_json()

    assert returned.get_json()["status"] == "RETURNED"
    assert freed
    assert (again["round"], again["approvals"], again["next_role"]) == (2, [], "LOGISTICS_MANAGER")
    assert session.scalars(select(NeedsListApproval.round)).all() == [1]


def test_a_rejected_list_is_over(
    session: Session, oda: SignedInClient, mia: SignedInClient, a_list: Maker
) -> None:
    needs_list = submitted(oda, a_list())

    assert advance(mia, needs_list, "reject", note="No").get_json()["status"] == "REJECTED"

    assert not claimed(session, needs_list)
    for action in Action:
        answer = advance(mia, needs_list, action.value, **BODIES.get(action.value, {}))
        assert answer.status_code in (409, 422)


def test_an_escalation_asks_the_tier_above(
    oda: SignedInClient, mia: SignedInClient, ari: SignedInClient, a_list: Maker
) -> None:
    needs_list = submitted(oda, a_list())

    raised = advance(mia, needs_list, "escalate", note="Too much for me").get_json()

    assert (raised["status"], raised["required_roles"]) == ("UNDER_REVIEW", ["APPROVER"])
    assert advance(mia, needs_list, "approve").status_code == 403
    assert advance(ari, needs_list, "approve").get_json()["status"] == "APPROVED"


@pytest.mark.parametrize(
    ("action", "body"),
    [
        ("return", {}),
        ("return", {"reason_code": "NO_SUCH_CODE"}),
        ("return", {"reason_code": "OTHER"}),
        ("reject", {}),
        ("reject", {"note": "   "}),
        ("escalate", {}),
        ("approve", {"reason_code": "DATA_QUALITY"}),
        ("start", {}),
        ("fulfil", {}),
        ("supersede", {}),
    ],
)
def test_a_step_without_its_reason_is_refused(
    session: Session,
    oda: SignedInClient,
    mia: SignedInClient,
    a_list: Maker,
    action: str,
    body: dict[str, str],
) -> None:
    needs_list = submitted(oda, a_list())

    assert advance(mia, needs_list, action, **body).status_code == 422
    assert status_of(session, needs_list) is Status.PENDING_APPROVAL


def test_stale_data_has_to_be_acknowledged_again(
    session: Session, oda: SignedInClient, mia: SignedInClient, a_list: Maker
) -> None:
    needs_list = a_list(data_freshness_level="LOW", hours_behind=Decimal(9))
    advance(oda, needs_list, "submit", acknowledge_stale=True)

    refused = advance(mia, needs_list, "approve")
    approved = advance(mia, needs_list, "approve", acknowledge_stale=True)

    assert refused.get_json()["code"] == "StaleNotAcknowledged"
    assert approved.get_json()["status"] == "APPROVED"
    session.refresh(needs_list)
    assert needs_list.stale_approved_by == mia.user_id
