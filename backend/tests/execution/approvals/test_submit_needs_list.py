"""POST /needs-lists/{id}/steps with submit: who may, what it checks, what it takes."""

import datetime as dt
from decimal import Decimal

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from backend.needs.approvals.models import ApprovalPolicy
from backend.needs.lists.models import NeedsListClaim
from backend.needs.lists.workflow import Status
from backend.tests.execution.approvals.conftest import Maker, advance, status_of, submitted
from backend.tests.factories import make_item
from backend.tests.needs.factories import (
    NOON,
    make_event,
    make_needs_list,
    make_needs_list_item,
    report_site,
)
from backend.tests.needs.scenes import a_site
from backend.tests.signing_in import SignedInClient


def claims(session: Session) -> int:
    return session.execute(select(func.count()).select_from(NeedsListClaim)).scalar_one()


def test_submitting_asks_the_policy_and_takes_the_items(
    session: Session, oda: SignedInClient, a_list: Maker
) -> None:
    needs_list = a_list({}, {"gap_quantity": Decimal(10)})

    answer = advance(oda, needs_list, "submit", note="Before the weekend").get_json()

    assert answer["status"] == "PENDING_APPROVAL"
    assert answer["required_roles"] == [answer["next_role"]] == ["LOGISTICS_MANAGER"]
    assert claims(session) == 2
    session.refresh(needs_list)
    assert needs_list.policy_names == ["Procurement up to 10,000"]
    assert needs_list.submitted_at is not None
    # Eight hours, halved by the surge.
    assert needs_list.due_at == needs_list.submitted_at + dt.timedelta(hours=4)


def test_the_value_decides_who_has_to_approve(
    session: Session, oda: SignedInClient, a_list: Maker
) -> None:
    worth = {cost: a_list({"unit_cost": Decimal(cost)}) for cost in (101, 1001)}
    unknown = a_list({"unit_cost": None})

    roles = {
        cost: advance(oda, one, "submit").get_json()["required_roles"]
        for cost, one in worth.items()
    }

    assert roles == {101: ["APPROVER"], 1001: ["LOGISTICS_MANAGER", "APPROVER"]}
    assert advance(oda, unknown, "submit").get_json()["required_roles"] == roles[1001]
    session.refresh(unknown)
    assert set(unknown.warnings) == {"approval_tier_conservative", "cost_missing_for_approval"}


def test_an_empty_list_is_refused(session: Session, oda: SignedInClient, a_list: Maker) -> None:
    needs_list = a_list(
        {"adjusted_quantity": Decimal(0), "adjustment_reason_code": "DEMAND_ADJUSTED"}
    )

    answer = advance(oda, needs_list, "submit")

    assert (answer.status_code, answer.get_json()["code"]) == (409, "NeedsListEmpty")


def test_an_item_in_an_active_list_is_refused_by_name(
    session: Session, oda: SignedInClient, a_list: Maker
) -> None:
    site = a_site(session)
    first = submitted(oda, a_list(site=site))
    second = make_needs_list(session, make_event(session), site, created_by=oda.user_id)
    claim = session.scalars(select(NeedsListClaim)).one()
    make_needs_list_item(session, second, item_id=claim.item_id)
    make_needs_list_item(session, second)
    session.commit()

    answer = advance(oda, second, "submit")

    problem = answer.get_json()
    assert (answer.status_code, problem["code"]) == (409, "ItemsClaimed")
    assert first.needs_list_no in problem["detail"]
    assert [error["message"].split(" is on ")[1] for error in problem["errors"]] == [
        first.needs_list_no
    ]
    assert claims(session) == 1
    assert status_of(session, second) is Status.DRAFT


def test_an_item_no_longer_in_use_is_refused(
    session: Session, oda: SignedInClient, a_list: Maker
) -> None:
    needs_list = a_list()
    gone = make_item(session, is_active=False)
    make_needs_list_item(session, needs_list, gone)
    session.commit()

    answer = advance(oda, needs_list, "submit")

    assert (answer.status_code, answer.get_json()["code"]) == (409, "ItemInactive")
    assert gone.sku in answer.get_json()["detail"]


def test_a_site_that_fell_behind_since_is_stale_too(
    session: Session, oda: SignedInClient, a_list: Maker
) -> None:
    needs_list = a_list()
    # Four hours is the limit of a surge.
    report_site(session, a_site(session), NOON + dt.timedelta(hours=5))
    session.commit()

    answer = advance(oda, needs_list, "submit")

    assert answer.get_json()["code"] == "StaleNotAcknowledged"
    assert "is 5.0 hours old" in answer.get_json()["detail"]


def test_stale_data_has_to_be_acknowledged(
    session: Session, oda: SignedInClient, a_list: Maker
) -> None:
    late = a_site(session, name="Far hub")
    needs_list = a_list(site=late, data_freshness_level="LOW", hours_behind=Decimal("12.5"))

    refused = advance(oda, needs_list, "submit")
    taken = advance(oda, needs_list, "submit", acknowledge_stale=True)

    assert refused.get_json()["code"] == "StaleNotAcknowledged"
    assert "Data for Far hub is 12.5 hours old" in refused.get_json()["detail"]
    assert taken.status_code == 200
    session.refresh(needs_list)
    assert needs_list.stale_acknowledged_by == oda.user_id


def test_without_a_policy_nobody_could_approve(
    session: Session, oda: SignedInClient, a_list: Maker
) -> None:
    needs_list = a_list()
    session.execute(update(ApprovalPolicy).values(is_active=False))
    session.commit()

    answer = advance(oda, needs_list, "submit")

    assert (answer.status_code, answer.get_json()["code"]) == (409, "NoPolicy")


def test_a_viewer_may_not_submit(vic: SignedInClient, a_list: Maker) -> None:
    answer = advance(vic, a_list(), "submit")

    assert (answer.status_code, answer.get_json()["code"]) == (403, "StepNotPermitted")


def test_an_old_version_is_refused(oda: SignedInClient, a_list: Maker) -> None:
    needs_list = a_list()
    address = f"/api/v1/needs-lists/{needs_list.id}/steps"

    without = oda.post(address, json={"action": "submit"})
    old = oda.post(address, json={"action": "submit"}, headers={"If-Match": '"0"'})

    assert (without.status_code, old.status_code) == (428, 412)
    assert old.get_json()["current"]["needs_list_no"] == needs_list.needs_list_no
