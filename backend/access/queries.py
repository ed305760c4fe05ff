"""Who a token speaks for, and for which organisation."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Text, bindparam, cast, exists, func, select
from sqlalchemy.orm import Session

from backend.access.models import (
    Organisation,
    RefreshToken,
    Role,
    RolePermission,
    User,
    user_roles,
)
from backend.access.tokens import Claims
from backend.core.sql import array_of


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The user of this request, with what the database allows them at this moment.

    ``snapshot`` is PostgreSQL's name for that moment.
    """

    id: int
    username: str
    full_name: str
    locale: str
    family: UUID
    roles: tuple[str, ...]
    permissions: frozenset[str]
    snapshot: str


def signed_in_user(session: Session, claims: Claims) -> SignedIn | None:
    """Find the user of a token, unless deactivated, signed out or moved to a new epoch since.

    It is asked at every request, so a right that was taken away is gone at once.
    """
    values = {"user_id": claims.user_id, "epoch": claims.epoch, "family": claims.family}
    row = session.execute(_signed_in(), values).one_or_none()
    if row is None:
        return None
    return SignedIn(
        id=row.id,
        username=row.username,
        full_name=row.full_name,
        locale=row.locale,
        family=claims.family,
        roles=tuple(row.roles),
        permissions=frozenset(row.permissions),
        snapshot=row.snapshot,
    )


@lru_cache(maxsize=1)
def _signed_in() -> Select[*tuple[Any, ...]]:
    """Return the statement; built anew at every request, it took as long as running it."""
    return select(
        User.id,
        User.username,
        User.full_name,
        User.locale,
        role_names(),
        _permissions(),
        cast(func.pg_current_snapshot(), Text).label("snapshot"),
    ).where(
        User.id == bindparam("user_id"),
        User.is_active,
        User.session_epoch == bindparam("epoch"),
        exists().where(
            RefreshToken.family == bindparam("family"),
            RefreshToken.user_id == User.id,
            RefreshToken.revoked_at.is_(None),
        ),
    )


def role_names() -> ColumnElement[list[str]]:
    """Return the names of a user's roles as one array beside the user's columns."""
    names = (
        select(Role.name)
        .join(user_roles, user_roles.c.role_id == Role.id)
        .where(user_roles.c.user_id == User.id)
        .order_by(Role.name)
    )
    return array_of(names, User).label("roles")


def _permissions() -> ColumnElement[list[str]]:
    allowed = (
        select(RolePermission.permission)
        .distinct()
        .join(user_roles, user_roles.c.role_id == RolePermission.role_id)
        .where(user_roles.c.user_id == User.id)
    )
    return array_of(allowed, User).label("permissions")


def organisation(session: Session) -> Organisation:
    return session.scalars(select(Organisation)).one()
