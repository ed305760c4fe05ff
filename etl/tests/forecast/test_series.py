"""The dense grid: where a series starts, what is zero and what is unknown."""

from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest

from etl.forecast.gaps import closed_days, site_ends
from etl.forecast.periods import PERIODS, period_starts, position
from etl.forecast.repair import repair
from etl.forecast.series import Gaps, build_series

DAY = PERIODS["D"]


def demand(*rows: tuple[int, int, str, float]) -> pl.DataFrame:
    return pl.DataFrame(
        [(item, site, date.fromisoformat(day), quantity) for item, site, day, quantity in rows],
        schema={
            "item_id": pl.Int64,
            "site_id": pl.Int64,
            "date": pl.Date,
            "quantity": pl.Float64,
        },
        orient="row",
    )


def frame(day: str, item: int | None = None, name: str = "date") -> pl.DataFrame:
    columns = {"site_id": [1], name: [date.fromisoformat(day)]}
    return pl.DataFrame({"item_id": [item], **columns} if item else columns)


def test_a_series_starts_at_its_first_demand_and_ends_at_the_origin() -> None:
    rows = demand((7, 1, "2024-01-01", 0), (7, 1, "2024-01-03", 2), (8, 1, "2024-01-02", 5))

    series = build_series(rows, DAY, date(2024, 1, 5))

    assert series.dates == [date(2024, 1, 2) + timedelta(days=n) for n in range(4)]
    np.testing.assert_array_equal(series.values, [[np.nan, 2, 0, 0], [5, 0, 0, 0]])


def test_what_comes_after_the_origin_is_not_seen() -> None:
    rows = demand((7, 1, "2024-01-01", 1), (7, 1, "2024-01-09", 50))

    series = build_series(rows, DAY, date(2024, 1, 2))

    np.testing.assert_array_equal(series.values, [[1, 0]])


def test_an_item_without_demand_has_no_series() -> None:
    assert build_series(demand((7, 1, "2024-01-01", 0)), DAY, date(2024, 1, 5)).count == 0


def test_a_stock_out_day_is_unknown_unless_something_was_sold() -> None:
    rows = demand((7, 1, "2024-01-01", 1), (7, 1, "2024-01-03", 4))
    none = Gaps.none()
    outs = pl.concat([frame(f"2024-01-0{day}", item=7) for day in (2, 3)])

    series = build_series(rows, DAY, date(2024, 1, 4), Gaps(none.site_ends, none.closed, outs))

    np.testing.assert_array_equal(series.values, [[1, np.nan, 4, 0]])
    assert series.missing.tolist() == [[False, True, False, False]]


def test_the_silence_of_a_stale_site_is_unknown() -> None:
    rows = demand((7, 1, "2024-01-01", 1))
    none = Gaps.none()
    ends = frame("2024-01-02", name="last")

    series = build_series(rows, DAY, date(2024, 1, 4), Gaps(ends, none.closed, none.stock_outs))

    np.testing.assert_array_equal(series.values, [[1, 0, np.nan, np.nan]])


@pytest.mark.parametrize(
    ("code", "first", "third"),
    [("W", date(2024, 12, 23), date(2025, 1, 6)), ("M", date(2024, 11, 1), date(2025, 1, 1))],
)
def test_weeks_and_months_count_over_the_turn_of_the_year(
    code: str, first: date, third: date
) -> None:
    rules = PERIODS[code]
    rows = demand((7, 1, first.isoformat(), 3), (7, 1, third.isoformat(), 4))

    series = build_series(rows, rules, third)

    np.testing.assert_array_equal(series.values, [[3, 0, 4]])
    assert period_starts(first, 3, rules.code)[2] == third
    assert position(third, first, rules.code) == 2


def test_a_site_has_stopped_when_its_last_silence_is_its_longest() -> None:
    days = pl.DataFrame(
        {
            "site_id": [1, 1, 1, 2, 2],
            "date": [date(2024, 1, d) for d in (1, 2, 5)] + [date(2024, 1, 1), date(2024, 1, 20)],
        }
    )
    synced = pl.DataFrame(schema={"site_id": pl.Int64, "synced_on": pl.Date})

    ends = site_ends(days, synced, pl.lit(date(2024, 1, 30)))

    assert ends.rows() == [(1, date(2024, 1, 5))]


def test_a_later_synchronisation_vouches_for_the_silence() -> None:
    days = pl.DataFrame({"site_id": [1, 1], "date": [date(2024, 1, 1), date(2024, 1, 2)]})
    synced = pl.DataFrame({"site_id": [1], "synced_on": [date(2024, 1, 29)]})

    assert site_ends(days, synced, pl.lit(date(2024, 1, 30))).is_empty()


def test_a_day_without_any_sale_is_closed_only_when_it_is_not_a_habit() -> None:
    # Four weeks from Monday 1 January, shut every Sunday and on Wednesday 10 January.
    open_days = [
        day
        for day in (date(2024, 1, 1) + timedelta(days=n) for n in range(28))
        if day.weekday() != 6 and day != date(2024, 1, 10)
    ]
    days = pl.DataFrame({"site_id": 1, "date": open_days, "items": 40})

    assert closed_days(days, DAY)["date"].to_list() == [date(2024, 1, 10)]


def test_unknown_days_take_the_mean_of_the_same_weekday_nearby() -> None:
    values = np.arange(21, dtype=np.float64)[None, :].copy()
    values[0, 10] = np.nan

    repaired = repair(values, np.array([0]), 7)

    assert repaired[0, 10] == pytest.approx((3 + 17) / 2)


def test_repair_leaves_the_time_before_the_start_alone() -> None:
    values = np.array([[np.nan, np.nan, 4.0, np.nan, 6.0]])

    repaired = repair(values, np.array([2]), 7)

    np.testing.assert_array_equal(repaired, [[np.nan, np.nan, 4, 5, 6]])
