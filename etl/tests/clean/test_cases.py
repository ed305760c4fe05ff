"""Whole files and what becomes of them: data/<case>/{in.csv, expected.csv, rejects.csv}.

The part of a case's name before the first underscore that names a target is the target; a case
with a mapping.yaml is read through it. To accept what a case gives now: UPDATE_CASES=1 pytest.
"""

import os
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from etl.clean.collapse import demand_per_day, one_per_key, refuse_contradictions
from etl.clean.reject_rows import with_raw_text
from etl.clean.table import Cleaned, clean
from etl.sources.mapping import FileMapping
from etl.sources.mapping_file import read_mapping
from etl.sources.read import ROW, Dialect, read_headers, read_text, separator_of
from etl.sources.resolve import native_mapping
from etl.sources.targets import TARGETS

CASES = Path(__file__).resolve().parents[1] / "data"
TODAY = date(2026, 11, 21)


def mapping_of(case: Path) -> FileMapping:
    if (case / "mapping.yaml").exists():
        return read_mapping(case / "mapping.yaml").files[0]
    target = max((name for name in TARGETS if case.name.startswith(name)), key=len)
    path = case / "in.csv"
    return native_mapping(path, TARGETS[target], read_headers(path))


def cleaned_case(case: Path) -> tuple[Cleaned, pl.DataFrame, pl.DataFrame]:
    mapping = mapping_of(case)
    dialect = Dialect(mapping.encoding, mapping.separator)
    raw = read_text(case / "in.csv", dialect)
    separator = separator_of(case / "in.csv", dialect)
    cleaned = clean(raw, mapping, today=TODAY)
    if mapping.aggregate:
        rows = demand_per_day(cleaned.kept)
    else:
        cleaned = refuse_contradictions(cleaned)
        rows = one_per_key(cleaned.kept, cleaned.target.key).drop(ROW)
    return cleaned, rows, with_raw_text(cleaned.rejects, raw, separator).rename({ROW: "row"})


@pytest.mark.parametrize("name", sorted(path.name for path in CASES.iterdir()))
def test_a_file_becomes_what_is_written_beside_it(name: str) -> None:
    case = CASES / name

    cleaned, rows, rejects = cleaned_case(case)

    for frame, file in ((rows, "expected.csv"), (rejects, "rejects.csv")):
        if os.environ.get("UPDATE_CASES"):
            frame.write_csv(case / file)
        assert frame.write_csv() == (case / file).read_text(encoding="utf-8"), file
    assert cleaned.rows_read == read_text(case / "in.csv").height
