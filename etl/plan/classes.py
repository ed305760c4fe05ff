"""Rank items by value, variability and pattern of demand over the trailing year. On frames."""

from datetime import date, timedelta

import polars as pl

from backend.planning.rules import abc_class, demand_class, xyz_class

TRAILING_DAYS = 365


def item_classes(demand: pl.DataFrame, items: list[int], period: str, as_of: date) -> pl.DataFrame:
    """Return one row of classes per item.

    ``demand``: item_id, date, quantity, value (null where no price is known), within the trailing
    year. Where no item at all has a price, ABC goes by quantity and says so; where only some have,
    the others get no class, because nobody can tell where they stand.
    """
    totals = demand.group_by("item_id").agg(
        pl.col("quantity").sum().alias("trailing_quantity"),
        pl.when(pl.col("value").null_count() == 0)
        .then(pl.col("value").sum())
        .alias("trailing_value"),
    )
    has_prices = totals["trailing_value"].count() > 0
    nothing = 0.0 if len(demand) else None
    table = pl.DataFrame({"item_id": items}, schema={"item_id": pl.Int64}).join(
        totals, on="item_id", how="left"
    )
    table = table.with_columns(
        pl.coalesce("trailing_quantity", pl.lit(nothing, dtype=pl.Float64)).alias(
            "trailing_quantity"
        ),
        pl.when(pl.col("trailing_quantity").is_null() & has_prices)
        .then(pl.lit(nothing, dtype=pl.Float64))
        .otherwise(pl.col("trailing_value"))
        .alias("trailing_value"),
    )
    ranked = _abc(table, "trailing_value" if has_prices else "trailing_quantity")
    return (
        ranked.join(_pattern(demand, period, as_of), on="item_id", how="left")
        .with_columns(
            pl.when(pl.col("abc_class").is_not_null())
            .then(pl.lit("VALUE" if has_prices else "QUANTITY"))
            .alias("abc_basis"),
        )
        .sort("item_id")
    )


def _abc(table: pl.DataFrame, measure: str) -> pl.DataFrame:
    """Sort by the measure, the highest first, and class by the share of those before."""
    ranked = table.sort(
        pl.col(measure), pl.col("item_id"), descending=[True, False], nulls_last=True
    )
    total = ranked[measure].sum()
    if not total:
        return ranked.with_columns(pl.lit(None, dtype=pl.String).alias("abc_class"))
    before = (pl.col(measure).cum_sum() - pl.col(measure)) / total
    return ranked.with_columns(
        before.map_elements(abc_class, return_dtype=pl.String, skip_nulls=True).alias("abc_class")
    )


def _pattern(demand: pl.DataFrame, period: str, as_of: date) -> pl.DataFrame:
    """Return ADI, CV2, demand class and XYZ class per item with demand."""
    figures = _figures(demand, period, as_of)
    classes = [
        (row["item_id"], demand_class(row["adi"], row["cv2"]), xyz_class(row["variation"]))
        for row in figures.rows(named=True)
    ]
    schema = {"item_id": pl.Int64, "demand_class": pl.String, "xyz_class": pl.String}
    named = pl.DataFrame(classes, schema=schema, orient="row")
    return figures.drop("variation").join(named, on="item_id", how="left")


def _figures(demand: pl.DataFrame, period: str, as_of: date) -> pl.DataFrame:
    """Return how often and how unevenly each item sells.

    ADI and CV2 are measured on the organisation's own periods. XYZ is measured on weeks where
    periods are days, since day by day nearly everything is Z.
    """
    every = {"D": "1d", "W": "7d", "M": "1mo"}[period]
    dense = _dense(demand, every, as_of)
    sold = pl.col("quantity") > 0
    pattern = dense.group_by("item_id").agg(
        (pl.len() / sold.sum()).alias("adi"),
        (
            pl.col("quantity").filter(sold).var(ddof=0)
            / pl.col("quantity").filter(sold).mean() ** 2
        ).alias("cv2"),
    )
    longer = _whole_weeks(dense) if period == "D" else dense
    variation = longer.group_by("item_id").agg(
        pl.when(pl.len() > 1)
        .then(pl.col("quantity").std() / pl.col("quantity").mean())
        .alias("variation")
    )
    return pattern.join(variation, on="item_id", how="left")


def _dense(demand: pl.DataFrame, every: str, as_of: date) -> pl.DataFrame:
    """Fill each item's periods without demand with zero, from its first sale to the end."""
    sold = demand.filter(pl.col("quantity") > 0)
    last = sold["date"].max() or as_of
    grid = (
        sold.group_by("item_id")
        .agg(pl.col("date").min().alias("first"))
        .select(
            "item_id", pl.date_ranges("first", pl.lit(last), every, closed="both").alias("date")
        )
        .explode("date")
    )
    return grid.join(
        sold.select("item_id", "date", "quantity"), on=["item_id", "date"], how="left"
    ).with_columns(pl.col("quantity").fill_null(0.0))


def _whole_weeks(dense: pl.DataFrame) -> pl.DataFrame:
    """Add days up to weeks counted back from the last day; a first week cut short is left out."""
    last = dense["date"].max()
    if not isinstance(last, date):
        return dense
    week = (pl.lit(last + timedelta(days=1)) - pl.col("date")).dt.total_days() - 1
    weeks = dense.group_by("item_id", (week // 7).alias("week")).agg(
        pl.col("quantity").sum(), pl.len().alias("days")
    )
    return weeks.filter(pl.col("days") == 7)
