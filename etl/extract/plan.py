"""Which tables become which files, in the form that the mapping will read them. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from etl.extract.database import Table
from etl.sources.errors import ColumnMissing, LoadRefused
from etl.sources.mapping import FileMapping, Mapping
from etl.sources.resolve import native_target
from etl.sources.targets import TARGETS

SUFFIXES = (".csv", ".csv.gz")


@dataclass(frozen=True, slots=True)
class Planned:
    """One table and the file that its rows go to."""

    table: Table
    file: str
    columns: tuple[str, ...]
    encoding: str = "utf-8"
    separator: str = ","
    decimal: str = "."
    formats: dict[str, str] = field(default_factory=dict)


def plan(tables: Sequence[Table], mapping: Mapping) -> list[Planned]:
    """Plan a file for each table that the mapping, or the native format, has a use for."""
    found = [made for table in tables if (made := _of(table, mapping)) is not None]
    if not found:
        names = ", ".join(table.name for table in tables) or "none"
        wanted = ", ".join(entry.file for entry in mapping.files) or ", ".join(TARGETS)
        raise LoadRefused(
            f"No table of the legacy database is asked for: the mapping looks for {wanted}, the "
            f"tables are: {names}."
        )
    return found


def _of(table: Table, mapping: Mapping) -> Planned | None:
    return _mapped(table, mapping.files) if mapping.files else _native(table)


def _native(table: Table) -> Planned | None:
    file = f"{table.name}.csv"
    target = native_target(Path(file), table.columns)
    if target is None:
        return None
    columns = tuple(name for name in table.columns if name.lower() in target.column_names)
    return Planned(table, file, columns)


def _mapped(table: Table, entries: Sequence[FileMapping]) -> Planned | None:
    """Read a table for every entry that takes its file; they share one file, so one dialect."""
    for suffix in SUFFIXES:
        file = f"{table.name}{suffix}"
        taking = [entry for entry in entries if fnmatchcase(file, entry.file)]
        if taking:
            return _shared(table, file, taking)
    return None


def _shared(table: Table, file: str, entries: Sequence[FileMapping]) -> Planned:
    wanted = dict.fromkeys(header for entry in entries for header in entry.read_headers)
    for header in wanted:
        if header not in table.columns:
            raise ColumnMissing(table.name, header, table.columns, needed_for="the mapping")
    first = entries[0]
    return Planned(
        table,
        file,
        tuple(wanted),
        encoding=first.encoding,
        separator=first.separator or ",",
        decimal=first.decimal,
        formats={name: form for entry in entries for name, form in _formats(entry).items()},
    )


def _formats(entry: FileMapping) -> dict[str, str]:
    """Return how the mapping expects the dates of a header to be written."""
    return {
        source.column: projection.dates[name][0]
        for projection in (entry, *entry.derived.values())
        for name, source in projection.columns.items()
        if source.column is not None and projection.dates.get(name)
    }
