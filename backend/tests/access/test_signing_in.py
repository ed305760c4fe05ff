"""POST /auth/login, /auth/logout; GET /auth/me; lock-out and tokens."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from statistics import median
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jose import jwt
from passlib.context import CryptContext
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.access import passwords
from backend.access.models import User
from backend.access.tokens import Claims, issue_access_token, read_access_token
from backend.audit.models import AuditLog
from backend.core import clock
from backend.extensions import own_transaction
from backend.tests.factories import PASSWORD, make_user
from backend.tests.signing_in import SignedInClient

LOGIN = "/api/v1/auth/login"
ME = "/api/v1/auth/me"
KEY = "the-key-of-the-tests-is-no-secret-at-all"


@pytest.fixture
def eve(session: Session) -> User:
    user = make_user(session, username="eve")
    session.commit()
    return user


def log_in(client: FlaskClient, password: str, username: str = "eve") -> int:
    body = {"username": username, "password": password}
    return client.post(LOGIN, json=body).status_code


def test_signing_in_answers_tokens_that_work(client: FlaskClient, eve: User) -> None:
    answer = client.post(LOGIN, json={"username": "Eve", "password": PASSWORD}).get_json()

    assert set(answer) == {"access_token", "refresh_token", "token_type", "expires_in"}
    assert (answer["token_type"], answer["expires_in"]) == ("Bearer", 900)
    me = client.get(ME, headers={"Authorization": f"Bearer {answer['access_token']}"}).get_json()
    assert (me["username"], me["roles"]) == ("eve", ["VIEWER"])
    assert me["organisation"]["is_demo"] is False


def test_signing_in_is_no_edit_of_the_user(
    client: FlaskClient, eve: User, session: Session
) -> None:
    log_in(client, "wrong")
    log_in(client, PASSWORD)

    session.refresh(eve)
    assert eve.last_login_at is not None
    assert eve.version == 1


def test_a_wrong_password_and_an_unknown_name_look_the_same(client: FlaskClient, eve: User) -> None:
    wrong = client.post(LOGIN, json={"username": "eve", "password": "wrong"})
    unknown = client.post(LOGIN, json={"username": "nobody", "password": "wrong"})

    assert wrong.status_code == unknown.status_code == 401
    different = {"request_id"}
    assert {k: v for k, v in wrong.get_json().items() if k not in different} == {
        k: v for k, v in unknown.get_json().items() if k not in different
    }


def test_an_unknown_name_costs_a_password_check_too(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[str | None] = []
    verify = passwords.verify

    def spy(password: str, password_hash: str | None) -> tuple[bool, str | None]:
        checked.append(password_hash)
        return verify(password, password_hash)

    monkeypatch.setattr(passwords, "verify", spy)
    began = time.process_time()
    assert log_in(client, "wrong", username="nobody") == 401

    assert checked == [None]
    # Argon2 is slow on purpose; without it the answer would take two milliseconds.
    assert time.process_time() - began > 0.02


def test_how_long_it_takes_tells_nothing(client: FlaskClient, eve: User) -> None:
    for _ in range(5):
        log_in(client, "wrong")
    attempts = {"unknown": ("nobody", "wrong"), "locked": ("eve", PASSWORD)}
    spent: dict[str, list[float]] = {name: [] for name in attempts}

    # In turns, and in time of the processor, so that a busy machine slows both alike.
    for _ in range(9):
        for name, (username, password) in attempts.items():
            began = time.process_time()
            assert log_in(client, password, username=username) == 401
            spent[name].append(time.process_time() - began)

    unknown, locked = (median(times) for times in spent.values())
    assert 0.5 < unknown / locked < 2


def test_five_failures_lock_and_time_unlocks(
    client: FlaskClient, eve: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(5):
        assert log_in(client, "wrong") == 401
    assert log_in(client, PASSWORD) == 401

    later = clock.now() + timedelta(minutes=15, seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)

    assert log_in(client, PASSWORD) == 200


def test_a_success_forgets_earlier_failures(client: FlaskClient, eve: User) -> None:
    for _ in range(2):
        for _ in range(4):
            log_in(client, "wrong")
        assert log_in(client, PASSWORD) == 200


def test_failures_are_written_down(client: FlaskClient, eve: User, session: Session) -> None:
    for _ in range(5):
        log_in(client, "wrong")

    actions = session.scalars(select(AuditLog.action).order_by(AuditLog.id)).all()
    assert actions == ["access:session:refused"] * 5 + ["access:user:locked"]


def test_guesses_sent_at_once_are_counted_one_by_one(live: Flask) -> None:
    with live.app_context(), own_transaction() as session:
        make_user(session, username="eve")

    with ThreadPoolExecutor(6) as pool:
        statuses = list(pool.map(lambda _: log_in(live.test_client(), "wrong"), range(6)))

    assert statuses == [401] * 6
    assert log_in(live.test_client(), PASSWORD) == 401
    with live.app_context(), own_transaction() as session:
        assert session.scalars(select(User.locked_until)).one() is not None


def test_an_outdated_hash_is_renewed(client: FlaskClient, session: Session) -> None:
    weak = CryptContext(schemes=["argon2"], argon2__time_cost=1).hash(PASSWORD)
    user = make_user(session, username="eve", password_hash=weak)
    session.commit()

    assert log_in(client, PASSWORD) == 200

    session.expire_all()
    assert session.get_one(User, user.id).password_hash != weak
    assert log_in(client, PASSWORD) == 200


def test_signing_out_ends_the_session_at_once(vic: SignedInClient) -> None:
    assert vic.post("/api/v1/auth/logout").status_code == 204

    assert vic.get(ME).status_code == 401


def test_too_many_attempts_from_one_address_are_slowed_down(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = app.config["SETTINGS"].model_copy(update={"login_rate_limit": "3 per minute"})
    monkeypatch.setitem(app.config, "SETTINGS", slow)

    statuses = [log_in(client, "wrong", username=f"user{n}") for n in range(4)]

    assert statuses == [401, 401, 401, 429]


NOW = datetime(2026, 1, 1, tzinfo=UTC)


def test_a_token_says_whom_it_speaks_for() -> None:
    claims = Claims(user_id=7, family=uuid4(), epoch=3)
    now = datetime.now(UTC)

    token = issue_access_token(claims, key=KEY, now=now, lifetime=timedelta(minutes=1))

    assert read_access_token(token, key=KEY) == claims
    assert read_access_token(token, key=KEY[::-1]) is None


@pytest.mark.parametrize(
    "change",
    [
        {"iss": "another"},
        {"aud": "another"},
        {"exp": int(NOW.timestamp())},
        {"sub": "x"},
        {"sid": "x"},
        {"jti": None},
        {"exp": None},
    ],
    ids=str,
)
def test_a_token_that_is_not_quite_ours_is_refused(change: dict[str, object]) -> None:
    now = datetime.now(UTC)
    claims = Claims(user_id=7, family=uuid4(), epoch=3)
    token = issue_access_token(claims, key=KEY, now=now, lifetime=timedelta(minutes=1))
    payload = {**jwt.get_unverified_claims(token), **change}
    payload = {name: value for name, value in payload.items() if value is not None}

    assert read_access_token(jwt.encode(payload, KEY, algorithm="HS256"), key=KEY) is None


@pytest.mark.parametrize("algorithm", ["HS384", "HS512"])
def test_the_algorithm_is_not_for_the_token_to_choose(algorithm: str) -> None:
    now = datetime.now(UTC)
    claims = Claims(user_id=7, family=uuid4(), epoch=3)
    token = issue_access_token(claims, key=KEY, now=now, lifetime=timedelta(minutes=1))
    forged = jwt.encode(jwt.get_unverified_claims(token), KEY, algorithm=algorithm)

    assert read_access_token(forged, key=KEY) is None


def test_an_unsigned_token_is_refused() -> None:
    header = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0"
    payload = "eyJzdWIiOiIxIn0"

    assert read_access_token(f"{header}.{payload}.", key=KEY) is None
    assert read_access_token("not a token", key=KEY) is None
