"""Turn columns of text into typed columns, as polars expressions; what cannot be read is null."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

NUMBER = r"^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?$"
OFFSET = r"([zZ]|[+-]\d{2}:?\d{2})$"
ISO_DATE = r"^\d{4}-\d{2}-\d{2}$"
ISO_FORMATS = ("%Y-%m-%d", "%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M")
TRUE_WORDS = ("true", "t", "yes", "y", "1", "1.0")
FALSE_WORDS = ("false", "f", "no", "n", "0", "0.0")
NUL = "\x00"
NOON = pl.duration(hours=12)


@dataclass(frozen=True, slots=True)
class NumberStyle:
    decimal: str = "."
    thousands: str | None = None


def stripped(text: pl.Expr, *, has_nul: bool = True) -> pl.Expr:
    """Strip the text; what is empty becomes null.

    A NUL character cannot be stored by PostgreSQL, and means nothing in a table either. Where
    there is none, looking for it row by row would take longer than all the rest.
    """
    plain = text.str.replace_all(NUL, "", literal=True) if has_nul else text
    bare = plain.str.strip_chars()
    return pl.when(bare != "").then(bare)


def without(text: pl.Expr, null_values: Sequence[str]) -> pl.Expr:
    """Make null what stands for nothing."""
    return pl.when(~text.is_in(list(null_values))).then(text) if null_values else text


def number(text: pl.Expr, style: NumberStyle) -> pl.Expr:
    plain = text
    if style.thousands is not None:
        plain = plain.str.replace_all(style.thousands, "", literal=True)
    if style.decimal != ".":
        # A point in such a file is no decimal mark, so it must not be taken for one.
        plain = plain.str.replace_all(".", "?", literal=True)
        plain = plain.str.replace_all(style.decimal, ".", literal=True)
    readable = plain.str.contains(NUMBER)
    return pl.when(readable).then(plain).cast(pl.Float64, strict=False)


def date(text: pl.Expr, formats: Sequence[str]) -> pl.Expr:
    """Try each format in turn; the first that reads the whole text wins."""
    return pl.coalesce(
        text.str.to_datetime(form, strict=False, exact=True, time_unit="us").dt.date()
        if _has_time(form)
        else text.str.to_date(form, strict=False, exact=True)
        for form in (formats or ISO_FORMATS)
    )


def instant(text: pl.Expr, formats: Sequence[str]) -> pl.Expr:
    """Read a moment, in UTC where the text has an offset and else as the clock at the site showed.

    A date without a time means noon, so that it falls on that day in whichever time zone.
    """
    if formats:
        return pl.coalesce(
            text.str.to_datetime(form, strict=False, exact=True, time_unit="us")
            if _has_time(form)
            else text.str.to_date(form, strict=False, exact=True).cast(pl.Datetime("us")) + NOON
            for form in formats
        )
    spelled = text.str.replace(" ", "T", literal=True)
    marked = spelled.str.replace(r"[zZ]$", "+00:00").str.replace(r"([+-]\d{2})(\d{2})$", "$1:$2")
    aware = marked.str.to_datetime(
        "%Y-%m-%dT%H:%M:%S%.f%:z", strict=False, exact=True, time_unit="us", time_zone="UTC"
    ).dt.replace_time_zone(None)
    local = pl.coalesce(
        spelled.str.to_datetime("%Y-%m-%dT%H:%M:%S%.f", strict=False, time_unit="us"),
        spelled.str.to_datetime("%Y-%m-%dT%H:%M", strict=False, time_unit="us"),
    )
    day = text.str.to_date("%Y-%m-%d", strict=False).cast(pl.Datetime("us")) + NOON
    is_day = text.str.contains(ISO_DATE)
    return pl.when(is_day).then(day).when(has_offset(text)).then(aware).otherwise(local)


def has_offset(text: pl.Expr) -> pl.Expr:
    """Tell whether the text of a moment says how far it is from UTC."""
    return text.str.contains(OFFSET) & ~text.str.contains(ISO_DATE)


def boolean(text: pl.Expr) -> pl.Expr:
    word = text.str.to_lowercase()
    return (
        pl.when(word.is_in(TRUE_WORDS))
        .then(True)
        .when(word.is_in(FALSE_WORDS))
        .then(False)
        .otherwise(None)
    )


def choice(text: pl.Expr, choices: Sequence[str]) -> pl.Expr:
    """Match one of ``choices``, whatever its case and whether it is written with spaces."""
    word = text.str.to_uppercase().str.replace_all(r"[\s-]+", "_")
    return pl.when(word.is_in(list(choices))).then(word).otherwise(None)


def _has_time(form: str) -> bool:
    return any(code in form for code in ("%H", "%I", "%T", "%R", "%X", "%c"))
