"""Which SQL an address of the API runs: the application is asked once and watched."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

from scripts.drills.stage import Stage


@contextmanager
def watched_application(made: Stage) -> Iterator[tuple[Any, list[str]]]:
    """Give a client of an application in this process, and the statements that it has run."""
    from backend.app import create_app
    from backend.settings import Settings

    os.environ.setdefault("SECRET_KEY", made.environment["SECRET_KEY"])
    app = create_app(
        Settings(
            _env_file=None,
            database_url=made.addresses.application,
            secret_key=made.environment["SECRET_KEY"],
            log_level="WARNING",
        )
    )
    run: list[str] = []

    def note(_connection: Any, cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        bound = cursor.mogrify(statement, parameters) if parameters else statement
        run.append(bound.decode() if isinstance(bound, bytes) else bound)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield app.test_client(), run
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def answer_of(made: Stage, client: Any, run: list[str], path: str) -> tuple[str, str]:
    """Return the query that brings an address its rows, and what it answers."""
    token = _signed_in(made, client)
    run.clear()
    response = client.get(path, headers={"Authorization": f"Bearer {token}"})
    assert response.status_code == 200, (path, response.status_code, response.text[:200])
    return query_of_rows(run), response.text


def query_of_rows(run: Sequence[str]) -> str:
    """Return the last query but one that only counts what another brings."""
    return next(filter(_brings_rows, reversed(run)))


def _brings_rows(statement: str) -> bool:
    start = statement.lstrip()
    return start.startswith(("SELECT", "WITH")) and not start.startswith("SELECT count(*)")


def _signed_in(made: Stage, client: Any) -> str:
    answer = client.post("/api/v1/auth/login", json=made.credentials())
    return str(answer.get_json()["access_token"])
