"""Puts the application together. Nothing else."""

import sys
from importlib import import_module
from typing import Any

from flask_cors import CORS
from sqlalchemy import make_url
from werkzeug.middleware.proxy_fix import ProxyFix

from backend.access.guard import check_access, require_marks
from backend.cli import register_commands
from backend.core.broken_connections import recognise_broken
from backend.core.caching import REDIS_OPTIONS, configure_cache
from backend.core.http import Api, Blueprint
from backend.core.kept_answers import configure_kept_answers
from backend.core.logs import configure_logs
from backend.core.problems import register_error_handlers
from backend.core.replica import REPLICA, close_reading_session, watch_replica
from backend.core.requests import register_request_hooks
from backend.core.slow_queries import watch
from backend.extensions import db, limiter
from backend.settings import Settings, SettingsInvalid, get_settings
from backend.version import VERSION

# One line for each package with a routes.py; its ``blueprints`` are registered.
DOMAINS = (
    "core.health",
    "core.reference",
    "access.routes",
    "audit.routes",
    "jobs.routes",
    "catalogue.routes",
    "suppliers.routes",
    "inventory.routes",
    "procurement.routes",
    "demand.routes",
    "planning.routes",
    "needs.routes",
    "execution.routes",
    "planning.overrides.routes",
    "planning.preview.routes",
    "recommendations.routes",
    "kpis.routes",
    "alerts.routes",
)

# The code by which gunicorn knows that starting another worker would not help.
CANNOT_START = 4

DESCRIPTION = """Quartermaster forecasts what will be needed and says what to order or move and why.

Every list also answers CSV (`Accept: text/csv` or `?format=csv`) with all its rows. Every error is
`application/problem+json`. Sign in at `/auth/login` and send the access token as Bearer.
"""


def create_app(settings: Settings | None = None) -> Api:
    """Return the application; a broken setting ends the program with one sentence."""
    try:
        settings = settings or get_settings()
        signing_key = settings.signing_key()
    except SettingsInvalid as error:
        sys.stderr.write(f"quartermaster cannot start: {error}\n")
        sys.exit(CANNOT_START)

    configure_logs(settings.log_format, settings.log_level)
    app = Api("backend", title="Quartermaster", version=VERSION, description=DESCRIPTION)
    app.config.update(
        SETTINGS=settings,
        SIGNING_KEY=signing_key,
        CORS_ORIGINS=settings.cors_origins,
        IMPORT_MAX_BYTES=settings.import_max_bytes,
        MAX_CONTENT_LENGTH=settings.request_max_bytes,
        PROPAGATE_EXCEPTIONS=False,
    )
    if settings.proxy_hops:
        hops = settings.proxy_hops
        app.wsgi_app = ProxyFix(app.wsgi_app, hops, hops, hops)  # type: ignore[method-assign]
    register_extensions(app, settings)
    # First of all hooks, so that whatever refuses a request later still has its id and its log.
    register_request_hooks(app)
    app.before_request(check_access)
    register_error_handlers(app)
    for blueprint in find_blueprints():
        app.register_api(blueprint)
    require_marks(app)
    register_commands(app)
    return app


def register_extensions(app: Api, settings: Settings) -> None:
    app.config["SQLALCHEMY_DATABASE_URI"] = settings.database_url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(settings, settings.database_url)
    if settings.database_replica_url is not None:
        app.config["SQLALCHEMY_BINDS"] = {REPLICA: replica_options(settings)}
    app.config["RATELIMIT_STORAGE_URI"] = settings.redis_url or "memory://"
    app.config["RATELIMIT_STORAGE_OPTIONS"] = dict(REDIS_OPTIONS) if settings.redis_url else {}
    db.init_app(app)
    with app.app_context():
        for engine in db.engines.values():
            watch(engine, slow_ms=settings.slow_query_ms)
            recognise_broken(engine)
        watch_replica(settings)
    limiter.init_app(app)
    configure_cache(app, settings)
    configure_kept_answers(app, settings.answers_kept_seconds)
    app.teardown_appcontext(close_reading_session)
    if settings.cors_origins:
        exposed = ["ETag", "Location", "X-Request-ID", "X-Total-Count", "Content-Disposition"]
        CORS(app, origins=list(settings.cors_origins), expose_headers=exposed)


def engine_options(settings: Settings, url: str) -> dict[str, Any]:
    """Return how to connect: times in UTC, and no statement that runs for ever."""
    timeout = settings.statement_timeout_seconds * 1000
    stated = make_url(url).query.get("options", "")
    return {
        "pool_pre_ping": True,
        "pool_size": settings.database_pool_size,
        "max_overflow": settings.database_pool_size * 2,
        "pool_timeout": 10,
        "connect_args": {
            "application_name": "quartermaster-api",
            "connect_timeout": 5,
            # The address may carry options of its own, and these here would hide them.
            "options": f"{stated} -c timezone=UTC -c statement_timeout={timeout}",
        },
    }


def replica_options(settings: Settings) -> dict[str, Any]:
    """Return how to connect to the replica, which is not waited for long: there is the primary."""
    url = str(settings.database_replica_url)
    options = engine_options(settings, url)
    options["connect_args"] |= {"connect_timeout": 2, "tcp_user_timeout": 5000}
    return {"url": url, **options}


def find_blueprints() -> list[Blueprint]:
    return [
        blueprint for name in DOMAINS for blueprint in import_module(f"backend.{name}").blueprints
    ]
