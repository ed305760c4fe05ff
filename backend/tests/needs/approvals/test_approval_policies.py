"""Approval policies and delegations."""

import datetime as dt
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.access.permissions import APPROVER
from backend.audit.models import AuditLog
from backend.core import clock
from backend.tests.conftest import sign_in
from backend.tests.signing_in import SignedInClient

POLICIES, DELEGATIONS = "/api/v1/approval-policies", "/api/v1/approval-delegations"
TIER: dict[str, Any] = {
    "name": "Medicines",
    "horizon": "C",
    "scope": "Medicines",
    "minimum_value": "500",
    "roles": ["APPROVER"],
    "time_limit_hours": "6",
    "rank": 6,
    "reason": "The board decided so",
}


@pytest.fixture
def ari(app: Flask, session: Session) -> SignedInClient:
    return sign_in(app, session, "ari", APPROVER)


def test_the_seeded_policy_is_listed_by_rank(vic: SignedInClient) -> None:
    answer = vic.get(POLICIES).get_json()

    assert [policy["rank"] for policy in answer["data"]] == [1, 2, 3, 4, 5]
    csv = vic.get(f"{POLICIES}?format=csv")
    assert len(csv.get_data(as_text=True).splitlines()) == answer["meta"]["total"] + 1
    assert [each["name"] for each in vic.get(f"{POLICIES}?horizon=A").get_json()["data"]] == [
        "Transfers"
    ]


def test_a_tier_is_added_and_written_down(session: Session, ana: SignedInClient) -> None:
    answer = ana.post(POLICIES, json=TIER)

    assert answer.status_code == 201
    assert ana.get(answer.headers["Location"]).get_json()["scope"] == "Medicines"
    entry = session.scalars(select(AuditLog).where(AuditLog.entity == "approval_policy")).one()
    assert (entry.reason, entry.before) == ("The board decided so", None)


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"name": "Transfers"}, 409),
        ({"roles": ["NOBODY"]}, 422),
        ({"roles": []}, 422),
        ({"roles": ["APPROVER", "APPROVER"]}, 422),
        ({"maximum_value": "500"}, 422),
        ({"time_limit_hours": "0"}, 422),
        ({"reason": " "}, 422),
        ({"phase": "PANIC"}, 422),
    ],
)
def test_a_tier_that_cannot_be_is_refused(
    ana: SignedInClient, change: dict[str, Any], status: int
) -> None:
    assert ana.post(POLICIES, json={**TIER, **change}).status_code == status


def test_only_administrators_change_the_policy(noa: SignedInClient, ari: SignedInClient) -> None:
    assert noa.post(POLICIES, json=TIER).status_code == 403
    assert ari.post(POLICIES, json=TIER).status_code == 403


def test_a_tier_is_changed_by_who_read_it(ana: SignedInClient, session: Session) -> None:
    policy = ana.get(f"{POLICIES}?horizon=A").get_json()["data"][0]
    address, tag = f"{POLICIES}/{policy['id']}", {"If-Match": f'"{policy["version"]}"'}
    change = {"time_limit_hours": "2", "reason": "Faster"}

    changed = ana.patch(address, json=change, headers=tag)
    stale = ana.patch(address, json=change, headers=tag)
    reversed_range = ana.patch(
        address,
        json={"minimum_value": "9", "maximum_value": "8", "reason": "x"},
        headers={"If-Match": "*"},
    )

    assert changed.get_json()["time_limit_hours"] == "2.00"
    assert stale.status_code == 412
    assert reversed_range.status_code == 422
    entry = session.scalars(select(AuditLog).where(AuditLog.entity == "approval_policy")).one()
    assert entry.before is not None
    assert list(entry.before) == ["time_limit_hours"]
    assert ana.get(f"{POLICIES}/999999").status_code == 404


def a_week(to: int, **more: object) -> dict[str, object]:
    today = clock.today()
    return {
        "to_user_id": to,
        "starts_on": today.isoformat(),
        "ends_on": (today + dt.timedelta(days=7)).isoformat(),
        "reason": "Leave",
        **more,
    }


def test_an_approver_names_a_stand_in_and_revokes_it(
    ari: SignedInClient, vic: SignedInClient
) -> None:
    people = ari.get(f"{DELEGATIONS}/people").get_json()["data"]
    made = ari.post(DELEGATIONS, json=a_week(vic.user_id))
    again = ari.post(DELEGATIONS, json=a_week(vic.user_id))
    address = f"{DELEGATIONS}/{made.get_json()['id']}/revoke"
    revoked = ari.post(address, headers={"If-Match": "*"})

    assert vic.user_id in {person["id"] for person in people}
    assert ari.user_id not in {person["id"] for person in people}
    assert (made.status_code, made.get_json()["from_user_id"]) == (201, ari.user_id)
    assert again.get_json()["code"] == "DelegationOverlaps"
    assert revoked.get_json()["revoked_at"] is not None
    assert ari.post(address, headers={"If-Match": "*"}).get_json()["code"] == "DelegationEnded"
    assert vic.get(f"{DELEGATIONS}?current=true").get_json()["data"] == []
    assert len(vic.get(f"{DELEGATIONS}?current=false").get_json()["data"]) == 1


def test_only_administrators_delegate_for_others(
    ari: SignedInClient, ana: SignedInClient, vic: SignedInClient, noa: SignedInClient
) -> None:
    body = a_week(vic.user_id, from_user_id=noa.user_id)

    assert ari.post(DELEGATIONS, json=body).get_json()["code"] == "NotYourDelegation"
    assert vic.post(DELEGATIONS, json=a_week(noa.user_id)).status_code == 403
    made = ana.post(DELEGATIONS, json=body)
    assert made.status_code == 201
    address = f"{DELEGATIONS}/{made.get_json()['id']}/revoke"
    assert ari.post(address, headers={"If-Match": "*"}).status_code == 403


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"to_user_id": 999_999}, 404),
        ({"ends_on": "2026-01-01"}, 422),
        ({"ends_on": "2099-01-01"}, 422),
        ({"reason": ""}, 422),
    ],
)
def test_a_delegation_that_cannot_be_is_refused(
    ari: SignedInClient, vic: SignedInClient, change: dict[str, Any], status: int
) -> None:
    assert ari.post(DELEGATIONS, json={**a_week(vic.user_id), **change}).status_code == status


def test_nobody_stands_in_for_themselves(ari: SignedInClient) -> None:
    answer = ari.post(DELEGATIONS, json=a_week(ari.user_id))

    assert (answer.status_code, answer.get_json()["code"]) == (422, "NobodyElse")
