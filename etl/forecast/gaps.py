"""Which periods without demand are unknown rather than zero. Pure, on frames."""

import polars as pl

from etl.forecast.periods import PeriodRules

# A site with fewer items than this may simply have sold nothing on a day.
LEAST_ITEMS_TO_CALL_A_DAY_CLOSED = 10
# A weekday on which a site is shut this often is a habit, hence part of the season.
HABIT = 0.5


def site_ends(site_days: pl.DataFrame, synced: pl.DataFrame, origin: pl.Expr) -> pl.DataFrame:
    """Return the sites (site_id, last) whose records stop before the origin.

    A site has stopped when its silence at the end is longer than any silence before it, and no
    later synchronisation vouches that the silence is real.
    """
    silence = (
        site_days.sort("site_id", "date")
        .with_columns(pl.col("date").diff().over("site_id").dt.total_days().alias("gap"))
        .group_by("site_id")
        .agg(pl.col("date").max().alias("last"), pl.col("gap").max().fill_null(1))
        .join(synced, on="site_id", how="left")
        .with_columns(pl.max_horizontal("last", "synced_on").alias("last"))
    )
    late = (origin - pl.col("last")).dt.total_days()
    return (
        silence.filter(late > pl.max_horizontal(pl.col("gap"), pl.lit(2)))
        .select("site_id", "last")
        .sort("site_id")
    )


def closed_days(site_days: pl.DataFrame, rules: PeriodRules) -> pl.DataFrame:
    """Return the days (site_id, date) on which a whole site sold nothing out of its habit.

    ``site_days`` has one row per site and day with demand: site_id, date, items. Only days inside
    the site's own span count, and only daily data can have them.
    """
    busy = site_days.group_by("site_id").agg(
        pl.col("date").min().alias("first"),
        pl.col("date").max().alias("last"),
        pl.col("items").median().alias("items"),
    )
    busy = busy.filter(pl.col("items") >= LEAST_ITEMS_TO_CALL_A_DAY_CLOSED)
    if rules.code != "D" or busy.is_empty():
        return site_days.select("site_id", "date").clear()

    every_day = busy.select(
        "site_id", pl.date_ranges("first", "last", closed="both").alias("date")
    ).explode("date")
    shut = (
        every_day.join(
            site_days.select("site_id", "date", pl.lit(value=True).alias("open")),
            on=["site_id", "date"],
            how="left",
        )
        .with_columns(pl.col("open").is_null().alias("shut"))
        .with_columns(
            pl.col("shut").mean().over("site_id", pl.col("date").dt.weekday()).alias("share")
        )
    )
    return shut.filter(pl.col("shut") & (pl.col("share") < HABIT)).select("site_id", "date")
