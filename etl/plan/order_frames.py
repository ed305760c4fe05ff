"""Checks the frames of an order decision; what is wrong is named by row and field."""

import math

import polars as pl

from etl.errors import StepFailed

KEYS = ["site", "item"]
Setting = float | pl.DataFrame | None


class OrderInputInvalid(StepFailed, ValueError):
    """An input of a decision cannot be used; the message names frame, row, field and remedy."""


def refuse(frame: pl.DataFrame, wrong: pl.Expr, where: str, field: str, remedy: str) -> None:
    """Raise for the first row for which ``wrong`` is true; rows are counted from one."""
    found = frame.with_row_index("row_number", offset=1).filter(wrong).head(1)
    if found.is_empty():
        return
    row = found.row(0, named=True)
    key = ", ".join(f"{name} {row[name]!r}" for name in KEYS if name in row)
    named = f" ({key})" if key else ""
    value = f" is {row[field]!r}" if field in row else ""
    raise OrderInputInvalid(f"Row {row['row_number']} of {where}{named}: {field}{value}; {remedy}.")


def require(frame: pl.DataFrame, columns: list[str], where: str) -> None:
    if not isinstance(frame, pl.DataFrame):
        raise OrderInputInvalid(f"{where} must be a polars frame with {', '.join(columns)}.")
    missing = [name for name in columns if name not in frame.columns]
    if missing:
        raise OrderInputInvalid(
            f"The column {missing[0]} is missing from {where}: it needs {', '.join(columns)}."
        )


def known_keys(frame: pl.DataFrame, where: str) -> None:
    for name in (name for name in KEYS if name in frame.columns):
        refuse(frame, pl.col(name).is_null(), where, name, "give it, or drop the row")


def numbers(
    frame: pl.DataFrame, field: str, where: str, *, least: float | None = 0.0
) -> pl.DataFrame:
    """Return the frame with ``field`` as numbers; none is missing, infinite or below ``least``."""
    if frame.schema[field] == pl.Boolean or frame.schema[field].is_temporal():
        raise OrderInputInvalid(f"The column {field} of {where} must hold numbers.")
    cast = pl.col(field).cast(pl.Float64, strict=False)
    wrong = cast.is_null() | ~cast.is_finite()
    refuse(frame, wrong, where, field, "give a finite number")
    cleaned = frame.with_columns(cast.alias(field))
    if least is not None:
        remedy = "it must not be negative: book returns and corrections elsewhere"
        refuse(cleaned, pl.col(field) < least, where, field, remedy)
    return cleaned


def no_duplicates(frame: pl.DataFrame, columns: list[str], where: str) -> None:
    field = columns[-1]
    remedy = f"the row repeats {', '.join(columns)}: add the rows up, or drop one"
    refuse(frame, ~pl.struct(columns).is_first_distinct(), where, field, remedy)


def like(frame: pl.DataFrame, history: pl.DataFrame, where: str) -> pl.DataFrame:
    """Return the frame with its keys in the history's types."""
    for name in (name for name in KEYS if name in frame.columns):
        kind = history.schema[name]
        if frame.schema[name] != kind:
            cast = pl.col(name).cast(kind, strict=False)
            remedy = f"the history has {kind} there: use the same type"
            refuse(frame, cast.is_null(), where, name, remedy)
            frame = frame.with_columns(cast)
    return frame


def in_history(frame: pl.DataFrame, keys: pl.DataFrame, where: str, field: str = "item") -> None:
    """Refuse a site and item that the history does not know: no demand can be forecast for it."""
    known = keys.with_columns(pl.lit(value=True).alias("is_known"))
    joined = frame.join(known, on=KEYS, how="left", maintain_order="left")
    remedy = "the history has no such site and item: add its demand, or drop the row"
    refuse(joined, pl.col("is_known").is_null(), where, field, remedy)


def per_series(setting: Setting, keys: pl.DataFrame, name: str, *, least: float = 0.0) -> pl.Series:
    """Return one number per series from a number, or from a frame by site and item, or by item.

    A series that a frame does not name has null.
    """
    if setting is None:
        return pl.Series(name, [None] * len(keys), dtype=pl.Float64)
    if isinstance(setting, pl.DataFrame):
        by = [key for key in KEYS if key in setting.columns]
        require(setting, ["item" if by == ["item"] or not by else by[0], name], name)
        frame = like(numbers(setting, name, name, least=least), keys, name)
        known_keys(frame, name)
        no_duplicates(frame, by, name)
        return keys.join(frame.select(*by, name), on=by, how="left", maintain_order="left")[name]
    value = plain_number(setting, name)
    if value < least:
        raise OrderInputInvalid(f"{name} is {value:g}; it must be at least {least:g}.")
    return pl.Series(name, [value] * len(keys), dtype=pl.Float64)


def plain_number(value: object, name: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise OrderInputInvalid(f"{name} must be a number or a polars frame, not {value!r}.")
    if not math.isfinite(value):
        raise OrderInputInvalid(f"{name} is {value}; give a finite number.")
    return float(value)
