"""Demand that is cleaned piece by piece gives what it gives when it is held whole."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from etl.clean import large
from etl.clean.batches import Batch, Cleaning
from etl.clean.collapse import demand_per_day
from etl.clean.period import Period
from etl.sources.resolve import resolve
from etl.sources.targets import TargetName

TODAY = date(2026, 11, 21)
FIRST = """\
date,sku,site_code,quantity
2026-01-30,A,S,1
2026-01-31,A,S,2
2026-02-01,A,S,x
2026-01-30,A,S,7
2026-02-02,B,S,3
2026-01-31,A,S,2
,A,S,1
2026-02-03,C,S,3
"""
# The first row says what the other file says, the second one contradicts it.
SECOND = """\
date,sku,site_code,quantity
2026-02-02,B,S,3
2026-01-31,A,S,9
2026-03-01,A,S,4
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    for name, text in (("demand_1", FIRST), ("demand_2", SECOND)):
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def cleaned(data: Path, work: Path | None = None) -> list[Batch]:
    known = {
        TargetName.ITEMS: frozenset({"A", "B"}),
        TargetName.SITES: frozenset({"S"}),
        TargetName.SUPPLIERS: frozenset[str](),
    }
    hashes = dict.fromkeys((path.name for path in data.iterdir()), "0")
    cleaning = Cleaning(hashes, today=TODAY, known=known, work=work)
    return cleaning.batches(resolve(data).assignments)


def rejects(batches: list[Batch]) -> list[tuple[object, ...]]:
    return [
        (file.name, *row)
        for batch in batches
        for file in batch.main.files
        for row in file.rejects.sort("__row").iter_rows()
    ]


@pytest.mark.parametrize("piece_rows", [1, 2, 3, 100])
def test_pieces_give_the_same_rows_and_rejects(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, piece_rows: int
) -> None:
    monkeypatch.setattr(large.LargeDemand.__init__, "__defaults__", (piece_rows,))
    work = tmp_path / "work"
    work.mkdir()

    whole, (pieces,) = cleaned(data), cleaned(data, work)

    assert pieces.main.months is not None
    found = pl.concat(pieces.main.months.frames()).sort("date", "sku")
    # Held whole, each file is loaded by itself, so what both say is there twice.
    expected = pl.concat(batch.main.rows for batch in whole).unique(["date", "sku", "site_code"])
    assert found.drop("__row").equals(expected.sort("date", "sku").drop("__row"))
    assert rejects([pieces]) == rejects(whole)
    assert [row[3] for row in rejects([pieces])] == [
        "NOT_A_NUMBER",
        "DUPLICATE_KEY",
        "MISSING_VALUE",
        "UNKNOWN_ITEM",
        "DUPLICATE_KEY",
    ]


def test_weeks_are_added_up_across_months(data: Path, tmp_path: Path) -> None:
    work = tmp_path / "work"
    work.mkdir()
    (batch,) = cleaned(data, work)
    assert batch.main.months is not None

    weeks = batch.main.months.in_period(Period.WEEK, demand_per_day)

    rows = pl.concat(weeks.frames()).sort("date", "sku").select("date", "sku", "quantity").rows()
    assert rows == [
        (date(2026, 1, 26), "A", 3.0),
        (date(2026, 2, 2), "B", 3.0),
        (date(2026, 2, 23), "A", 4.0),
    ]
    assert weeks.dates.to_list() == [date(2026, 1, 26), date(2026, 2, 2), date(2026, 2, 23)]


def test_a_large_text_file_is_read_in_pieces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from etl.sources import chunks
    from etl.sources.read import Dialect, read_text

    path = tmp_path / "demand.csv"
    path.write_text('sku,note\n007,"two\nlines"\nB,\n\nC,x\n', encoding="utf-8")
    monkeypatch.setattr(chunks, "SMALL_TEXT", 0)

    pieces = list(chunks.read_chunks(path, Dialect(), tmp_path, rows=2))

    assert [piece.height for piece in pieces] == [2, 2]
    assert pl.concat(pieces).equals(read_text(path))
