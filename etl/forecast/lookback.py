"""What was known of each series at the end of each period, in polars: all series at once.

``history_table`` has one row per series and period, ordered. Every column looks back only, so that
the row of a period holds what was known once that period was over.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from etl.forecast.panel import PROMOTION, Panel

RATES = (0.05, 0.15, 0.4)
LAGS = 3
# What every series sells at least, so that shares of it can be computed.
LEAST_SCALE = 1e-6
LEAST_SHARE_OF_EVER = 0.1


@dataclass(frozen=True)
class Lengths:
    """Over how many periods to look back, by the length of the season."""

    means: tuple[int, ...]
    short: int
    usual: int
    year: int
    places: tuple[int, ...]
    around: int


LENGTHS = {
    "D": Lengths((3, 7, 14, 28, 56, 91, 182, 364), 28, 91, 364, (1, 4, 12), 7),
    "W": Lengths((2, 4, 8, 13, 26, 52), 8, 26, 52, (1, 3), 3),
    "M": Lengths((2, 3, 6, 12, 24), 6, 12, 12, (1, 3), 3),
}


def history_table(panel: Panel) -> pl.DataFrame:
    """Return one row per series and period with all that looks back from there."""
    lengths = LENGTHS[panel.rules.code]
    count, length = panel.values.shape
    table = pl.DataFrame(
        {
            "series": np.repeat(np.arange(count, dtype=np.int32), length),
            "time": np.tile(np.arange(length, dtype=np.int32), count),
            "y": pl.Series(panel.values.reshape(-1)).fill_nan(None),
        }
    )
    table = table.with_columns((pl.col("time") + panel.first).mod(panel.rules.season).alias("at"))
    table = table.with_columns(*_looking_back(lengths), *_same_place(lengths))
    if PROMOTION in panel.events:
        on = panel.events[PROMOTION][:, :length].reshape(-1) > 0.5
        table = table.with_columns(pl.Series("on", on)).with_columns(*_by_promotion(lengths))
        table = table.drop("on")
    return table.with_columns(_scale().alias("scale")).drop("series", "time", "at")


def _looking_back(lengths: Lengths) -> list[pl.Expr]:
    y = pl.col("y")
    sold = (y > 0).cast(pl.Float64)
    known = y.is_not_null().cast(pl.Float64)
    sale = pl.when(y > 0).then("time").forward_fill()
    found = [y.rolling_mean(n, min_samples=1).alias(f"mean_{n}") for n in lengths.means]
    found += [
        y.ewm_mean(alpha=rate, ignore_nulls=True).forward_fill().alias(f"smooth_{rate}")
        for rate in RATES
    ]
    found += [
        sold.rolling_mean(lengths.short, min_samples=1).alias("sold_short"),
        sold.rolling_mean(lengths.usual, min_samples=1).alias("sold_usual"),
        known.rolling_mean(lengths.short, min_samples=1).alias("known_short"),
        y.rolling_std(lengths.short, min_samples=2).alias("sd_short"),
        y.rolling_std(lengths.usual, min_samples=2).alias("sd_usual"),
        y.rolling_max(lengths.usual, min_samples=1).alias("max_usual"),
        y.rolling_median(lengths.short, min_samples=1).alias("median_short"),
        (pl.col("time") - sale).alias("since_sale"),
        *[y.shift(lag).alias(f"lag_{lag}") for lag in range(LAGS)],
    ]
    return [expression.over("series") for expression in found]


def _same_place(lengths: Lengths) -> list[pl.Expr]:
    """Return means over the last values at the same place in the season, and around it."""
    y = pl.col("y")
    found = [
        y.rolling_mean(n, min_samples=1).over("series", "at").alias(f"place_{n}")
        for n in lengths.places
    ]
    around = y.rolling_mean(lengths.around, min_samples=1).over("series")
    return [*found, around.alias("around")]


def _by_promotion(lengths: Lengths) -> list[pl.Expr]:
    """Return means of periods with and of periods without promotion, apart."""
    off = pl.when(~pl.col("on")).then("y")
    on = pl.when(pl.col("on")).then("y")
    found = [
        off.rolling_mean(lengths.short, min_samples=1).alias("off_short"),
        off.rolling_mean(lengths.usual, min_samples=1).alias("off_usual"),
        on.rolling_mean(lengths.usual, min_samples=1).alias("on_usual"),
        on.rolling_mean(lengths.year, min_samples=1).alias("on_year"),
    ]
    return [expression.over("series") for expression in found]


def _scale() -> pl.Expr:
    """Return what a series usually sells, recent times counting most; never zero."""
    usual = pl.mean_horizontal("smooth_0.05", "smooth_0.15")
    y = pl.col("y")
    ever = (y.cum_sum() / y.cum_count()).forward_fill().over("series")
    found = pl.max_horizontal(usual, LEAST_SHARE_OF_EVER * ever, pl.lit(LEAST_SCALE))
    return found.fill_null(LEAST_SCALE)
