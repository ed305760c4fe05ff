"""The candidate models. Each takes one repaired history and returns a mean for every period ahead.

All but the optional Prophet come from statsforecast, whose compiled code fits 70 (Theta) to
100,000 (averages) series a second. A model sees a season only when the history covers it twice.
"""

import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from statsforecast import models as sf

from etl.forecast.arrays import Floats
from etl.forecast.periods import PeriodRules, period_starts

NAIVE = "SeasonalNaive"

Fit = Callable[[Floats, int, int], Floats]


@dataclass(frozen=True)
class Candidate:
    """A named model; a slow one is given the most recent seasons only."""

    name: str
    fit: Fit
    is_slow: bool = False


def _mean(model: Any, history: Floats, horizon: int) -> Floats:
    return np.asarray(model.forecast(history, horizon)["mean"], dtype=np.float64)


def seasonal_naive(history: Floats, season: int, horizon: int) -> Floats:
    return _mean(sf.SeasonalNaive(season), history, horizon)


def window_average(history: Floats, season: int, horizon: int) -> Floats:
    """Return the average of the last four seasons, or of the last eight periods without one."""
    return _mean(sf.WindowAverage(min(len(history), max(4 * season, 8))), history, horizon)


def seasonal_average(history: Floats, season: int, horizon: int) -> Floats:
    """Return, for each place in the season, the average of up to its last eight values."""
    seasons = min(8, len(history) // season)
    return _mean(sf.SeasonalWindowAverage(season, seasons), history, horizon)


def exponential_smoothing(history: Floats, _season: int, horizon: int) -> Floats:
    return _mean(sf.SimpleExponentialSmoothingOptimized(), history, horizon)


def seasonal_smoothing(history: Floats, season: int, horizon: int) -> Floats:
    """Smooth each place in the season (each weekday, say) by itself."""
    return _mean(sf.SeasonalExponentialSmoothing(season, alpha=0.1), history, horizon)


def theta(history: Floats, season: int, horizon: int) -> Floats:
    return _mean(sf.Theta(season), history, horizon)


def croston_sba(history: Floats, _season: int, horizon: int) -> Floats:
    return _mean(sf.CrostonSBA(), history, horizon)


def tsb(history: Floats, _season: int, horizon: int) -> Floats:
    return _mean(sf.TSB(alpha_d=0.1, alpha_p=0.1), history, horizon)


def prophet(history: Floats, season: int, horizon: int) -> Floats:
    """Fit Prophet to unnamed days: only its trend and weekly season are used."""
    import pandas as pd
    from prophet import Prophet

    days = period_starts(date(2000, 1, 3), len(history) + horizon, "D")
    model = Prophet(weekly_seasonality=season > 1, yearly_seasonality=False)
    model.fit(pd.DataFrame({"ds": days[: len(history)], "y": history}))
    ahead = model.predict(pd.DataFrame({"ds": days[len(history) :]}))
    return np.asarray(ahead["yhat"], dtype=np.float64)


CANDIDATES: tuple[Candidate, ...] = (
    Candidate(NAIVE, seasonal_naive),
    Candidate("WindowAverage", window_average),
    Candidate("SeasonalAverage", seasonal_average),
    Candidate("SES", exponential_smoothing),
    Candidate("SeasonalSES", seasonal_smoothing),
    Candidate("Theta", theta, is_slow=True),
    Candidate("CrostonSBA", croston_sba),
    Candidate("TSB", tsb),
)


def candidates(*, with_prophet: bool = False) -> tuple[Candidate, ...]:
    """Return the models to compare; Prophet only where it is asked for and installed."""
    if with_prophet and importlib.util.find_spec("prophet") is not None:
        return (*CANDIDATES, Candidate("Prophet", prophet, is_slow=True))
    return CANDIDATES


def without_start(history: Floats, least: int) -> Floats:
    """Return a young series whose first period counts as one demand in ``least`` periods.

    A series begins where something was asked for, so its first value is there by choice. Taken
    as it is, one large order on the last day would be forecast for every day to come.
    """
    return np.concatenate([history[:1] / least, history[1:]])


def forecast(candidate: Candidate, history: Floats, rules: PeriodRules, horizon: int) -> Floats:
    """Return the mean of each period ahead, never negative."""
    if len(history) == 0:
        return np.zeros(horizon)
    if len(history) < rules.least_history:
        history = without_start(history, rules.least_history)
    if candidate.is_slow:
        history = history[-rules.slow_model_history :]
    if history.min() == history.max():
        return np.full(horizon, max(float(history[0]), 0.0))
    season = rules.season if len(history) >= 2 * rules.season else 1
    mean = candidate.fit(np.ascontiguousarray(history), season, horizon)
    return np.maximum(np.nan_to_num(mean, nan=float(history.mean()), posinf=0.0), 0.0)
