import gzip
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from etl.clean.convert import has_offset, instant
from etl.sources.errors import FileUnreadable
from etl.sources.read import EXTRA, ROW, Dialect, read_headers, read_text


def write(tmp_path: Path, content: bytes, name: str = "demand.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


def test_everything_is_text_and_rows_are_numbered_as_in_the_file(tmp_path: Path) -> None:
    frame = read_text(write(tmp_path, b"sku,quantity\n007,1.50\nB,\n"))

    assert frame.select("sku", "quantity", ROW).rows() == [("007", "1.50", 2), ("B", None, 3)]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found(tmp_path: Path, separator: str) -> None:
    content = separator.join(("sku", "name")) + "\n" + separator.join(("A", "x y")) + "\n"

    assert read_text(write(tmp_path, content.encode())).select("sku", "name").rows() == [
        ("A", "x y")
    ]


def test_a_byte_order_mark_is_no_part_of_the_first_header(tmp_path: Path) -> None:
    path = write(tmp_path, b"\xef\xbb\xbfsku,name\r\nA,B\r\n")

    assert read_headers(path) == ("sku", "name")
    assert read_text(path)["name"].to_list() == ["B"]


def test_gzip_and_parquet_read_like_csv(tmp_path: Path) -> None:
    rows = pl.DataFrame({"sku": ["A"], "quantity": [1.5]})
    rows.write_parquet(tmp_path / "demand.parquet")
    packed = write(tmp_path, gzip.compress(b"sku,quantity\nA,1.5\n"), "demand.csv.gz")

    assert read_text(tmp_path / "demand.parquet").equals(read_text(packed))


def test_typed_columns_of_parquet_are_read_as_a_csv_would_have_them(tmp_path: Path) -> None:
    moment = datetime(2026, 1, 1, 3, tzinfo=ZoneInfo("America/Sao_Paulo"))
    rows = pl.DataFrame({"day": [date(2026, 1, 1)], "at": [moment], "flag": [True], "n": [7]})
    rows.write_parquet(tmp_path / "demand.parquet")

    frame = read_text(tmp_path / "demand.parquet")

    assert frame.select("day", "flag", "n").rows() == [("2026-01-01", "true", "7")]
    assert frame.select(instant(pl.col("at"), ())).item() == datetime(2026, 1, 1, 6)  # noqa: DTZ001
    assert frame.select(has_offset(pl.col("at"))).item()


def test_latin_1_is_read_when_the_mapping_says_so(tmp_path: Path) -> None:
    path = write(tmp_path, "sku,name\nA,Café\n".encode("latin-1"))

    with pytest.raises(FileUnreadable, match="encoding: latin-1"):
        read_text(path)
    assert read_text(path, Dialect("latin-1"))["name"].to_list() == ["Café"]


def test_a_row_with_too_many_fields_is_kept_apart_and_the_others_are_read(tmp_path: Path) -> None:
    frame = read_text(write(tmp_path, b"sku,name\nA,one\nB,two,three,four\nC,five\n"))

    assert frame["sku"].to_list() == ["A", "B", "C"]
    assert frame[EXTRA].to_list() == [None, "three,four", None]


def test_quotes_may_hold_separators_and_line_breaks(tmp_path: Path) -> None:
    frame = read_text(write(tmp_path, b'sku,name\nA,"one, two\nthree"\nB,x\n'))

    assert frame["name"].to_list() == ["one, two\nthree", "x"]
    assert frame[ROW].to_list() == [2, 3]


def test_a_header_without_rows_is_an_empty_table(tmp_path: Path) -> None:
    assert read_text(write(tmp_path, b"sku,name\n")).height == 0


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "demand.csv", "it is empty"),
        (b"\n\n", "demand.csv", "it is empty"),
        (b"sku,sku\n1,2\n", "demand.csv", "appears twice"),
        (b"no gzip", "demand.csv.gz", "compression is damaged"),
        (b"no parquet", "demand.parquet", "not a Parquet file"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_a_remedy(
    tmp_path: Path, content: bytes, name: str, sentence: str
) -> None:
    with pytest.raises(FileUnreadable, match=f"File {name}: .*{sentence}"):
        read_text(write(tmp_path, content, name))
