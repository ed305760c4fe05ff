"""How fast an item goes out: the window that counts, and what is believed without issues. Pure."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

# Less is too little to divide by: a single issue would make any rate.
LEAST_HOURS = Decimal(1)
# An item without issues at a stale site is taken for as busy as its category in so many hours.
CATEGORY_HOURS = 30 * 24
SECONDS_AN_HOUR = 3600
EXACT = Decimal("0.00000001")


class Freshness(StrEnum):
    HIGH = "HIGH"
    MEDIUM = "MEDIUM"
    LOW = "LOW"


class Source(StrEnum):
    """How a rate was come by."""

    CALCULATED = "CALCULATED"
    NO_DEMAND = "NO_DEMAND"
    BASELINE = "BASELINE"
    CATEGORY = "CATEGORY"
    UNAVAILABLE = "UNAVAILABLE"


class Reason(StrEnum):
    """What to know about a rate; stable codes, shown as text."""

    NO_ROWS = "burn_no_rows_in_window"
    ESTIMATED = "burn_rate_estimated"
    NO_FALLBACK = "burn_fallback_unavailable"
    # The event is younger than its window, and only what happened in it counts.
    EARLY_EVENT = "burn_early_event"
    # The event began when the records had ended; what was before it counts.
    BEFORE_EVENT = "burn_before_event"
    # The site's records begin, or for a stale site end, within the window.
    SHORT_RECORDS = "burn_records_short"
    UNDER_QUARTER = "burn_under_quarter_window"
    STALE = "burn_data_stale"
    NO_TIMESTAMP = "inventory_timestamp_unavailable"
    # Daily demand stands in for issues, which this site does not record.
    REQUESTS = "burn_request_based"


@dataclass(frozen=True, slots=True)
class Window:
    """The hours that a rate is divided by; none where no record covers any."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    hours: Decimal
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Burn:
    """A rate in units per hour; null only where it is unavailable."""

    rate: Decimal | None
    source: Source
    reasons: tuple[Reason, ...]


def freshness_of(
    hours_behind: Decimal | None, fresh_hours: Decimal, stale_hours: Decimal
) -> Freshness:
    """Tell how far data can be believed that ends ``hours_behind`` the newest of all."""
    if hours_behind is None or hours_behind > stale_hours:
        return Freshness.LOW
    return Freshness.HIGH if hours_behind <= fresh_hours else Freshness.MEDIUM


def window_of(
    *,
    as_of: dt.datetime,
    demand_hours: int,
    data_from: dt.datetime | None,
    data_up_to: dt.datetime | None,
    freshness: Freshness,
    event_started_at: dt.datetime | None,
) -> Window:
    """Return the part of the demand window that counts.

    It ends at ``as_of``: a site that reports and issued nothing since is quiet. Only where its
    data is stale does the window end with its records. It begins no earlier than the records
    do, nor than the event did once an hour of the event is on record.
    """
    starts_at = as_of - dt.timedelta(hours=demand_hours)
    ends_at = as_of
    reasons: list[Reason] = []
    if data_up_to is None or data_from is None:
        return Window(starts_at, starts_at, Decimal(0), (Reason.NO_TIMESTAMP,))
    if freshness is Freshness.LOW:
        ends_at = min(as_of, data_up_to)
        reasons.append(Reason.SHORT_RECORDS)
    latest_start = ends_at - dt.timedelta(hours=int(LEAST_HOURS))
    if data_from > starts_at:
        starts_at = max(starts_at, min(data_from, latest_start))
        reasons.append(Reason.SHORT_RECORDS)
    if event_started_at is not None and event_started_at > starts_at:
        if event_started_at > latest_start:
            reasons.append(Reason.BEFORE_EVENT)
        else:
            starts_at = event_started_at
            reasons.append(Reason.EARLY_EVENT)
    hours = _hours(ends_at - starts_at)
    if hours < LEAST_HOURS:
        return Window(starts_at, starts_at, Decimal(0), (Reason.SHORT_RECORDS,))
    if hours < Decimal(demand_hours) / 4:
        reasons.append(Reason.UNDER_QUARTER)
    return Window(starts_at, ends_at, hours, tuple(dict.fromkeys(reasons)))


def burn_rate(
    quantity: Decimal,
    window: Window,
    freshness: Freshness,
    *,
    baseline: Decimal | None = None,
    category: Decimal | None = None,
) -> Burn:
    """Return units per hour, from what was issued in the window.

    Nothing issued is believed of fresh data only. Else the item's baseline counts, then the
    average of its category, then nothing: an unknown rate is not zero.
    """
    if quantity > 0 and window.hours > 0:
        stale = (Reason.STALE,) if freshness is Freshness.LOW else ()
        rate = (quantity / window.hours).quantize(EXACT)
        return Burn(rate, Source.CALCULATED, (*window.reasons, *stale))
    if freshness is not Freshness.LOW and window.hours > 0:
        return Burn(Decimal(0), Source.NO_DEMAND, (Reason.NO_ROWS, *window.reasons))
    without = (Reason.NO_ROWS, *window.reasons)
    if baseline:
        return Burn(baseline, Source.BASELINE, (*without, Reason.ESTIMATED))
    if category:
        return Burn(category, Source.CATEGORY, (*without, Reason.ESTIMATED))
    return Burn(None, Source.UNAVAILABLE, (*without, Reason.NO_FALLBACK))


def category_rate(quantity: Decimal, places: int) -> Decimal | None:
    """Return what one item at one site of a category uses an hour, by the last 30 days."""
    if places <= 0 or quantity <= 0:
        return None
    return (quantity / CATEGORY_HOURS / places).quantize(EXACT)


def request_days(demand_hours: int, period_days: int) -> int:
    """Return how many days of daily demand stand for the window: whole days, a period at least."""
    return max(-(-demand_hours // 24), period_days)


def _hours(span: dt.timedelta) -> Decimal:
    return Decimal(int(span.total_seconds())) / SECONDS_AN_HOUR
