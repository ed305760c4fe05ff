"""Nothing is lost: every row of a file is kept or rejected, once, whatever it holds."""

import csv
from contextlib import suppress
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.clean.batches import Cleaning
from etl.sources.errors import FileUnreadable
from etl.sources.mapping import FileMapping
from etl.sources.read import ROW, read_headers
from etl.sources.resolve import Assignment, native_mapping
from etl.sources.targets import TARGETS, TargetName

fields = st.one_of(
    st.sampled_from(
        ["2026-01-01", "2026-01-02", "A", "B", "1", "2.5", "-3", "", " ", "true", "NaN"]
    ),
    st.text(
        st.characters(codec="utf-8", exclude_characters="\x00\r"),
        max_size=8,
    ),
)
tables = st.lists(st.lists(fields, min_size=4, max_size=5), max_size=12)
HEADER = ("date", "sku", "quantity", "on_promotion")


def write(folder: Path, rows: list[list[str]]) -> Path:
    path = folder / "demand.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, quoting=csv.QUOTE_ALL)
        writer.writerow(HEADER)
        writer.writerows(rows)
    return path


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(tables, st.booleans())
def test_rows_read_are_rows_kept_and_rows_rejected(
    tmp_path: Path, rows: list[list[str]], aggregates: bool
) -> None:
    path = write(tmp_path, rows)
    mapping = native_mapping(path, TARGETS[TargetName.DEMAND], read_headers(path))
    if aggregates:
        mapping = FileMapping.model_validate(
            mapping.model_dump(exclude_defaults=True)
            | {"aggregate": "day", "negative_quantity": "returned"}
        )

    batch = Cleaning({path.name: "0"}, today=date(2026, 11, 21)).batches(
        (Assignment(mapping, (path,)),)
    )[0]

    (file,) = batch.main.files
    assert file.rows_read == len(rows) == file.rows_kept + file.rejects.height
    assert file.rejects[ROW].is_unique().all()
    assert set(file.rejects[ROW]) <= set(range(2, len(rows) + 2))
    assert batch.main.rows.select("date", "sku", "site_code").is_unique().all()
    assert (batch.main.rows["quantity"] >= 0).all()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=200))
def test_whatever_a_file_holds_the_answer_is_a_table_or_a_sentence(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "demand.csv"
    path.write_bytes(b"date,sku,quantity\n" + content)

    with suppress(FileUnreadable):
        mapping = native_mapping(path, TARGETS[TargetName.DEMAND], read_headers(path))
        cleaning = Cleaning({path.name: "0"}, today=date(2026, 11, 21))
        batch = cleaning.batches((Assignment(mapping, (path,)),))[0]
        assert batch.main.files[0].rows_read >= batch.main.rows.height
