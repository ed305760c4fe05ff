"""Engines and sessions for code that runs outside a request. No Flask."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session


def make_engine(url: str, *, application_name: str = "quartermaster") -> Engine:
    """Return an engine on ``url``; a connection that died in the pool is noticed before use."""
    return create_engine(
        url,
        pool_pre_ping=True,
        connect_args={"application_name": application_name, "options": "-c timezone=UTC"},
    )


@contextmanager
def session_scope(engine: Engine) -> Iterator[Session]:
    """Give a session whose work is committed whole at the end, or not at all."""
    with Session(engine) as session, session.begin():
        yield session
