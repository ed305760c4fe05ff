"""Demand of any size, kept on disk by month: whatever a load holds, one month is in memory.

A key has a date, so that rows with the same key always lie in the same month.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl

from etl.clean.period import Period, period_start

FILE = "__file"
Merge = Callable[[pl.DataFrame], pl.DataFrame]


class Months:
    """Rows with a date in a folder of their own; ``merge`` brings a month to one row per key."""

    def __init__(self, folder: Path, merge: Merge) -> None:
        folder.mkdir()
        self._folder = folder
        self._merge = merge
        self._pieces: dict[str, list[Path]] = {}
        self._days: set[object] = set()
        self._merged: set[str] = set()
        self._written = 0

    def add(self, rows: pl.DataFrame) -> None:
        """Add rows; they need not be of one month."""
        marked = rows.with_columns(pl.col("date").dt.strftime("%Y%m").alias("month"))
        for (month,), piece in marked.partition_by(
            "month", as_dict=True, include_key=False, maintain_order=True
        ).items():
            self._days.update(piece["date"].unique())
            self._keep(str(month), piece)

    @property
    def dates(self) -> pl.Series:
        """Return the days that there are rows of."""
        return pl.Series("date", list(self._days), dtype=pl.Date).sort()

    @property
    def is_empty(self) -> bool:
        return not self._pieces

    def raw(self) -> Iterator[tuple[str, pl.DataFrame]]:
        """Yield each month as it was added, the earliest first."""
        for month in sorted(self._pieces):
            yield month, pl.concat([pl.read_parquet(path) for path in self._pieces[month]])

    def replace(self, month: str, rows: pl.DataFrame) -> None:
        """Put other rows in a month's place."""
        for path in self._pieces.pop(month):
            path.unlink()
        self._keep(month, rows)

    def frames(self) -> Iterator[pl.DataFrame]:
        """Yield the rows of each month, one per key, without the mark of their file."""
        for month, rows in self.raw():
            merged = rows if month in self._merged else self._merge(rows)
            yield merged.drop(FILE, strict=False)

    def is_merged(self, month: str) -> None:
        """Take note that a month has one row per key as it is."""
        self._merged.add(month)

    def in_period(self, period: Period, merge: Merge) -> "Months":
        """Date the rows by the start of their period, which may lie in another month."""
        moved = Months(self._folder / str(period), merge)
        for rows in self.frames():
            moved.add(rows.with_columns(period_start(period).alias("date")))
        return moved

    def _keep(self, month: str, rows: pl.DataFrame) -> None:
        path = self._folder / f"{month}-{self._written}.parquet"
        self._written += 1
        rows.write_parquet(path, compression="lz4", statistics=False)
        self._pieces.setdefault(month, []).append(path)
