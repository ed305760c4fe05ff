"""What a CSV file holds, whoever writes to the database meanwhile."""

import csv
import io
import tracemalloc
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from backend.core.csv_export import CsvExport, cell
from backend.extensions import own_transaction, primary_bind
from backend.inventory.models import Region
from backend.tests.factories import make_region


class Colour(StrEnum):
    RED = "red"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, ""),
        (True, "true"),
        (False, "false"),
        (-1, "-1"),
        (-1.5, "-1.5"),
        (Decimal("-0.1000"), "-0.1000"),
        (Decimal("1E+3"), "1000"),
        (date(2026, 1, 2), "2026-01-02"),
        (datetime(2026, 1, 2, 3, 4, tzinfo=UTC), "2026-01-02T03:04:00+00:00"),
        (Colour.RED, "red"),
        (["a", "b"], "a; b"),
        ({"b": 1, "a": None}, '{"a": null, "b": 1}'),
        ([{"a": 1}], '[{"a": 1}]'),
        ("São Paulo", "São Paulo"),
        ("a-b", "a-b"),
    ],
    ids=repr,
)
def test_a_cell_is_written_plainly(value: Any, written: str) -> None:
    assert cell(value) == written


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"], ids=repr)
def test_text_that_a_spreadsheet_would_run_is_guarded(start: str) -> None:
    assert cell(f"{start}cmd") == f"'{start}cmd"
    assert cell([f"{start}cmd"]) == f"'{start}cmd"


def regions() -> Select[int, str]:
    return select(Region.id, Region.code).order_by(Region.id)


def read(export: CsvExport) -> list[list[str]]:
    return list(csv.reader(io.StringIO(b"".join(export).decode())))


def test_the_header_stands_alone_when_there_are_no_rows(app: Flask) -> None:
    with app.app_context():
        export = CsvExport(primary_bind(), regions())

        assert export.total == 0
        assert read(export) == [["id", "code"]]


def test_quotes_commas_and_lines_come_back_as_they_were(app: Flask, session: Session) -> None:
    awkward = 'a "b", c\nd'
    make_region(session, code=awkward)
    session.commit()

    with app.app_context():
        rows = read(CsvExport(primary_bind(), regions()))

    assert rows[1][1] == awkward


def test_rows_written_meanwhile_do_not_appear(live: Flask) -> None:
    with live.app_context():
        with own_transaction() as session:
            make_region(session)
        export = CsvExport(primary_bind(), regions())
        with own_transaction() as session:
            make_region(session)
        rows = read(export)
        export.close()

        assert export.total == 1
        assert len(rows) == 2


def test_an_export_cannot_write(live: Flask) -> None:
    with live.app_context():
        day = date(2020, 1, 1)
        writing = select(func.core.ensure_partitions(day, day).label("id"))

        with pytest.raises(Exception, match="read-only transaction"):
            CsvExport(primary_bind(), writing)


def test_memory_stays_flat(live: Flask) -> None:
    numbers = func.generate_series(1, 300_000).table_valued("n").render_derived()
    rows = select(numbers.c.n, func.repeat("x", 100).label("text")).select_from(numbers)
    with live.app_context():
        export = CsvExport(primary_bind(), rows)
        tracemalloc.start()

        lines = sum(chunk.count(b"\r\n") for chunk in export)

        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        export.close()
    assert lines == export.total + 1 == 300_001
    assert peak < 5_000_000


def test_the_connection_goes_back_to_the_pool_as_it_came(live: Flask) -> None:
    with live.app_context():
        export = CsvExport(primary_bind(), regions())
        next(iter(export))
        export.close()

        with own_transaction() as session:
            make_region(session)
            level = session.execute(select(func.current_setting("transaction_isolation")))
            assert level.scalar_one() == "read committed"
