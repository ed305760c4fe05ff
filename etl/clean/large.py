"""Plain demand, a line per key, cleaned piece by piece: a load may be larger than the memory."""

import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import polars as pl

from etl.clean.collapse import one_per_key, refuse_contradictions, refuse_seen
from etl.clean.months import FILE, Months
from etl.clean.parts import FileCount, Part, Span, Unchanged
from etl.clean.reject_rows import with_raw_text
from etl.clean.table import REJECT_SCHEMA, Cleaned, clean
from etl.sources.chunks import ROWS, read_chunks
from etl.sources.folder import CLEANING_VERSION
from etl.sources.mapping import FileMapping
from etl.sources.read import ROW, Dialect, separator_of
from etl.sources.targets import TARGETS, TargetName

DEMAND = TARGETS[TargetName.DEMAND]
KEY = list(DEMAND.key)
Strict = Callable[[Cleaned], Cleaned]
Tell = Callable[[float, str], None]


def is_large_kind(mapping: FileMapping) -> bool:
    """Tell whether each line stands for itself: nothing is added up or derived from the file."""
    return mapping.aggregate is None and not mapping.derived


@dataclass(slots=True)
class _Read:
    """A file as far as it was read: its rejects come from its pieces and from its months."""

    path: Path
    dialect: Dialect
    content_hash: str
    reading: str
    rows_read: int = 0
    seconds: float = 0.0
    rejects: list[pl.DataFrame] = field(default_factory=list)
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class DemandFile:
    """One file of a load, with what it is read by; ``unchanged`` where it was loaded before."""

    path: Path
    mapping: FileMapping
    content_hash: str
    unchanged: Unchanged | None = None

    @property
    def reading(self) -> str:
        """Return a hash of the file and of everything that it is read by."""
        read_by = f"cleaning {CLEANING_VERSION}\n{self.content_hash}\n"
        return hashlib.sha256((read_by + self.mapping.model_dump_json()).encode()).hexdigest()


class LargeDemand:
    """Collects the demand files of a load; rows with one key are compared month by month."""

    def __init__(self, work: Path, today: date, piece_rows: int = ROWS) -> None:
        self._work = work
        self._piece_rows = piece_rows
        self._today = today
        self._months = Months(work / "demand", lambda rows: one_per_key(rows, DEMAND.key))
        self._files: dict[int, _Read] = {}

    def read_all(self, files: Sequence[DemandFile], strict: Strict, tell: Tell) -> None:
        """Read what is new, and of what was loaded before only what shares a day with it."""
        new = [number for number, file in enumerate(files) if file.unchanged is None]
        for done, number in enumerate(new):
            tell(done / len(files), files[number].path.name)
            self._read(number, files[number], strict)
        days = self._months.dates
        for number, file in enumerate(files):
            if file.unchanged is None:
                continue
            if file.unchanged.has_any(days):
                self._read(number, file, strict)
            else:
                self._files[number] = _skipped(file, file.unchanged)

    def _read(self, number: int, demand: DemandFile, strict: Strict) -> None:
        """Clean a file piece by piece and put away what it holds."""
        begun = time.monotonic()
        path, mapping = demand.path, demand.mapping
        dialect = Dialect(mapping.encoding, mapping.separator)
        file = _Read(path, dialect, demand.content_hash, demand.reading)
        separator = separator_of(path, dialect)
        for raw in read_chunks(path, dialect, self._work, self._piece_rows):
            cleaned = strict(clean(raw, mapping, today=self._today))
            file.rows_read += raw.height
            file.rejects.append(with_raw_text(cleaned.rejects, raw, separator))
            file.span = _wider(file.span, cleaned.kept["date"])
            mark = pl.lit(number, dtype=pl.Int32).alias(FILE)
            self._months.add(cleaned.kept.with_columns(mark))
        file.seconds = time.monotonic() - begun
        self._files[number] = file

    def part(self) -> Part:
        """Return the demand of all files once rows that contradict each other are out."""
        for month, rows in self._months.raw():
            if rows.n_unique(KEY) == rows.height:
                self._months.is_merged(month)
            else:
                self._months.replace(month, self._agreeing(rows))
        files = tuple(_counted(self._files[number]) for number in sorted(self._files))
        return Part(DEMAND, pl.DataFrame(), files, self._months)

    def _agreeing(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Refuse what an earlier row of the file, or an earlier file, has said otherwise."""
        kept: list[pl.DataFrame] = []
        ordered = rows.sort(FILE, maintain_order=True)
        for (number,), own in ordered.partition_by(FILE, as_dict=True, maintain_order=True).items():
            cleaned = Cleaned(DEMAND, own.drop(FILE), pl.DataFrame(schema=REJECT_SCHEMA))
            cleaned = refuse_contradictions(cleaned)
            if kept:
                cleaned = refuse_seen(cleaned, pl.concat(kept).drop(FILE))
            if not cleaned.rejects.is_empty():
                file = self._files[number]
                file.rejects.append(_with_text(cleaned.rejects, file, self._work))
            mark = pl.lit(number, dtype=pl.Int32).alias(FILE)
            kept.append(cleaned.kept.with_columns(mark))
        return pl.concat(kept)


def _with_text(rejects: pl.DataFrame, file: _Read, work: Path) -> pl.DataFrame:
    """Find the text of rows that were let through at first, which takes reading them again."""
    separator = separator_of(file.path, file.dialect)
    told = []
    for raw in read_chunks(file.path, file.dialect, work):
        here = rejects.join(raw.select(ROW), on=ROW, how="semi")
        told.append(with_raw_text(here, raw, separator))
    return pl.concat(told)


def _counted(file: _Read) -> FileCount:
    rejects = pl.concat(file.rejects).sort(ROW)
    return FileCount(
        name=file.path.name,
        content_hash=file.content_hash,
        rows_read=file.rows_read,
        rows_kept=file.rows_read - rejects.height,
        rejects=rejects,
        seconds=file.seconds,
        reading=file.reading,
        span=file.span,
    )


def _skipped(file: DemandFile, known: Unchanged) -> _Read:
    dialect = Dialect(file.mapping.encoding, file.mapping.separator)
    rejects = with_raw_text(pl.DataFrame(schema=REJECT_SCHEMA), pl.DataFrame())
    return _Read(
        file.path, dialect, file.content_hash, file.reading, known.rows, 0.0, [rejects], known.span
    )


def _wider(span: Span | None, dates: pl.Series) -> Span | None:
    first, last = dates.min(), dates.max()
    if not isinstance(first, date) or not isinstance(last, date):
        return span
    return (first, last) if span is None else (min(first, span[0]), max(last, span[1]))
