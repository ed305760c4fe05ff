"""Who may call which view. Checked before a request is read, so that it reveals nothing."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import Flask, current_app, g, request

from backend.access.permissions import Permission
from backend.access.queries import SignedIn, signed_in_user
from backend.access.tokens import read_access_token
from backend.core.context import act_as, acting
from backend.core.errors import Forbidden, Unauthorized
from backend.core.kept_answers import answer_only_this_one, note_snapshot
from backend.core.marks import mark, marks_of
from backend.extensions import current_session

ACCESS_COOKIE = "qm_access"
REFRESH_COOKIE = "qm_refresh"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
View = TypeVar("View", bound=Callable[..., Any])


class PermissionMissing(Forbidden):
    def __init__(self, permission: str) -> None:
        super().__init__(f"Your roles do not include the permission {permission}.")


class RequestForged(Forbidden):
    def __init__(self) -> None:
        super().__init__(
            "A change signed in by cookie needs the header X-Requested-With, "
            "which another site cannot send."
        )


def requires(permission: Permission) -> Callable[[View], View]:
    """Let only those call the view whose roles grant ``permission``."""
    return lambda view: mark(view, permission=permission.value)


def signed_in(view: View) -> View:
    """Let everybody call the view who is signed in."""
    return mark(view, is_signed_in=True)


def current_user() -> SignedIn:
    """Return who is signed in; only a public view may find that nobody is."""
    user: SignedIn | None = g.get("signed_in")
    if user is None:
        raise Unauthorized
    answer_only_this_one()
    return user


def permit(permission: Permission) -> None:
    """Refuse a step that the caller's roles do not grant, where one address takes several."""
    if permission.value not in current_user().permissions:
        raise PermissionMissing(permission.value)


def check_access() -> None:
    """Refuse a request whose sender may not call its view."""
    view = current_app.view_functions.get(request.endpoint or "")
    marks = marks_of(view)
    if view is None or marks.is_public or request.method == "OPTIONS":
        return
    user = _authenticate()
    if marks.permission is not None and marks.permission not in user.permissions:
        raise PermissionMissing(marks.permission)


def refuse_forgery() -> None:
    """Refuse a change that another site's page may have sent with the browser's cookies."""
    if request.method in SAFE_METHODS or request.headers.get("X-Requested-With"):
        return
    origin = request.headers.get("Origin")
    allowed = current_app.config["CORS_ORIGINS"]
    if origin is None or (origin not in allowed and _host_of(origin) != request.host):
        raise RequestForged


def _host_of(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return None


def require_marks(app: Flask) -> None:
    """Stop the start if a view says neither whom it lets in nor that it is public."""
    for rule in app.url_map.iter_rules():
        if not marks_of(app.view_functions[rule.endpoint]).says_who:
            raise AssertionError(f"{rule} ({rule.endpoint}) needs @requires or @public.")


def _authenticate() -> SignedIn:
    token = _bearer_token()
    if token is None:
        token = request.cookies.get(ACCESS_COOKIE)
        if token is None:
            raise Unauthorized
        refuse_forgery()
    claims = read_access_token(token, key=current_app.config["SIGNING_KEY"])
    user = signed_in_user(current_session(), claims) if claims is not None else None
    if user is None:
        raise Unauthorized("This token is not valid, or no longer; sign in again.")
    g.signed_in = user
    note_snapshot(user.snapshot)
    act_as(replace(acting(), actor=user.username, actor_id=user.id))
    return user


def _bearer_token() -> str | None:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" and token.strip() else None
