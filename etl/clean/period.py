"""Daily, weekly or monthly: which period the dates of a data set are written in."""

from datetime import date, timedelta
from enum import StrEnum

import polars as pl

FEWEST_DATES = 3
WEEK = 7


class Period(StrEnum):
    DAY = "D"
    WEEK = "W"
    MONTH = "M"


NAMES = {Period.DAY: "daily", Period.WEEK: "weekly", Period.MONTH: "monthly"}


def detect_period(dates: pl.Series, known: Period | None = None) -> Period:
    """Return the period of ``dates``.

    All on one weekday means weeks, all on the first or all on the last of a month means months.
    Fewer than three dates prove nothing, so the period already known is kept where they fit it.
    """
    distinct = dates.drop_nulls().unique().sort()
    fitting = [period for period in (Period.MONTH, Period.WEEK) if _fits(distinct, period)]
    if len(distinct) < FEWEST_DATES:
        return known if known is not None and known in fitting else Period.DAY
    return fitting[0] if fitting else Period.DAY


def _fits(distinct: pl.Series, period: Period) -> bool:
    if distinct.is_empty():
        return True
    if period is Period.WEEK:
        return distinct.dt.weekday().n_unique() == 1
    first = (distinct.dt.day() == 1).all()
    last = (distinct == distinct.dt.month_end()).all()
    return bool(first or last)


def period_start(period: Period) -> pl.Expr:
    """Return the first day of the period that ``date`` lies in; weeks begin on Monday."""
    every = {Period.DAY: "1d", Period.WEEK: "1w", Period.MONTH: "1mo"}[period]
    return pl.col("date").dt.truncate(every)


def start_of(day: date, period: Period) -> date:
    """Return the same for one day."""
    if period is Period.WEEK:
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if period is Period.MONTH else day
