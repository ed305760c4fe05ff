"""Several people send the same change at the same moment."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from backend.access.permissions import ADMIN
from backend.extensions import db
from backend.tests.conftest import sign_in
from backend.tests.signing_in import SignedInClient
from backend.tests.world import make_world

PEOPLE = 4


@pytest.fixture
def ada(live: Flask) -> SignedInClient:
    with live.app_context(), Session(db.engine) as session:
        make_world(session)
        client = sign_in(live, session, "ada", ADMIN)
        session.commit()
    return client


def at_once(ada: SignedInClient, method: str, url: str, **sent: Any) -> Counter[int]:
    """Count the statuses of the answers to the same request, sent by several threads."""
    gate = Barrier(PEOPLE)

    def send(_: int) -> int:
        one = ada.application.test_client()
        one.environ_base.update(ada.environ_base)
        gate.wait()
        return one.open(f"/api/v1{url}", method=method, **sent).status_code

    with ThreadPoolExecutor(PEOPLE) as pool:
        return Counter(pool.map(send, range(PEOPLE)))


CHANGES: list[tuple[str, str, dict[str, Any]]] = [
    ("PATCH", "/alerts/{alerts}", {"action": "acknowledge"}),
    ("PATCH", "/recommendations/{recommendations}", {"action": "accept"}),
    ("PATCH", "/users/{users}", {"full_name": "Ada"}),
    ("PUT", "/planning/service-levels/A", {"service_level": 0.9}),
    (
        "PUT",
        "/planning/items/{items}/sites/{sites}/policy",
        {"service_level": 0.9, "review_period_days": None, "is_stocked": True},
    ),
]


@pytest.fixture
def ids(ada: SignedInClient) -> dict[str, int]:
    """One record of each kind. Ids are never 1 by chance: rolled-back tests used some up."""
    kinds = ("alerts", "recommendations", "users", "items", "sites")
    return {kind: ada.get(f"/api/v1/{kind}").get_json()["data"][0]["id"] for kind in kinds}


def test_only_one_of_several_equal_changes_is_made(
    ada: SignedInClient, ids: dict[str, int]
) -> None:
    for method, template, body in CHANGES:
        url = template.format(**ids)
        etag = ada.get(f"/api/v1{url}").headers["ETag"]

        answers = at_once(ada, method, url, json=body, headers={"If-Match": etag})

        assert answers == {200: 1, 412: PEOPLE - 1}, url


def test_a_policy_that_exists_is_changed_only_once_too(
    ada: SignedInClient, ids: dict[str, int]
) -> None:
    method, template, body = CHANGES[-1]
    url = template.format(**ids)
    ada.put(f"/api/v1{url}", json=body, headers={"If-Match": "*"})
    etag = ada.get(f"/api/v1{url}").headers["ETag"]
    changed = {**body, "service_level": 0.8}

    answers = at_once(ada, method, url, json=changed, headers={"If-Match": etag})

    assert answers == {200: 1, 412: PEOPLE - 1}


def test_a_key_sent_several_times_at_once_does_its_work_once(ada: SignedInClient) -> None:
    sent = {"json": {"step": "kpis"}, "headers": {"Idempotency-Key": "once"}}

    answers = at_once(ada, "POST", "/jobs", **sent)

    # Whoever comes while the first is at work is told so; later ones get its answer.
    assert answers[202] >= 1
    assert answers[202] + answers[409] == PEOPLE
    queued = ada.get("/api/v1/jobs?step=kpis").get_json()
    assert queued["meta"]["total"] == 1
    assert ada.post("/api/v1/jobs", **sent).get_json()["id"] == queued["data"][0]["id"]
