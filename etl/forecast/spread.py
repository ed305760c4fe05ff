"""Learn from back-test errors how demand spreads around the forecast mean.

A series' own variance is blended with what series of its size have on average, because a few
dozen errors say little about a slow mover. Which family of distribution describes the data set is
decided by pinball loss on an origin that the variances were not fitted on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from backend.demand.rules import QUANTILE_LEVELS, Family, Spread, quantiles, variance_of_sum
from etl.forecast import scores
from etl.forecast.arrays import Flags, Floats
from etl.forecast.backtest import Windows

# How many observations the variance of the data set counts for against a series' own.
PRIOR_OBSERVATIONS = 28.0
# Demand is called a count when it is whole numbers, give or take an odd row.
WHOLE_SHARE = 0.999
LEAST_SHARE_OF_MEAN_LEVEL = 0.01
# What all series have in common does not change with more of them than this.
LEARN_FROM = 200
UNTESTED_LEVEL_ERROR = 0.5
LEVEL_ERRORS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0)
# What all variances may be multiplied by, so that these quantiles hold what they promise.
LEAST_UPPER, MOST_UPPER = 0.9, 0.98
SCALES = (1.0, 0.8, 1.25, 0.65, 0.5, 0.4, 1.6, 2.0)


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


def are_counts(values: Floats) -> Flags:
    """Return, for each series, whether its demand comes in whole units."""
    known = np.isfinite(values)
    whole = known & (values == np.rint(values))
    enough = WHOLE_SHARE * np.maximum(known.sum(axis=1), 1)
    return np.asarray(whole.sum(axis=1) >= enough, dtype=np.bool_)


def default_family(is_count: Flags) -> Family:
    return Family.NEGATIVE_BINOMIAL if is_count.mean() > 0.5 else Family.GAMMA


def learn(laid_out: Windows, means: Floats, is_count: Flags) -> Shared | None:
    """Choose family, level error and typical variance; None without any back-test error."""
    if not np.isfinite(laid_out.actual).any():
        return None
    laid_out, means, is_count = thinned(laid_out, means, is_count)
    *past, last = range(len(laid_out.origins))
    best = default_family(is_count)
    if past:
        losses = {}
        for family in [best, *(other for other in Family if other != best)]:
            if family == Family.NEGATIVE_BINOMIAL and is_count.mean() <= 0.5:
                continue
            shared = _learn(laid_out, means, past, is_count, family)
            trial = fit(shared, laid_out, means, past, is_count)
            lengths = (1, laid_out.horizon // 2)
            losses[family] = _sum_loss(laid_out, means, last, trial, lengths)
        best = min(losses, key=lambda family: losses[family])
    return _learn(laid_out, means, [*past, last], is_count, best)


def untested(values: Floats, is_count: Flags) -> Shared:
    """Return what can be said without a back-test: how demand varied around its own mean.

    That the level of the forecast may be wrong is then as sure as its size is unknown.
    """
    known = np.isfinite(values)
    number = np.maximum(known.sum(axis=1), 1)
    level = np.where(known, values, 0.0).sum(axis=1) / number
    variance = np.where(known, (values - level[:, None]) ** 2, 0.0).sum(axis=1)
    family = default_family(is_count)
    factor, power = _power_law(level, variance / number, number > 1)
    return Shared(family, UNTESTED_LEVEL_ERROR, factor, power)


def thinned(laid_out: Windows, means: Floats, is_count: Flags) -> tuple[Windows, Floats, Flags]:
    """Return every so manieth series, few enough that all that is tried stays quick."""
    rows = np.flatnonzero(np.isfinite(laid_out.actual).any(axis=1))
    rows = rows[np.linspace(0, len(rows) - 1, min(len(rows), LEARN_FROM)).astype(np.int64)]
    return laid_out.rows(rows), means[rows], is_count[rows]


def fit(
    shared: Shared, laid_out: Windows, means: Floats, blocks: Sequence[int], is_count: Flags
) -> Spreads:
    """Fit every series' level and variance on the errors of the origins numbered in ``blocks``.

    A series without any error has level and variance zero; see ``with_levels``.
    """
    level, own, observations = _moments(laid_out, means, blocks)
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


def _moments(
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


def _learn(
    laid_out: Windows, means: Floats, blocks: Sequence[int], is_count: Flags, family: Family
) -> Shared:
    """Fit all that is shared; each origin is judged with variances fitted on the others."""
    rest = {n: [block for block in blocks if block != n] or [n] for n in blocks}
    typical = {n: _typical(laid_out, means, rest[n], family) for n in blocks}

    def fitted(number: int, **changed: float) -> Spreads:
        shared = replace(typical[number], **changed)  # type: ignore[arg-type]
        return fit(shared, laid_out, means, rest[number], is_count)

    scale = SCALES[0]
    if len(blocks) > 1:
        misses = [
            _miss(laid_out, means, {n: fitted(n, scale=trial) for n in blocks}) for trial in SCALES
        ]
        scale = SCALES[int(np.argmin(misses))]
    scaled = {n: fitted(n, scale=scale) for n in blocks}
    lengths = (laid_out.horizon // 2, laid_out.horizon)
    losses = []
    for error in LEVEL_ERRORS:
        trials = {
            n: replace(found, shared=replace(found.shared, level_error=error))
            for n, found in scaled.items()
        }
        losses.append(sum(_sum_loss(laid_out, means, n, t, lengths) for n, t in trials.items()))
    shared = _typical(laid_out, means, blocks, family)
    return replace(shared, scale=scale, level_error=LEVEL_ERRORS[int(np.argmin(losses))])


def _miss(laid_out: Windows, means: Floats, trials: Mapping[int, Spreads]) -> float:
    """Return how far off the upper quantiles are, as shares of what is to lie beyond them."""
    levels = np.array(QUANTILE_LEVELS)
    within = []
    for number, spreads in trials.items():
        actual = laid_out.block(laid_out.actual, number)
        known = np.isfinite(actual)
        found = spreads.quantiles(np.where(known, laid_out.block(means, number), np.nan))
        within.append((actual[:, :, None] <= found)[known])
    achieved = np.concatenate(within).mean(axis=0)
    upper = (levels >= LEAST_UPPER) & (levels <= MOST_UPPER)
    return float((np.abs(achieved - levels) / (1 - levels))[upper].sum())


def _typical(laid_out: Windows, means: Floats, blocks: Sequence[int], family: Family) -> Shared:
    """Fit the power law between level and variance across series."""
    level, own, observations = _moments(laid_out, means, blocks)
    factor, power = _power_law(level, own, observations > 0)
    return Shared(family, 0.0, factor, power)


def _power_law(level: Floats, variance: Floats, known: Flags) -> tuple[float, float]:
    """Return factor and power of the line through log variance over log level."""
    # Series that have all but died say nothing about how demand varies with its level.
    usable = known & (variance > 0) & (level > LEAST_SHARE_OF_MEAN_LEVEL * level.mean())
    if usable.sum() < 3:
        return 1.0, 1.0
    x, y = np.log(level[usable]), np.log(variance[usable])
    power = float(np.polyfit(x, y, 1)[0]) if np.ptp(x) > 0.01 else 1.0
    power = min(max(power, 1.0), 2.0)
    ratio = variance[usable] / level[usable] ** power
    # One freak series must not widen everybody's spread.
    factor = float(np.mean(np.minimum(ratio, np.quantile(ratio, 0.98))))
    return factor, power


def _sum_loss(
    laid_out: Windows, means: Floats, number: int, spreads: Spreads, lengths: Sequence[int]
) -> float:
    """Return the scaled pinball loss of sums over ``lengths`` periods from one origin."""
    found = [sum_pinball(laid_out, means, number, spreads, max(length, 1)) for length in lengths]
    return sum(loss for loss in found if loss is not None)


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
