"""The parts of the forecast that look at one series at a time, and the naive floor under them.

FLAT is one number for every period ahead, SEAS follows the season and a damped trend. Each is the
mean of methods that err in different ways. All take a panel cut off at the origin.
"""

import numpy as np

from etl.forecast.arrays import Floats
from etl.forecast.panel import Panel
from etl.forecast.seasons import season_indices
from etl.forecast.smoothing import holt_winters, imapa, ses, tsb


def flat(panel: Panel, horizon: int) -> Floats:
    """Return the mean of SES, IMAPA and TSB for every period ahead."""
    values, least = without_start(panel), panel.rules.least_history
    level = (ses(values, least) + imapa(values, least) + tsb(values, least)) / 3
    return np.repeat(np.maximum(level, 0.0)[:, None], horizon, axis=1)


def seas(panel: Panel, horizon: int) -> Floats:
    """Return the mean of smoothing without season, made seasonal again, and of Holt and Winters."""
    values, rules = without_start(panel), panel.rules
    indices = season_indices(values, rules.season)
    season = indices.shape[1]
    places = np.arange(-values.shape[1], 0) % season
    usable = indices[:, places] > 0.05
    plain = np.where(usable, values / np.where(usable, indices[:, places], 1.0), np.nan)
    level = ses(plain, rules.least_history)
    ahead = level[:, None] * indices[:, np.arange(horizon) % season]
    trended = holt_winters(values, indices, rules.least_history, horizon)
    return np.asarray(np.maximum((np.maximum(ahead, 0) + np.maximum(trended, 0)) / 2, 0.0))


def seasonal_naive(panel: Panel, horizon: int) -> Floats:
    """Return the last season again; where it is unknown, the mean of the series."""
    values = without_start(panel)
    known = np.isfinite(values)
    usual = np.where(known, values, 0.0).sum(axis=1) / np.maximum(known.sum(axis=1), 1)
    season = panel.rules.season
    last = np.full((panel.count, season), np.nan)
    reach = min(season, values.shape[1])
    twice = (known.sum(axis=1) >= 2 * season)[:, None]
    last[:, season - reach :] = values[:, values.shape[1] - reach :]
    latest = _latest(values)
    last = np.where(twice, np.where(np.isfinite(last), last, usual[:, None]), latest[:, None])
    return np.asarray(np.maximum(last[:, np.arange(horizon) % season], 0.0))


def _latest(values: Floats) -> Floats:
    """Return the last known value of each series; zero where there is none."""
    known = np.isfinite(values)
    if not values.shape[1]:
        return np.zeros(len(values))
    place = values.shape[1] - 1 - np.argmax(known[:, ::-1], axis=1)
    return np.where(known.any(axis=1), np.nan_to_num(values[np.arange(len(values)), place]), 0.0)


def without_start(panel: Panel) -> Floats:
    """Return values in which a young series' first period is one demand in ``least_history``.

    A series begins where something was asked for, so its first value is there by choice. Taken
    as it is, one large order on the last day would be forecast for every day to come.
    """
    values, least = panel.values, panel.rules.least_history
    young = np.flatnonzero((panel.length - panel.starts < least) & (panel.starts < panel.length))
    if not len(young):
        return values
    values = values.copy()
    values[young, panel.starts[young]] /= least
    return values
