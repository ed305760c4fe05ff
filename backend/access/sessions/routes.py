"""Signing in: /auth/login answers tokens, /auth/session sets the dashboard's cookies."""

from datetime import timedelta

from flask import Response, current_app, request

from backend.access import queries
from backend.access.errors import SignInRefused, TokenInvalid
from backend.access.guard import (
    ACCESS_COOKIE,
    REFRESH_COOKIE,
    current_user,
    refuse_forgery,
    signed_in,
)
from backend.access.sessions import service
from backend.access.sessions.schemas import (
    Credentials,
    MeOut,
    OrganisationOut,
    RefreshRequest,
    SessionOut,
    TokensOut,
)
from backend.access.sessions.service import LockOut, Opened
from backend.access.tokens import issue_access_token
from backend.core import clock
from backend.core.http import API_PREFIX, blueprint, public
from backend.extensions import current_session, limiter, own_transaction
from backend.settings import Settings

auth = blueprint("auth", "/auth")
# The refresh token goes nowhere but to the two addresses that use it.
SESSION_PATH = f"{API_PREFIX}/auth/session"

# A password can be guessed, so an address may try only so often; a refresh token cannot.
one_address = limiter.shared_limit(lambda: _settings().login_rate_limit, scope="sign-in")


@auth.post("/login", problems=(401, 429))
@public
@one_address
def login(body: Credentials) -> TokensOut:
    """Sign in and receive tokens; five wrong passwords lock the account for a while."""
    opened = _sign_in(body)
    return _tokens(opened)


@auth.post("/refresh", problems=(401,))
@public
def refresh_tokens(body: RefreshRequest) -> TokensOut:
    """Exchange a refresh token for new tokens; used twice, it ends the whole session."""
    return _tokens(_renew(body.refresh_token))


@auth.post("/logout", status=204)
@signed_in
def logout() -> None:
    """End this session; its tokens stop working at once."""
    user = current_user()
    service.sign_out(current_session(), user.family, user.id, clock.now())


@auth.get("/me")
@signed_in
def get_me() -> MeOut:
    """Say who is signed in, what they may do, and in which organisation."""
    user = current_user()
    return MeOut(
        id=user.id,
        username=user.username,
        full_name=user.full_name,
        locale=user.locale,
        roles=sorted(user.roles),
        permissions=sorted(user.permissions),
        organisation=OrganisationOut.model_validate(queries.organisation(current_session())),
    )


@auth.post("/session", problems=(401, 403, 429))
@public
@one_address
def open_session(body: Credentials) -> SessionOut | Response:
    """Sign in to the dashboard; the tokens are set as cookies and not shown."""
    refuse_forgery()
    return _with_cookies(_sign_in(body))


@auth.post("/session/refresh", problems=(401, 403))
@public
def refresh_session() -> SessionOut | Response:
    """Renew the dashboard's cookies."""
    refuse_forgery()
    return _with_cookies(_renew(request.cookies.get(REFRESH_COOKIE, "")))


@auth.delete("/session", status=204, problems=(403,))
@public
def close_session() -> Response:
    """Sign out of the dashboard, also when the access token has ended already."""
    refuse_forgery()
    session = current_session()
    token = service.family_of(session, request.cookies.get(REFRESH_COOKIE, ""))
    if token is not None:
        service.sign_out(session, token.family, token.user_id, clock.now())
    response = Response(status=204)
    response.delete_cookie(ACCESS_COOKIE, path="/api", httponly=True, samesite="Strict")
    response.delete_cookie(REFRESH_COOKIE, path=SESSION_PATH, httponly=True, samesite="Strict")
    return response


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings


def _sign_in(credentials: Credentials) -> Opened:
    settings = _settings()
    with own_transaction() as session:
        opened = service.sign_in(
            session,
            credentials.username,
            credentials.password,
            lock_out=LockOut(
                settings.lock_out_after_failures, timedelta(minutes=settings.lock_out_minutes)
            ),
            lifetime=timedelta(days=settings.refresh_token_days),
            now=clock.now(),
        )
    if opened is None:
        raise SignInRefused
    return opened


def _renew(refresh_token: str) -> Opened:
    lifetime = timedelta(days=_settings().refresh_token_days)
    with own_transaction() as session:
        opened = service.renew(session, refresh_token, lifetime=lifetime, now=clock.now())
    if opened is None:
        raise TokenInvalid
    return opened


def _access_token(opened: Opened) -> str:
    return issue_access_token(
        opened.claims,
        key=current_app.config["SIGNING_KEY"],
        now=clock.now(),
        lifetime=timedelta(minutes=_settings().access_token_minutes),
    )


def _tokens(opened: Opened) -> TokensOut:
    return TokensOut(
        access_token=_access_token(opened),
        refresh_token=opened.refresh_token,
        token_type="Bearer",  # noqa: S106  # the name of the scheme
        expires_in=_settings().access_token_minutes * 60,
    )


def _with_cookies(opened: Opened) -> Response:
    settings = _settings()
    minutes, days = settings.access_token_minutes, settings.refresh_token_days
    body = SessionOut(expires_in=minutes * 60)
    response = Response(body.model_dump_json(), content_type="application/json")
    for name, value, path, seconds in (
        (ACCESS_COOKIE, _access_token(opened), "/api", minutes * 60),
        (REFRESH_COOKIE, opened.refresh_token, SESSION_PATH, days * 86400),
    ):
        response.set_cookie(
            name,
            value,
            max_age=seconds,
            path=path,
            httponly=True,
            secure=request.is_secure,
            samesite="Strict",
        )
    return response
