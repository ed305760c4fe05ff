"""Periods given as days, numbered one after the other. Pure, on frames."""

from dataclasses import dataclass
from datetime import date
from math import gcd

import polars as pl

from etl.forecast.periods import PERIODS


@dataclass(frozen=True)
class Calendar:
    """Numbers periods. ``code`` is D, W or M; None where they are numbers already."""

    code: str | None
    first: date | None = None

    @property
    def season(self) -> int | None:
        """Return the season of the frequency; None where it is to be found from the data."""
        return PERIODS[self.code].season if self.code else None

    def numbered(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Return the frame with whole numbers as periods; days between two starts are the first."""
        if self.code is None or self.first is None:
            return frame
        day = pl.col("period")
        if self.code == "M":
            months = day.dt.year().cast(pl.Int64) * 12 + day.dt.month().cast(pl.Int64)
            number = months - (self.first.year * 12 + self.first.month)
        else:
            number = (day - self.first).dt.total_days() // (7 if self.code == "W" else 1)
        return frame.with_columns(number.cast(pl.Int64).alias("period"))


def calendar_of(periods: pl.Series) -> Calendar:
    """Find out what the periods are: months all start on one day, weeks lie whole weeks apart."""
    if periods.dtype.is_integer():
        return Calendar(None)
    starts = periods.unique().sort()
    first = starts[0]
    steps = starts.diff().drop_nulls().dt.total_days().to_list()
    if not steps:
        return Calendar("D", first)
    if min(steps) >= 28 and starts.dt.day().n_unique() == 1:
        return Calendar("M", first)
    return Calendar("W" if gcd(*steps) % 7 == 0 else "D", first)
