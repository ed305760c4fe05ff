"""POST /needs-lists/{id}/steps: approve, return, reject, escalate, remind and cancel."""

import datetime as dt
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.access.permissions import LOGISTICS_MANAGER, ROLES
from backend.core import clock
from backend.needs.approvals.models import ApprovalDelegation, NeedsListApproval
from backend.needs.lines.models import NeedsListItem
from backend.needs.lists.models import NeedsList, NeedsListClaim
from backend.needs.lists.workflow import Action, Status
from backend.procurement.purchases.models import Procurement, ProcurementItem
from backend.tests.conftest import sign_in
from backend.tests.execution.approvals.conftest import Maker, advance, status_of, submitted
from backend.tests.factories import make_supplier
from backend.tests.signing_in import SignedInClient

DEAR = {"unit_cost": Decimal(2000)}
TEXT = {"note": "Because the test says so"}
BODIES = {
    "return": {"reason_code": "DATA_QUALITY"},
    "reject": TEXT,
    "escalate": TEXT,
}


def claimed(session: Session, needs_list: NeedsList) -> bool:
    rows = select(NeedsListClaim).where(NeedsListClaim.needs_list_id == needs_list.id)
    return session.execute(rows).first() is not None


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


def test_safe_lines_are_approved_and_the_rest_becomes_a_draft(
    session: Session, oda: SignedInClient, mia: SignedInClient, a_list: Maker
) -> None:
    needs_list = submitted(
        oda,
        a_list({}, {"confidence": "LOW"}, {"warnings": ["burn_rate_estimated"]}),
    )

    answer = advance(mia, needs_list, "approve_safe").get_json()

    assert answer["status"] == "APPROVED"
    child = session.get_one(NeedsList, answer["child_id"])
    assert (child.status, child.parent_id, child.created_by) == (
        "DRAFT",
        needs_list.id,
        oda.user_id,
    )
    assert child.needs_list_no == answer["child_no"] != needs_list.needs_list_no
    of = select(NeedsListItem.confidence).where(NeedsListItem.warnings == [])
    assert session.scalars(of.where(NeedsListItem.needs_list_id == needs_list.id)).all() == ["HIGH"]
    session.refresh(needs_list)
    assert needs_list.total_gap_quantity == 100
    assert needs_list.total_estimated_value == 250
    assert child.total_gap_quantity == 200
    held = select(NeedsListClaim.needs_list_id)
    assert session.scalars(held).all() == [needs_list.id]
    # The child is a list like any other.
    assert advance(oda, child.id, "submit").status_code == 200


def test_splitting_does_not_lower_the_tier(
    session: Session, oda: SignedInClient, mia: SignedInClient, a_list: Maker
) -> None:
    needs_list = submitted(oda, a_list({}, {**DEAR, "confidence": "LOW"}))

    answer = advance(mia, needs_list, "approve_safe").get_json()

    assert (answer["status"], answer["next_role"]) == ("PENDING_APPROVAL", "APPROVER")


def test_without_a_safe_line_there_is_nothing_to_approve(
    session: Session, oda: SignedInClient, mia: SignedInClient, a_list: Maker
) -> None:
    needs_list = submitted(oda, a_list({"confidence": "MEDIUM"}))

    answer = advance(mia, needs_list, "approve_safe")

    assert (answer.status_code, answer.get_json()["code"]) == (409, "NothingIsSafe")
    assert session.scalars(select(NeedsList.id)).all() == [needs_list.id]


def test_a_reminder_comes_after_four_hours(
    session: Session, oda: SignedInClient, a_list: Maker
) -> None:
    needs_list = submitted(oda, a_list())

    early = advance(oda, needs_list, "remind")
    session.refresh(needs_list)
    needs_list.submitted_at = clock.now() - dt.timedelta(hours=4, minutes=1)
    session.commit()
    later = advance(oda, needs_list, "remind")

    assert early.get_json()["code"] == "TooEarlyToRemind"
    assert later.get_json()["status"] == "PENDING_APPROVAL"


