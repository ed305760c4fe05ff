"""The system before, as tables of rows: MySQL, MariaDB or SQLite, read and never written."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import URL, Connection, Select, create_engine, inspect, make_url, select, text
from sqlalchemy import column as named
from sqlalchemy import table as table_named
from sqlalchemy.exc import ArgumentError, OperationalError
from sqlalchemy.pool import NullPool

from backend.settings import Settings
from etl.sources.errors import LoadRefused

MYSQL = ("mysql", "mariadb")
ROWS_AT_ONCE = 5000
# One moment for all tables, and a promise to the server that nothing is changed.
SNAPSHOT = {
    "mysql": ("ROLLBACK", "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY"),
    "sqlite": ("PRAGMA query_only = ON", "BEGIN"),
}


@dataclass(frozen=True, slots=True)
class Table:
    """A table or view, its columns, and what puts its rows into an order that stays."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Legacy:
    """A connection to the system before, on one unchanging view of it."""

    connection: Connection

    def tables(self) -> list[Table]:
        look = inspect(self.connection)
        found = []
        for name in sorted([*look.get_table_names(), *look.get_view_names()]):
            columns = tuple(str(entry["name"]) for entry in look.get_columns(name))
            key = look.get_pk_constraint(name)["constrained_columns"]
            found.append(Table(name, columns, tuple(key) or columns))
        return found

    def rows(self, source: Table, columns: Sequence[str]) -> Iterator[Sequence[Any]]:
        """Read columns of a table, a few thousand rows at a time."""
        wanted: Select[*tuple[Any, ...]] = (
            select(*(named(name) for name in columns))
            .select_from(table_named(source.name))
            .order_by(*(named(name) for name in source.key))
        )
        options = {"stream_results": True, "yield_per": ROWS_AT_ONCE}
        for part in self.connection.execute(wanted, execution_options=options).partitions():
            yield from part


@contextmanager
def opened(settings: Settings) -> Iterator[Legacy]:
    """Open the legacy database, where reading it is switched on."""
    address = address_of(settings)
    engine = create_engine(address, poolclass=NullPool)
    try:
        with engine.connect() as connection:
            for statement in SNAPSHOT[address.get_backend_name()]:
                connection.execute(text(statement))
            yield Legacy(connection)
    except OperationalError as error:
        first = str(error.orig).strip().splitlines()[:1] or ["no answer"]
        raise LoadRefused(f"The legacy database cannot be used: {first[0].rstrip('.')}.") from None
    finally:
        engine.dispose()


def address_of(settings: Settings) -> URL:
    """Return where the legacy database is, with a driver of ours; say what is missing."""
    if not settings.enable_legacy_mysql or settings.legacy_database_url is None:
        raise LoadRefused(
            "Reading a legacy database is off: set ENABLE_LEGACY_MYSQL=true and "
            "LEGACY_DATABASE_URL (docs/ROLLBACK.md)."
        )
    try:
        address = make_url(settings.legacy_database_url.get_secret_value())
    except ArgumentError:
        raise LoadRefused("LEGACY_DATABASE_URL is not a database address.") from None
    backend = address.get_backend_name()
    if backend in MYSQL:
        return address.set(drivername="mysql+pymysql").update_query_dict({"charset": "utf8mb4"})
    if backend == "sqlite" and address.database:
        # Without this, a wrong path would make an empty database there.
        return address.set(database=f"file:{address.database}", query={"mode": "ro", "uri": "true"})
    raise LoadRefused("LEGACY_DATABASE_URL must begin with mysql://, mariadb:// or sqlite:///.")
