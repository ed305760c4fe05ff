"""The application on a real database, a transaction that is rolled back, and three people."""

from collections.abc import Iterator
from typing import Any, cast

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.orm import Session

from backend.access.permissions import ADMIN, ANALYST, VIEWER
from backend.access.seed import seed_roles
from backend.app import create_app
from backend.extensions import cache, db, limiter
from backend.settings import Settings
from backend.tests.factories import make_user
from backend.tests.signing_in import SignedInClient, access_token
from migrations.tests.databases import APPLICATION, Database, Server


@pytest.fixture(scope="session")
def database(server: Server, migrated_once: Database) -> Iterator[Database]:
    """One migrated database with the roles seeded, for all tests of this process."""
    with server.database(migrated_once) as database:
        with database.as_role(APPLICATION) as connection, Session(connection) as session:
            seed_roles(session)
            session.commit()
        yield database


@pytest.fixture(scope="session")
def settings(database: Database) -> Settings:
    return settings_for(database)


def settings_for(database: Database, **changes: Any) -> Settings:
    """Return settings for a database, whatever the environment says."""
    stated = {
        "database_url": database.url(APPLICATION),
        "secret_key": "the-key-of-the-tests-is-no-secret-at-all",
        "login_rate_limit": "10000 per minute",
        "redis_url": None,
        # A test's transaction never ends, so the snapshot would not tell what it has written.
        "answers_kept_seconds": 0,
        "log_level": "ERROR",
        "cors_origins": ("https://dashboard.example",),
        **changes,
    }
    return Settings(_env_file=None, **stated)


@pytest.fixture(scope="session")
def app_once(settings: Settings) -> Flask:
    """The application; it is made once, because reading every route takes a second."""
    app = create_app(settings)
    app.testing = True
    return app


@pytest.fixture
def connection(settings: Settings) -> Iterator[Connection]:
    """A connection in a transaction that never commits."""
    engine = create_engine(settings.database_url)
    with engine.connect() as connection, connection.begin() as transaction:
        yield connection
        transaction.rollback()
    engine.dispose()


@pytest.fixture
def app(app_once: Flask, connection: Connection) -> Iterator[Flask]:
    """The application, all of whose sessions work inside this test's transaction."""
    with app_once.app_context():
        binds = cast("dict[str | None, Engine | Connection]", db.engines)
        engine, binds[None] = binds[None], connection
        cache.clear()
        limiter.reset()
    yield app_once
    binds[None] = engine


@pytest.fixture
def session(app: Flask, connection: Connection) -> Iterator[Session]:
    """A session to arrange and to look with; it sees what requests wrote once it is expired."""
    with Session(connection, join_transaction_mode="create_savepoint") as session:
        yield session


@pytest.fixture
def live(server: Server, database: Database) -> Iterator[Flask]:
    """The application on a database of its own, where commits are real and others see them."""
    with server.database(database) as own:
        app = create_app(settings_for(own))
        limiter.reset()
        yield app
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Somebody who is not signed in."""
    return app.test_client()


@pytest.fixture
def ana(app: Flask, session: Session) -> SignedInClient:
    """An administrator."""
    return sign_in(app, session, "ana", ADMIN)


@pytest.fixture
def noa(app: Flask, session: Session) -> SignedInClient:
    """An analyst."""
    return sign_in(app, session, "noa", ANALYST)


@pytest.fixture
def vic(app: Flask, session: Session) -> SignedInClient:
    """A viewer."""
    return sign_in(app, session, "vic", VIEWER)


def sign_in(app: Flask, session: Session, username: str, *roles: str) -> SignedInClient:
    user = make_user(session, username=username, roles=roles)
    client = SignedInClient(app, app.response_class)
    client.sign_in_as(user, access_token(session, user, key=app.config["SIGNING_KEY"]))
    return client
