"""Clean one file for one target: raw rows in, rows that are kept and rows that are not out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import polars as pl

from etl.clean import convert
from etl.clean.checks import (
    Check,
    column_checks,
    filter_checks,
    row_checks,
    shape_checks,
    typed,
)
from etl.clean.convert import NumberStyle
from etl.clean.orders import complete_orders
from etl.clean.project import projected, text_name, tidied, value_name
from etl.sources.mapping import FileMapping, Projection
from etl.sources.read import ROW
from etl.sources.targets import TARGETS, Kind, Target, TargetName

REJECT_SCHEMA = {
    ROW: pl.Int64,
    "column_name": pl.String,
    "reason_code": pl.String,
    "hint": pl.String,
}
FAILED = "failed_check"


@dataclass(frozen=True, slots=True)
class Cleaned:
    """``kept`` has one row for each row of the file in use, ``rejects`` one for each other row."""

    target: Target
    kept: pl.DataFrame
    rejects: pl.DataFrame

    @property
    def rows_read(self) -> int:
        return self.kept.height + self.rejects.height

    def refuse(self, checks: Iterable[Check]) -> "Cleaned":
        """Move the rows that a check refuses to the rejects."""
        kept, rejects = split(self.kept, list(checks))
        return Cleaned(self.target, kept, pl.concat([self.rejects, rejects]).sort(ROW))


def clean(raw: pl.DataFrame, mapping: FileMapping, *, today: date) -> Cleaned:
    """Clean the main target of a file."""
    style = NumberStyle(mapping.decimal, mapping.thousands)
    rows = tidied(raw, mapping.read_headers, mapping.null_values)
    before = [*shape_checks(), *filter_checks(mapping.filters, style)]
    target = TARGETS[mapping.target]
    cleaned = _clean(rows, target, mapping, style, before, mapping, today)
    if mapping.target is TargetName.ORDERS:
        return Cleaned(target, complete_orders(cleaned.kept), cleaned.rejects)
    return _returns_apart(cleaned) if mapping.negative_quantity == "returned" else cleaned


def clean_derived(
    raw: pl.DataFrame, mapping: FileMapping, name: TargetName, *, today: date
) -> Cleaned:
    """Clean a derived target, from the rows that the main target kept."""
    style = NumberStyle(mapping.decimal, mapping.thousands)
    rows = tidied(raw, mapping.read_headers, mapping.null_values)
    return _clean(rows, TARGETS[name], mapping.derived[name], style, [], None, today)


def _clean(
    rows: pl.DataFrame,
    target: Target,
    projection: Projection,
    style: NumberStyle,
    before: list[Check],
    mapping: FileMapping | None,
    today: date,
) -> Cleaned:
    formats = projection.dates
    values = [
        typed(column, formats.get(column.name, ()), style).alias(value_name(column.name))
        for column in target.columns
    ]
    checked = projected(rows, target, projection).with_columns(values)
    checks = [
        *before,
        *(check for column in target.columns for check in column_checks(target, column, today)),
        *row_checks(target, mapping),
    ]
    kept, rejects = split(checked, checks)
    return Cleaned(target, _named(kept, target), rejects)


def split(rows: pl.DataFrame, checks: list[Check]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Part the rows; each refused row carries the first check that refused it."""
    if not checks:
        return rows, pl.DataFrame(schema=REJECT_SCHEMA)
    first = pl.coalesce(
        pl.when(check.refuses.fill_null(False)).then(pl.lit(index, dtype=pl.Int32))
        for index, check in enumerate(checks)
    )
    marked = rows.with_columns(first.alias(FAILED))
    reasons = pl.DataFrame(
        {
            FAILED: pl.Series(range(len(checks)), dtype=pl.Int32),
            "column_name": pl.Series([check.column for check in checks], dtype=pl.String),
            "reason_code": [str(check.reason) for check in checks],
            "hint": [check.sentence for check in checks],
        }
    )
    refused = marked.filter(pl.col(FAILED).is_not_null()).select(ROW, FAILED)
    rejects = refused.join(reasons, on=FAILED, how="left").select(*REJECT_SCHEMA)
    return marked.filter(pl.col(FAILED).is_null()).drop(FAILED), rejects.sort(ROW)


def _named(kept: pl.DataFrame, target: Target) -> pl.DataFrame:
    """Give the values our names; a moment also says whether it is in UTC."""
    named: list[pl.Expr] = [pl.col(ROW)]
    for column in target.columns:
        value = pl.col(value_name(column.name))
        if column.kind is Kind.INTEGER:
            value = value.cast(pl.Int64)
        named.append(value.alias(column.name))
        if column.kind is Kind.INSTANT:
            utc = convert.has_offset(pl.col(text_name(column.name))).fill_null(False)
            named.append(utc.alias(f"{column.name}_is_utc"))
    return kept.select(named)


def _returns_apart(cleaned: Cleaned) -> Cleaned:
    """Count a negative quantity as returned goods, never as negative demand."""
    quantity = pl.col("quantity")
    returned = pl.col("returned_quantity").fill_null(0) + (-quantity).clip(lower_bound=0)
    kept = cleaned.kept.with_columns(
        quantity.clip(lower_bound=0), returned.alias("returned_quantity")
    )
    return Cleaned(cleaned.target, kept, cleaned.rejects)
