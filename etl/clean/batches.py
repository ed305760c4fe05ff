"""Clean a whole folder: what each file gives to each target, before anything is written."""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl

from etl.clean.checks import Check
from etl.clean.collapse import (
    demand_per_day,
    most_frequent,
    one_per_key,
    refuse_contradictions,
    refuse_seen,
)
from etl.clean.large import DemandFile, LargeDemand, is_large_kind
from etl.clean.parts import Batch, FileCount, Part, Unchanged
from etl.clean.period import Period, period_start
from etl.clean.reasons import Reason
from etl.clean.reject_rows import with_raw_text
from etl.clean.table import Cleaned, clean, clean_derived
from etl.sources.mapping import FileMapping
from etl.sources.read import ROW, Dialect, read_text, separator_of
from etl.sources.resolve import Assignment
from etl.sources.targets import TARGETS, TargetName

MASTERS: dict[str, tuple[TargetName, Reason]] = {
    "sku": (TargetName.ITEMS, Reason.UNKNOWN_ITEM),
    "site_code": (TargetName.SITES, Reason.UNKNOWN_SITE),
    "supplier_code": (TargetName.SUPPLIERS, Reason.UNKNOWN_SUPPLIER),
}
Known = Mapping[TargetName, frozenset[str]]
Tell = Callable[[float, str], None]


class Cleaning:
    """Cleans the files of a folder in loading order, and remembers the keys it has seen."""

    def __init__(
        self,
        hashes: Mapping[str, str],
        *,
        today: date,
        known: Known | None = None,
        tell: Tell | None = None,
        work: Path | None = None,
        unchanged: Mapping[str, Unchanged] | None = None,
    ) -> None:
        self._hashes = hashes
        self._today = today
        self._known = None if known is None else {name: set(codes) for name, codes in known.items()}
        self._tell = tell or (lambda _fraction, _message: None)
        self._work = work
        self._unchanged = unchanged or {}
        self._seen: dict[TargetName, list[pl.DataFrame]] = {}

    def batches(self, assignments: tuple[Assignment, ...]) -> list[Batch]:
        """Clean every file; what is named comes before what refers to it."""
        order = {name: position for position, name in enumerate(TARGETS)}
        ranked = sorted(assignments, key=lambda item: order[item.mapping.target])
        shared = [item.mapping.target for item in ranked]
        demand = self._demand_by_month(ranked)
        cleaned: list[Batch] = []
        for position, assignment in enumerate(ranked):
            if demand and assignment.mapping.target is TargetName.DEMAND:
                if position == shared.index(TargetName.DEMAND):
                    cleaned.append(self._large(demand, position / len(ranked)))
                continue
            names = ", ".join(path.name for path in assignment.files)
            self._tell(position / len(ranked), f"reading {names}")
            repeats = shared.count(assignment.mapping.target) > 1
            cleaned.append(self._batch(assignment, repeats=repeats))
        return cleaned

    def _demand_by_month(self, ranked: list[Assignment]) -> list[DemandFile]:
        """Return the demand files to clean by month; none where one has to be held whole."""
        chosen = [entry for entry in ranked if entry.mapping.target is TargetName.DEMAND]
        if self._work is None or not all(is_large_kind(entry.mapping) for entry in chosen):
            return []
        return [
            DemandFile(path, entry.mapping, self._hashes[path.name])
            for entry in chosen
            for path in entry.files
        ]

    def _large(self, files: list[DemandFile], done: float) -> Batch:
        assert self._work is not None
        demand = LargeDemand(self._work, self._today)
        known = [replace(file, unchanged=self._unchanged.get(file.reading)) for file in files]
        demand.read_all(
            known,
            self._strict,
            lambda share, name: self._tell(done + share * (1 - done), f"reading {name}"),
        )
        return Batch((demand.part(),))

    def _batch(self, assignment: Assignment, *, repeats: bool) -> Batch:
        mapping = assignment.mapping
        parts: dict[TargetName, list[Part]] = {name: [] for name in mapping.derived}
        mains = []
        for path in assignment.files:
            main, derived = self._file(path, mapping, repeats=repeats)
            mains.append(main)
            for part in derived:
                parts[part.target.name].append(part)
        ordered = [name for name in TARGETS if name in parts]
        merged = [_merged(parts[name], mapping, derived=True) for name in ordered]
        return Batch((*merged, _merged(mains, mapping, derived=False)))

    def _file(self, path: Path, mapping: FileMapping, *, repeats: bool) -> tuple[Part, list[Part]]:
        started = time.monotonic()
        dialect = Dialect(mapping.encoding, mapping.separator)
        raw = read_text(path, dialect)
        separator = separator_of(path, dialect)
        cleaned = clean(raw, mapping, today=self._today)
        if mapping.aggregate is None:
            cleaned = refuse_contradictions(cleaned)
            if repeats:
                cleaned = self._once(cleaned)
        derived: list[Part] = []
        used = raw.join(cleaned.kept.select(ROW), on=ROW, how="semi")
        for name in mapping.derived:
            part = clean_derived(used, mapping, name, today=self._today)
            derived.append(self._part(part, used, path, separator, time.monotonic()))
            self._remember(part)
        cleaned = self._strict(cleaned)
        self._remember(cleaned)
        return self._part(cleaned, raw, path, separator, started), derived

    def _part(
        self, cleaned: Cleaned, raw: pl.DataFrame, path: Path, separator: str, started: float
    ) -> Part:
        rejects = with_raw_text(cleaned.rejects, raw, separator)
        count = FileCount(
            name=path.name,
            content_hash=self._hashes[path.name],
            rows_read=raw.height,
            rows_kept=cleaned.kept.height,
            rejects=rejects,
            seconds=time.monotonic() - started,
        )
        return Part(cleaned.target, cleaned.kept, (count,))

    def _once(self, cleaned: Cleaned) -> Cleaned:
        """Refuse what another file of this load has said otherwise."""
        seen = self._seen.setdefault(cleaned.target.name, [])
        if seen:
            cleaned = refuse_seen(cleaned, pl.concat(seen))
        if cleaned.target.key:
            seen.append(cleaned.kept)
        return cleaned

    def _strict(self, cleaned: Cleaned) -> Cleaned:
        """Refuse rows that name an item, site or supplier which no file describes."""
        if self._known is None:
            return cleaned
        checks = [
            Check(
                pl.col(column).is_not_null() & ~pl.col(column).is_in(sorted(self._known[master])),
                reason,
                column,
            )
            for column, (master, reason) in MASTERS.items()
            if column in cleaned.kept.columns and cleaned.target.name is not master
        ]
        return cleaned.refuse(checks)

    def _remember(self, cleaned: Cleaned) -> None:
        for master, _ in MASTERS.values():
            if self._known is not None and cleaned.target.name is master:
                self._known[master].update(cleaned.kept[cleaned.target.key[0]])


