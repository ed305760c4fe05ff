"""Windows are whole demand periods, and compare with the same length before."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.kpis.windows import (
    DAY,
    Periods,
    Window,
    default_window,
    previous,
    shifted_by_months,
    steps,
    trailing_year,
)

MONDAY = date(2024, 1, 1)
DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))


def test_by_default_the_last_thirty_days_of_data() -> None:
    window = default_window(Periods("D", MONDAY), date(2024, 3, 15))

    assert window == Window(date(2024, 2, 15), date(2024, 3, 15))
    assert window.days == 30


def test_a_month_that_has_only_begun_is_left_out() -> None:
    window = default_window(Periods("M", MONDAY), date(2024, 3, 15))

    assert window == Window(date(2024, 2, 1), date(2024, 2, 29))


def test_weeks_begin_where_those_of_the_data_do() -> None:
    sundays = Periods("W", date(2024, 1, 7))

    assert sundays.align(Window(date(2024, 1, 10), date(2024, 1, 10))) == Window(
        date(2024, 1, 7), date(2024, 1, 13)
    )


@pytest.mark.parametrize(
    ("code", "window", "before"),
    [
        ("D", ("2024-03-01", "2024-03-30"), ("2024-01-31", "2024-02-29")),
        ("W", ("2024-01-08", "2024-01-21"), ("2023-12-25", "2024-01-07")),
        ("M", ("2024-03-01", "2024-04-30"), ("2024-01-01", "2024-02-29")),
    ],
)
def test_the_window_before_has_as_many_periods(
    code: str, window: tuple[str, str], before: tuple[str, str]
) -> None:
    found = previous(_window(*window), Periods(code, MONDAY))

    assert found == _window(*before)


def test_a_trailing_year_ends_on_its_day_also_in_leap_years() -> None:
    assert trailing_year(date(2024, 12, 31)) == _window("2024-01-01", "2024-12-31")
    assert trailing_year(date(2024, 2, 29)) == _window("2023-03-01", "2024-02-29")


def test_months_are_shifted_to_their_last_day_where_they_are_shorter() -> None:
    assert shifted_by_months(date(2024, 3, 31), -1) == date(2024, 2, 29)


@given(st.sampled_from("DWM"), DAYS, st.integers(0, 3000))
def test_steps_cover_a_window_without_gap_or_overlap(code: str, start: date, days: int) -> None:
    periods = Periods(code, MONDAY)
    window = periods.align(Window(start, date.fromordinal(start.toordinal() + days)))

    found = list(steps(window, periods))

    assert found[0].start == window.start
    assert found[-1].end == window.end
    assert all(one.end + DAY == next_one.start for one, next_one in pairwise(found))
    assert len(found) <= 121


@given(st.sampled_from("DWM"), DAYS, DAYS)
def test_windows_side_by_side_do_not_overlap(code: str, one: date, other: date) -> None:
    periods = Periods(code, MONDAY)
    window = periods.align(Window(min(one, other), max(one, other)))

    before = previous(window, periods)

    assert before.end + DAY == window.start
    assert periods.align(before) == before


def _window(start: str, end: str) -> Window:
    return Window(date.fromisoformat(start), date.fromisoformat(end))
