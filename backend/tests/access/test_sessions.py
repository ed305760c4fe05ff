"""POST /auth/refresh, and the dashboard's cookies: POST, DELETE /auth/session."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from backend.access.models import User
from backend.audit.models import AuditLog
from backend.core import clock
from backend.tests.factories import PASSWORD, make_user

AUTH = "/api/v1/auth"
OURS = {"X-Requested-With": "quartermaster"}


@pytest.fixture(autouse=True)
def eve(session: Session) -> User:
    user = make_user(session, username="eve")
    session.commit()
    return user


def log_in(client: FlaskClient) -> Any:
    credentials = {"username": "eve", "password": PASSWORD}
    return client.post(f"{AUTH}/login", json=credentials).get_json()


def refresh(client: FlaskClient, token: str) -> TestResponse:
    return client.post(f"{AUTH}/refresh", json={"refresh_token": token})


def works(client: FlaskClient, access_token: str) -> bool:
    headers = {"Authorization": f"Bearer {access_token}"}
    return client.get(f"{AUTH}/me", headers=headers).status_code == 200


def open_session(client: FlaskClient, **headers: str) -> TestResponse:
    credentials = {"username": "eve", "password": PASSWORD}
    return client.post(f"{AUTH}/session", json=credentials, headers={**OURS, **headers})


def test_a_refresh_token_is_exchanged_for_the_next_one(client: FlaskClient) -> None:
    first = log_in(client)

    second = refresh(client, first["refresh_token"]).get_json()

    assert second["refresh_token"] != first["refresh_token"]
    assert works(client, second["access_token"])
    assert refresh(client, second["refresh_token"]).status_code == 200


def test_a_used_refresh_token_ends_the_whole_session(client: FlaskClient, session: Session) -> None:
    first = log_in(client)
    second = refresh(client, first["refresh_token"]).get_json()

    stolen = refresh(client, first["refresh_token"])

    assert stolen.status_code == 401
    assert refresh(client, second["refresh_token"]).status_code == 401
    assert not works(client, second["access_token"])
    actions = session.scalars(select(AuditLog.action)).all()
    assert "access:session:token_reused" in actions


def test_another_session_survives_the_theft_of_one(client: FlaskClient) -> None:
    first, other = log_in(client), log_in(client)
    refresh(client, first["refresh_token"])

    refresh(client, first["refresh_token"])

    assert works(client, other["access_token"])


def test_a_refresh_token_ends_after_two_weeks(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = log_in(client)["refresh_token"]
    later = clock.now() + timedelta(days=14, seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)

    assert refresh(client, token).status_code == 401


def test_a_made_up_refresh_token_is_refused(client: FlaskClient) -> None:
    assert refresh(client, "made-up").get_json()["code"] == "TokenInvalid"


def test_the_dashboard_gets_cookies_and_no_token(client: FlaskClient) -> None:
    answer = open_session(client)

    assert answer.get_json() == {"expires_in": 900}
    access, token = sorted(answer.headers.getlist("Set-Cookie"))
    for cookie in (access, token):
        assert "HttpOnly" in cookie
        assert "SameSite=Strict" in cookie
        assert "Secure" not in cookie
    assert access.startswith("qm_access=")
    assert "Path=/api;" in access
    assert token.startswith("qm_refresh=")
    assert "Path=/api/v1/auth/session;" in token
    assert client.get(f"{AUTH}/me").status_code == 200


def test_cookies_are_secure_over_https(client: FlaskClient) -> None:
    credentials = {"username": "eve", "password": PASSWORD}

    answer = client.post(
        f"{AUTH}/session", json=credentials, headers=OURS, base_url="https://qm.example"
    )

    assert all("Secure" in cookie for cookie in answer.headers.getlist("Set-Cookie"))
    assert "max-age" in answer.headers["Strict-Transport-Security"]


def test_cookies_are_renewed_and_end(client: FlaskClient) -> None:
    open_session(client)

    assert client.post(f"{AUTH}/session/refresh", headers=OURS).status_code == 200
    assert client.get(f"{AUTH}/me").status_code == 200
    assert client.delete(f"{AUTH}/session", headers=OURS).status_code == 204
    assert client.get(f"{AUTH}/me").status_code == 401
    assert client.post(f"{AUTH}/session/refresh", headers=OURS).status_code == 401


def test_a_copied_cookie_dies_with_the_session(app: Flask, client: FlaskClient) -> None:
    open_session(client)
    cookie = client.get_cookie("qm_access", path="/api")
    assert cookie is not None
    thief = app.test_client()
    thief.set_cookie("qm_access", cookie.value, path="/api")
    assert thief.get(f"{AUTH}/me").status_code == 200

    client.delete(f"{AUTH}/session", headers=OURS)

    assert thief.get(f"{AUTH}/me").status_code == 401


def test_another_site_cannot_use_the_cookies(client: FlaskClient) -> None:
    open_session(client)

    for headers in ({}, {"Origin": "https://evil.example"}, {"Origin": "http://[::1"}):
        answer = client.post(f"{AUTH}/logout", headers=headers)

        assert answer.status_code == 403
        assert answer.get_json()["code"] == "RequestForged"
    assert client.get(f"{AUTH}/me").status_code == 200


@pytest.mark.parametrize("origin", ["http://localhost", "https://dashboard.example"])
def test_our_own_pages_can(client: FlaskClient, origin: str) -> None:
    open_session(client)

    assert client.post(f"{AUTH}/logout", headers={"Origin": origin}).status_code == 204


def test_another_site_cannot_sign_somebody_in(client: FlaskClient) -> None:
    credentials = {"username": "eve", "password": PASSWORD}

    answer = client.post(
        f"{AUTH}/session", json=credentials, headers={"Origin": "https://evil.example"}
    )

    assert answer.status_code == 403


def test_a_program_with_a_bearer_token_needs_no_such_header(client: FlaskClient) -> None:
    token = log_in(client)["access_token"]

    answer = client.post(f"{AUTH}/logout", headers={"Authorization": f"Bearer {token}"})

    assert answer.status_code == 204
