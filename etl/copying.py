"""Moves whole frames out of and into PostgreSQL; COPY is many times faster than a cursor."""

import io
from collections.abc import Mapping
from typing import Any

import polars as pl
from sqlalchemy.orm import Session

from etl.settings import SQL


def copy_out(session: Session, name: str, values: Mapping[str, Any], schema: Any) -> pl.DataFrame:
    """Run ``etl/sql/<name>.sql`` and return its rows as a frame of ``schema``."""
    statement = (SQL / f"{name}.sql").read_text(encoding="utf-8")
    raw = session.connection().connection.cursor()
    bound = raw.mogrify(statement, values).decode() if values else statement
    buffer = io.BytesIO()
    raw.copy_expert(f"COPY ({bound}) TO STDOUT (FORMAT csv)", buffer)
    if not buffer.tell():
        return pl.DataFrame(schema=schema)
    buffer.seek(0)
    frame = pl.read_csv(
        buffer, has_header=False, new_columns=list(schema), schema_overrides=_readable(schema)
    )
    booleans = [name for name, kind in schema.items() if kind == pl.Boolean]
    return frame.with_columns(pl.col(booleans) == "t")


def copy_in(session: Session, table: str, rows: pl.DataFrame) -> None:
    """Append ``rows`` to ``table``; the frame's columns are named like the table's."""
    buffer = io.BytesIO()
    rows.write_csv(buffer, include_header=False)
    buffer.seek(0)
    cursor = session.connection().connection.cursor()
    cursor.copy_expert(f"COPY {table} ({', '.join(rows.columns)}) FROM STDIN (FORMAT csv)", buffer)


def _readable(schema: Any) -> list[Any]:
    """PostgreSQL writes booleans as t and f, which polars does not read as such."""
    return [pl.String if kind == pl.Boolean else kind for kind in schema.values()]
