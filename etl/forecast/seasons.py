"""How demand varies with the place in the season, many series at once."""

import numpy as np

from etl.forecast.arrays import Floats

HIGHEST_INDEX = 20.0


def season_indices(values: Floats, season: int) -> Floats:
    """Return series x season: demand at each place over the usual, the next period's place first.

    An index is the sum of demand at a place over the sum of the moving average around it, shrunk
    towards one as far as the places differ no more than chance would have them. A series whose
    history does not cover the season twice has none: all ones.
    """
    count, length = values.shape
    ones = np.ones((count, season))
    if season < 2 or length < 2 * season:
        return ones
    known = np.isfinite(values)
    usual = _around(values, season)
    whole = length // season * season
    shape = (count, whole // season, season)
    counted = (known & (usual > 0))[:, length - whole :].reshape(shape)
    demand = np.where(counted, values[:, length - whole :].reshape(shape), 0.0)
    base = np.where(counted, usual[:, length - whole :].reshape(shape), 0.0)
    total = base.sum(axis=1)
    raw = np.divide(demand.sum(axis=1), total, out=ones.copy(), where=total > 0)
    trusted = _trust(demand, base, counted, raw)
    twice = known.sum(axis=1) >= 2 * season
    indices = 1.0 + np.where(twice, trusted, 0.0)[:, None] * (raw - 1.0)
    indices = np.clip(indices, 0.0, HIGHEST_INDEX)
    middle = indices.mean(axis=1, keepdims=True)
    return np.asarray(np.where(middle > 0, indices / np.maximum(middle, 1e-12), 1.0))


def _around(values: Floats, season: int) -> Floats:
    """Return the mean of the known values within half a season on either side of each period."""
    known = np.isfinite(values)
    half = season // 2
    total, counted = (
        np.cumsum(np.pad(part, ((0, 0), (half + 1, half))), axis=1)
        for part in (np.where(known, values, 0.0), known.astype(np.float64))
    )
    width = 2 * half + 1 if season % 2 else 2 * half
    inside = total[:, width:] - total[:, :-width]
    number = counted[:, width:] - counted[:, :-width]
    length = values.shape[1]
    return np.asarray((inside / np.maximum(number, 1))[:, :length])


def _trust(demand: Floats, base: Floats, counted: Floats, raw: Floats) -> Floats:
    """Return, per series, which share of the spread between places is more than chance."""
    seasons = counted.sum(axis=1)
    expected = base * raw[:, None, :]
    within = np.where(counted, (demand - expected) ** 2, 0.0).sum(axis=(1, 2))
    freedom = np.maximum((seasons - 1).clip(min=0).sum(axis=1), 1)
    between = np.where(counted, (expected - base) ** 2, 0.0).sum(axis=(1, 2))
    places = np.maximum((seasons > 0).sum(axis=1) - 1, 1)
    ratio = np.divide(
        between / places, within / freedom, out=np.full(len(raw), np.inf), where=within > 0
    )
    with np.errstate(divide="ignore"):
        return np.asarray(np.where(ratio > 0, np.clip(1.0 - 1.0 / ratio, 0.0, 1.0), 0.0))
