"""Flask extensions, made here and bound to the application in ``create_app``."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask_caching import Cache
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

ROOT = Path(__file__).resolve().parent.parent

# Tests bind a connection whose transaction they roll back; savepoints let code commit freely.
db = SQLAlchemy(session_options={"join_transaction_mode": "create_savepoint"})
cache = Cache()
limiter = Limiter(key_func=get_remote_address, in_memory_fallback_enabled=True)


def current_session() -> Session:
    """Return the request's session; the edge commits it."""
    session: Session = db.session()
    return session


def primary_bind() -> Engine | Connection:
    return db.engines[None]


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
