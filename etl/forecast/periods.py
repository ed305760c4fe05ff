"""What a day, a week and a month mean to forecasting. One row of rules per period."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

PeriodCode = Literal["D", "W", "M"]


@dataclass(frozen=True)
class PeriodRules:
    """How one period is forecast; every length is counted in periods."""

    code: PeriodCode
    season: int
    scale_lag: int
    horizon: int
    backtest_horizon: int
    least_history: int
    lags: tuple[int, ...]
    windows: tuple[int, ...]
    slow_model_history: int
    days: float


PERIODS: dict[str, PeriodRules] = {
    "D": PeriodRules("D", 7, 7, 90, 28, 28, (7, 14, 30), (7, 14, 30), 182, 1.0),
    "W": PeriodRules("W", 52, 1, 26, 8, 8, (1, 2, 4), (4, 8, 13), 156, 7.0),
    "M": PeriodRules("M", 12, 1, 12, 6, 6, (1, 3, 12), (3, 6, 12), 72, 365.25 / 12),
}


def position(day: date, first: date, code: PeriodCode) -> int:
    """Return how many whole periods lie between ``first`` and ``day``."""
    if code == "M":
        return (day.year - first.year) * 12 + day.month - first.month
    return (day - first).days // (7 if code == "W" else 1)


def period_start(first: date, steps: int, code: PeriodCode) -> date:
    """Return the start of the period ``steps`` after the one that starts on ``first``."""
    if code == "M":
        months = first.year * 12 + first.month - 1 + steps
        return date(months // 12, months % 12 + 1, 1)
    return first + timedelta(days=steps * (7 if code == "W" else 1))


def period_starts(first: date, count: int, code: PeriodCode) -> list[date]:
    return [period_start(first, step, code) for step in range(count)]
