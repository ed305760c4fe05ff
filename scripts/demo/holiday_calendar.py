"""The Brazilian calendar over the data and the year that follows, for forecasts."""

from datetime import timedelta

import holidays
import numpy as np
import polars as pl

from scripts.demo.options import Bools, Options

FUTURE_DAYS = 365


def frame(options: Options) -> pl.DataFrame:
    last = options.end + timedelta(days=FUTURE_DAYS)
    known = holidays.country_holidays(
        "BR",
        years=range(options.start.year, last.year + 1),
        language="pt_BR",
        categories=("public", "optional"),
    )
    days = [options.start + timedelta(days=n) for n in range((last - options.start).days + 1)]
    names = [known.get(day) for day in days]
    return pl.DataFrame(
        {
            "date": days,
            "is_holiday": [name is not None for name in names],
            "holiday_name": pl.Series(names, dtype=pl.String),
        }
    )


def closed_days(options: Options) -> Bools:
    """Return, for each day of the data, whether it is a holiday."""
    closed: Bools = np.array(frame(options)["is_holiday"].to_list()[: options.days])
    return closed
