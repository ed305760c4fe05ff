"""The text of the rows that were refused, as it stood in the file."""

import csv
import io

import polars as pl

from etl.sources.read import EXTRA, ROW

LONGEST = 20_000
RAW = "raw"


def with_raw_text(rejects: pl.DataFrame, raw: pl.DataFrame, separator: str = ",") -> pl.DataFrame:
    """Add to each reject the record it was made from, written as it stood in the file."""
    if rejects.is_empty():
        return rejects.with_columns(pl.lit(None, dtype=pl.String).alias(RAW))
    headers = [name for name in raw.columns if name not in (ROW, EXTRA)]
    refused = raw.join(rejects.select(ROW), on=ROW, how="semi")
    lines = [_line(row, separator) for row in refused.select(*headers, EXTRA).iter_rows()]
    texts = refused.select(ROW, pl.Series(RAW, lines, dtype=pl.String))
    return rejects.join(texts, on=ROW, how="left").sort(ROW)


def _line(row: tuple[str | None, ...], separator: str) -> str:
    *fields, extra = row
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator="").writerow(fields)
    if extra is not None:
        text.write(separator + extra)
    return text.getvalue().replace("\x00", "")[:LONGEST]
