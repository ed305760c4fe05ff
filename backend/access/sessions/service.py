"""Signing in, staying signed in, signing out. Runs in a transaction of its own (see routes)."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from backend.access import passwords
from backend.access.models import RefreshToken, User
from backend.access.tokens import Claims, hash_refresh_token, new_refresh_token
from backend.audit.events import Event
from backend.audit.recorder import record
from backend.core.context import act_as, acting


@dataclass(frozen=True, slots=True)
class LockOut:
    """After how many failures in a row an account is locked, and for how long."""

    failures: int
    duration: timedelta


@dataclass(frozen=True, slots=True)
class Opened:
    """A session that a user holds now: what the access token says, and the refresh token."""

    claims: Claims
    refresh_token: str


def sign_in(
    session: Session,
    username: str,
    password: str,
    *,
    lock_out: LockOut,
    lifetime: timedelta,
    now: datetime,
) -> Opened | None:
    """Open a session, or return None. A failure is counted, so the caller must commit either way.

    The row is locked meanwhile: guesses sent at once are counted one after the other.
    """
    user = session.scalars(
        select(User)
        .where(func.lower(User.username) == username.lower())
        .with_for_update(key_share=True)
    ).one_or_none()
    fits, renewed_hash = passwords.verify(password, user.password_hash if user else None)
    if user is None:
        record(session, Event.SIGN_IN_FAILED, "user")
        return None

    act_as(replace(acting(), actor=user.username, actor_id=user.id))
    is_locked = user.locked_until is not None and user.locked_until > now
    if is_locked or not user.is_active or not fits:
        _count_failure(session, user, lock_out, now, is_locked=is_locked)
        return None

    user.password_hash = renewed_hash or user.password_hash
    user.failed_attempts = 0
    user.locked_until = None
    user.last_login_at = now
    record(session, Event.SIGNED_IN, "user", user.id)
    return _open(session, user, uuid4(), lifetime, now)


def renew(
    session: Session, refresh_token: str, *, lifetime: timedelta, now: datetime
) -> Opened | None:
    """Exchange a refresh token for the next one, or return None.

    A token that was used before is in two hands, so its whole family ends; the caller commits.
    """
    token = session.scalars(
        select(RefreshToken)
        .where(RefreshToken.token_hash == hash_refresh_token(refresh_token))
        .with_for_update()
    ).one_or_none()
    if token is None or token.revoked_at is not None or token.expires_at <= now:
        return None
    user = session.get_one(User, token.user_id)
    act_as(replace(acting(), actor=user.username, actor_id=user.id))
    if token.used_at is not None:
        end_family(session, token.family, now)
        record(session, Event.TOKEN_REUSED, "user", user.id)
        return None
    if not user.is_active:
        return None
    token.used_at = now
    return _open(session, user, token.family, lifetime, now)


def sign_out(session: Session, family: UUID, user_id: int, now: datetime) -> None:
    end_family(session, family, now)
    record(session, Event.SIGNED_OUT, "user", user_id)


def family_of(session: Session, refresh_token: str) -> RefreshToken | None:
    """Find a refresh token's session, spent or not, so that it can be ended."""
    hashed = hash_refresh_token(refresh_token)
    return session.scalars(
        select(RefreshToken).where(RefreshToken.token_hash == hashed)
    ).one_or_none()


def end_family(session: Session, family: UUID, now: datetime) -> None:
    session.execute(
        update(RefreshToken)
        .where(RefreshToken.family == family, RefreshToken.revoked_at.is_(None))
        .values(revoked_at=now)
    )


def end_all_sessions(session: Session, user: User, now: datetime) -> None:
    """Make every token of a user worthless at once, access tokens included."""
    user.session_epoch += 1
    session.execute(
        update(RefreshToken)
        .where(RefreshToken.user_id == user.id, RefreshToken.revoked_at.is_(None))
        .values(revoked_at=now)
    )


def _count_failure(
    session: Session, user: User, lock_out: LockOut, now: datetime, *, is_locked: bool
) -> None:
    record(session, Event.SIGN_IN_FAILED, "user", user.id)
    if is_locked:
        return
    user.failed_attempts += 1
    if user.failed_attempts >= lock_out.failures:
        user.failed_attempts = 0
        user.locked_until = now + lock_out.duration
        record(session, Event.ACCOUNT_LOCKED, "user", user.id)


def _open(session: Session, user: User, family: UUID, lifetime: timedelta, now: datetime) -> Opened:
    refresh_token = new_refresh_token()
    session.add(
        RefreshToken(
            family=family,
            user_id=user.id,
            token_hash=hash_refresh_token(refresh_token),
            issued_at=now,
            expires_at=now + lifetime,
        )
    )
    return Opened(Claims(user.id, family, user.session_epoch), refresh_token)