def _merged(parts: list[Part], mapping: FileMapping, *, derived: bool) -> Part:
    """Bring the rows of one target to one per key."""
    target = parts[0].target
    rows = pl.concat([part.rows for part in parts])
    if derived:
        rows = most_frequent(rows, target.key)
    elif mapping.aggregate is not None:
        rows = demand_per_day(rows)
    else:
        rows = one_per_key(rows, target.key)
    return Part(target, rows, tuple(file for part in parts for file in part.files))


def demand_dates(batches: list[Batch]) -> pl.Series:
    """Return the dates that the demand of these batches lies on."""
    dates = [
        part.rows["date"] if part.months is None else part.months.dates
        for part in _parts(batches, TargetName.DEMAND)
    ]
    return pl.concat(dates).unique() if dates else pl.Series("date", [], dtype=pl.Date)


def in_periods(batches: list[Batch], period: Period) -> list[Batch]:
    """Date demand by the start of its period, and add up what falls into one."""
    if period is Period.DAY:
        return batches
    return [Batch(tuple(_in_period(part, period) for part in batch.parts)) for batch in batches]


def _in_period(part: Part, period: Period) -> Part:
    if part.target.name is not TargetName.DEMAND:
        return part
    if part.months is not None:
        return replace(part, months=part.months.in_period(period, demand_per_day))
    rows = demand_per_day(part.rows.with_columns(period_start(period).alias("date")))
    return replace(part, rows=rows)


def _parts(batches: list[Batch], name: TargetName) -> Iterator[Part]:
    return (part for batch in batches for part in batch.parts if part.target.name is name)


DAY_COLUMNS = ("date", "occurred_at", "ordered_on", "expected_on", "received_on")


def days_spanned(batches: list[Batch]) -> tuple[date, date] | None:
    """Return the first and last day that any fact of these batches speaks of."""
    days: list[date] = []
    for part in (part for batch in batches for part in batch.parts):
        facts = part.rows if part.months is None else part.months.dates.to_frame()
        for name in (name for name in DAY_COLUMNS if name in facts.columns):
            column = facts[name].cast(pl.Date).drop_nulls()
            if len(column):
                days += [column.min(), column.max()]  # type: ignore[list-item]
    return (min(days), max(days)) if days else None
