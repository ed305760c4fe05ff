"""Small rules of planning. Pure: numbers in, numbers out."""

from enum import StrEnum

DAYS_BEYOND_FOR_EXCESS = 90.0
EXCESS_LEVEL = 0.98
VITAL_CRITICALITY = 8


class Reason(StrEnum):
    """Why a plan is less sure than it could be, or not there at all."""

    NO_FORECAST = "NO_FORECAST"
    NO_STOCK_DATA = "NO_STOCK_DATA"
    STALE_STOCK = "STALE_STOCK"
    NEGATIVE_STOCK = "NEGATIVE_STOCK"
    NO_LEAD_TIME = "NO_LEAD_TIME"
    NO_OBSERVED_LEAD_TIME = "NO_OBSERVED_LEAD_TIME"
    POOLED_LEAD_TIME = "POOLED_LEAD_TIME"
    SHORT_HISTORY = "SHORT_HISTORY"
    WORSE_THAN_NAIVE = "WORSE_THAN_NAIVE"
    BEYOND_HORIZON = "BEYOND_HORIZON"
    OVERDUE_ORDER_NOT_COUNTED = "OVERDUE_ORDER_NOT_COUNTED"
    ORDER_WITHOUT_DATE = "ORDER_WITHOUT_DATE"
    NO_CLASS = "NO_CLASS"
    NO_DEMAND = "NO_DEMAND"
    FORECAST_OVERRIDDEN = "FORECAST_OVERRIDDEN"
    NOT_STOCKED = "NOT_STOCKED"


class Confidence(StrEnum):
    HIGH = "HIGH"
    MEDIUM = "MEDIUM"
    LOW = "LOW"


# These alone make a plan doubtful; the HARMLESS ones are facts and cast no doubt.
GRAVE = frozenset(
    {
        Reason.NO_FORECAST,
        Reason.NO_STOCK_DATA,
        Reason.STALE_STOCK,
        Reason.NEGATIVE_STOCK,
        Reason.NO_LEAD_TIME,
    }
)
HARMLESS = frozenset({Reason.NO_DEMAND, Reason.FORECAST_OVERRIDDEN, Reason.NOT_STOCKED})
MANY = 3


def confidence(reasons: list[Reason]) -> Confidence:
    """Return LOW for a grave reason or three lesser ones, MEDIUM for a lesser one, else HIGH."""
    lesser = [reason for reason in reasons if reason not in GRAVE | HARMLESS]
    if GRAVE.intersection(reasons) or len(lesser) >= MANY:
        return Confidence.LOW
    return Confidence.MEDIUM if lesser else Confidence.HIGH


def demand_class(adi: float | None, cv2: float | None) -> str | None:
    """Name the demand pattern by Syntetos and Boylan: how often, and how unevenly."""
    if adi is None or cv2 is None:
        return None
    if adi < 1.32:
        return "SMOOTH" if cv2 < 0.49 else "ERRATIC"
    return "INTERMITTENT" if cv2 < 0.49 else "LUMPY"


def xyz_class(variation: float | None) -> str | None:
    """Return X up to a coefficient of variation of one half, Y up to one, else Z."""
    if variation is None:
        return None
    if variation <= 0.5:
        return "X"
    return "Y" if variation <= 1.0 else "Z"


def abc_class(share_before: float) -> str:
    """Return the class of an item by the share of value of the items that come before it."""
    if share_before < 0.80:
        return "A"
    return "B" if share_before < 0.95 else "C"


def urgency(
    available: float,
    days_of_cover: float | None,
    lead_time_days: float,
    review_days: float,
    abc: str | None,
    criticality: int | None,
) -> int:
    """Return 0 (LOW) to 3 (CRITICAL) from cover against lead time, and from what is at stake.

    Nothing left is 3, cover below the lead time 2, below lead time and review period 1. Class A
    and vital items count one more, class C items one less.
    """
    if available <= 0:
        base = 3
    elif days_of_cover is not None and days_of_cover < lead_time_days:
        base = 2
    elif days_of_cover is not None and days_of_cover < lead_time_days + review_days:
        base = 1
    else:
        base = 0
    is_vital = criticality is not None and criticality >= VITAL_CRITICALITY
    if base > 0 and (abc == "A" or is_vital):
        return min(base + 1, 3)
    if abc == "C" and not is_vital:
        return max(base - 1, 0)
    return base
