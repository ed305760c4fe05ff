"""The header Idempotency-Key."""

from threading import Event, Thread

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from backend.core import idempotency
from backend.extensions import own_transaction
from backend.inventory.models import Region
from backend.tests.conftest import sign_in
from backend.tests.core.probes import probes
from backend.tests.signing_in import SignedInClient

URL = "/api/v1/probes/regions"


def post(client: FlaskClient, key: str = "k1", **body: object) -> TestResponse:
    return client.post(URL, json={"code": "n", **body}, headers={"Idempotency-Key": key})


def regions(session: Session) -> int:
    session.expire_all()
    return session.execute(select(func.count()).select_from(Region)).scalar_one()


def test_a_repeat_gets_the_stored_answer(ana: SignedInClient, session: Session) -> None:
    first, second = post(ana), post(ana)

    assert first.status_code == second.status_code == 201
    assert first.get_data() == second.get_data()
    assert first.headers["Location"] == second.headers["Location"]
    assert second.mimetype == "application/json"
    assert regions(session) == 1


def test_another_body_under_the_same_key_is_refused(ana: SignedInClient, session: Session) -> None:
    post(ana)

    answer = post(ana, code="another")

    assert answer.status_code == 422
    assert answer.get_json()["code"] == "IdempotencyKeyReused"
    assert regions(session) == 1


def test_a_key_belongs_to_its_user(
    ana: SignedInClient, noa: SignedInClient, session: Session
) -> None:
    assert post(ana).status_code == post(noa, code="another").status_code == 201
    assert regions(session) == 2


def test_a_failed_request_may_be_tried_again(ana: SignedInClient, session: Session) -> None:
    assert post(ana, fails=True).status_code == 409
    assert regions(session) == 0

    assert post(ana).status_code == 201


def test_without_a_key_each_request_counts(ana: SignedInClient, session: Session) -> None:
    for code in ("a", "b"):
        assert ana.post(URL, json={"code": code}).status_code == 201
    assert regions(session) == 2


@pytest.mark.parametrize("key", ["", "x" * 256])
def test_an_unusable_key_is_refused(ana: SignedInClient, key: str) -> None:
    assert post(ana, key=key).status_code == 400


def test_a_second_request_at_the_same_time_is_told_to_wait(
    live: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    live.register_api(probes)  # type: ignore[attr-defined]
    with live.app_context(), own_transaction() as session:
        ana = sign_in(live, session, "ana", "ADMIN")
    inside, go_on = Event(), Event()
    hashed = idempotency.body_hash

    def stop_once() -> str:
        if not inside.is_set():
            inside.set()
            go_on.wait(10)
        return hashed()

    monkeypatch.setattr(idempotency, "body_hash", stop_once)
    answers: list[TestResponse] = []
    first = Thread(target=lambda: answers.append(post(ana)))
    first.start()
    assert inside.wait(10)

    second = post(ana)
    go_on.set()
    first.join(10)

    assert second.status_code == 409
    assert second.get_json()["code"] == "IdempotencyKeyInUse"
    assert answers[0].status_code == 201
    assert post(ana).get_data() == answers[0].get_data()
