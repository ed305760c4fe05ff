"""What happens around every request: its id, its log line, its security headers."""

import re
import time
from uuid import uuid4

import structlog
from flask import Flask, Response, g, request

from backend.core.context import ActingContext, act_as
from backend.core.metrics import observe_request

log = structlog.get_logger(__name__)

SANE_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
HSTS = "max-age=31536000; includeSubDomains"
SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-site",
}


def register_request_hooks(app: Flask) -> None:
    app.before_request(begin_request)
    app.after_request(finish_request)


def begin_request() -> None:
    g.started = time.perf_counter()
    given = request.headers.get("X-Request-ID", "")
    g.request_id = given if SANE_ID.fullmatch(given) else uuid4().hex
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)
    act_as(
        ActingContext(
            actor="anonymous",
            ip=request.remote_addr,
            user_agent=request.headers.get("User-Agent"),
            request_id=g.request_id,
        )
    )


def finish_request(response: Response) -> Response:
    response.headers["X-Request-ID"] = g.request_id
    for name, value in SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", HSTS)
    # What a user may see differs by user, so no shared cache may keep it.
    response.headers.setdefault("Cache-Control", "private, no-cache")
    response.vary.update(("Authorization", "Cookie", "Accept"))

    seconds = time.perf_counter() - g.started
    route = request.url_rule.rule if request.url_rule else "unknown"
    observe_request(request.method, route, response.status_code, seconds)
    log.info(
        "request.finished",
        method=request.method,
        path=request.path,
        status=response.status_code,
        milliseconds=round(seconds * 1000, 1),
    )
    return response
