"""Which mapping a folder is read with, and which of its files feeds what."""

from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from etl.sources.errors import ColumnMissing, FileUnreadable, LoadRefused
from etl.sources.folder import data_files, mapping_in, stem
from etl.sources.guard import examine
from etl.sources.mapping import ColumnSource, FileMapping, Mapping
from etl.sources.mapping_file import read_mapping
from etl.sources.read import Dialect, is_parquet, read_headers
from etl.sources.targets import TARGETS, Target, TargetName

EXAMPLES = Path(__file__).resolve().parents[2] / "docs" / "examples"
NATIVE = "the native format"


@dataclass(frozen=True, slots=True)
class Assignment:
    """Files that are read the same way; only an aggregating mapping takes several together."""

    mapping: FileMapping
    files: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Resolved:
    mapping: Mapping
    source: str
    assignments: tuple[Assignment, ...]
    unused: tuple[Path, ...]


def resolve(
    folder: Path, explicit: Path | None = None, *, examples: Path | None = None
) -> Resolved:
    """Find the mapping: the one given, the folder's own, a shipped one, or the native format."""
    files = data_files(folder)
    examine(path for path in files if is_parquet(path))
    chosen = explicit or mapping_in(folder)
    if chosen is not None:
        mapping = read_mapping(chosen)
        if mapping.files:
            return _by_name(mapping, str(chosen), files)
        return _native(mapping, f"{NATIVE}, with {chosen.name}", files)
    shipped = _shipped(files, examples or EXAMPLES)
    return shipped or _native(Mapping(), NATIVE, files)


def _by_name(mapping: Mapping, source: str, files: list[Path]) -> Resolved:
    taken = [
        (entry, [path for path in files if fnmatch(path.name, entry.file)])
        for entry in mapping.files
    ]
    for entry, paths in taken:
        for path in paths:
            check_headers(path, entry)
    used = {path for _, paths in taken for path in paths}
    if not used:
        patterns = ", ".join(entry.file for entry in mapping.files)
        raise LoadRefused(
            f"No file in the folder matches the mapping {source}: it looks for {patterns}. "
            "Correct the key 'file'."
        )
    unused = tuple(path for path in files if path not in used)
    return Resolved(mapping, source, _split(taken), unused)


def _shipped(files: list[Path], examples: Path) -> Resolved | None:
    """Return the example whose headers are exactly those of every file in the folder."""
    headers = {path: frozenset(_headers_or_none(path)) for path in files}
    for example in sorted(examples.glob("*.yaml")):
        mapping = read_mapping(example)
        known = {frozenset(entry.headers) for entry in mapping.files}
        if set(headers.values()) == known:
            taken = [
                (entry, [path for path in files if headers[path] == frozenset(entry.headers)])
                for entry in mapping.files
            ]
            return Resolved(mapping, f"docs/examples/{example.name}", _split(taken), ())
    return None


def _headers_or_none(path: Path) -> tuple[str, ...]:
    try:
        return read_headers(path)
    except FileUnreadable:
        return ()


def _native(mapping: Mapping, source: str, files: list[Path]) -> Resolved:
    assignments: list[Assignment] = []
    unused: list[Path] = []
    for path in files:
        headers = read_headers(path)
        target = native_target(path, headers)
        if target is None:
            unused.append(path)
        else:
            entry = native_mapping(path, target, headers)
            assignments.append(Assignment(entry, (path,)))
    if not assignments:
        known = ", ".join(TARGETS)
        raise LoadRefused(
            f"No file in the folder is known by its name: begin the names with {known}, or give a "
            "mapping file (docs/data-format.md)."
        )
    return Resolved(mapping, source, tuple(assignments), tuple(unused))


def native_target(path: Path, headers: tuple[str, ...]) -> Target | None:
    """Return the target that the file's name begins with; 'stock' is told by its columns."""
    name = stem(path)
    for target in sorted(TARGETS, key=len, reverse=True):
        rest = name.removeprefix(target)
        if rest != name and (not rest or not rest[0].isalpha()):
            return TARGETS[target]
    if name == "stock" or name.startswith(("stock_", "stock-")):
        folded = {header.lower() for header in headers}
        snapshots = "on_hand" in folded
        return TARGETS[TargetName.STOCK_SNAPSHOTS if snapshots else TargetName.STOCK_MOVEMENTS]
    return None


def native_mapping(path: Path, target: Target, headers: tuple[str, ...]) -> FileMapping:
    """Read each column under its own name, whatever its case."""
    folded = {header.lower(): header for header in headers}
    for column in target.required:
        if column not in folded:
            raise ColumnMissing(path.name, column, headers, needed_for=target.name)
    columns = {
        column.name: ColumnSource(column=folded[column.name])
        for column in target.columns
        if column.name in folded
    }
    return FileMapping(file=path.name, target=target.name, columns=columns)


def check_headers(path: Path, entry: FileMapping) -> None:
    """Refuse a file that lacks a header its mapping reads."""
    headers = read_headers(path, Dialect(entry.encoding, entry.separator))
    for header in entry.read_headers:
        if header not in headers:
            raise ColumnMissing(path.name, header, headers, needed_for="the mapping")


def _split(taken: Iterable[tuple[FileMapping, list[Path]]]) -> tuple[Assignment, ...]:
    """Keep the files of an aggregating mapping together, for a day may be spread over them."""
    assignments: list[Assignment] = []
    for entry, paths in taken:
        groups = [tuple(paths)] if entry.aggregate else [(path,) for path in paths]
        assignments.extend(Assignment(entry, group) for group in groups)
    return tuple(assignments)
