"""How demand spreads around the forecast mean, fitted on back-test errors.

A series' own variance is blended with what series of its size have on average, because a few
dozen errors say little about a slow mover.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from backend.demand.levels import QUANTILE_LEVELS
from backend.demand.rules import (
    Family,
    Spread,
    chance_of_less,
    quantiles,
    variance_of_sum,
)
from etl.forecast import scores
from etl.forecast.arrays import Flags, Floats
from etl.forecast.backtest import Windows

# How many observations the variance of the data set counts for against a series' own.
PRIOR_OBSERVATIONS = 28.0
# Demand is called a count when it is whole numbers, give or take an odd row.
WHOLE_SHARE = 0.999


@dataclass(frozen=True)
class Shared:
    """What all series of a data set have in common, learned once on the sample.

    A series of a given level typically varies by ``factor * level ** power``. Errors of a few large
    periods widen all of a series' quantiles; ``scale`` narrows its variance to what they hold.
    """

    family: Family
    level_error: float
    factor: float
    power: float
    scale: float = 1.0

    def typical_variance(self, level: Floats) -> Floats:
        return self.scale * self.factor * level**self.power


@dataclass(frozen=True)
class Spreads:
    """The spread of every series of a partition."""

    shared: Shared
    is_count: Flags
    level: Floats
    variance: Floats
    # The share that each series' level may be wrong by, where it is not what all have in common.
    own_errors: Floats | None = None

    @property
    def level_errors(self) -> Floats:
        if self.own_errors is not None:
            return self.own_errors
        return np.full(len(self.level), self.shared.level_error)

    def of(self, row: int) -> Spread:
        return Spread(
            self.shared.family,
            float(self.variance[row]),
            float(self.level[row]),
            float(self.level_errors[row]),
            bool(self.is_count[row]),
        )

    def quantiles(self, mean: Floats, periods: float = 1.0) -> Floats:
        """Return series x points x levels; where the mean is NaN the quantiles are."""
        safe = np.nan_to_num(mean)
        variance = variance_of_sum(
            periods, safe, self.variance[:, None], self.level[:, None], self.level_errors[:, None]
        )
        found = np.full((*mean.shape, len(QUANTILE_LEVELS)), np.nan)
        for counts in (True, False):
            rows = np.flatnonzero(self.is_count == counts)
            if len(rows):
                found[rows] = quantiles(
                    self.of(int(rows[0])).family,
                    safe[rows, :, None],
                    variance[rows, :, None],
                    np.array(QUANTILE_LEVELS),
                    is_count=counts,
                )
        found[np.isnan(mean)] = np.nan
        return found

    def chance_of_less(self, actual: Floats, mean: Floats) -> Floats:
        """Return how likely less than ``actual`` was in single periods; NaN where not known."""
        safe, demand = np.nan_to_num(mean), np.nan_to_num(actual)
        own = (self.variance[:, None], self.level[:, None], self.level_errors[:, None])
        variance = variance_of_sum(1.0, safe, *own)
        found = np.full(mean.shape, np.nan)
        for counts in (True, False):
            rows = np.flatnonzero(self.is_count == counts)
            if len(rows):
                family = self.of(int(rows[0])).family
                found[rows] = chance_of_less(
                    family, safe[rows], variance[rows], demand[rows], is_count=counts
                )
        found[np.isnan(mean) | np.isnan(actual)] = np.nan
        return found


def are_counts(values: Floats) -> Flags:
    """Return, for each series, whether its demand comes in whole units."""
    known = np.isfinite(values)
    whole = known & (values == np.rint(values))
    enough = WHOLE_SHARE * np.maximum(known.sum(axis=1), 1)
    return np.asarray(whole.sum(axis=1) >= enough, dtype=np.bool_)


def default_family(is_count: Flags) -> Family:
    return Family.NEGATIVE_BINOMIAL if is_count.mean() > 0.5 else Family.GAMMA


def fit(
    shared: Shared, laid_out: Windows, means: Floats, blocks: Sequence[int], is_count: Flags
) -> Spreads:
    """Fit every series' level and variance on the errors of the origins numbered in ``blocks``.

    A series without any error has level and variance zero; see ``with_levels``.
    """
    level, own, observations = moments(laid_out, means, blocks)
    weight = observations / (observations + PRIOR_OBSERVATIONS)
    variance = weight * shared.scale * own + (1 - weight) * shared.typical_variance(level)
    variance = np.where(is_count, np.maximum(variance, level), variance)
    return Spreads(shared, is_count, level, variance)


def with_levels(spreads: Spreads, expected: Floats) -> Spreads:
    """Give series that no back-test could reach the typical variance of their forecast mean."""
    unknown = (spreads.level <= 0) & (expected > 0)
    typical = np.maximum(spreads.shared.typical_variance(expected), expected)
    return replace(
        spreads,
        level=np.where(unknown, expected, spreads.level),
        variance=np.where(unknown, typical, spreads.variance),
    )


def moments(
    laid_out: Windows, means: Floats, blocks: Sequence[int]
) -> tuple[Floats, Floats, Floats]:
    """Return each series' mean forecast, mean squared error and number of errors."""
    inside = np.isin(np.arange(means.shape[1]) // laid_out.horizon, blocks)
    errors = np.where(inside, laid_out.actual - means, np.nan)
    known = np.isfinite(errors)
    observations = known.sum(axis=1).astype(np.float64)
    safe = np.maximum(observations, 1)
    level = np.where(known, means, 0.0).sum(axis=1) / safe
    return level, np.where(known, errors**2, 0.0).sum(axis=1) / safe, observations


def sums(laid_out: Windows, means: Floats, number: int, length: int) -> tuple[Floats, Floats]:
    """Return actual and forecast sums over runs of ``length`` periods of one origin.

    Unknown periods are left out of both; a run without any known period is NaN.
    """
    actual = laid_out.block(laid_out.actual, number)
    known = np.isfinite(actual)
    expected = np.where(known, np.nan_to_num(laid_out.block(means, number)), 0.0)
    whole = actual.shape[1] // length * length
    shape = (len(actual), whole // length, length)
    nothing = ~known[:, :whole].reshape(shape).any(axis=2)
    totals = [
        np.where(nothing, np.nan, values[:, :whole].reshape(shape).sum(axis=2))
        for values in (np.where(known, actual, 0.0), expected)
    ]
    return totals[0], totals[1]


def sum_pinball(
    laid_out: Windows, means: Floats, number: int, spreads: Spreads, length: int
) -> float | None:
    actual, expected = sums(laid_out, means, number, length)
    found = spreads.quantiles(expected, length)
    return scores.average(scores.scaled_pinball(actual, found, laid_out.absolute_scale * length))
