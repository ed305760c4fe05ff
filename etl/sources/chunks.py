"""A file as text in pieces, so that its size does not matter."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from etl.sources.read import (
    FIRST_ROW,
    ROW,
    Dialect,
    as_columns_of_text,
    is_parquet,
    read_text,
    unpacked,
)

ROWS = 250_000
# A text file up to this size is read at once; a larger one is written as Parquet first.
SMALL_TEXT = 32 * 1024 * 1024


def read_chunks(
    path: Path, dialect: Dialect, work: Path, rows: int = ROWS
) -> Iterator[pl.DataFrame]:
    """Yield what ``read_text`` returns, at most ``rows`` at a time; ``work`` is for its own files.

    A file without rows gives one piece without any.
    """
    if is_parquet(path):
        yield from _pieces(as_columns_of_text(path), rows)
    elif path.stat().st_size <= SMALL_TEXT:
        yield from _slices(read_text(path, dialect), rows)
    else:
        packed = unpacked(path, dialect, work / "text.parquet")
        if packed is None:
            yield from _slices(read_text(path, dialect), rows)
        else:
            yield from _pieces(packed, rows)


def _slices(whole: pl.DataFrame, rows: int) -> Iterator[pl.DataFrame]:
    yield from whole.iter_slices(rows) if whole.height else [whole]


def _pieces(file: pl.LazyFrame, rows: int) -> Iterator[pl.DataFrame]:
    whole = int(file.select(pl.len()).collect().item())
    for begin in range(0, max(whole, 1), rows):
        piece = file.slice(begin, rows).collect()
        number = pl.int_range(begin + FIRST_ROW, begin + FIRST_ROW + pl.len(), dtype=pl.Int64)
        yield piece.with_columns(number.alias(ROW))
