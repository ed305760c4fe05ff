"""Refuses a file that would take the reader down, before the fast reader is let near it.

The fast reader holds a whole line in memory, and a damaged Parquet file can end the process that
reads it. So text is walked through once in small pieces, and Parquet is read once by a child.
"""

import gzip
import os
import subprocess
import sys
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from cachetools import LRUCache

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

Key = tuple[str, int, int]
Problem = tuple[str, str] | None
DAMAGED = ("it is damaged, or not a Parquet file.", "Export it again, or give CSV.")
TOO_SLOW = ("it takes too long to read.", "Export it again, or give CSV.")
# What the files of a folder were found to be, until they change.
_found: LRUCache[Key, Problem] = LRUCache(10_000)


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
    """Refuse a Parquet file that a process of its own did not survive, or that is too large."""
    key = _key(path)
    _examine([key])
    problem = _found[key]
    if problem is not None:
        raise FileUnreadable(path.name, *problem)


def examine(files: Iterable[Path]) -> None:
    """Let one child read the Parquet files of a folder, before they are asked about one by one."""
    _examine([_key(path) for path in files if path.exists()])


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


def _key(path: Path) -> Key:
    state = path.stat()
    return str(path.absolute()), state.st_mtime_ns, state.st_size


def _examine(files: list[Key]) -> None:
    """Let a child read the files that none did yet, one after the other.

    A file is only blamed for the end of a child that had read nothing before it: another is read
    again, as the first of the next child.
    """
    rest = [key for key in files if key not in _found]
    while rest:
        survived, end = _probe(rest)
        for key, cells in zip(rest, survived, strict=False):
            _found[key] = _too_large(cells)
        rest = rest[len(survived) :]
        if rest and not survived:
            _found[rest.pop(0)] = end


def _too_large(cells: int) -> Problem:
    if cells <= MOST_CELLS:
        return None
    return f"it holds {cells:,} values, more than {MOST_CELLS:,}.", "Split it."


def _probe(files: list[Key]) -> tuple[list[int], Problem]:
    """Return how many values each of the first files holds, and what the next one ended it by."""
    # One thread: each of the reader's threads sets memory aside for itself.
    told = {**os.environ, "POLARS_MAX_THREADS": "1", "RUST_BACKTRACE": "0"}
    command = [sys.executable, "-m", "etl.sources.probe"]
    end = DAMAGED
    names = "\0".join(name for name, _changed_at, _size in files).encode()
    try:
        said = subprocess.run(  # noqa: S603
            command,
            cwd=ROOT,
            env=told,
            input=names,
            capture_output=True,
            timeout=PROBE_SECONDS,
            check=False,
        ).stdout
    except subprocess.TimeoutExpired as error:
        said, end = error.stdout or b"", TOO_SLOW
    return [int(line) for line in said.splitlines(keepends=True) if line.endswith(b"\n")], end
