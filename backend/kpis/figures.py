"""What a KPI is computed from, and the figure it becomes. Pure: no database, no Flask."""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from backend.kpis.windows import Window


class Reason(StrEnum):
    """Why a figure cannot be known."""

    NO_DEMAND_DATA = "NO_DEMAND_DATA"
    NO_DEMAND = "NO_DEMAND"
    NO_PRICES = "NO_PRICES"
    NO_COSTS = "NO_COSTS"
    NO_CLASSES = "NO_CLASSES"
    UNFILLED_UNKNOWN = "UNFILLED_UNKNOWN"
    NO_STOCK_DATA = "NO_STOCK_DATA"
    NOTHING_STOCKED = "NOTHING_STOCKED"
    NO_INVENTORY_VALUE = "NO_INVENTORY_VALUE"
    SHORT_HISTORY = "SHORT_HISTORY"
    NO_ORDER_DATA = "NO_ORDER_DATA"
    NO_ORDERS_DUE = "NO_ORDERS_DUE"
    NO_FORECAST = "NO_FORECAST"
    NO_FORECAST_SCALE = "NO_FORECAST_SCALE"
    NO_PLAN = "NO_PLAN"
    NO_DEMAND_EXPECTED = "NO_DEMAND_EXPECTED"
    NO_LOTS = "NO_LOTS"
    NO_SITE_REPORTS = "NO_SITE_REPORTS"
    KNOWN_FOR_NOW_ONLY = "KNOWN_FOR_NOW_ONLY"


class Confidence(StrEnum):
    HIGH = "HIGH"
    MEDIUM = "MEDIUM"
    LOW = "LOW"


class Doubt(StrEnum):
    """Why a figure is known less well than it could be."""

    PARTLY_COVERED = "PARTLY_COVERED"
    DELIVERIES_AS_DEMAND = "DELIVERIES_AS_DEMAND"
    SOME_PRICES_MISSING = "SOME_PRICES_MISSING"
    LIST_PRICES_USED = "LIST_PRICES_USED"
    SOME_COSTS_MISSING = "SOME_COSTS_MISSING"
    UNFILLED_PARTLY_KNOWN = "UNFILLED_PARTLY_KNOWN"
    CLASSES_BY_QUANTITY = "CLASSES_BY_QUANTITY"
    SITES_BEHIND = "SITES_BEHIND"
    ANNUALISED = "ANNUALISED"
    BACK_TEST = "BACK_TEST"
    PLAN_INCOMPLETE = "PLAN_INCOMPLETE"
    MIXED_UNITS = "MIXED_UNITS"
    LOTS_ESTIMATED = "LOTS_ESTIMATED"
    OLDER_THAN_RANGE = "OLDER_THAN_RANGE"
    DEMAND_ONLY_SITES = "DEMAND_ONLY_SITES"


GRAVE = frozenset({Doubt.DELIVERIES_AS_DEMAND, Doubt.CLASSES_BY_QUANTITY, Doubt.OLDER_THAN_RANGE})
# A gap of this share or more makes a figure doubtful rather than merely incomplete.
GRAVE_GAP = 0.05


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it rests on, or the reason why there is none."""

    value: float | None
    as_of: date | None = None
    reason: Reason | None = None
    doubts: tuple[Doubt, ...] = ()
    has_grave_gap: bool = False

    @property
    def confidence(self) -> Confidence:
        if self.value is None or self.has_grave_gap or GRAVE.intersection(self.doubts):
            return Confidence.LOW
        return Confidence.MEDIUM if self.doubts else Confidence.HIGH

    def doubted(self, *doubts: Doubt) -> "Figure":
        return replace(self, doubts=(*self.doubts, *doubts))


def unknown(reason: Reason) -> Figure:
    return Figure(None, reason=reason)


@dataclass(frozen=True, slots=True)
class Days:
    """Additive figures by day, as a SUM over the filtered rows gives them: None where unknown."""

    dates: Sequence[date] = ()
    columns: Mapping[str, Sequence[float | None]] = field(default_factory=dict)

    def total(self, column: str, window: Window) -> float | None:
        """Return the sum over the window; None where no day of it has a known value."""
        known = [value for value in self.values(column, window) if value is not None]
        return math.fsum(known) if known else None

    def count(self, column: str, window: Window) -> float:
        return self.total(column, window) or 0.0

    def values(self, column: str, window: Window) -> Sequence[float | None]:
        if column not in self.columns:
            return ()
        first, last = bisect_left(self.dates, window.start), bisect_right(self.dates, window.end)
        return self.columns[column][first:last]

    def within(self, window: Window) -> Sequence[date]:
        return self.dates[bisect_left(self.dates, window.start) :
                          bisect_right(self.dates, window.end)]  # fmt: skip

    def last_day(self, window: Window) -> Window | None:
        """Return the newest day of the window that has a row, as a window of its own."""
        days = self.within(window)
        return Window(days[-1], days[-1]) if days else None


@dataclass(frozen=True, slots=True)
class BackTest:
    """Error sums of the newest run's back-test over the series that the filter leaves."""

    origin: date
    actual: float | None
    absolute_error: float | None
    error: float | None
    scaled_error: float | None
    scaled_points: float


@dataclass(frozen=True, slots=True)
class Freshness:
    """How many active sites report in time."""

    fresh: int = 0
    known: int = 0
    demand_only: int = 0
    behind: int = 0


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the KPIs of one request are computed from."""

    as_of: date | None = None
    demand_from: date | None = None
    demand_to: date | None = None
    has_orders: bool = False
    demand_source: str | None = None
    has_mixed_units: bool = False
    demand: Days = Days()
    stock: Days = Days()
    orders: Days = Days()
    errors: Days = Days()
    plan: Days = Days()
    back_test: BackTest | None = None
    freshness: Freshness = Freshness()
