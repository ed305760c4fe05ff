"""Rows as lines of CSV that the database writes itself, by COPY. No Flask.

Turning a million rows into Python values and back into text takes several times as long as
reading them does.
"""

import queue
from collections.abc import Generator
from contextlib import suppress
from threading import Thread
from typing import Any

from sqlalchemy import (
    ARRAY,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Date,
    DateTime,
    Double,
    Float,
    Integer,
    Numeric,
    Select,
    String,
    Text,
    case,
    cast,
    func,
    literal,
    select,
    text,
)

from backend.core.sql import Rows

CHUNK_BYTES = 64 * 1024
CHUNKS_WAITING = 4
# One statement lasts as long as its reader takes, which may be slow.
MOST_SECONDS = 1800
WHOLE_BELOW = 1e15


def as_texts(rows: Rows, formula_starts: tuple[str, ...]) -> Select[Any] | None:
    """Select what ``csv_export.cell`` would write of each column; None where SQL cannot say it."""
    inner = rows.subquery("exported")
    written = [_written(column, formula_starts) for column in inner.columns]
    if any(column is None for column in written):
        return None
    return select(*(column for column in written if column is not None)).select_from(inner)


def copied(connection: Connection, statement: Select[Any]) -> Generator[bytes, None, None]:
    """Yield the rows in chunks while the database sends them; stops it when nobody reads on."""
    raw = connection.connection
    connection.execute(text(f"SET LOCAL statement_timeout = '{MOST_SECONDS}s'"))
    cursor = raw.cursor()
    bound = statement.compile(connection, compile_kwargs={"render_postcompile": True})
    command = f"COPY ({cursor.mogrify(str(bound), bound.params).decode()}) TO STDOUT (FORMAT csv)"
    waiting: queue.Queue[bytes | BaseException | None] = queue.Queue(CHUNKS_WAITING)
    thread = Thread(target=_send, args=(cursor, command, waiting), daemon=True)
    thread.start()
    has_ended = False
    try:
        while (chunk := waiting.get()) is not None:
            if isinstance(chunk, BaseException):
                has_ended = True
                raise chunk
            yield chunk
        has_ended = True
    finally:
        if not has_ended:
            raw.cancel()
        while thread.is_alive():
            with suppress(queue.Empty):
                waiting.get(timeout=0.05)
        cursor.close()


class _Lines:
    """Takes a line at a time, as COPY gives them, and passes them on in chunks."""

    def __init__(self, waiting: "queue.Queue[bytes | BaseException | None]") -> None:
        self._waiting = waiting
        self._lines: list[bytes] = []
        self._bytes = 0

    def write(self, line: bytes) -> None:
        self._lines.append(line[:-1])
        self._bytes += len(line)
        if self._bytes >= CHUNK_BYTES:
            self.flush()

    def flush(self) -> None:
        if self._lines:
            # CSV ends its lines so; those within a cell stay as they are.
            self._waiting.put(b"\r\n".join(self._lines) + b"\r\n")
            self._lines, self._bytes = [], 0


def _send(cursor: Any, command: str, waiting: "queue.Queue[bytes | BaseException | None]") -> None:
    lines = _Lines(waiting)
    try:
        cursor.copy_expert(command, lines, size=CHUNK_BYTES)
        lines.flush()
        waiting.put(None)
    except BaseException as error:
        waiting.put(error)


def _written(
    column: Column[Any] | ColumnElement[Any], formula_starts: tuple[str, ...]
) -> ColumnElement[Any] | None:
    match column.type:
        case Float():
            # What is computed may be a numeric in the database, which writes no exponents.
            value = cast(column, Double)
            is_whole = (value == func.trunc(value)) & (func.abs(value) < WHOLE_BELOW)
            return case((is_whole, cast(value, Text) + ".0"), else_=cast(value, Text))
        case Integer() | Date() | Numeric():
            return column
        case Boolean():
            return cast(column, Text)
        case DateTime(timezone=True):
            shown = func.to_char(func.timezone("UTC", column), 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"')
            return func.replace(shown, ".000000", "")
        case ARRAY(item_type=String()):
            return _guarded(func.array_to_string(column, "; "), formula_starts)
        case String():
            return _guarded(column, formula_starts)
        case _:
            return None


def _guarded(value: ColumnElement[Any], formula_starts: tuple[str, ...]) -> ColumnElement[Any]:
    """Mark what a spreadsheet would run; an empty text is written like nothing."""
    is_formula = func.left(value, 1).in_(formula_starts)
    return func.nullif(case((is_formula, literal("'").concat(value)), else_=value), "")
