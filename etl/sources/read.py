"""Read a file as text: every column a string, plus the row's number as in the file (header = 1)."""

import csv
import gzip
import io
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

import polars as pl

from etl.sources.errors import FileUnreadable
from etl.sources.guard import LONGEST_LINE, check_columns, check_parquet, check_text, too_long

ROW = "__row"
EXTRA = "__extra_fields"
SEPARATORS = (",", ";", "\t", "|")
FIRST_ROW = 2
NO_EXTRA = pl.lit(None, dtype=pl.String).alias(EXTRA)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a text file is written; a separator that is not given is found from the header."""

    encoding: str = "utf-8"
    separator: str | None = None


def is_parquet(path: Path) -> bool:
    return path.suffix.lower() == ".parquet"


def read_headers(path: Path, dialect: Dialect | None = None) -> tuple[str, ...]:
    """Return the column names of ``path`` as they stand there."""
    if is_parquet(path):
        return tuple(_parquet_schema(path))
    dialect = dialect or Dialect()
    line = _header_line(path, dialect)
    try:
        headers = next(csv.reader([line], delimiter=_separator(line, dialect)), [])
    except csv.Error as error:
        raise _not_csv(path, 1, error) from None
    check_columns(path, len(headers))
    return tuple(header.strip() for header in headers)


def separator_of(path: Path, dialect: Dialect) -> str:
    """Return what separates the fields of ``path``; a comma where it is no text file."""
    return "," if is_parquet(path) else _separator(_header_line(path, dialect), dialect)


def find_separator(header: str) -> str:
    """Return the separator that splits ``header`` into the most columns; the comma wins a tie."""
    return max(SEPARATORS, key=lambda separator: (header.count(separator), separator == ","))


def read_text(path: Path, dialect: Dialect | None = None) -> pl.DataFrame:
    """Return the rows of ``path`` as text, with ROW and, for broken rows, EXTRA set."""
    dialect = dialect or Dialect()
    frame = as_columns_of_text(path).collect() if is_parquet(path) else _read_csv(path, dialect)
    if EXTRA not in frame.columns:
        frame = frame.with_columns(NO_EXTRA)
    numbers = pl.int_range(FIRST_ROW, pl.len() + FIRST_ROW, dtype=pl.Int64).alias(ROW)
    return frame.with_columns(numbers)


def _parquet_schema(path: Path) -> pl.Schema:
    check_parquet(path)
    schema = pl.scan_parquet(path).collect_schema()
    check_columns(path, len(schema))
    return schema


def as_columns_of_text(path: Path) -> pl.LazyFrame:
    """Return a Parquet file, not read yet, with every column written as text."""
    schema = _parquet_schema(path)
    nested = [name for name, kind in schema.items() if kind.is_nested()]
    if nested:
        raise FileUnreadable(
            path.name, f"the column '{nested[0]}' holds nested values.", "Flatten it first."
        )
    texts = (_as_text(name, schema[name]) for name in schema)
    return pl.scan_parquet(path).select(*texts, NO_EXTRA)


def unpacked(path: Path, dialect: Dialect, target: Path) -> pl.LazyFrame | None:
    """Write a text file as Parquet, line by line; None where that needs the patient reader."""
    if dialect.encoding != "utf-8":
        return None
    headers, separator = _checked(path, dialect)
    text = pl.scan_csv(path, separator=separator, infer_schema=False)
    try:
        text.sink_parquet(target, compression="lz4", statistics=False)
    except pl.exceptions.PolarsError:
        return None
    file = pl.scan_parquet(target)
    names = file.collect_schema().names()
    if len(names) != len(headers):
        return None
    renamed = [pl.col(name).alias(header) for name, header in zip(names, headers, strict=True)]
    return file.select(*renamed, NO_EXTRA)


def _as_text(name: str, kind: pl.DataType) -> pl.Expr:
    """Write a value as CSV would have it; a moment in a zone says so."""
    column = pl.col(name)
    if isinstance(kind, pl.Datetime) and kind.time_zone is not None:
        return column.dt.convert_time_zone("UTC").dt.strftime("%Y-%m-%dT%H:%M:%S%.fZ")
    return column.cast(pl.String, strict=False)


def _separator(header: str, dialect: Dialect) -> str:
    return dialect.separator or find_separator(header)


def _checked(path: Path, dialect: Dialect) -> tuple[tuple[str, ...], str]:
    """Return the headers and the separator of a text file that can be let near the fast reader."""
    headers = read_headers(path, dialect)
    _check_headers(path, headers)
    with _open_bytes(path) as stream:
        check_text(path, stream)
    return headers, _separator(_header_line(path, dialect), dialect)


def _read_csv(path: Path, dialect: Dialect) -> pl.DataFrame:
    headers, separator = _checked(path, dialect)
    try:
        frame = _read_csv_fast(path, dialect, separator)
    except pl.exceptions.PolarsError as error:
        if "utf-8" in str(error).lower():
            raise _not_utf8(path) from None
        return _read_csv_slowly(path, dialect, separator, headers)
    if frame.width != len(headers):
        return _read_csv_slowly(path, dialect, separator, headers)
    frame.columns = list(headers)
    return frame


def _read_csv_fast(path: Path, dialect: Dialect, separator: str) -> pl.DataFrame:
    if dialect.encoding == "utf-8":
        return pl.scan_csv(path, separator=separator, infer_schema=False).collect()
    with _open_bytes(path) as stream:
        content = stream.read()
    return pl.read_csv(content, separator=separator, infer_schema=False, encoding=dialect.encoding)


def _read_csv_slowly(
    path: Path, dialect: Dialect, separator: str, headers: tuple[str, ...]
) -> pl.DataFrame:
    """Read a file whose rows differ in length, so that only the broken rows are refused."""
    width = len(headers)
    rows: list[list[str | None]] = []
    with _open_text(path, dialect) as stream:
        reader = csv.reader(stream, delimiter=separator)
        try:
            next(reader, None)
            for row in reader:
                extra = separator.join(row[width:]) if len(row) > width else None
                filled = [value or None for value in row[:width]]
                rows.append([*filled, *[None] * (width - len(row)), extra])
        except UnicodeDecodeError:
            raise _not_utf8(path) from None
        except csv.Error as error:
            raise _not_csv(path, reader.line_num, error) from None
    return pl.DataFrame(rows, schema=dict.fromkeys((*headers, EXTRA), pl.String), orient="row")


def _check_headers(path: Path, headers: tuple[str, ...]) -> None:
    if not any(headers):
        raise FileUnreadable(path.name, "it has no header.", "Put the column names in line 1.")
    twice = sorted({name for name in headers if headers.count(name) > 1})
    if twice:
        raise FileUnreadable(
            path.name, f"the header '{twice[0]}' appears twice.", "Rename one of them."
        )


def _header_line(path: Path, dialect: Dialect) -> str:
    with _open_text(path, dialect) as stream:
        try:
            line = stream.readline(LONGEST_LINE)
        except UnicodeDecodeError:
            raise _not_utf8(path) from None
        except (gzip.BadGzipFile, EOFError, zlib.error):
            raise FileUnreadable(
                path.name, "its compression is damaged.", "Copy or export it again."
            ) from None
    if len(line) == LONGEST_LINE:
        raise too_long(path)
    if not line.strip():
        raise FileUnreadable(path.name, "it is empty.", "Export it again, with a header.")
    return line.rstrip("\r\n")


def _open_text(path: Path, dialect: Dialect) -> IO[str]:
    encoding = "utf-8-sig" if dialect.encoding == "utf-8" else dialect.encoding
    return io.TextIOWrapper(_open_bytes(path), encoding=encoding, newline="")


def _open_bytes(path: Path) -> IO[bytes]:
    try:
        if path.suffix.lower() == ".gz":
            return cast("IO[bytes]", gzip.open(path, "rb"))
        return path.open("rb")
    except OSError as error:
        raise FileUnreadable(
            path.name, f"it cannot be read: {error.strerror}.", "Check that it is readable."
        ) from None


def _not_csv(path: Path, line: int, error: csv.Error) -> FileUnreadable:
    return FileUnreadable(
        path.name, f"line {line} cannot be read as CSV ({error}).", "Check its quotation marks."
    )


def _not_utf8(path: Path) -> FileUnreadable:
    return FileUnreadable(
        path.name,
        "it is not UTF-8.",
        "Save it as UTF-8, or set 'encoding: latin-1' for it in the mapping.",
    )
