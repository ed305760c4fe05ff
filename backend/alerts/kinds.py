"""The words that alerts are spoken of in."""

from enum import StrEnum


class AlertType(StrEnum):
    STOCKOUT = "STOCKOUT"
    STOCKOUT_IMMINENT = "STOCKOUT_IMMINENT"
    LOW_STOCK = "LOW_STOCK"
    OVERDUE_ORDER = "OVERDUE_ORDER"
    EXPIRING_LOT = "EXPIRING_LOT"
    STALE_SITE = "STALE_SITE"
    DEMAND_SPIKE = "DEMAND_SPIKE"
    FORECAST_BIAS = "FORECAST_BIAS"


# The worse one inhibits the milder ones at the same item and site.
STOCK_TYPES = (AlertType.STOCKOUT, AlertType.STOCKOUT_IMMINENT, AlertType.LOW_STOCK)


class Level(StrEnum):
    """Ordered: CRITICAL sorts above WARNING in the database too."""

    NORMAL = "NORMAL"
    WARNING = "WARNING"
    CRITICAL = "CRITICAL"

    @property
    def rank(self) -> int:
        return list(Level).index(self)


class Status(StrEnum):
    OPEN = "OPEN"
    ACKNOWLEDGED = "ACKNOWLEDGED"
    SNOOZED = "SNOOZED"
    RESOLVED = "RESOLVED"


class Action(StrEnum):
    """What a person can do to an alert."""

    ACKNOWLEDGE = "acknowledge"
    SNOOZE = "snooze"
    RESOLVE = "resolve"
    REOPEN = "reopen"


class Happened(StrEnum):
    """What the history of an alert says; the first four are people's doing."""

    ACKNOWLEDGED = "acknowledged"
    SNOOZED = "snoozed"
    RESOLVED = "resolved"
    REOPENED = "reopened"
    OPENED = "opened"
    WORSENED = "worsened"
    EASED = "eased"
    SUPPRESSED = "suppressed"
    RELEASED = "released"
    SNOOZE_ENDED = "snooze_ended"
    PROMISE_PASSED = "promise_passed"
    GOT_WORSE = "got_worse"
    CLEARED = "cleared"
