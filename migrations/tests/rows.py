"""A few rows in every table, partitions included."""

from pathlib import Path

from migrations.tests.databases import OWNER, Database

ROWS = Path(__file__).with_name("rows.sql")


def load_rows(database: Database) -> None:
    with database.as_role(OWNER) as connection:
        connection.exec_driver_sql(ROWS.read_text(encoding="utf-8"))
