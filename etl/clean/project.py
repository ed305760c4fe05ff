"""From the columns of a file to the columns of a target, still as text."""

import string

import polars as pl

from etl.clean.code import short_codes
from etl.clean.convert import NUL, stripped, without
from etl.sources.mapping import ColumnSource, Projection
from etl.sources.read import EXTRA, ROW
from etl.sources.targets import Column, Target


def raw_name(header: str) -> str:
    return f"raw:{header}"


def text_name(column: str) -> str:
    return f"text:{column}"


def value_name(column: str) -> str:
    return f"value:{column}"


def tidied(
    raw: pl.DataFrame, headers: tuple[str, ...], null_values: tuple[str, ...]
) -> pl.DataFrame:
    """Return the headers a mapping reads, tidied and renamed so that no name can clash."""
    texts = [name for name in raw.columns if name not in (ROW, EXTRA)]
    has_nul = raw.select(pl.any_horizontal(pl.col(texts).str.contains(NUL, literal=True).any()))
    plain = raw.with_columns(stripped(pl.col(texts), has_nul=bool(texts) and has_nul.item()))
    return plain.select(
        ROW,
        EXTRA,
        pl.all_horizontal(pl.col(texts).is_null()).alias("is_empty"),
        *(without(pl.col(header), null_values).alias(raw_name(header)) for header in headers),
    )


def projected(rows: pl.DataFrame, target: Target, projection: Projection) -> pl.DataFrame:
    """Add the text of each of the target's columns."""
    return rows.with_columns(
        _text(rows, column, projection.columns.get(column.name)).alias(text_name(column.name))
        for column in target.columns
    )


def _text(rows: pl.DataFrame, column: Column, source: ColumnSource | None) -> pl.Expr:
    if source is None:
        return pl.lit(column.default, dtype=pl.String)
    text = _origin(rows, source)
    if source.uppercase:
        text = text.str.to_uppercase()
    if source.null_values:
        text = pl.when(text.is_in(list(source.null_values))).then(None).otherwise(text)
    if source.values:
        text = text.replace(dict(source.values))
    if column.default is not None:
        text = text.fill_null(column.default)
    return text


def _origin(rows: pl.DataFrame, source: ColumnSource) -> pl.Expr:
    if source.constant is not None:
        return pl.lit(source.constant, dtype=pl.String)
    if source.code is not None:
        return pl.lit(short_codes(rows[raw_name(source.code)]))
    if source.template is not None:
        return _filled(source.template)
    assert source.column is not None
    return pl.col(raw_name(source.column))


def _filled(template: str) -> pl.Expr:
    """Fill a template such as ``{brand}-{product}``; one empty part leaves the whole empty."""
    parts: list[pl.Expr] = []
    for literal, header, _, _ in string.Formatter().parse(template):
        if literal:
            parts.append(pl.lit(literal))
        if header:
            parts.append(pl.col(raw_name(header)))
    return pl.concat_str(parts, ignore_nulls=False)
