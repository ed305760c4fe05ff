"""What the rules look at, and what they find. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from backend.alerts.kinds import AlertType, Level

Param = str | float | int | None


class Presence(StrEnum):
    """Two limits keep an alert from flickering: one opens it, a wider one lets it go."""

    MET = "MET"
    # Gone, but not clearly: an open alert stays until this is found twice.
    FADING = "FADING"
    # Something worse hides it: an open alert stays, none is opened.
    HELD = "HELD"


@dataclass(frozen=True, slots=True)
class Subject:
    """What an alert is about. Codes make the fingerprint, because keys differ between databases."""

    item_id: int | None = None
    sku: str | None = None
    site_id: int | None = None
    site: str | None = None
    supplier_id: int | None = None
    order_id: int | None = None
    order_number: str | None = None
    lot_id: int | None = None
    lot_number: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """That a condition holds, how bad it is, and the figures behind the sentence."""

    type: AlertType
    subject: Subject
    level: Level
    presence: Presence
    message_code: str
    params: Mapping[str, Param]

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.type, self.subject)


def fingerprint(kind: AlertType, subject: Subject) -> str:
    """Return what tells one alert from any other, today and after every table is built anew."""
    if kind is AlertType.STALE_SITE:
        parts = [subject.site]
    elif kind is AlertType.OVERDUE_ORDER:
        parts = [subject.order_number]
    elif kind is AlertType.EXPIRING_LOT:
        parts = [subject.sku, subject.lot_number, subject.site]
    else:
        parts = [subject.sku, subject.site]
    # A colon within a code must not make two subjects look the same.
    return ":".join([kind.value, *((part or "").replace("%", "%25").replace(":", "%3A")
                                   for part in parts)])  # fmt: skip


@dataclass(frozen=True, slots=True)
class StockSeen:
    subject: Subject
    as_of: date
    available: float
    forecast_per_day: float | None = None
    lead_time_days: float | None = None
    safety_stock: float | None = None
    on_order_in_time: float | None = None


@dataclass(frozen=True, slots=True)
class OrderSeen:
    """An open order line. ``is_needed``: the site runs out before anything ordered now lands."""

    subject: Subject
    as_of: date
    expected_on: date
    outstanding: float
    is_needed: bool


@dataclass(frozen=True, slots=True)
class LotSeen:
    """A lot on a shelf. ``before`` is what lies there and expires earlier."""

    subject: Subject
    as_of: date
    expires_on: date
    quantity: float
    before: float = 0.0
    forecast_per_day: float | None = None


@dataclass(frozen=True, slots=True)
class SiteSeen:
    subject: Subject
    last_at: datetime
    hours_behind: float


@dataclass(frozen=True, slots=True)
class DemandSeen:
    """The last period's demand beside the 99 % interval; ``is_foretold``: made before it began."""

    subject: Subject
    date: date
    actual: float
    mean: float
    low: float
    high: float
    is_foretold: bool


@dataclass(frozen=True, slots=True)
class BiasSeen:
    """Sums over the last periods, or over the back-test; ``error`` is forecast minus demand."""

    subject: Subject
    points: int
    actual: float
    error: float
    absolute_error: float
    is_foretold: bool
