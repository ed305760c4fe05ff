"""How demand spreads around its forecast mean, for one period or for the sum of several. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

import numpy as np
import scipy  # its parts are loaded when they are first used, not before the API can start
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

# Demand below this is none: no organisation counts in billionths, and the formulas underflow.
LEAST_MEAN = 1e-9


class Family(StrEnum):
    """The shape of a distribution that is known by its mean and variance."""

    NEGATIVE_BINOMIAL = "NEGATIVE_BINOMIAL"
    GAMMA = "GAMMA"
    NORMAL = "NORMAL"


@dataclass(frozen=True)
class Spread:
    """How far actual demand strays from the forecast mean.

    ``variance`` is that of one period whose mean is ``level``; it grows in proportion to the mean.
    Over several periods the errors of single periods add up as if independent, and on top of them
    the forecast's level itself is wrong by a share of the total: ``level_error``. A negative
    binomial describes counts only, so that demand in fractions takes a gamma in its place.
    """

    family: Family
    variance: float
    level: float
    level_error: float
    is_count: bool

    def __post_init__(self) -> None:
        if self.family is Family.NEGATIVE_BINOMIAL and not self.is_count:
            object.__setattr__(self, "family", Family.GAMMA)

    def variance_of_sum(self, periods: ArrayLike, mean: ArrayLike) -> Floats:
        """Return the variance of demand over ``periods`` periods whose means add up to ``mean``."""
        n = np.asarray(periods, dtype=np.float64)
        total = np.asarray(mean, dtype=np.float64)
        return variance_of_sum(n, total, self.variance, self.level, self.level_error)

    def quantiles(self, mean: ArrayLike, variance: ArrayLike, level: ArrayLike) -> Floats:
        """Return the demand that is not exceeded with probability ``level``; never negative."""
        return quantiles(self.family, mean, variance, level, is_count=self.is_count)

    def to_document(self) -> dict[str, Any]:
        return {
            "family": self.family.value,
            "variance": self.variance,
            "level": self.level,
            "level_error": self.level_error,
            "is_count": self.is_count,
        }

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        return cls(**{**document, "family": Family(document["family"])})


def variance_of_sum(
    periods: ArrayLike,
    mean: ArrayLike,
    variance: ArrayLike,
    level: ArrayLike,
    level_error: ArrayLike,
) -> Floats:
    """Return n * variance, scaled to the mean, plus (level_error * mean)^2 * (1 - 1/n).

    Arguments broadcast. The last factor is zero for one period, whose variance is as measured.
    """
    n, total, own, usual, error = np.broadcast_arrays(
        *(np.asarray(a, dtype=np.float64) for a in (periods, mean, variance, level, level_error))
    )
    relative = np.divide(total, n * usual, out=np.ones(total.shape), where=(n * usual) > LEAST_MEAN)
    independent = own * n * np.clip(relative, 0.25, 4.0)
    shared = (error * total) ** 2 * np.maximum(1 - 1 / np.maximum(n, 1.0), 0.0)
    return np.where(total > 0, independent + shared, 0.0)


def quantiles(
    family: Family, mean: ArrayLike, variance: ArrayLike, level: ArrayLike, *, is_count: bool
) -> Floats:
    """Return quantiles of the distribution of ``family`` with this mean and variance.

    Arguments broadcast. Counts come as whole numbers. Without variance the mean is certain.
    """
    m, v, p = np.broadcast_arrays(
        np.asarray(mean, dtype=np.float64),
        np.asarray(variance, dtype=np.float64),
        np.asarray(level, dtype=np.float64),
    )
    # A millionth of the mean is no spread worth computing with.
    certain = (m <= LEAST_MEAN) | (v <= 1e-12 * m**2)
    safe_m, safe_v = np.where(certain, 1.0, m), np.where(certain, 1.0, v)
    if family is Family.NEGATIVE_BINOMIAL:
        found = _negative_binomial(safe_m, safe_v, p)
    elif family is Family.GAMMA:
        found = scipy.special.gammaincinv(safe_m**2 / safe_v, p) * safe_v / safe_m
    else:
        found = safe_m + np.sqrt(safe_v) * scipy.special.ndtri(p)
    result = np.maximum(np.where(certain, np.maximum(m, 0.0), found), 0.0)
    return np.floor(result + 0.5) if is_count else result


def chance_of_less(
    family: Family, mean: ArrayLike, variance: ArrayLike, demand: ArrayLike, *, is_count: bool
) -> Floats:
    """Return how likely less than ``demand`` is, the counterpart of ``quantiles``.

    Quantiles of lower levels than this lie below the demand, those of higher ones do not.
    """
    m, v, d = np.broadcast_arrays(
        *(np.asarray(a, dtype=np.float64) for a in (mean, variance, demand))
    )
    certain = (m <= LEAST_MEAN) | (v <= 1e-12 * m**2)
    m, v = np.where(certain, 1.0, m), np.where(certain, 1.0, v)
    edge = d - 0.5 if is_count else d
    if family is Family.NEGATIVE_BINOMIAL:
        v = np.maximum(v, m * 1.0001)
        size = m**2 / (v - m)
        found = _cumulative(np.maximum(d - 1, 0.0), size, size / (size + m))
    elif family is Family.GAMMA:
        found = scipy.special.gammainc(m**2 / v, np.maximum(edge, 0.0) * m / v)
    else:
        found = scipy.special.ndtr((edge - m) / np.sqrt(v))
    sure = np.asarray(mean, dtype=np.float64) < (d - 0.5 if is_count else d)
    return np.asarray(np.where(d <= 0, 0.0, np.where(certain, sure, found)), dtype=np.float64)


def _negative_binomial(mean: Floats, variance: Floats, level: Floats) -> Floats:
    """Return the smallest whole number whose cumulative probability reaches ``level``.

    The search starts from the gamma with the same mean and variance, goes on in doubled steps until
    the answer lies between two numbers, and halves the distance: exact, and a step for nearly all.
    """
    variance = np.maximum(variance, mean * 1.0001)
    size = mean**2 / (variance - mean)
    chance = size / (size + mean)
    # Zero is the answer so often that it is asked for first.
    more = ~(_cumulative(np.zeros_like(mean), size, chance) >= level)
    search = _Search(size[more], chance[more], level[more])
    m, v = mean[more], variance[more]
    guess = np.ceil(scipy.special.gammaincinv(m**2 / v, level[more]) * v / m - 0.5)
    found = np.zeros_like(mean)
    found[more] = search.first_from(
        np.where(np.isfinite(guess), np.maximum(guess, 1.0), np.ceil(m))
    )
    return found


@dataclass(frozen=True)
class _Search:
    """Looks for the first whole number above zero at which negative binomials reach a level."""

    size: Floats
    chance: Floats
    level: Floats

    def reaches(self, rows: NDArray[np.int64], count: Floats) -> NDArray[np.bool_]:
        # Where the probability cannot be computed the search must end all the same.
        return ~(_cumulative(count, self.size[rows], self.chance[rows]) < self.level[rows])

    def first_from(self, guess: Floats) -> Floats:
        found = self.reaches(np.arange(len(guess)), guess)
        low, high = np.where(found, 0.0, guess), np.where(found, guess, np.inf)
        self._widen(low, high, found)
        rows = np.flatnonzero(high - low > 1)
        while len(rows):
            self._narrow(low, high, rows, np.floor((low[rows] + high[rows]) / 2))
            rows = rows[high[rows] - low[rows] > 1]
        return high

    def _widen(self, low: Floats, high: Floats, found: NDArray[np.bool_]) -> None:
        """Step up from guesses that are too low and down from others until both ends are known."""
        step = 1.0
        up, down = np.flatnonzero(~found), np.flatnonzero(found & (high > 1))
        while len(up) or len(down):
            self._narrow(low, high, up, low[up] + step)
            self._narrow(low, high, down, np.maximum(high[down] - step, 1.0))
            up, down = up[np.isinf(high[up])], down[(low[down] <= 0) & (high[down] > 1)]
            step *= 2

    def _narrow(self, low: Floats, high: Floats, rows: NDArray[np.int64], count: Floats) -> None:
        reached = self.reaches(rows, count)
        high[rows[reached]] = count[reached]
        low[rows[~reached]] = count[~reached]


def _cumulative(count: Floats, size: Floats, chance: Floats) -> Floats:
    return np.asarray(scipy.special.betainc(size, count + 1, chance), dtype=np.float64)
