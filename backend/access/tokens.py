"""Access tokens (signed, short) and refresh tokens (random, stored hashed). Pure."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from jose import JWTError, jwt

# Pinned: an algorithm that a token names itself could be "none".
ALGORITHM = "HS256"
ISSUER = "quartermaster"
AUDIENCE = "quartermaster-api"
REQUIRED = ("iss", "aud", "exp", "iat", "sub", "jti")


@dataclass(frozen=True, slots=True)
class Claims:
    """Whom a token speaks for, in which session, and in which epoch of the user's sessions."""

    user_id: int
    family: UUID
    epoch: int


def issue_access_token(claims: Claims, *, key: str, now: datetime, lifetime: timedelta) -> str:
    payload = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": str(claims.user_id),
        "sid": str(claims.family),
        "epoch": claims.epoch,
        "jti": uuid4().hex,
        "iat": int(now.timestamp()),
        "exp": int((now + lifetime).timestamp()),
    }
    return str(jwt.encode(payload, key, algorithm=ALGORITHM))


def read_access_token(token: str, *, key: str) -> Claims | None:
    """Return whom a token speaks for, or None if it is forged, spent or not one of ours."""
    options = {f"require_{name}": True for name in REQUIRED}
    try:
        payload = jwt.decode(
            token, key, algorithms=[ALGORITHM], audience=AUDIENCE, issuer=ISSUER, options=options
        )
        return Claims(int(payload["sub"]), UUID(payload["sid"]), int(payload["epoch"]))
    except (JWTError, KeyError, TypeError, ValueError):
        return None


def new_refresh_token() -> str:
    return secrets.token_urlsafe(32)


def hash_refresh_token(token: str) -> str:
    """Digest a token for storage; it is random, so it needs no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()
