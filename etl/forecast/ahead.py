"""What the calendar says of every period of a grid and of those ahead of it. Pure."""

from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from etl.forecast.arrays import Floats
from etl.forecast.periods import PeriodRules, period_starts

# Farther from a holiday than this, a day is like any other.
NEAR = 7


def calendar(
    dates: list[date], horizon: int, rules: PeriodRules, holidays: pl.DataFrame
) -> dict[str, Floats]:
    """Return columns for ``dates`` and for ``horizon`` periods beyond; ``holidays`` has a date."""
    if not dates:
        return {}
    starts = period_starts(dates[0], len(dates) + horizon + 1, rules.code)
    days = np.array(starts, dtype="datetime64[D]")
    free = holidays["date"].to_numpy().astype("datetime64[D]")
    columns = {"month": np.array([float(day.month) for day in starts[:-1]])}
    if rules.code == "D":
        columns["day"] = np.array([float(day.day) for day in starts[:-1]])
        columns["yearday"] = np.array([float(day.timetuple().tm_yday) for day in starts[:-1]])
        columns |= _near_holidays(days[:-1], free)
    elif len(free):
        inside = np.searchsorted(free, days[1:]) - np.searchsorted(free, days[:-1])
        columns["holidays"] = inside.astype(np.float64)
    return columns


def _near_holidays(days: NDArray[np.datetime64], free: NDArray[np.datetime64]) -> dict[str, Floats]:
    """Return how many days each day lies before the next holiday and after the last one."""
    if not len(free):
        return {}
    after = np.searchsorted(free, days)
    before = np.searchsorted(free, days, side="right") - 1
    ahead = np.where(after < len(free), free[np.minimum(after, len(free) - 1)] - days, NEAR)
    since = np.where(before >= 0, days - free[np.maximum(before, 0)], NEAR)
    return {
        "to_holiday": np.minimum(ahead.astype(np.float64), NEAR),
        "since_holiday": np.minimum(since.astype(np.float64), NEAR),
    }
