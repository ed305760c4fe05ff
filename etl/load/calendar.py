"""The calendar: every day from the first fact to a year after the last, with public holidays."""

from datetime import date, timedelta

import holidays
import polars as pl
from psycopg2.extensions import cursor as Cursor  # noqa: N812

from etl.load.sql import count, stage

TYPES = {"date": "date", "is_holiday": "boolean", "holiday_name": "text"}


def public_holidays(country: str | None, first: date, last: date) -> dict[date, str]:
    """Return the country's public holidays; none where the country has no list."""
    if country is None:
        return {}
    years = range(first.year, last.year + 1)
    try:
        language = holidays.country_holidays(country).default_language
        # Named in the country's own language, whatever language the machine speaks.
        found = holidays.country_holidays(country, years=years, language=language)
    except NotImplementedError:
        return {}
    return {day: name for day, name in found.items() if first <= day <= last}


def calendar_days(country: str | None, first: date, last: date) -> pl.DataFrame:
    named = public_holidays(country, first, last)
    days = [first + timedelta(days=offset) for offset in range((last - first).days + 1)]
    return pl.DataFrame(
        {
            "date": days,
            "is_holiday": [day in named for day in days],
            "holiday_name": [named.get(day) for day in days],
        },
        schema={"date": pl.Date, "is_holiday": pl.Boolean, "holiday_name": pl.String},
    )


def fill_calendar(
    cursor: Cursor, country: str | None, span: tuple[date, date], *, country_changed: bool
) -> int:
    """Add the days that are missing; a changed country replaces the holidays of all of them."""
    cursor.execute("SELECT min(full_date), max(full_date) FROM core.dim_calendar")
    first_known, last_known = cursor.fetchone() or (None, None)
    first = min(filter(None, (span[0], first_known)))
    last = max(filter(None, (span[1], last_known)))
    days = calendar_days(country, first, last)
    if not country_changed:
        cursor.execute("SELECT full_date FROM core.dim_calendar")
        known = [row[0] for row in cursor.fetchall()]
        days = days.filter(~pl.col("date").is_in(known))
    if days.is_empty():
        return 0
    return write_days(cursor, days)


def write_days(cursor: Cursor, days: pl.DataFrame) -> int:
    """Write days as they are given. A day that is listed without more is a holiday."""
    told = pl.col("is_holiday").fill_null(True)
    stage(cursor, "incoming_calendar", days.with_columns(told), TYPES)
    return count(cursor, "calendar")
