"""Refuses a file that would take the reader down, before the fast reader is let near it.

The fast reader holds a whole line in memory, and a damaged Parquet file can end the process that
reads it. So text is walked through once in small pieces, and Parquet is read once by a child.
"""

import gzip
import os
import subprocess
import sys
import zlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import IO

from etl.settings import ROOT
from etl.sources.errors import FileUnreadable

LONGEST_LINE = 1024 * 1024
MOST_COLUMNS = 2000
# Tables pack to a tenth of their size, and to a thirtieth where every quantity is zero.
MOST_TIMES_UNPACKED = 100
SMALL_ENOUGH = 64 * 1024 * 1024
# Twenty million rows of eight columns fit, and so does what memory they take.
MOST_CELLS = 200_000_000
CHUNK = 1024 * 1024
PROBE_SECONDS = 600


def check_text(path: Path, stream: IO[bytes]) -> None:
    """Refuse a text file with a line too long to hold, or one that unpacks without end."""
    most_bytes = max(SMALL_ENOUGH, path.stat().st_size * MOST_TIMES_UNPACKED)
    is_packed = path.suffix.lower() == ".gz"
    line, total = 0, 0
    for chunk in _chunks(path, stream):
        total += len(chunk)
        if is_packed and total > most_bytes:
            raise FileUnreadable(
                path.name,
                f"it unpacks to more than {MOST_TIMES_UNPACKED} times its size.",
                "Send the table itself, unpacked.",
            )
        first, last = _first_end(chunk), max(chunk.rfind(b"\n"), chunk.rfind(b"\r"))
        if line + (len(chunk) if first < 0 else first) > LONGEST_LINE:
            raise too_long(path)
        line = line + len(chunk) if last < 0 else len(chunk) - last - 1


def check_columns(path: Path, number: int) -> None:
    if number > MOST_COLUMNS:
        raise FileUnreadable(
            path.name,
            f"it has {number:,} columns, more than {MOST_COLUMNS:,}.",
            "Export the columns that are needed.",
        )


def check_parquet(path: Path) -> None:
    """Read a Parquet file in a process of its own; only what survives that is read here."""
    state = path.stat()
    problem = _problem_of(str(path), state.st_mtime_ns, state.st_size)
    if problem is not None:
        raise FileUnreadable(path.name, *problem)


def too_long(path: Path) -> FileUnreadable:
    return FileUnreadable(
        path.name,
        "a line is longer than 1 MB.",
        "Check that its lines end, and its separators and quotation marks.",
    )


def _first_end(chunk: bytes) -> int:
    ends = [end for end in (chunk.find(b"\n"), chunk.find(b"\r")) if end >= 0]
    return min(ends, default=-1)


def _chunks(path: Path, stream: IO[bytes]) -> Iterator[bytes]:
    try:
        while chunk := stream.read(CHUNK):
            yield chunk
    except (gzip.BadGzipFile, EOFError, zlib.error):
        raise FileUnreadable(
            path.name, "its compression is damaged.", "Copy or export it again."
        ) from None


@lru_cache(maxsize=64)
def _problem_of(path: str, _changed_at: int, _size: int) -> tuple[str, str] | None:
    """Tell what is wrong with a Parquet file; the same file is not asked twice."""
    # One thread: each of the reader's threads sets memory aside for itself.
    told = {**os.environ, "POLARS_MAX_THREADS": "1", "RUST_BACKTRACE": "0"}
    command = [sys.executable, "-m", "etl.sources.probe", path]
    try:
        done = subprocess.run(  # noqa: S603
            command, cwd=ROOT, env=told, capture_output=True, timeout=PROBE_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return "it takes too long to read.", "Export it again, or give CSV."
    if done.returncode:
        return "it is damaged, or not a Parquet file.", "Export it again, or give CSV."
    cells = int(done.stdout)
    if cells > MOST_CELLS:
        return f"it holds {cells:,} values, more than {MOST_CELLS:,}.", "Split it."
    return None
