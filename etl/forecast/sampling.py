"""Draw demand paths from forecast means and their spread; the same seed gives the same paths.

A path is one way the future may go: its level is off by a factor that all of its periods share,
and every period strays from that level by itself. Variances add up to those of the quantiles, for
single periods and for sums alike (see ``backend.demand.rules.variance_of_sum``).
"""

from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from backend.demand.rules import LEAST_MEAN, Family
from etl.forecast.arrays import Floats
from etl.forecast.spread import Spreads

Paths = NDArray[np.float32]


def stream(seed: int, name: str) -> np.random.Generator:
    """Return the random numbers of one series, whatever other series there are."""
    digest = blake2b(name.encode(), digest_size=8).digest()
    return np.random.Generator(np.random.Philox(key=[seed % 2**64, int.from_bytes(digest)]))


def draw_paths(mean: Floats, spreads: Spreads, names: list[str], *, count: int, seed: int) -> Paths:
    """Return series x ``count`` x periods of demand, never negative, whole where it is counted."""
    found = np.zeros((len(mean), count, mean.shape[1]), dtype=np.float32)
    for row, name in enumerate(names):
        if mean[row].max(initial=0.0) > LEAST_MEAN:
            found[row] = _draw(stream(seed, name), mean[row], spreads, row, count)
    return found


def _draw(
    random: np.random.Generator, mean: Floats, spreads: Spreads, row: int, count: int
) -> Floats:
    spread = spreads.of(row)
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


def _factors(random: np.random.Generator, error: float, count: int) -> Floats:
    """Return factors around one that vary by ``error``, stratified so that few are enough."""
    if error <= 0:
        return np.ones(count)
    shape = 1.0 / error**2
    return np.asarray(random.gamma(shape, 1.0 / shape, count))
