"""The SQL files of the load, and frames that come and go by COPY."""

import io
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import polars as pl
from psycopg2.extensions import cursor as Cursor  # noqa: N812
from psycopg2.sql import SQL, Identifier

from etl.settings import SQL as FOLDER


@lru_cache
def statement(name: str) -> str:
    return (FOLDER / "load" / f"{name}.sql").read_text(encoding="utf-8")


def execute(cursor: Cursor, name: str, values: Mapping[str, Any] | None = None) -> int:
    """Run a file's statement and return how many rows it touched."""
    cursor.execute(statement(name), values)
    return max(cursor.rowcount, 0)


def count(cursor: Cursor, name: str, values: Mapping[str, Any] | None = None) -> int:
    """Run a statement that answers one number."""
    cursor.execute(statement(name), values)
    row = cursor.fetchone()
    assert row is not None
    return int(row[0])


def execute_on(cursor: Cursor, name: str, table: str) -> None:
    """Run a statement on the staged table that is named in it as {incoming}."""
    cursor.execute(SQL(statement(name)).format(incoming=Identifier(table)))


def stage(cursor: Cursor, table: str, frame: pl.DataFrame, types: Mapping[str, str]) -> None:
    """Copy a frame into a temporary table that the transaction's end drops."""
    columns = [SQL("{} {}").format(Identifier(name), SQL(kind)) for name, kind in types.items()]
    name = Identifier(table)
    cursor.execute(SQL("DROP TABLE IF EXISTS pg_temp.{}").format(name))
    cursor.execute(
        SQL("CREATE TEMP TABLE {} ({}) ON COMMIT DROP").format(name, SQL(", ").join(columns))
    )
    copy_in(
        cursor,
        SQL("COPY {} FROM STDIN (FORMAT csv)").format(name).as_string(cursor),
        frame.select(*types),
    )
    cursor.execute(SQL("ANALYZE {}").format(name))


def copy_in(cursor: Cursor, command: str, frame: pl.DataFrame) -> None:
    text = io.BytesIO()
    frame.write_csv(text, include_header=False, datetime_format="%Y-%m-%d %H:%M:%S%.6f")
    text.seek(0)
    cursor.copy_expert(command, text)


def copy_out(cursor: Cursor, name: str, schema: Mapping[str, Any]) -> pl.DataFrame:
    """Return the rows of a SELECT, read by COPY."""
    text = io.BytesIO()
    cursor.copy_expert(f"COPY ({statement(name)}) TO STDOUT (FORMAT csv)", text)
    text.seek(0)
    if not text.getbuffer().nbytes:
        return pl.DataFrame(schema=dict(schema))
    booleans = [column for column, kind in schema.items() if kind == pl.Boolean]
    read = {column: pl.String if column in booleans else kind for column, kind in schema.items()}
    frame = pl.read_csv(text, has_header=False, schema=read)
    return frame.with_columns(pl.col(column) == "t" for column in booleans)
