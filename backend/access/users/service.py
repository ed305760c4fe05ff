"""Managing users. Each function is one thing an administrator does."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.access.errors import LastAdministrator, RoleUnknown, UsernameTaken, UserNotFound
from backend.access.models import Role, User
from backend.access.passwords import generate_password, hash_password
from backend.access.permissions import ADMIN
from backend.access.sessions.service import end_all_sessions
from backend.access.users import queries
from backend.access.users.schemas import UserChange, UserDraft
from backend.audit.events import Event
from backend.audit.recorder import record

# Any fixed number: two demotions of administrators must ask for the same lock.
ADMINISTRATORS_LOCK = 402_118_553


def create_user(session: Session, draft: UserDraft) -> tuple[User, str | None]:
    """Create a user; return the password too where it was generated."""
    same_name = select(User.id).where(func.lower(User.username) == draft.username.lower())
    if session.execute(same_name).first() is not None:
        raise UsernameTaken(draft.username)

    generated = None if draft.password is not None else generate_password()
    user = User(
        username=draft.username,
        full_name=draft.full_name,
        email=draft.email,
        locale=draft.locale,
        password_hash=hash_password(draft.password or generated or ""),
        roles=_roles(session, draft.roles),
    )
    session.add(user)
    session.flush()
    record(session, Event.USER_CREATED, "user", user.id, after=_state(user))
    return user, generated


def user_to_change(session: Session, user_id: int) -> User:
    """Find a user and hold the row, so that two changes come one after the other."""
    user = session.get(User, user_id, with_for_update=True)
    if user is None:
        raise UserNotFound(user_id)
    return user


def change_user(session: Session, user: User, change: UserChange, now: datetime) -> None:
    """Change what is given; new roles and a deactivation end the user's sessions at once."""
    before = _state(user)
    changes = change.model_dump(exclude_unset=True)
    if "roles" in changes:
        user.roles = _roles(session, changes.pop("roles"))
    for name, value in changes.items():
        setattr(user, name, value)
    after = _state(user)
    if before == after:
        return
    if _is_administrator(before) and not _is_administrator(after):
        _keep_an_administrator(session, user)
    if (before["roles"], before["is_active"]) != (after["roles"], after["is_active"]):
        end_all_sessions(session, user, now)
    record(session, Event.USER_CHANGED, "user", user.id, before=before, after=after)
    session.flush()


def reset_password(session: Session, user: User, password: str | None, now: datetime) -> str | None:
    """Set a password and unlock the account; return the password where it was generated."""
    generated = None if password is not None else generate_password()
    user.password_hash = hash_password(password or generated or "")
    user.failed_attempts = 0
    user.locked_until = None
    end_all_sessions(session, user, now)
    record(session, Event.PASSWORD_RESET, "user", user.id)
    return generated


def _keep_an_administrator(session: Session, user: User) -> None:
    """Refuse to take the last one. The lock keeps two of them from demoting each other at once."""
    with session.no_autoflush:
        session.execute(select(func.pg_advisory_xact_lock(ADMINISTRATORS_LOCK)))
        if queries.other_active_holders(session, ADMIN, user.id) == 0:
            raise LastAdministrator


def _roles(session: Session, names: Collection[str]) -> list[Role]:
    found = list(session.scalars(select(Role).where(Role.name.in_(names)).order_by(Role.name)))
    missing = set(names) - {role.name for role in found}
    if missing:
        raise RoleUnknown(missing)
    return found


def _state(user: User) -> dict[str, Any]:
    return {
        "username": user.username,
        "full_name": user.full_name,
        "email": user.email,
        "locale": user.locale,
        "is_active": user.is_active is not False,
        "roles": sorted(role.name for role in user.roles),
    }


def _is_administrator(state: dict[str, Any]) -> bool:
    return bool(state["is_active"]) and ADMIN in state["roles"]
