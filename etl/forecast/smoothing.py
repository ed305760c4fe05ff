"""Exponential smoothing of many series at once: a loop over time, arrays over series.

Every function takes values as series x periods. NaN before the first known value means that the
series has not begun; NaN later means unknown, and leaves the state as it was. Parameters are
chosen for each series from a small grid by its own squared errors one period ahead, held to what
is usual: a few dozen errors say little about the best rate, and much about luck.
"""

import numpy as np

from etl.forecast.arrays import Floats, Integers

ALPHAS = np.array([0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 0.8])
RATES = np.array([0.02, 0.05, 0.1, 0.2])
# Losses that differ by less than this share are the same.
AS_GOOD = 0.02
# The rate that demand mostly wants, how much a calmer and how much a more nervous one costs (in
# logarithms of the loss, by the square of how far off it is), and how many errors that counts for.
USUAL_RATE = 0.15
CALMER, MORE_NERVOUS = 0.02, 0.12
PRIOR_ERRORS = 100.0
# So that a series which one rate follows without any error does not outweigh all that is usual.
LEAST_LOSS = 1e-6
# Beyond this many periods together, demand says nothing that the longest average did not.
MOST_LEVELS = 14


def first_level(values: Floats, least: int) -> Floats:
    """Return the mean of each series' first ``least`` known values; zero where there is none."""
    known = np.isfinite(values)
    early = known & (np.cumsum(known, axis=1) <= least)
    total = np.where(early, values, 0.0).sum(axis=1)
    return np.asarray(total / np.maximum(early.sum(axis=1), 1))


def ses(values: Floats, least: int, size: int = 1) -> Floats:
    """Return the level of simple exponential smoothing, one per series.

    ``values`` are means of ``size`` periods each, which is what a usual rate is reckoned by.
    """
    level = np.repeat(first_level(values, least)[:, None], len(ALPHAS), axis=1)
    loss = np.zeros(level.shape)
    for column in values.T:
        known = np.isfinite(column)[:, None]
        error = np.where(known, np.nan_to_num(column)[:, None] - level, 0.0)
        loss += error**2
        level = level + ALPHAS * error
    return _usual(level, loss, values, unusual(ALPHAS, 1 - (1 - USUAL_RATE) ** size))


def tsb(values: Floats, least: int) -> Floats:
    """Return the mean of Teunter, Syntetos and Babai: chance of demand times its size."""
    sizes = np.where(values > 0, values, np.nan)
    chance_rate, size_rate = (grid.ravel() for grid in np.meshgrid(RATES, RATES))
    chance = first_level(np.where(np.isnan(values), np.nan, values > 0), least)[:, None]
    size = first_level(sizes, least)[:, None]
    chance = np.repeat(chance, len(chance_rate), axis=1)
    size = np.repeat(size, len(size_rate), axis=1)
    loss = np.zeros(chance.shape)
    for column in values.T:
        value = np.nan_to_num(column)[:, None]
        known, sold = np.isfinite(column)[:, None], value > 0
        loss += np.where(known, (value - chance * size) ** 2, 0.0)
        chance = np.where(known, chance + chance_rate * (sold - chance), chance)
        size = np.where(known & sold, size + size_rate * (value - size), size)
    cost = (unusual(chance_rate) + unusual(size_rate)) / 2
    return _usual(chance * size, loss, values, cost)


def imapa(values: Floats, least: int) -> Floats:
    """Return the mean of smoothing at one period, two, ... up to the usual time between demands."""
    known = np.isfinite(values)
    demands = np.maximum((np.nan_to_num(values) > 0).sum(axis=1), 1)
    levels = np.clip(np.rint(known.sum(axis=1) / demands), 1, MOST_LEVELS).astype(np.int64)
    total = np.zeros(len(values))
    for size in range(1, int(levels.max(initial=1)) + 1):
        rows = np.flatnonzero(levels >= size)
        grouped = _together(values[rows], size)
        total[rows] += ses(grouped, max(least // size, 1), size)
    return np.asarray(total / levels)


def _together(values: Floats, size: int) -> Floats:
    """Return the mean of each ``size`` adjoining periods, counted back from the end."""
    periods = values.shape[1] // size * size
    blocks = values[:, values.shape[1] - periods :].reshape(len(values), -1, size)
    known = np.isfinite(blocks)
    total = np.where(known, blocks, 0.0).sum(axis=2)
    counted = known.sum(axis=2)
    return np.where(counted > 0, total / np.maximum(counted, 1), np.nan)


def holt_winters(
    values: Floats, indices: Floats, least: int, horizon: int, *, damping: float = 0.95
) -> Floats:
    """Return level, damped trend and additive season ahead, series x ``horizon``.

    ``indices`` is series x season, the place of the period after the last one first; it gives
    the season that smoothing starts from.
    """
    season = indices.shape[1]
    grid = np.array([(a, b * a, g) for a in (0.05, 0.15, 0.3) for b in (0.0, 0.1)
                     for g in (0.0, 0.1)])  # fmt: skip
    alpha, beta, gamma = grid.T
    start = first_level(values, max(least, season))
    level = np.repeat(start[:, None], len(grid), axis=1)
    trend = np.zeros(level.shape)
    loss = np.zeros(level.shape)
    seasons = np.repeat(((indices - 1.0) * start[:, None])[:, :, None], len(grid), axis=2)
    length = values.shape[1]
    for number, column in enumerate(values.T):
        place = (number - length) % season
        known = np.isfinite(column)[:, None]
        seasonal = seasons[:, place]
        ahead = level + damping * trend
        error = np.where(known, np.nan_to_num(column)[:, None] - ahead - seasonal, 0.0)
        loss += error**2
        level = np.where(known, ahead + alpha * error, level)
        trend = np.where(known, damping * trend + beta * error, trend)
        seasons[:, place] = seasonal + gamma * (1 - alpha) * error
    best = _calmest(loss)
    rows = np.arange(len(values))
    steps = np.cumsum(damping ** np.arange(1, horizon + 1))
    places = np.arange(horizon) % season
    chosen = seasons[rows, :, best]
    return np.asarray(level[rows, best, None] + trend[rows, best, None] * steps + chosen[:, places])


def unusual(rates: Floats, usual: float = USUAL_RATE) -> Floats:
    """Return what it costs a rate to be far from the usual one."""
    weight = np.where(rates < usual, CALMER, MORE_NERVOUS)
    return np.asarray(weight * np.log(rates / usual) ** 2)


def _usual(states: Floats, loss: Floats, values: Floats, cost: Floats) -> Floats:
    """Return the state of the parameters chosen for each series: its own errors and what is usual.

    The first are the likelihood of normal errors, the second a prior worth ``PRIOR_ERRORS`` more.
    """
    errors = np.isfinite(values).sum(axis=1, keepdims=True)
    floor = LEAST_LOSS * loss.max(axis=1, keepdims=True) + np.finfo(np.float64).tiny
    chosen = np.argmin(errors * np.log(loss + floor) + PRIOR_ERRORS * cost, axis=1)
    return np.asarray(states[np.arange(len(states)), chosen])


def _calmest(loss: Floats) -> Integers:
    """Return the first parameters of the grid, calmest first, that are as good as the best.

    Where the losses hardly differ, the smallest is a matter of luck, and a nervous model that was
    lucky follows the last value it saw.
    """
    good = loss <= loss.min(axis=1, keepdims=True) * (1 + AS_GOOD)
    return np.asarray(np.argmax(good, axis=1))
