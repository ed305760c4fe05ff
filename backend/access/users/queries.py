"""Users and roles as rows."""

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from backend.access.errors import UserNotFound
from backend.access.models import Role, RolePermission, User, user_roles
from backend.access.queries import role_names
from backend.access.users.schemas import UserOut, UserQuery
from backend.core.sql import Rows, array_of

SHOWN = (
    User.id,
    User.username,
    User.full_name,
    User.email,
    User.is_active,
    User.locale,
    User.locked_until,
    User.last_login_at,
    User.created_at,
    User.updated_at,
    User.version,
)


def users(query: UserQuery) -> Rows:
    people: Rows = select(*SHOWN, role_names())
    if query.q:
        people = people.where(
            or_(
                User.username.icontains(query.q, autoescape=True),
                User.full_name.icontains(query.q, autoescape=True),
            )
        )
    if query.role is not None:
        people = people.where(User.roles.any(Role.name == query.role))
    if query.active is not None:
        people = people.where(User.is_active.is_(query.active))
    return people


def user(session: Session, user_id: int) -> UserOut:
    """Return a user as the database has it now, version included."""
    session.flush()
    row = session.execute(select(*SHOWN, role_names()).where(User.id == user_id)).one_or_none()
    if row is None:
        raise UserNotFound(user_id)
    return UserOut.model_validate(row)


def roles() -> Rows:
    granted = (
        select(RolePermission.permission)
        .where(RolePermission.role_id == Role.id)
        .order_by(RolePermission.permission)
    )
    permissions = array_of(granted, Role).label("permissions")
    return select(Role.id, Role.name, Role.description, permissions)


def other_active_holders(session: Session, role: str, user_id: int) -> int:
    """Count who else is active in a role."""
    statement = (
        select(func.count())
        .select_from(User)
        .join(user_roles, user_roles.c.user_id == User.id)
        .join(Role, Role.id == user_roles.c.role_id)
        .where(Role.name == role, User.is_active, User.id != user_id)
    )
    return session.execute(statement).scalar_one()
