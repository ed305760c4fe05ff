"""Learn from back-test errors what the spread of all series of a data set has in common.

Which family of distribution describes it is decided by pinball loss on an origin that the variances
were not fitted on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from backend.demand.levels import QUANTILE_LEVELS
from backend.demand.rules import Family
from etl.forecast.arrays import Flags, Floats
from etl.forecast.backtest import Windows
from etl.forecast.spread import (
    Shared,
    Spreads,
    default_family,
    fit,
    moments,
    sum_pinball,
)

LEAST_SHARE_OF_MEAN_LEVEL = 0.01
# What all series have in common does not change with more of them than this.
LEARN_FROM = 200
UNTESTED_LEVEL_ERROR = 0.5
LEVEL_ERRORS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0)
# What all variances may be multiplied by, so that these quantiles hold what they promise.
LEAST_UPPER, MOST_UPPER = 0.9, 0.98
SCALES = (1.0, 0.8, 1.25, 0.65, 0.5, 0.4, 1.6, 2.0)


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
    levels = np.array([level for level in QUANTILE_LEVELS if LEAST_UPPER <= level <= MOST_UPPER])
    less = []
    for number, spreads in trials.items():
        actual = laid_out.block(laid_out.actual, number)
        known = np.isfinite(actual)
        less.append(spreads.chance_of_less(actual, laid_out.block(means, number))[known])
    achieved = (np.concatenate(less)[:, None] < levels).mean(axis=0)
    return float((np.abs(achieved - levels) / (1 - levels)).sum())


def _typical(laid_out: Windows, means: Floats, blocks: Sequence[int], family: Family) -> Shared:
    """Fit the power law between level and variance across series."""
    level, own, observations = moments(laid_out, means, blocks)
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
