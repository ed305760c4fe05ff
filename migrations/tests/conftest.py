"""A database for each test, on the server of the whole session."""

from collections.abc import Iterator

import pytest

from migrations.tests.databases import Database, Server
from migrations.tests.rows import load_rows


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
