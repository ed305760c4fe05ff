"""Draw the demand paths of many series from forecast means and their spread."""

import numpy as np
from numpy.typing import NDArray

from backend.demand.paths import draw, stream
from etl.forecast.arrays import Floats
from etl.forecast.spread import Spreads

Paths = NDArray[np.float32]


def draw_paths(mean: Floats, spreads: Spreads, names: list[str], *, count: int, seed: int) -> Paths:
    """Return series x ``count`` x periods of demand, never negative, whole where it is counted."""
    found = np.zeros((len(mean), count, mean.shape[1]), dtype=np.float32)
    for row, name in enumerate(names):
        found[row] = draw(stream(seed, name), mean[row], spreads.of(row), count)
    return found
