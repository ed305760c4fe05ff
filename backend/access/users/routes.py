"""GET, POST /users; GET, PATCH /users/{id}; POST /users/{id}/password; GET /roles."""

from flask import Response, url_for

from backend.access.guard import requires
from backend.access.permissions import Permission
from backend.access.users import queries, service
from backend.access.users.schemas import (
    PasswordOut,
    PasswordReset,
    RoleOut,
    UserChange,
    UserCreatedOut,
    UserDraft,
    UserOut,
    UserPath,
    UserQuery,
)
from backend.core import clock
from backend.core.http import blueprint, require_match
from backend.core.listing import listing
from backend.core.paging import Ordering
from backend.core.schemas import ListQuery, Page
from backend.extensions import current_session

users = blueprint("users", "/users")
roles = blueprint("roles", "/roles")


@users.get("")
@requires(Permission.USER_READ)
def list_users(query: UserQuery) -> Page[UserOut] | Response:
    """List users."""
    return listing(query, queries.users(query), UserOut, ordering=Ordering(default="username"))


@users.post("", status=201, problems=(409,))
@requires(Permission.USER_MANAGE)
def create_user(body: UserDraft) -> tuple[UserCreatedOut, dict[str, str]]:
    """Create a user, with a generated password where none is given."""
    session = current_session()
    user, password = service.create_user(session, body)
    shown = queries.user(session, user.id)
    location = url_for("users.get_user", user_id=user.id)
    return UserCreatedOut(**shown.model_dump(), password=password), {"Location": location}


@users.get("/<int:user_id>", versioned=True)
@requires(Permission.USER_READ)
def get_user(path: UserPath) -> UserOut:
    """Show one user."""
    return queries.user(current_session(), path.user_id)


@users.patch("/<int:user_id>", versioned=True, problems=(409,))
@requires(Permission.USER_MANAGE)
def change_user(path: UserPath, body: UserChange) -> UserOut:
    """Change a user's name, roles, language or whether they may sign in."""
    session = current_session()
    user = service.user_to_change(session, path.user_id)
    require_match(user.version, queries.user(session, user.id))
    service.change_user(session, user, body, clock.now())
    return queries.user(session, user.id)


@users.post("/<int:user_id>/password")
@requires(Permission.USER_MANAGE)
def reset_password(path: UserPath, body: PasswordReset) -> PasswordOut:
    """Give a user a new password; it ends their sessions and unlocks the account."""
    session = current_session()
    user = service.user_to_change(session, path.user_id)
    generated = service.reset_password(session, user, body.password, clock.now())
    return PasswordOut(password=generated)


@roles.get("")
@requires(Permission.ROLE_READ)
def list_roles(query: ListQuery) -> Page[RoleOut] | Response:
    """List the roles and what each one allows."""
    return listing(query, queries.roles(), RoleOut, ordering=Ordering(default="name"))
