"""Count and sum up every table of a database, so that two of them can be told apart or equal.

python -m scripts.with_database -- .venv/bin/python -m scripts.table_sums
"""

import os
import sys
from collections.abc import Mapping
from contextlib import closing
from typing import NamedTuple

import psycopg2
from psycopg2.extensions import connection as Connection  # noqa: N812
from psycopg2.sql import SQL, Identifier

from scripts.runtime.checks import without_driver

SCHEMAS = ["core", "ops", "analytics", "support", "public"]
# A partition's rows are those of its table; materialised views are computed again by a restore.
TABLES = """
    SELECT relnamespace::regnamespace::text, relname FROM pg_class
    WHERE relnamespace::regnamespace::text = ANY (%s) AND relkind IN ('r', 'p')
    AND NOT relispartition ORDER BY 1, 2
"""
# Added up, so that the order of rows does not matter; numeric, so that nothing overflows.
SUM = """
    SELECT count(*), coalesce(sum(hashtextextended(line::text, 0)::numeric), 0)::text
    FROM {}.{} AS line
"""
SEQUENCES = """
    SELECT schemaname || '.' || sequencename, coalesce(last_value, 0)::text FROM pg_sequences
    WHERE schemaname = ANY (%s) ORDER BY 1
"""


class Sum(NamedTuple):
    """How many rows a table has and what they add up to; a sequence has none, only a value."""

    rows: int
    checksum: str


def table_sums(url: str) -> Mapping[str, Sum]:
    """Return the sums of every table and sequence, as of one moment."""
    with closing(psycopg2.connect(without_driver(url))) as connection:
        connection.set_session(isolation_level="REPEATABLE READ", readonly=True)
        return _tables(connection) | _sequences(connection)


def _tables(connection: Connection) -> dict[str, Sum]:
    with connection.cursor() as cursor:
        # Text must not depend on how the server or the session likes to write it.
        cursor.execute("SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO, YMD'")
        cursor.execute("SET LOCAL extra_float_digits = 3; SET LOCAL bytea_output = 'hex'")
        cursor.execute(TABLES, (SCHEMAS,))
        sums = {}
        for schema, name in cursor.fetchall():
            cursor.execute(SQL(SUM).format(Identifier(schema), Identifier(name)))
            row = cursor.fetchone()
            assert row is not None
            sums[f"{schema}.{name}"] = Sum(*row)
        return sums


def _sequences(connection: Connection) -> dict[str, Sum]:
    with connection.cursor() as cursor:
        cursor.execute(SEQUENCES, (SCHEMAS,))
        return {name: Sum(0, value) for name, value in cursor.fetchall()}


def main() -> int:
    url = os.environ.get("MIGRATION_DATABASE_URL") or os.environ.get("DATABASE_URL")
    if not url:
        print("Set DATABASE_URL, or run it by scripts.with_database.", file=sys.stderr)
        return 2
    for name, (rows, checksum) in table_sums(url).items():
        print(f"{name}\t{rows}\t{checksum}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
