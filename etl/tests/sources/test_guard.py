"""Files made to hurt: each is refused with a sentence, with little memory, and nothing is read."""

import gzip
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from etl.settings import ROOT
from etl.sources import guard
from etl.sources.errors import FileUnreadable
from etl.sources.read import read_headers, read_text

GIGABYTE = 1024**3
ROWS = 12_345
READ = "import sys; from pathlib import Path; from etl.sources.read import read_text; "
# What the interpreter, the reader and a few chunks need, however large the file is.
MEMORY_MB = 600


def packed(path: Path, start: bytes, repeated: bytes, size: int) -> Path:
    """Write a gzip file that unpacks to ``size`` bytes."""
    with gzip.open(path, "wb", compresslevel=1) as stream:
        stream.write(start)
        for _ in range(size // len(repeated)):
            stream.write(repeated)
    return path


def refused_with_little_memory(path: Path) -> str:
    """Read a file as the pipeline would, in a process whose memory can be asked for."""
    code = (
        f"{READ}\n"
        f"try: read_text(Path({str(path)!r}))\n"
        "except Exception as error: print(type(error).__name__, error)\n"
        # Not ru_maxrss: that counts what the process which started this one held.
        "peak = [line for line in open('/proc/self/status') if line.startswith('VmHWM')]\n"
        "print(int(peak[0].split()[1]) // 1024)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    *said, memory = done.stdout.splitlines()
    assert int(memory) < MEMORY_MB
    return "\n".join(said)


def test_a_line_of_a_gigabyte_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "demand.csv"
    with path.open("wb") as stream:
        stream.write(b"date,sku,quantity\n")
        stream.truncate(GIGABYTE)

    said = refused_with_little_memory(path)

    assert said.startswith("FileUnreadable File demand.csv: a line is longer than 1 MB.")


def test_a_bomb_of_short_lines_is_refused(tmp_path: Path) -> None:
    lines = b"2026-01-01,A,1\n" * 70_000
    path = packed(tmp_path / "demand.csv.gz", b"date,sku,quantity\n", lines, GIGABYTE // 2)

    said = refused_with_little_memory(path)

    assert said.startswith("FileUnreadable File demand.csv.gz: it unpacks to more than 100 times")


def test_ten_million_columns_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "demand.csv"
    path.write_bytes(b"a," * 10_000_000 + b"\n")

    said = refused_with_little_memory(path)

    assert said.startswith("FileUnreadable File demand.csv: a line is longer than 1 MB.")


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_more_columns_than_a_table_has_are_refused(tmp_path: Path, suffix: str) -> None:
    frame = pl.DataFrame({f"c{number}": [1] for number in range(guard.MOST_COLUMNS + 1)})
    path = tmp_path / f"demand.{suffix}"
    frame.write_csv(path) if suffix == "csv" else frame.write_parquet(path)

    with pytest.raises(FileUnreadable, match="has 2,001 columns, more than 2,000"):
        read_headers(path)


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"], ids=["unix", "windows", "old mac"])
def test_many_short_lines_are_no_long_line(tmp_path: Path, end: bytes) -> None:
    path = tmp_path / "demand.csv"
    path.write_bytes(b"sku,quantity" + end + (b"A,1" + end) * 500_000)

    assert read_text(path).height == 500_000


def test_a_line_is_measured_across_the_pieces_it_is_read_in(tmp_path: Path) -> None:
    path = tmp_path / "demand.csv"
    path.write_bytes(b"sku\n" + b"x" * (guard.LONGEST_LINE - 4) + b"\n" + b"y" * 9 + b"\n")
    assert read_text(path).height == 2

    path.write_bytes(b"sku\n" + b"x" * (guard.LONGEST_LINE + 1) + b"\n")
    with pytest.raises(FileUnreadable, match="longer than 1 MB"):
        read_text(path)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("sku,name\nA,Café\n".encode("utf-16"), "not UTF-8"),
        ("sku,name\nA,Café\n".encode("latin-1"), "not UTF-8"),
        (b"sku,name\nA,\xff\xfe\n", "not UTF-8"),
        (b'sku,"' + b"x" * 200_000 + b'"\nA,B\n', "line 1 cannot be read as CSV"),
    ],
    ids=["utf-16", "latin-1", "broken in a cell", "a header without end"],
)
def test_what_cannot_be_decoded_is_named(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "demand.csv"
    path.write_bytes(content)

    with pytest.raises(FileUnreadable, match=f"File demand.csv: .*{sentence}"):
        read_text(path)


def test_a_file_cut_off_in_the_middle_of_its_compression_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "demand.csv.gz"
    whole = gzip.compress(b"sku,name\n" + bytes(range(48, 58)) * 200_000)
    path.write_bytes(whole[: len(whole) // 2])

    with pytest.raises(FileUnreadable, match="compression is damaged"):
        read_text(path)


def varint(number: int) -> bytes:
    """Write a number as a Parquet footer does: zigzag, seven bits a byte."""
    rest, written = number * 2, b""
    while rest > 127:
        written, rest = written + bytes([rest & 127 | 128]), rest >> 7
    return written + bytes([rest])


def lying(path: Path, rows: int, places: Callable[[int], bool]) -> Path:
    """Write a Parquet file whose footer says ``rows`` at some of the places it says how many."""
    pl.DataFrame({"sku": ["A"] * ROWS, "quantity": range(ROWS)}).write_parquet(path)
    content = path.read_bytes()
    size = int.from_bytes(content[-8:-4], "little")
    body, footer = content[: -8 - size], content[-8 - size : -8]
    said = footer.split(varint(ROWS))
    lie = b"".join(
        part + (varint(rows if places(place) else ROWS) if place < len(said) - 1 else b"")
        for place, part in enumerate(said)
    )
    assert lie != footer
    path.write_bytes(body + lie + len(lie).to_bytes(4, "little") + b"PAR1")
    return path


@pytest.mark.parametrize("rows", [10**12, 4 * 10**9])
def test_a_footer_that_lies_about_its_rows_is_refused(tmp_path: Path, rows: int) -> None:
    for place in ("last", "all"):
        path = lying(tmp_path / f"{place}.parquet", rows, lambda n: place == "all" or n == 3)  # noqa: B023

        with pytest.raises(FileUnreadable, match=r"damaged|more than 200,000,000"):
            read_text(path)


def test_a_small_file_of_very_many_rows_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "demand.parquet"
    pl.select(quantity=pl.repeat(0, 200_000_001, dtype=pl.Int8)).write_parquet(path)
    assert path.stat().st_size < 10 * 1024 * 1024

    with pytest.raises(FileUnreadable, match=r"holds 200,000,001 values.*Split it"):
        read_text(path)


def test_a_file_is_read_by_the_child_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "demand.parquet"
    pl.DataFrame({"sku": ["A"]}).write_parquet(path)
    read_headers(path)
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    monkeypatch.setattr(subprocess, "run", None)

    assert read_text(path).height == 1
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime == before


def test_a_folder_takes_one_child_and_only_its_bad_files_are_blamed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [tmp_path / f"demand_{number}.parquet" for number in range(5)]
    for path in files:
        pl.DataFrame({"sku": ["A"]}).write_parquet(path)
    run = subprocess.run
    children: list[object] = []

    def counted(*arguments: Any, **options: Any) -> Any:
        children.append(arguments)
        return run(*arguments, **options)

    monkeypatch.setattr(subprocess, "run", counted)
    guard.examine(files)
    assert len(children) == 1

    files[1].write_bytes(b"PAR1 nothing of the kind PAR1")
    files[3].write_bytes(files[3].read_bytes()[:40])
    for path in files:
        path.touch()
    guard.examine(files)

    for number, path in enumerate(files):
        if number in (1, 3):
            with pytest.raises(FileUnreadable, match="damaged, or not a Parquet file"):
                read_headers(path)
        else:
            assert read_headers(path) == ("sku",)


def test_a_child_that_hangs_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "demand.parquet"
    pl.DataFrame({"sku": ["A"]}).write_parquet(path)
    monkeypatch.setattr(guard, "PROBE_SECONDS", 0.001)

    with pytest.raises(FileUnreadable, match="takes too long to read"):
        read_headers(path)
