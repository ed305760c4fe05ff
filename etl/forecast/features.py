"""Features of every series and period, in polars: what was known before the period began.

Lags and windows are counted in periods and follow the organisation's frequency (see PERIODS):
7, 14 and 30 days; 1, 2, 4 and 4, 8, 13 weeks; 1, 3, 12 and 3, 6, 12 months.
"""

import numpy as np
import polars as pl

from etl.forecast.periods import PeriodRules
from etl.forecast.repair import repair
from etl.forecast.series import KEYS, SeriesSet

SCHEMA_VERSION = 1


def features(series: SeriesSet, rules: PeriodRules, holidays: pl.DataFrame) -> pl.DataFrame:
    """Return one row per series and period since its start, ordered by item, site and date.

    ``holidays`` has one row (date) per public holiday. ``quantity`` is demand as the models see
    it, unknown periods repaired; ``demand`` is null there.
    """
    return _long(series, rules).with_columns(*_past(rules), *_calendar(rules)).join(
        _holidays_by_period(series, rules, holidays), on="date", how="left", maintain_order="left"
    ).with_columns(pl.col("holidays").fill_null(0))  # fmt: skip


def feature_names(rules: PeriodRules) -> list[str]:
    """Return the names that go into the feature store, in order."""
    past = [f"lag_{lag}" for lag in rules.lags]
    rolling = [f"rolling_{what}_{w}" for w in rules.windows for what in ("mean", "sd")]
    daily = ["weekday", "day", "is_weekend"] if rules.code == "D" else []
    weekly = ["week"] if rules.code != "M" else []
    return ["demand", *past, *rolling, *daily, *weekly, "month", "quarter", "holidays"]


def _long(series: SeriesSet, rules: PeriodRules) -> pl.DataFrame:
    """Turn the grid into rows."""
    repaired = repair(series.values, series.starts, rules.season)
    begun = np.arange(series.length)[None, :] >= series.starts[:, None]
    rows, columns = np.nonzero(begun)
    return pl.DataFrame(
        {
            "item_id": series.keys["item_id"].to_numpy()[rows],
            "site_id": series.keys["site_id"].to_numpy()[rows],
            "date": pl.Series(series.dates, dtype=pl.Date).gather(columns),
            "demand": pl.Series(series.values[rows, columns]).fill_nan(None),
            "quantity": repaired[rows, columns],
        }
    )


def _past(rules: PeriodRules) -> list[pl.Expr]:
    quantity = pl.col("quantity")
    lags = [quantity.shift(lag).over(KEYS).alias(f"lag_{lag}") for lag in rules.lags]
    before = quantity.shift(1)
    means = [
        before.rolling_mean(window).over(KEYS).alias(f"rolling_mean_{window}")
        for window in rules.windows
    ]
    deviations = [
        before.rolling_std(window).over(KEYS).alias(f"rolling_sd_{window}")
        for window in rules.windows
    ]
    return [*lags, *means, *deviations]


def _calendar(rules: PeriodRules) -> list[pl.Expr]:
    """Return the parts of the date that vary within a year at this frequency."""
    day = pl.col("date").dt
    daily = [
        (day.weekday() - 1).alias("weekday"),
        day.day().alias("day"),
        (day.weekday() > 5).alias("is_weekend"),
    ]
    weekly = [day.week().alias("week")]
    monthly = [day.month().alias("month"), day.quarter().alias("quarter")]
    if rules.code == "D":
        return [*daily, *weekly, *monthly]
    return [*weekly, *monthly] if rules.code == "W" else monthly


def _holidays_by_period(
    series: SeriesSet, rules: PeriodRules, holidays: pl.DataFrame
) -> pl.DataFrame:
    """Count the holidays that fall into each period of the grid."""
    starts = pl.DataFrame({"date": pl.Series(series.dates, dtype=pl.Date)}).set_sorted("date")
    days = holidays.select(pl.col("date").alias("holiday")).sort("holiday")
    placed = days.join_asof(
        starts, left_on="holiday", right_on="date", strategy="backward", coalesce=False
    ).drop_nulls()
    if rules.code == "D":
        placed = placed.filter(pl.col("holiday") == pl.col("date"))
    return placed.group_by("date").agg(pl.len().cast(pl.Int64).alias("holidays"))
