"""Features by hand, and that none of them looks at its own period or later."""

from datetime import date

import numpy as np
import polars as pl
import pytest

from etl.forecast.features import feature_names, features
from etl.forecast.periods import PERIODS, period_starts
from etl.forecast.series import SeriesSet

NO_HOLIDAYS = pl.DataFrame(schema={"date": pl.Date})


def one_series(values: list[float], first: date, code: str, start: int = 0) -> SeriesSet:
    grid = np.array([values])
    grid[0, :start] = np.nan
    return SeriesSet(
        pl.DataFrame({"item_id": [3], "site_id": [4]}),
        period_starts(first, len(values), PERIODS[code].code),
        grid,
        np.array([start]),
    )


def test_lags_and_rolling_figures_come_from_before_the_day() -> None:
    series = one_series([float(n) for n in range(40)], date(2024, 1, 1), "D")

    row = features(series, PERIODS["D"], NO_HOLIDAYS).row(35, named=True)

    assert (row["demand"], row["lag_7"], row["lag_14"], row["lag_30"]) == (35, 28, 21, 5)
    assert row["rolling_mean_7"] == pytest.approx(31)  # 28 .. 34
    assert row["rolling_mean_30"] == pytest.approx(19.5)  # 5 .. 34
    assert row["rolling_sd_7"] == pytest.approx(2.160247)
    assert (row["weekday"], row["day"], row["month"], row["is_weekend"]) == (0, 5, 2, False)


def test_changing_a_day_changes_no_feature_of_that_day_but_its_demand() -> None:
    values = [float(n % 5) for n in range(40)]
    before = features(one_series(values, date(2024, 1, 1), "D"), PERIODS["D"], NO_HOLIDAYS)
    values[39] = 1000
    after = features(one_series(values, date(2024, 1, 1), "D"), PERIODS["D"], NO_HOLIDAYS)

    assert before.drop("demand", "quantity").equals(after.drop("demand", "quantity"))


def test_a_new_series_has_null_where_it_has_no_past() -> None:
    series = one_series([0.0, 0.0, 5.0, 6.0], date(2024, 1, 1), "D", start=2)

    rows = features(series, PERIODS["D"], NO_HOLIDAYS)

    assert rows["date"].to_list() == [date(2024, 1, 3), date(2024, 1, 4)]
    assert rows["lag_7"].to_list() == [None, None]
    assert rows["rolling_mean_7"].to_list() == [None, None]


def test_holidays_count_in_the_period_they_fall_into() -> None:
    holidays = pl.DataFrame({"date": [date(2024, 1, 1), date(2024, 1, 9), date(2024, 1, 10)]})

    days = features(one_series([1.0] * 10, date(2024, 1, 1), "D"), PERIODS["D"], holidays)
    weeks = features(one_series([1.0, 2.0], date(2024, 1, 1), "W"), PERIODS["W"], holidays)

    assert days["holidays"].to_list() == [1, 0, 0, 0, 0, 0, 0, 0, 1, 1]
    assert weeks["holidays"].to_list() == [1, 2]


@pytest.mark.parametrize("code", ["D", "W", "M"])
def test_every_named_feature_is_there(code: str) -> None:
    rules = PERIODS[code]

    rows = features(one_series([1.0] * 20, date(2024, 1, 1), code), rules, NO_HOLIDAYS)

    assert set(feature_names(rules)) <= set(rows.columns)
