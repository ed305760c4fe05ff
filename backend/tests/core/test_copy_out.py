"""What the database writes of a CSV file is what the application would have written."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import psycopg2
import pytest
from flask import Flask
from sqlalchemy import (
    ARRAY,
    Boolean,
    ColumnElement,
    Date,
    DateTime,
    Double,
    Integer,
    Numeric,
    Select,
    Text,
    func,
    literal,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from backend.core.copy_out import as_texts, copied
from backend.core.csv_export import FORMULA_STARTS, CsvExport, cell
from backend.extensions import primary_bind

AWKWARD = 'a "b", c\nd %s \\ São'
CELLS: list[tuple[Any, Any]] = [
    (None, Text),
    ("", Text),
    (AWKWARD, Text),
    *((f"{start}cmd", Text) for start in FORMULA_STARTS),
    (["a", "=b"], ARRAY(Text)),
    (["=a", "b"], ARRAY(Text)),
    ([], ARRAY(Text)),
    (True, Boolean),
    (False, Boolean),
    (-7, Integer),
    (-1.0, Double),
    (0.1, Double),
    (1e-7, Double),
    (123456789.0, Double),
    (1e20, Double),
    (Decimal("-0.1000"), Numeric(18, 4)),
    (date(2026, 1, 2), Date),
    (datetime(2026, 1, 2, 3, 4, tzinfo=UTC), DateTime(timezone=True)),
    (datetime(2026, 1, 2, 3, 4, 5, 60, tzinfo=UTC), DateTime(timezone=True)),
]


@pytest.mark.parametrize(("value", "kind"), CELLS, ids=repr)
def test_a_cell_is_the_same_from_both(app: Flask, value: Any, kind: Any) -> None:
    rows = selected(first=literal("x", Text), second=literal(value, kind))
    with app.app_context():
        export = CsvExport(primary_bind(), rows)
        texts = as_texts(rows, FORMULA_STARTS)
        assert texts is not None

        by_database = b"".join(copied(export._connection, texts))
        by_application = b"".join(export._read())

    assert by_database == by_application


def test_what_only_python_can_write_is_written_by_it(app: Flask) -> None:
    rows = selected(id=literal(1, Integer), reasons=literal({"bb": 1, "a": None}, JSONB))

    assert as_texts(rows, FORMULA_STARTS) is None
    with app.app_context():
        told = b"".join(CsvExport(primary_bind(), rows)).decode()
    assert told.endswith(f'1,"{cell({"a": None, "bb": 1}).replace(chr(34), chr(34) * 2)}"\r\n')


def test_order_and_rows_are_those_of_the_statement(app: Flask) -> None:
    numbers = func.generate_series(1, 50_000).table_valued("n").render_derived()
    rows = select(numbers.c.n.cast(Integer).label("n")).order_by(numbers.c.n.desc())
    with app.app_context():
        lines = b"".join(CsvExport(primary_bind(), rows)).split(b"\r\n")

    assert lines == [b"n", *(str(number).encode() for number in range(50_000, 0, -1)), b""]


def test_a_reader_that_leaves_ends_the_statement(live: Flask) -> None:
    numbers = func.generate_series(1, 5_000_000).table_valued("n").render_derived()
    with live.app_context():
        export = CsvExport(primary_bind(), select(numbers.c.n.cast(Integer).label("n")))
        texts = as_texts(export._statement, FORMULA_STARTS)
        assert texts is not None
        stream = copied(export._connection, texts)
        next(stream)
        next(stream)
        stream.close()
        export._connection.rollback()

        running = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'COPY (%'"
        assert export._connection.execute(text(f"{running} AND state = 'active'")).scalar() == 0
        export.close()


def test_an_error_on_the_way_reaches_the_reader(live: Flask) -> None:
    numbers = func.generate_series(0, 3).table_valued("n").render_derived()
    wrong = select((literal(1, Integer) / (numbers.c.n.cast(Integer) - 2)).cast(Integer).label("n"))
    with live.app_context():
        export = CsvExport(primary_bind(), wrong)
        with pytest.raises(psycopg2.Error, match="division by zero"):
            list(export)
        export.close()


def selected(**columns: ColumnElement[Any]) -> Select[Any]:
    return select(*(column.label(name) for name, column in columns.items()))
