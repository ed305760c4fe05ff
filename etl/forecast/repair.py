"""Fill unknown periods for models that cannot take them. Rule: the same place in the season."""

import numpy as np

from etl.forecast.arrays import Floats, Integers

SEASONS_EACH_SIDE = 4


def repair(values: Floats, starts: Integers, season: int) -> Floats:
    """Return ``values`` with unknown periods filled in; periods before the start stay NaN.

    An unknown period becomes the mean of the same place in the four seasons before and after it
    that are known, else the mean of the series, else zero.
    """
    unknown = np.isnan(values) & (np.arange(values.shape[1])[None, :] >= starts[:, None])
    if not unknown.any():
        return values

    total = np.zeros(values.shape)
    known = np.zeros(values.shape)
    for steps in range(1, SEASONS_EACH_SIDE + 1):
        shift = steps * season
        if shift >= values.shape[1]:
            break
        for target, source in ((np.s_[:, shift:], np.s_[:, :-shift]),) * 1 + (
            (np.s_[:, :-shift], np.s_[:, shift:]),
        ):
            neighbour = values[source]
            total[target] += np.nan_to_num(neighbour)
            known[target] += ~np.isnan(neighbour)
    series_mean = np.array([np.mean(row[~np.isnan(row)]) if (~np.isnan(row)).any() else 0.0
                            for row in values])  # fmt: skip
    fill = np.where(known > 0, total / np.maximum(known, 1), series_mean[:, None])
    return np.where(unknown, fill, values)
