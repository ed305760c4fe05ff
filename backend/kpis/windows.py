"""Spans of days, cut where the organisation's demand periods begin and end. Pure."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

DEFAULT_DAYS = 30
# More points than this cannot be told apart on a chart, so the step grows.
MOST_DAYS_BY_DAY = 120
MOST_DAYS_BY_WEEK = 800

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Window:
    """The days from ``start`` to ``end``, both included."""

    start: date
    end: date

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1

    def cut(self, start: date | None, end: date | None) -> "Window | None":
        """Return the part from ``start`` to ``end``, or None where nothing is left."""
        if start is None or end is None or max(self.start, start) > min(self.end, end):
            return None
        return Window(max(self.start, start), min(self.end, end))


@dataclass(frozen=True, slots=True)
class Periods:
    """Days, weeks or months. ``anchor`` is any day on which a week of the data begins."""

    code: str
    anchor: date

    def start_of(self, day: date) -> date:
        """Return the first day of the period that ``day`` lies in."""
        if self.code == "M":
            return day.replace(day=1)
        if self.code == "W":
            return day - timedelta(days=(day - self.anchor).days % 7)
        return day

    def end_of(self, day: date) -> date:
        return self.after(day) - DAY

    def after(self, day: date) -> date:
        """Return the first day of the next period."""
        if self.code == "M":
            return shifted_by_months(day.replace(day=1), 1)
        return self.start_of(day) + timedelta(days=7 if self.code == "W" else 1)

    def align(self, window: Window) -> Window:
        """Widen ``window`` to whole periods: half a month of monthly demand is not known."""
        return Window(self.start_of(window.start), self.end_of(window.end))


def shifted_by_months(day: date, months: int) -> date:
    """Return the same day of another month, or its last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def default_window(periods: Periods, as_of: date) -> Window:
    """Return the last thirty days, or the last month, in periods that are over by ``as_of``."""
    end = periods.end_of(as_of)
    if end > as_of:
        end = periods.start_of(as_of) - DAY
    if periods.code == "M":
        return Window(periods.start_of(end), end)
    return periods.align(Window(end - timedelta(days=DEFAULT_DAYS - 1), end))


def previous(window: Window, periods: Periods) -> Window:
    """Return the window of the same length that ends where this one begins."""
    end = window.start - DAY
    if periods.code != "M":
        return Window(end - timedelta(days=window.days - 1), end)
    first, last = window.start, window.end
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    return Window(shifted_by_months(first, -months), end)


def trailing_year(end: date) -> Window:
    return Window(shifted_by_months(end, -12) + DAY, end)


def steps(window: Window, periods: Periods) -> Iterator[Window]:
    """Cut a window into the points of a chart: periods, or longer ones where there are many."""
    if periods.code == "D" and window.days > MOST_DAYS_BY_WEEK:
        periods = Periods("M", periods.anchor)
    elif periods.code == "D" and window.days > MOST_DAYS_BY_DAY:
        periods = Periods("W", date(1970, 1, 5))
    elif periods.code == "W" and window.days > MOST_DAYS_BY_WEEK:
        periods = Periods("M", periods.anchor)
    day = window.start
    while day <= window.end:
        last = min(periods.end_of(day), window.end)
        yield Window(day, last)
        day = last + DAY
