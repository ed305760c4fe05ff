"""Flask extensions, made here and bound to the application in ``create_app``."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic.config import Config
from flask import g
from flask_caching import Cache
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

ROOT = Path(__file__).resolve().parent.parent
REPLICA = "replica"

# Tests bind a connection whose transaction they roll back; savepoints let code commit freely.
db = SQLAlchemy(session_options={"join_transaction_mode": "create_savepoint"})
migrate = Migrate(directory=str(ROOT / "migrations"))
cache = Cache()
limiter = Limiter(key_func=get_remote_address, in_memory_fallback_enabled=True)


@migrate.configure  # type: ignore[untyped-decorator]
def use_top_level_ini(config: Config) -> Config:
    """Point ``flask db`` at the same alembic.ini that ``alembic`` reads."""
    return Config(str(ROOT / "alembic.ini"), cmd_opts=config.cmd_opts)


def current_session() -> Session:
    """Return the request's session; the edge commits it."""
    session: Session = db.session()
    return session


def primary_bind() -> Engine | Connection:
    return db.engines[None]


def reading_bind() -> Engine | Connection:
    """Return the replica where there is one. It may lag, so nothing that is edited is read here."""
    return db.engines.get(REPLICA) or db.engines[None]


def reading_session() -> Session:
    """Return a session for figures and history; the request's own where there is no replica."""
    if REPLICA not in db.engines:
        return current_session()
    if "reading_session" not in g:
        g.reading_session = Session(reading_bind())
    session: Session = g.reading_session
    return session


def close_reading_session(_error: BaseException | None = None) -> None:
    session: Session | None = g.pop("reading_session", None)
    if session is not None:
        session.close()


@contextmanager
def own_transaction() -> Iterator[Session]:
    """Give a session that commits by itself, whatever becomes of the request.

    For facts that must survive its failure: a wrong password, a stolen token.
    """
    with (
        Session(primary_bind(), join_transaction_mode="create_savepoint") as session,
        session.begin(),
    ):
        yield session
