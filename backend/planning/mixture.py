"""How many deliveries took how many days: the distribution that a plan mixes over. Pure."""

from collections.abc import Sequence

import numpy as np

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
