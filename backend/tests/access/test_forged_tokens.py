"""No token but ours opens a door: every way to forge one is answered 401, over HTTP."""

import base64
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from flask import Flask
from flask.testing import FlaskClient
from jose import jwt
from sqlalchemy.orm import Session

from backend.core.errors import Problem
from backend.tests.factories import make_user
from backend.tests.signing_in import access_token

ME = "/api/v1/auth/me"
USERS = "/api/v1/users"
Claims = dict[str, Any]
Forge = Callable[[Claims, str], str]


def now() -> int:
    return int(datetime.now(UTC).timestamp())


def part(content: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()


def signed(claims: Claims, key: str, **changes: Any) -> str:
    return str(jwt.encode({**claims, **changes}, key, algorithm="HS256"))


def unsigned(algorithm: str) -> Forge:
    return lambda claims, _key: f"{part({'alg': algorithm, 'typ': 'JWT'})}.{part(claims)}."


def by_a_key_pair(claims: Claims, _key: str) -> str:
    """Sign with a private key of our own, as if the server took the algorithm from the token."""
    pair = generate_private_key(public_exponent=65537, key_size=2048)
    private = pair.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return str(jwt.encode(claims, private.decode(), algorithm="RS256"))


def renamed_algorithm(claims: Claims, key: str) -> str:
    """Keep a good signature, but say that it was made by another algorithm."""
    _, payload, signature = signed(claims, key).split(".")
    return f"{part({'alg': 'RS256', 'typ': 'JWT'})}.{payload}.{signature}"


def tampered(**changes: Any) -> Forge:
    """Change the claims of a good token and keep its signature."""

    def forge(claims: Claims, key: str) -> str:
        header, _, signature = signed(claims, key).split(".")
        return f"{header}.{part({**claims, **changes})}.{signature}"

    return forge


def without(name: str) -> Forge:
    return lambda claims, key: signed({k: v for k, v in claims.items() if k != name}, key)


def changed(**changes: Any) -> Forge:
    return lambda claims, key: signed(claims, key, **changes)


FORGERIES: dict[str, Forge] = {
    "alg none": unsigned("none"),
    "alg None": unsigned("None"),
    "alg HS256 and no signature": unsigned("HS256"),
    "a key pair of its own": by_a_key_pair,
    "another algorithm's name": renamed_algorithm,
    "HS512": lambda claims, key: str(jwt.encode(claims, key, algorithm="HS512")),
    "wrong key": lambda claims, key: signed(claims, key[::-1]),
    "empty key": lambda claims, _key: signed(claims, ""),
    "expired": lambda claims, key: signed(claims, key, exp=now() - 1),
    "not yet valid": lambda claims, key: signed(claims, key, nbf=now() + 3600),
    "wrong issuer": changed(iss="somebody"),
    "wrong audience": changed(aud="something"),
    "no issuer": without("iss"),
    "no audience": without("aud"),
    "no end": without("exp"),
    "no id": without("jti"),
    "another epoch": changed(epoch=99),
    "another session": changed(sid="00000000-0000-0000-0000-000000000000"),
    "another user's session": changed(sub="1000000000"),
    "no number for a user": changed(sub="1 OR 1=1"),
    "tampered role": tampered(roles=["ADMIN"]),
    "tampered user": tampered(sub="1"),
    "tampered end": tampered(exp=now() + 10**6),
    "no token at all": lambda _claims, _key: "x" * 3000,
    "the payload is a list": lambda _claims, _key: f"{part({'alg': 'HS256'})}.{part([1])}.x",
}


@pytest.fixture
def token(app: Flask, session: Session) -> str:
    user = make_user(session, username="eve")
    return access_token(session, user, key=app.config["SIGNING_KEY"])


def ask(client: FlaskClient, token: str, address: str = ME) -> Any:
    return client.get(address, headers={"Authorization": f"Bearer {token}"})


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forged_token_is_refused(app: Flask, client: FlaskClient, token: str, name: str) -> None:
    assert ask(client, token).status_code == 200
    claims = jwt.get_unverified_claims(token)

    forged = FORGERIES[name](claims, app.config["SIGNING_KEY"])
    answer = ask(client, forged)

    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    Problem.model_validate_json(answer.get_data())


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forged_cookie_is_refused(app: Flask, client: FlaskClient, token: str, name: str) -> None:
    forged = FORGERIES[name](jwt.get_unverified_claims(token), app.config["SIGNING_KEY"])
    client.set_cookie("qm_access", forged, path="/api")

    assert client.get(ME).status_code == 401


def test_a_role_that_a_good_token_claims_is_not_believed(
    app: Flask, client: FlaskClient, token: str
) -> None:
    claims = {**jwt.get_unverified_claims(token), "roles": ["ADMIN"], "permissions": ["*"]}
    promoted = signed(claims, app.config["SIGNING_KEY"])

    assert ask(client, promoted).get_json()["roles"] == ["VIEWER"]
    assert ask(client, promoted, USERS).status_code == 403


def test_what_was_copied_from_the_address_is_no_token(client: FlaskClient, token: str) -> None:
    assert client.get(f"{ME}?access_token={token}").status_code == 401
