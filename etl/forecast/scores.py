"""How good a forecast was. Arrays are series x points; NaN actuals are left out.

Every score is NaN where it cannot be computed: no known actual, or a scale of zero.
"""

import numpy as np

from backend.demand.levels import QUANTILE_LEVELS
from etl.forecast.arrays import Floats, Integers


def _ratio(numerator: Floats, denominator: Floats) -> Floats:
    result = np.full(np.shape(numerator), np.nan)
    usable = np.isfinite(denominator) & (denominator > 0)
    np.divide(numerator, denominator, out=result, where=usable)
    return result


def _mean(values: Floats) -> Floats:
    """Return the mean of each row's known values; NaN where a row has none."""
    known = np.isfinite(values)
    total = np.where(known, values, 0.0).sum(axis=1)
    return _ratio(total, known.sum(axis=1).astype(np.float64))


def naive_scales(history: Floats, lag: int) -> tuple[Floats, Floats]:
    """Return the mean absolute and the mean squared error of repeating the value ``lag`` ago."""
    steps = history[:, lag:] - history[:, :-lag]
    return _mean(np.abs(steps)), _mean(steps**2)


def mase(actual: Floats, mean: Floats, absolute_scale: Floats) -> Floats:
    return _ratio(_mean(np.abs(actual - mean)), absolute_scale)


def rmsse(actual: Floats, mean: Floats, squared_scale: Floats) -> Floats:
    return np.sqrt(_ratio(_mean((actual - mean) ** 2), squared_scale))


def wape(actual: Floats, mean: Floats) -> Floats:
    """Return the sum of absolute errors over the sum of demand."""
    return _ratio(_mean(np.abs(actual - mean)), _mean(actual))


def bias(actual: Floats, mean: Floats) -> Floats:
    """Return the sum of forecast minus demand, over the sum of demand; above zero is too much."""
    return _ratio(_mean(mean - actual), _mean(actual))


def pinball(actual: Floats, quantiles: Floats) -> Floats:
    """Return the mean pinball loss over the standard levels; ``quantiles`` is series x points x 8.

    Under-forecasting by one costs the level, over-forecasting by one costs the rest.
    """
    levels = np.array(QUANTILE_LEVELS)
    short = actual[:, :, None] - quantiles
    loss = np.maximum(levels * short, (levels - 1) * short)
    return _mean(loss.mean(axis=2))


def scaled_pinball(actual: Floats, quantiles: Floats, absolute_scale: Floats) -> Floats:
    return _ratio(pinball(actual, quantiles), absolute_scale)


def coverage(actual: Floats, low: Floats, high: Floats) -> Floats:
    """Return the share of known actuals that lie between ``low`` and ``high``, ends included."""
    inside = ((actual >= low) & (actual <= high)).astype(np.float64)
    return _mean(np.where(np.isfinite(actual), inside, np.nan))


def points(actual: Floats) -> Integers:
    return np.asarray(np.isfinite(actual).sum(axis=1), dtype=np.int64)


def average(scores: Floats) -> float | None:
    """Return the mean over the series that have the score; None where none has."""
    known = scores[np.isfinite(scores)]
    return float(known.mean()) if len(known) else None
