"""Engines and sessions for code that runs outside a request. No Flask."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, create_engine, make_url
from sqlalchemy.orm import Session


def make_engine(url: str, *, application_name: str = "quartermaster") -> Engine:
    """Return an engine on ``url``; a connection that died in the pool is noticed before use."""
    # The address may carry options of its own, such as a role, and these here would hide them.
    stated = make_url(url).query.get("options", "")
    options = f"{stated} -c timezone=UTC".strip()
    return create_engine(
        url,
        pool_pre_ping=True,
        connect_args={"application_name": application_name, "options": options},
    )


@contextmanager
def session_scope(engine: Engine) -> Iterator[Session]:
    """Give a session whose work is committed whole at the end, or not at all."""
    with Session(engine) as session, session.begin():
        yield session
