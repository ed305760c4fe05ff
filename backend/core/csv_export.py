"""CSV files of any length, read row by row from one unchanging view of the database. No Flask."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from sqlalchemy import Connection, Engine, text

from backend.core.copy_out import as_texts, copied
from backend.core.paging import count_of
from backend.core.sql import Rows

ROWS_PER_CHUNK = 1000
# A spreadsheet runs a cell that starts like this as a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def cell(value: Any) -> str:
    """Write a value as text; only what was text before is guarded, so numbers stay numbers."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, date):
        return value.isoformat()
    return guarded(as_text(value))


def as_text(value: Any) -> str:
    if isinstance(value, list | tuple) and all(isinstance(part, str) for part in value):
        return "; ".join(value)
    if isinstance(value, dict | list | tuple):
        return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return str(value)


def guarded(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


class CsvExport:
    """A CSV file as a stream of bytes, with the number of its rows known beforehand.

    It reads from its own REPEATABLE READ connection, so the count and every row are of one
    instant, however long a client takes to read. Whoever makes one must close it.
    """

    def __init__(self, bind: Engine | Connection, statement: Rows) -> None:
        self._owned = isinstance(bind, Engine)
        self._connection = _snapshot(bind) if isinstance(bind, Engine) else bind
        self._statement = statement
        try:
            self.total: int = self._connection.execute(count_of(statement)).scalar_one()
        except BaseException:
            self.close()
            raise

    def __iter__(self) -> Iterator[bytes]:
        names = [str(name) for name in self._statement.selected_columns.keys()]  # noqa: SIM118
        yield _lines([names])
        texts = as_texts(self._statement, FORMULA_STARTS)
        yield from self._read() if texts is None else copied(self._connection, texts)

    def _read(self) -> Iterator[bytes]:
        """Write row by row what only Python can: JSON with its keys in order."""
        options = {"stream_results": True, "yield_per": ROWS_PER_CHUNK}
        rows = self._connection.execute(self._statement, execution_options=options)
        for chunk in rows.partitions():
            yield _lines([[cell(value) for value in row] for row in chunk])

    def close(self) -> None:
        if self._owned:
            self._connection.close()


def _snapshot(engine: Engine) -> Connection:
    connection = engine.connect().execution_options(isolation_level="REPEATABLE READ")
    try:
        # Said to the transaction, not to the connection: putting that back asks for a transaction
        # that writes, which a replica refuses to whoever is given the connection next.
        connection.execute(text("SET TRANSACTION READ ONLY"))
    except BaseException:
        connection.close()
        raise
    return connection


def _lines(rows: Sequence[Sequence[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()
