"""Rows of a database as the lines of a file, each value as the mapping expects it."""

import csv
import gzip
import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from etl.extract.plan import Planned
from etl.sources.errors import LoadRefused


def write(path: Path, planned: Planned, rows: Iterable[Sequence[Any]]) -> int:
    """Write a header and the rows; return how many there were."""
    number = 0
    with _opened(path, planned) as stream:
        lines = csv.writer(stream, delimiter=planned.separator, lineterminator="\n")
        lines.writerow(planned.columns)
        try:
            for row in rows:
                lines.writerow(
                    [
                        cell(value, name, planned)
                        for name, value in zip(planned.columns, row, strict=True)
                    ]
                )
                number += 1
        except UnicodeEncodeError as error:
            raise LoadRefused(
                f"Table {planned.table.name}: {error.object[error.start]!r} cannot be written as "
                f"{planned.encoding}: set 'encoding: utf-8' for {planned.file} in the mapping."
            ) from None
    return number


def cell(value: Any, name: str, planned: Planned) -> str:
    """Write one value as text; nothing is rounded and nothing is guessed."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f").replace(".", planned.decimal)
    if isinstance(value, float):
        return repr(value).replace(".", planned.decimal)
    if isinstance(value, date):
        form = planned.formats.get(name)
        return value.strftime(form) if form else value.isoformat()
    if isinstance(value, bytes):
        return _text(value, name, planned)
    return str(value)


def _text(value: bytes, name: str, planned: Planned) -> str:
    """MySQL gives text of binary columns as bytes; a picture is no text."""
    try:
        return value.decode()
    except UnicodeDecodeError:
        raise LoadRefused(
            f"Table {planned.table.name}: the column '{name}' holds bytes that are no text: leave "
            "it out of the mapping."
        ) from None


def _opened(path: Path, planned: Planned) -> io.TextIOWrapper:
    # The same rows must give the same file, so the moment of packing is left out of it.
    packs = planned.file.endswith(".gz")
    stream: Any = gzip.GzipFile(path, "wb", mtime=0) if packs else path.open("wb")
    return io.TextIOWrapper(stream, encoding=planned.encoding, newline="")
