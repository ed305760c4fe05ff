"""Bring rows to one per key: to the day, to the most frequent value, or refuse what contradicts."""

import polars as pl

from etl.clean.checks import Check
from etl.clean.reasons import Reason
from etl.clean.table import Cleaned
from etl.sources.read import ROW

FIRST = "first_row"
DEMAND_KEY = ("date", "sku", "site_code")


def refuse_contradictions(cleaned: Cleaned) -> Cleaned:
    """Refuse a row whose key an earlier row has with other values.

    Identical rows stay: they say the same thing twice, and merge when they are loaded.
    """
    key = list(cleaned.target.key)
    if not key or not cleaned.kept.select(pl.struct(key).is_duplicated().any()).item():
        return cleaned
    values = [name for name in cleaned.kept.columns if name not in (*key, ROW)]
    same = pl.all_horizontal(
        pl.lit(True), *(pl.col(name).eq_missing(pl.col(name).first().over(key)) for name in values)
    )
    ordered = Cleaned(cleaned.target, cleaned.kept.sort(ROW), cleaned.rejects)
    return ordered.refuse([Check(~same, Reason.DUPLICATE_KEY, key[-1])])


def refuse_seen(cleaned: Cleaned, seen: pl.DataFrame) -> Cleaned:
    """Refuse rows whose key another file of the same load has given with other values."""
    key = list(cleaned.target.key)
    if not key or seen.is_empty() or cleaned.kept.is_empty():
        return cleaned
    compared = [name for name in seen.columns if name != ROW]
    known = cleaned.kept.join(seen.select(key).unique(), on=key, how="semi", nulls_equal=True)
    same = cleaned.kept.join(seen.select(compared), on=compared, how="semi", nulls_equal=True)
    refused = set(known[ROW]) - set(same[ROW])
    hint = "Another file of this load has the same key with other values; keep one of them."
    check = Check(pl.col(ROW).is_in(sorted(refused)), Reason.DUPLICATE_KEY, key[-1], hint)
    return cleaned.refuse([check])


def one_per_key(rows: pl.DataFrame, key: tuple[str, ...]) -> pl.DataFrame:
    """Merge rows that say the same; the first stands for all."""
    return rows.unique(subset=list(key), keep="first", maintain_order=True) if key else rows


def most_frequent(rows: pl.DataFrame, key: tuple[str, ...]) -> pl.DataFrame:
    """Return one row per key with each column's most frequent value; a tie goes to the lowest."""
    by = list(key)
    result = rows.select(by).unique(maintain_order=True)
    for name in (name for name in rows.columns if name not in (*key, ROW)):
        values = rows.filter(pl.col(name).is_not_null())
        ranked = values.group_by([*by, name]).agg(pl.len().alias("times"))
        first = ranked.sort("times", name, descending=[True, False]).unique(
            subset=by, keep="first", maintain_order=True
        )
        result = result.join(first.select(*by, name), on=by, how="left", nulls_equal=True)
    return result.sort(by)


def demand_per_day(rows: pl.DataFrame) -> pl.DataFrame:
    """Add up the lines of one item, site and day; the price is the mean over what was sold."""
    sold = pl.col("quantity") > 0
    priced = sold & pl.col("unit_price").is_not_null()
    value = (pl.col("quantity") * pl.col("unit_price")).filter(priced).sum()
    weight = pl.col("quantity").filter(priced).sum()
    return (
        rows.group_by(DEMAND_KEY)
        .agg(
            pl.col("quantity").sum(),
            _sum_or_null("unfilled_quantity"),
            _sum_or_null("returned_quantity"),
            pl.when(weight > 0).then(value / weight).alias("unit_price"),
            pl.col("on_promotion").max(),
        )
        .sort(DEMAND_KEY)
    )


def _sum_or_null(name: str) -> pl.Expr:
    """Add up what is known; nothing known stays unknown, it does not become zero."""
    column = pl.col(name)
    return pl.when(column.is_not_null().any()).then(column.sum()).alias(name)
