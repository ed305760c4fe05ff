"""What the database itself needs for the same rows: COPY into an empty table of the same make."""

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg2

COLUMNS = (
    "item_id, site_id, date, period, quantity, unfilled_quantity, returned_quantity, unit_price,"
    " on_promotion, source, import_id"
)
# Same columns, checks, keys, foreign keys, indexes and months.
MAKE = """
CREATE SCHEMA IF NOT EXISTS bench;
CREATE TABLE bench.fact_demand_daily (LIKE core.fact_demand_daily INCLUDING ALL)
PARTITION BY RANGE (date);
ALTER TABLE bench.fact_demand_daily
    ADD FOREIGN KEY (item_id) REFERENCES core.dim_item (id) ON DELETE RESTRICT,
    ADD FOREIGN KEY (site_id) REFERENCES core.dim_site (id) ON DELETE RESTRICT;
DO $$
DECLARE
    month record;
BEGIN
    FOR month IN
        SELECT
            pg_class.relname AS name,
            pg_get_expr(pg_class.relpartbound, pg_class.oid) AS bounds
        FROM pg_inherits
        INNER JOIN pg_class ON pg_inherits.inhrelid = pg_class.oid
        WHERE pg_inherits.inhparent = 'core.fact_demand_daily'::regclass
    LOOP
        EXECUTE format(
            'CREATE TABLE bench.%I PARTITION OF bench.fact_demand_daily %s',
            month.name, month.bounds
        );
    END LOOP;
END
$$;
"""


@contextmanager
def identical_table(owner: str) -> Iterator[psycopg2.extensions.connection]:
    with closing(psycopg2.connect(owner)) as connection:
        with connection, connection.cursor() as cursor:
            cursor.execute(MAKE)
        try:
            yield connection
        finally:
            connection.rollback()
            with connection, connection.cursor() as cursor:
                cursor.execute("DROP SCHEMA bench CASCADE")


def write_out(owner: str, file: Path) -> None:
    """Write the facts of the database into a file, as they would be copied in."""
    with (
        closing(psycopg2.connect(owner)) as connection,
        connection.cursor() as cursor,
        file.open("wb") as stream,
    ):
        query = f"SELECT {COLUMNS} FROM core.fact_demand_daily"  # noqa: S608
        cursor.copy_expert(f"COPY ({query}) TO STDOUT (FORMAT csv)", stream)


def seconds_to_copy(owner: str, file: Path) -> float:
    """Copy the file into an empty table of the same make, in one transaction."""
    with identical_table(owner) as connection, file.open("rb") as stream:
        begun = time.perf_counter()
        with connection, connection.cursor() as cursor:
            cursor.copy_expert(
                f"COPY bench.fact_demand_daily ({COLUMNS}) FROM STDIN (FORMAT csv)", stream
            )
        return time.perf_counter() - begun
