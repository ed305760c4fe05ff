"""How the demand of one series may go on: paths from its mean and spread. Pure.

A path is one way the future may go: its level is off by a factor that all of its periods share,
and every period strays from that level by itself. Variances add up to those of the quantiles, for
single periods and for sums alike (see ``backend.demand.rules.variance_of_sum``). The same seed and
name give the same paths, whatever other series there are.
"""

from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from backend.demand.rules import LEAST_MEAN, Family, Spread

Floats = NDArray[np.float64]

# Three times 300 paths a series: 300 leave the upper quantiles to chance.
PATHS = 900
# A level that is wrong by less than a millionth is right.
LEAST_ERROR = 1e-6


def stream(seed: int, name: str) -> np.random.Generator:
    """Return the random numbers of one series, whatever other series there are."""
    digest = blake2b(name.encode(), digest_size=8).digest()
    return np.random.Generator(np.random.Philox(key=[seed % 2**64, int.from_bytes(digest)]))


def stream_name(*keys: object) -> str:
    """Return what a series is called by its keys, site before item."""
    return "\0".join(map(str, keys))


def draw(random: np.random.Generator, mean: Floats, spread: Spread, count: int) -> Floats:
    """Return ``count`` paths x periods, never negative, whole where demand is counted."""
    if mean.max(initial=0.0) <= LEAST_MEAN:
        return np.zeros((count, len(mean)))
    shared = _factors(random, spread.level_error, count)[:, None]
    whole = spread.variance_of_sum(1.0, mean)
    own = np.maximum(whole - (spread.level_error * mean) ** 2, 0.0)
    level = np.maximum(mean, LEAST_MEAN)[None, :] * shared
    if spread.family is Family.NORMAL:
        found = level + np.sqrt(own) * random.standard_normal((count, len(mean)))
    else:
        excess = own - mean if spread.family is Family.NEGATIVE_BINOMIAL else own
        excess = np.maximum(excess, 1e-9 * np.maximum(mean, LEAST_MEAN) ** 2)
        shape = np.maximum(mean, LEAST_MEAN) ** 2 / excess
        found = random.gamma(np.broadcast_to(shape, level.shape), level / shape)
        if spread.family is Family.NEGATIVE_BINOMIAL:
            found = random.poisson(np.minimum(found, 1e18)).astype(np.float64)
    found = np.maximum(found, 0.0)
    return np.floor(found + 0.5) if spread.is_count else found


def split(
    random: np.random.Generator, paths: Floats, period_days: float, *, is_count: bool
) -> Floats:
    """Return paths x days: each period spread over its days, which all have an equal chance."""
    if period_days == 1.0:
        return paths
    periods = paths.shape[1]
    place = np.floor(np.arange(int(periods * period_days) + 1) / period_days).astype(np.int64)
    sizes = np.bincount(place[place < periods], minlength=periods)
    parts = [_shares(random, paths[:, at], int(sizes[at]), is_count) for at in range(periods)]
    return np.concatenate(parts, axis=1)


def _shares(random: np.random.Generator, totals: Floats, days: int, is_count: bool) -> Floats:
    if not is_count:
        return np.repeat(totals[:, None] / days, days, axis=1)
    counted = np.minimum(totals, 1e15).astype(np.int64)
    return random.multinomial(counted, np.full(days, 1.0 / days)).astype(np.float64)


def _factors(random: np.random.Generator, error: float, count: int) -> Floats:
    """Return factors around one that vary by ``error``."""
    if error <= LEAST_ERROR:
        return np.ones(count)
    shape = 1.0 / error**2
    return np.asarray(random.gamma(shape, 1.0 / shape, count))
