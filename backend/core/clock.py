"""The one place that asks what time it is, so that tests can stop it."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    return datetime.now(UTC)


def today(time_zone: str = "UTC") -> date:
    """Return the date it is now in ``time_zone``."""
    return now().astimezone(ZoneInfo(time_zone)).date()