def test_a_draft_is_cancelled_by_who_made_it(
    session: Session, oda: SignedInClient, noa: SignedInClient, mia: SignedInClient, a_list: Maker
) -> None:
    needs_list = a_list()

    assert advance(noa, needs_list, "cancel").get_json()["code"] == "NotYourList"
    assert advance(mia, needs_list, "cancel").get_json()["code"] == "NotYourList"
    assert advance(oda, needs_list, "cancel").get_json()["status"] == "CANCELLED"
    session.refresh(needs_list)
    assert needs_list.cancel_reason == "Removed by its author."


def test_an_approval_drafts_what_is_bought(
    session: Session, oda: SignedInClient, mia: SignedInClient, a_list: Maker
) -> None:
    needs_list = submitted(oda, a_list({}, {"gap_quantity": Decimal(7)}))

    [document] = advance(mia, needs_list, "approve").get_json()["documents"]

    assert (document["kind"], document["status"]) == ("PROCUREMENT", "DRAFT")
    bought = select(ProcurementItem.ordered_quantity).order_by(ProcurementItem.ordered_quantity)
    bought = bought.where(ProcurementItem.procurement_id == document["id"])
    assert session.scalars(bought).all() == [Decimal(7), Decimal(100)]


def test_a_cancelled_list_takes_its_documents_along(
    session: Session, oda: SignedInClient, mia: SignedInClient, a_list: Maker
) -> None:
    needs_list = submitted(oda, a_list())
    advance(mia, needs_list, "approve")

    without_reason = advance(oda, needs_list, "cancel")
    cancelled = advance(oda, needs_list, "cancel", note="The road is open again").get_json()

    assert without_reason.get_json()["code"] == "CancelNeedsReason"
    assert cancelled["status"] == "CANCELLED"
    assert [document["status"] for document in cancelled["documents"]] == ["CANCELLED"]
    assert not claimed(session, needs_list)


def test_what_is_ordered_cannot_be_cancelled(
    session: Session, oda: SignedInClient, mia: SignedInClient, a_list: Maker
) -> None:
    needs_list = submitted(oda, a_list())
    advance(mia, needs_list, "approve")
    supplier = make_supplier(session)
    purchase = session.scalars(select(Procurement)).one()
    purchase.supplier_id, purchase.approved_at = supplier.id, clock.now()
    purchase.status, purchase.po_number = "ORDERED", "PO-1"
    session.commit()

    answer = advance(oda, needs_list, "cancel", note="Too late")

    assert (answer.status_code, answer.get_json()["code"]) == (409, "AlreadyMoved")
    assert purchase.procurement_no in answer.get_json()["detail"]
    assert status_of(session, needs_list) is Status.APPROVED


def test_the_actions_shown_are_those_that_work(
    session: Session, app: Flask, oda: SignedInClient, a_list: Maker
) -> None:
    """Whatever a role sends, it gets no further than what it is shown."""
    for number, role in enumerate(ROLES):
        person = sign_in(app, session, f"p{number}", role)
        for status in (Status.DRAFT, Status.PENDING_APPROVAL, Status.APPROVED):
            for action in sorted(set(Action) - {Action.START, Action.FULFIL, Action.SUPERSEDE}):
                needs_list = a_list()
                if status is not Status.DRAFT:
                    submitted(oda, needs_list)
                if status is Status.APPROVED:
                    session.refresh(needs_list)
                    needs_list.status = status.value
                    needs_list.approved_at = clock.now()
                    session.commit()
                shown = person.post(
                    f"/api/v1/needs-lists/{needs_list.id}/steps",
                    json={"action": action, **BODIES.get(action, {})},
                    headers={"If-Match": '"0"'},
                ).get_json()["current"]["actions"]

                body = {**TEXT, **BODIES.get(action, {})}
                answer = advance(person, needs_list, action, **body)

                assert (answer.status_code == 200) == (action in shown), (role, status, action)
