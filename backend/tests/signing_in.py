"""A test client that is somebody."""

from datetime import timedelta
from uuid import uuid4

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from backend.access.models import RefreshToken, User
from backend.access.tokens import (
    Claims,
    hash_refresh_token,
    issue_access_token,
    new_refresh_token,
)
from backend.core import clock


class SignedInClient(FlaskClient):
    """Sends its user's access token with every request."""

    user_id: int
    username: str

    def sign_in_as(self, user: User, token: str) -> None:
        self.user_id = user.id
        self.username = user.username
        self.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"


def access_token(session: Session, user: User, *, key: str) -> str:
    """Open a session for a user without the slow password."""
    now = clock.now()
    family = uuid4()
    session.add(
        RefreshToken(
            family=family,
            user_id=user.id,
            token_hash=hash_refresh_token(new_refresh_token()),
            issued_at=now,
            expires_at=now + timedelta(days=1),
        )
    )
    session.flush()
    claims = Claims(user.id, family, user.session_epoch)
    return issue_access_token(claims, key=key, now=now, lifetime=timedelta(minutes=15))
