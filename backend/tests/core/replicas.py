"""A primary with one database of ours, a replica that follows it, and people who use both."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import create_engine, event, text
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from backend.access.permissions import ADMIN
from backend.access.seed import seed_roles
from backend.app import create_app
from backend.core import replica
from backend.extensions import db
from backend.tests.conftest import settings_for, sign_in
from backend.tests.signing_in import SignedInClient
from migrations.tests.databases import APPLICATION, Database, server_at
from scripts.runtime.postgres import SUPERUSER, EmbeddedPostgres
from scripts.testing.replica import follow

PATIENCE = 20.0


@dataclass(frozen=True, slots=True)
class Pair:
    """A primary with one database of ours, and the replica that follows it."""

    database: Database
    replica: EmbeddedPostgres

    @property
    def replica_url(self) -> str:
        there = self.replica.url(SUPERUSER, str(self.database.address.database))
        return Database(server_at(there).address).url(APPLICATION)

    def on_replica(self, sql: str) -> Any:
        engine = create_engine(self.replica_url.replace(APPLICATION, SUPERUSER), poolclass=NullPool)
        with engine.connect() as connection:
            return connection.execute(text(sql)).scalar()

    @contextmanager
    def halted(self) -> Iterator[None]:
        """Let the replica stand still while the block runs."""
        self.on_replica("SELECT pg_wal_replay_pause()")
        try:
            yield
        finally:
            self.on_replica("SELECT pg_wal_replay_resume()")


@contextmanager
def followed(primary: EmbeddedPostgres, folder: Path) -> Iterator[Pair]:
    server = server_at(primary.url(SUPERUSER, "postgres"))
    server.create_roles()
    with server.database() as database:
        database.upgrade()
        copy = follow(primary, folder / "replica", folder / "replica.log")
        try:
            yield Pair(database, copy)
        finally:
            copy.stop()


def application(pair: Pair, max_lag_seconds: float = 600, **changes: Any) -> Flask:
    changes |= {
        "database_replica_url": pair.replica_url,
        "replica_max_lag_seconds": max_lag_seconds,
    }
    return create_app(settings_for(pair.database, **changes))


def dispose(app: Flask) -> None:
    with app.app_context():
        for engine in db.engines.values():
            engine.dispose()


def people(app: Flask, pair: Pair, *names: str) -> list[SignedInClient]:
    """Sign in administrators, and wait until the replica knows of them."""
    with pair.database.as_role(APPLICATION) as connection, Session(connection) as session:
        seed_roles(session)
        signed_in = [sign_in(app, session, name, ADMIN) for name in names]
        session.commit()
    caught_up(pair)
    return signed_in


def caught_up(pair: Pair) -> None:
    """Wait until the replica holds all that the primary does."""
    with pair.database.as_role(SUPERUSER) as connection:
        position = connection.execute(text("SELECT pg_current_wal_lsn()::text")).scalar_one()
    deadline = time.monotonic() + PATIENCE
    while pair.on_replica(f"SELECT pg_last_wal_replay_lsn() < '{position}'"):
        assert time.monotonic() < deadline, "the replica does not follow"
        time.sleep(0.02)


def names(client: SignedInClient) -> set[str]:
    answer = client.get("/api/v1/users?limit=200")
    assert answer.status_code == 200, answer.get_json()
    return {user["username"] for user in answer.get_json()["data"]}


def add(client: SignedInClient, username: str) -> None:
    body = {"username": username, "full_name": username, "roles": ["VIEWER"]}
    assert client.post("/api/v1/users", json=body).status_code == 201


def readiness(app: Flask) -> tuple[int, str]:
    answer = app.test_client().get("/readyz")
    return answer.status_code, answer.get_json()["replica"]


@contextmanager
def statements(app: Flask) -> Iterator[dict[str | None, list[str]]]:
    """Collect what is asked of each server; None is the primary."""
    told: dict[str | None, list[str]] = {None: [], replica.REPLICA: []}
    with app.app_context():
        engines = dict(db.engines)
    listeners = []
    for bind, engine in engines.items():

        def note(_c: Any, _k: Any, statement: str, *_: Any, to: list[str] = told[bind]) -> None:
            to.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        listeners.append((engine, note))
    yield told
    for engine, note in listeners:
        event.remove(engine, "before_cursor_execute", note)
