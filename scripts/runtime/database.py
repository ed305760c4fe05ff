"""Which database a run uses: its own embedded one, or the one that DATABASE_URL names."""

from contextlib import closing
from dataclasses import dataclass
from typing import Any

import psycopg2
from psycopg2 import sql

from scripts.runtime.checks import check_database, first_line, without_driver
from scripts.runtime.failures import CannotStart
from scripts.runtime.options import Options
from scripts.runtime.postgres import SUPERUSER, EmbeddedPostgres
from scripts.runtime.stopping import Stop

NAME = "quartermaster"
OWNER = "quartermaster_owner"
APPLICATION_GROUP = "quartermaster_app"  # the migrations grant to it; nobody signs in as it
APPLICATION = "quartermaster"

PROGRESS = """
    SELECT progress, message FROM support.job_run
    WHERE status = 'RUNNING' ORDER BY id DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Addresses:
    application: str
    owner: str


@dataclass(slots=True)
class Database:
    addresses: Addresses
    server: EmbeddedPostgres | None

    def stop(self) -> None:
        if self.server is not None:
            self.server.stop()

    def revive(self, stop: Stop) -> bool:
        """Start the embedded server again if it died; True when that was so."""
        if self.server is None or not self.server.is_down():
            return False
        self.server.start(stop)
        return True

    def value(self, expression: str) -> object:
        """Return one value that an expression in SQL gives, as the owner sees it."""
        try:
            return self._row(f"SELECT {expression}")[0]
        except psycopg2.Error as error:
            raise CannotStart(f"The database does not answer: {first_line(error)}.") from None

    def progress(self) -> tuple[float, str] | None:
        """Return how far the running job is, for the terminal; None where nobody knows."""
        try:
            row = self._row(PROGRESS)
        except psycopg2.Error:
            return None
        return (float(row[0] or 0), str(row[1] or "")) if row else None

    def _row(self, query: str) -> tuple[Any, ...]:
        url = without_driver(self.addresses.owner)
        with (
            closing(psycopg2.connect(url, connect_timeout=5)) as connection,
            connection.cursor() as cursor,
        ):
            cursor.execute(query)
            return cursor.fetchone() or ()


def embedded(options: Options) -> EmbeddedPostgres:
    return EmbeddedPostgres(options.places.postgres, options.places.log("postgres"))


def embedded_addresses(server: EmbeddedPostgres) -> Addresses:
    return Addresses(application=server.url(APPLICATION, NAME), owner=server.url(OWNER, NAME))


def given_addresses(options: Options) -> Addresses | None:
    """Return the addresses a person gave, after trying them, or None for the embedded server."""
    if options.database_url is None:
        return None
    check_database("DATABASE_URL", options.database_url)
    owner = options.migration_database_url or options.database_url
    if options.migration_database_url is not None:
        check_database("MIGRATION_DATABASE_URL", owner)
    return Addresses(application=options.database_url, owner=owner)


def create_roles_and_database(server: EmbeddedPostgres) -> None:
    """Make the two roles that sign in, and the database that the owner owns."""
    with closing(psycopg2.connect(server.url(SUPERUSER, "postgres"))) as connection:
        connection.autocommit = True  # CREATE DATABASE cannot run in a transaction
        with connection.cursor() as cursor:
            cursor.execute("SELECT rolname FROM pg_roles")
            roles = {str(row[0]) for row in cursor.fetchall()}
            for role, attributes in ((OWNER, "LOGIN"), (APPLICATION_GROUP, "NOLOGIN")):
                if role not in roles:
                    cursor.execute(_create_role(role, attributes))
            if APPLICATION not in roles:
                cursor.execute(_create_role(APPLICATION, f"LOGIN IN ROLE {APPLICATION_GROUP}"))
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME])
            if cursor.fetchone() is None:
                cursor.execute(
                    sql.SQL("CREATE DATABASE {} OWNER {}").format(
                        sql.Identifier(NAME), sql.Identifier(OWNER)
                    )
                )


def _create_role(name: str, attributes: str) -> sql.Composed:
    return sql.SQL("CREATE ROLE {} ").format(sql.Identifier(name)) + sql.SQL(attributes)
