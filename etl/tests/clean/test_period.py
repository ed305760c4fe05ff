from datetime import date, timedelta

import polars as pl
import pytest

from etl.clean.period import Period, detect_period, period_start, start_of
from etl.load.organisation import check_period
from etl.sources.errors import LoadRefused

MONDAY = date(2026, 1, 5)


def days(first: date, step: int, number: int) -> pl.Series:
    return pl.Series([first + timedelta(days=step * index) for index in range(number)])


FIRSTS = pl.Series([date(2026, month, 1) for month in range(1, 7)])
LASTS = pl.Series([date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)])


@pytest.mark.parametrize(
    ("dates", "period"),
    [
        (days(MONDAY, 1, 10), Period.DAY),
        (days(MONDAY, 7, 10), Period.WEEK),
        (days(date(2026, 1, 4), 7, 4), Period.WEEK),
        (days(MONDAY, 14, 5), Period.WEEK),
        (days(MONDAY, 2, 10), Period.DAY),
        (FIRSTS, Period.MONTH),
        (LASTS, Period.MONTH),
        (days(MONDAY, 7, 2), Period.DAY),
        (pl.Series([], dtype=pl.Date), Period.DAY),
    ],
)
def test_the_period_is_read_off_the_dates(dates: pl.Series, period: Period) -> None:
    assert detect_period(dates) is period


def test_few_dates_keep_the_period_that_is_known_where_they_fit_it() -> None:
    assert detect_period(days(MONDAY, 7, 2), Period.WEEK) is Period.WEEK
    assert detect_period(days(MONDAY, 1, 1), Period.DAY) is Period.DAY
    assert detect_period(days(MONDAY, 1, 2), Period.WEEK) is Period.DAY


@pytest.mark.parametrize(
    ("period", "day", "start"),
    [
        (Period.DAY, date(2026, 1, 7), date(2026, 1, 7)),
        (Period.WEEK, date(2026, 1, 11), date(2026, 1, 5)),
        (Period.WEEK, date(2026, 1, 5), date(2026, 1, 5)),
        (Period.MONTH, date(2026, 1, 31), date(2026, 1, 1)),
    ],
)
def test_a_period_is_dated_by_its_first_day(period: Period, day: date, start: date) -> None:
    assert pl.DataFrame({"date": [day]}).select(period_start(period)).item() == start
    assert start_of(day, period) == start


def test_another_period_than_the_stored_one_is_refused() -> None:
    with pytest.raises(LoadRefused, match="weekly, and the database holds daily"):
        check_period(Period.DAY, Period.WEEK)
