"""What a load is made of: batches of parts, each the rows of one target with their files."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from etl.clean.months import Months
from etl.sources.targets import Target

SHOWN_FILES = 3
Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A file that the database holds as it is: its days, and how many rows it has."""

    span: Span
    rows: int

    def has_any(self, days: pl.Series) -> bool:
        return bool(days.is_between(*self.span).any())


@dataclass(frozen=True, slots=True)
class FileCount:
    """What one file gave to one target. Nothing is lost: the constructor adds it up."""

    name: str
    content_hash: str
    rows_read: int
    rows_kept: int
    rejects: pl.DataFrame
    seconds: float
    # What tells a later load that it need not be read again; see etl/load/unchanged.py.
    reading: str | None = None
    span: Span | None = None

    def __post_init__(self) -> None:
        assert self.rows_read == self.rows_kept + self.rejects.height, self.name


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of one target, one per key, and the files they came from.

    ``months`` stands for rows that are too many to hold: then ``rows`` has none.
    """

    target: Target
    rows: pl.DataFrame
    files: tuple[FileCount, ...]
    months: Months | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """What is loaded in one transaction: a file's derived targets, then its main one."""

    parts: tuple[Part, ...]

    @property
    def label(self) -> str:
        names = [file.name for file in self.parts[-1].files]
        more = len(names) - SHOWN_FILES
        return ", ".join(names[:SHOWN_FILES]) + (f" and {more} more" if more > 0 else "")

    @property
    def main(self) -> Part:
        return self.parts[-1]
