"""Whether a planner's change beat the engine. Pure: numbers in, numbers out."""

from enum import StrEnum

# Beyond this a run of errors on one side is no longer chance.
TRACKING_LIMIT = 4.0


class Kind(StrEnum):
    FORECAST = "FORECAST"
    ORDER = "ORDER"


class ReasonCode(StrEnum):
    """Why a planner knows better; value added is shown for each."""

    PROMOTION = "PROMOTION"
    NEW_CUSTOMER = "NEW_CUSTOMER"
    LOST_CUSTOMER = "LOST_CUSTOMER"
    SUPPLY_RISK = "SUPPLY_RISK"
    DATA_ERROR = "DATA_ERROR"
    JUDGEMENT = "JUDGEMENT"


def scaled(means: list[float], total: float) -> list[float]:
    """Return the means with another total, their shape kept; evenly where they were all zero."""
    whole = sum(means)
    if whole <= 0:
        return [total / len(means)] * len(means)
    return [mean * total / whole for mean in means]
