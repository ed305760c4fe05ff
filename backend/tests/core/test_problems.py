"""Whatever goes wrong is answered in one shape."""

import psycopg2
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from backend.app import create_app
from backend.core.errors import Problem
from backend.settings import Settings
from backend.tests.factories import make_region
from backend.tests.signing_in import SignedInClient

PROBES = "/api/v1/probes"


def problem(answer: TestResponse) -> Problem:
    assert answer.content_type == "application/problem+json"
    found = Problem.model_validate_json(answer.get_data())
    assert found.status == answer.status_code
    assert found.request_id == answer.headers["X-Request-ID"]
    return found


def test_an_unknown_address(client: FlaskClient) -> None:
    assert problem(client.get("/api/v1/nothing-here")).code == "NotFound"


def test_a_method_that_an_address_does_not_take(client: FlaskClient) -> None:
    answer = client.delete("/health")

    assert problem(answer).code == "MethodNotAllowed"
    assert "GET" in answer.headers["Allow"]


def test_an_error_of_ours_shows_nothing_of_the_inside(client: FlaskClient) -> None:
    answer = client.get(f"{PROBES}/broken")

    assert problem(answer).status == 500
    assert "secret" not in answer.get_data(as_text=True)


@pytest.mark.parametrize("number", ["0", "9223372036854775808"])
def test_a_key_that_cannot_exist_is_not_found(client: FlaskClient, number: str) -> None:
    assert problem(client.get(f"{PROBES}/regions/{number}")).code == "NotFound"


def test_a_value_that_the_database_cannot_hold(client: FlaskClient) -> None:
    assert problem(client.get(f"{PROBES}/too-large")).code == "ValueOutOfRange"


def test_a_statement_that_takes_too_long(client: FlaskClient) -> None:
    answer = client.get(f"{PROBES}/slow")

    assert problem(answer).status == 503
    assert answer.headers["Retry-After"] == "5"


@pytest.mark.parametrize(("is_broken", "status"), [(True, 503), (False, 500)])
def test_a_connection_that_breaks_in_the_middle(app: Flask, is_broken: bool, status: int) -> None:
    # The driver's name for a server that was killed; it is not an OperationalError.
    cause = psycopg2.DatabaseError("server closed the connection unexpectedly")
    error = DBAPIError("SELECT 1", {}, cause, connection_invalidated=is_broken)

    with app.test_request_context():
        answer = app.make_response(app.handle_user_exception(error))

    assert answer.status_code == status
    assert answer.content_type == "application/problem+json"


def test_a_broken_constraint_is_a_conflict(ana: SignedInClient, session: Session) -> None:
    make_region(session, code="taken")
    session.commit()

    answer = ana.post(f"{PROBES}/regions", json={"code": "taken"})

    assert problem(answer).status == 409
    assert "uq_" not in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"", "application/json", 400),
        (b"{", "application/json", 400),
        (b'{"code": "x"}', "text/plain", 415),
        (b"[]", "application/json", 422),
        (b'{"code": 1}', "application/json", 422),
        (b'{"code": "x", "colour": 1}', "application/json", 422),
        (b'{"code": "a\\u0000b"}', "application/json", 422),
        (b'{"code": "\\ud800"}', "application/json", 400),
        (b'{"code": "' + b"x" * 1_100_000 + b'"}', "application/json", 413),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_a_body_that_cannot_be_used(
    ana: SignedInClient, body: bytes, kind: str, status: int
) -> None:
    answer = ana.post(f"{PROBES}/regions", data=body, content_type=kind)

    assert problem(answer).status == status


def test_a_backslash_before_u0000_is_only_text(ana: SignedInClient) -> None:
    answer = ana.post(f"{PROBES}/regions", json={"code": "a\\u0000b"})

    assert answer.status_code == 201


@pytest.mark.parametrize("parameters", ["amount=NaN", "amount=1&factor=inf", "amount=", ""])
def test_a_number_must_be_one(client: FlaskClient, parameters: str) -> None:
    assert problem(client.get(f"{PROBES}/amount?{parameters}")).status == 400


def test_exact_numbers_travel_as_text(client: FlaskClient) -> None:
    answer = client.get(f"{PROBES}/amount?amount=0.10&factor=3").get_json()

    assert answer["amount"] == "0.10"
    assert answer["product"] == pytest.approx(0.3)


@pytest.fixture
def cut_off(settings: Settings) -> Flask:
    """The application while its database is down."""
    nowhere = "postgresql+psycopg2:///none?host=/nonexistent"
    return create_app(settings.model_copy(update={"database_url": nowhere}))


def test_without_a_database_requests_are_answered_503(cut_off: Flask) -> None:
    client = cut_off.test_client()
    credentials = {"username": "a", "password": "b"}

    answer = client.post("/api/v1/auth/login", json=credentials)

    assert problem(answer).code == "DatabaseUnavailable"


def test_without_a_database_health_is_degraded(cut_off: Flask) -> None:
    client = cut_off.test_client()

    answer = client.get("/health")

    assert answer.status_code == 503
    assert answer.get_json()["status"] == "degraded"
    assert answer.get_json()["database"] == "down"
    assert client.get("/livez").status_code == 200
    assert client.get("/readyz").status_code == 503
    assert client.get("/metrics").status_code == 200
