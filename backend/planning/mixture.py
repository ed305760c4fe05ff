"""Demand over an interval whose length is not known: a mixture over the lead times seen. Pure."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import special

from backend.demand.rules import LEAST_MEAN, Family, Spread
from backend.planning.inputs import ForecastInput, LeadTimeInput, LineInputs

Floats = NDArray[np.float64]

STEPS = 60
MOST_CHOICES = 12


def condensed(days: Sequence[float]) -> tuple[list[float], list[int]]:
    """Return the days that deliveries took with how many took them.

    More than a dozen different ones are joined, neighbours first, to about equal numbers.
    """
    values, counts = np.unique(np.asarray(days, dtype=np.float64), return_counts=True)
    if len(values) <= MOST_CHOICES:
        return values.tolist(), counts.tolist()
    before = np.cumsum(counts) - counts / 2
    group = np.minimum((before / counts.sum() * MOST_CHOICES).astype(np.int64), MOST_CHOICES - 1)
    used = np.unique(group)
    joined = [float(np.average(values[group == at], weights=counts[group == at])) for at in used]
    return joined, [int(counts[group == at].sum()) for at in used]


def mixture_quantile(
    spread: Spread, means: Floats, variances: Floats, weights: Floats, level: float
) -> float:
    """Return the demand that is not exceeded with probability ``level``, over all the choices.

    Each choice has a mean and a variance; the answer lies between the smallest and the largest of
    their own quantiles.
    """
    own = spread.quantiles(means, variances, level)
    low, high = float(own.min()), float(own.max())
    if high - low <= 1e-9 * max(high, 1.0):
        return high
    shares = weights / weights.sum()
    for _ in range(STEPS):
        middle = (low + high) / 2
        if float(shares @ cumulative(spread, means, variances, middle)) >= level:
            high = middle
        else:
            low = middle
    return float(np.floor(high + 1e-6)) if spread.is_count else high


def cumulative(spread: Spread, means: Floats, variances: Floats, demand: float) -> Floats:
    """Return for each mean and variance how likely demand is at most ``demand``."""
    m = np.maximum(means, LEAST_MEAN)
    v = np.maximum(variances, 1e-12 * m**2)
    # Counts are compared as quantiles round them: normal and gamma to the nearest whole number.
    at = np.floor(demand) if spread.is_count else demand
    if spread.family is Family.NEGATIVE_BINOMIAL:
        v = np.maximum(v, m * 1.0001)
        size = m**2 / (v - m)
        return np.asarray(special.betainc(size, at + 1, size / (size + m)))
    edge = at + 0.5 if spread.is_count else at
    if spread.family is Family.GAMMA:
        return np.asarray(special.gammainc(m**2 / v, edge * m / v))
    return np.asarray(special.ndtr((edge - m) / np.sqrt(v)))


def is_mixed(lead_time: LeadTimeInput) -> bool:
    """Tell whether deliveries took different times; one length alone is no mixture."""
    return len(lead_time.days) > 1


def reorder_formula(forecast: ForecastInput, lead_time: LeadTimeInput, level: float) -> str:
    family = f"quantile {level:g} of demand over protection_days ({forecast.spread.family})"
    if not is_mixed(lead_time):
        return family
    return f"{family}, mixed over the days that {lead_time.observations} deliveries took"


def mixed_reorder_point(
    inputs: LineInputs, forecast: ForecastInput, lead_time: LeadTimeInput
) -> float:
    """Return the quantile of demand until the next order arrives, whenever that may be.

    A supplier with two usual lead times makes demand with two peaks, which no bell describes.
    """
    lengths = [days + inputs.review_days for days in lead_time.days]
    means = np.array([forecast.demand_over(days) for days in lengths])
    periods = np.maximum(np.array(lengths) / forecast.period_days, 1e-6)
    variances = forecast.spread.variance_of_sum(periods, means)
    counts = np.array(lead_time.counts, dtype=np.float64)
    return mixture_quantile(forecast.spread, means, variances, counts, inputs.service_level)
