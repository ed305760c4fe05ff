"""Cold start: what an item sells that has not sold yet is borrowed from others of its family."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from etl.forecast.arrays import Floats, Integers
from etl.forecast.lookback import LENGTHS
from etl.forecast.panel import FAMILY, SITE, Panel
from etl.forecast.spread import Spreads

# How many series of its own a site must have in a family to count as much as the whole family.
PRIOR_SERIES = 5.0
# The level of a new item is never surer than this, nor worth less than that.
LEAST_ERROR, MOST_ERROR = 0.5, 1.5
EVERYWHERE = -1

Key = tuple[int, int]


@dataclass(frozen=True)
class Newborns:
    """Mean demand of a period early in life, by (family, site), and how much it varies."""

    levels: Mapping[Key, float]
    errors: Mapping[Key, float]

    def level(self, family: int, site: int) -> float:
        return self._known(self.levels, family, site)

    def error(self, family: int, site: int) -> float:
        return min(max(self._known(self.errors, family, site), LEAST_ERROR), MOST_ERROR)

    def _known(self, values: Mapping[Key, float], family: int, site: int) -> float:
        keys = ((family, site), (family, EVERYWHERE), (EVERYWHERE, EVERYWHERE))
        return next((values[key] for key in keys if key in values), 0.0)


def learn_newborns(panel: Panel) -> Newborns:
    """Return how much series sold in their first periods, per family and site."""
    early = panel.rows(np.flatnonzero(panel.starts < panel.length))
    if not early.count:
        return Newborns({}, {})
    means = _early_means(early)
    family, site = _codes(early)
    levels: dict[Key, float] = {(EVERYWHERE, EVERYWHERE): float(means.mean())}
    errors: dict[Key, float] = {(EVERYWHERE, EVERYWHERE): _variation(means)}
    for one in np.unique(family):
        inside = means[family == one]
        levels[int(one), EVERYWHERE] = float(inside.mean())
        errors[int(one), EVERYWHERE] = _variation(inside)
        for place in np.unique(site[family == one]):
            here = means[(family == one) & (site == place)]
            total = here.sum() + PRIOR_SERIES * inside.mean()
            levels[int(one), int(place)] = float(total / (len(here) + PRIOR_SERIES))
    return Newborns(levels, errors)


def borrow(
    panel: Panel, newborns: Newborns, ahead: Floats, spreads: Spreads
) -> tuple[Floats, Spreads]:
    """Give series that are new the level and the doubt of their family."""
    if panel.new is None or not panel.new.any():
        return ahead, spreads
    rows = np.flatnonzero(panel.new)
    family, site = (codes[rows].tolist() for codes in _codes(panel))
    pairs = list(zip(family, site, strict=True))
    ahead, level, errors = ahead.copy(), spreads.level.copy(), spreads.level_errors.copy()
    variance, is_count = spreads.variance.copy(), spreads.is_count.copy()
    level[rows] = [newborns.level(*pair) for pair in pairs]
    errors[rows] = [newborns.error(*pair) for pair in pairs]
    ahead[rows] = level[rows, None]
    is_count[rows] = spreads.is_count.mean() > 0.5
    typical = spreads.shared.typical_variance(level[rows]) + (errors[rows] * level[rows]) ** 2
    variance[rows] = np.maximum(typical, level[rows])
    return ahead, replace(
        spreads, level=level, variance=variance, is_count=is_count, own_errors=errors
    )


def _early_means(panel: Panel) -> Floats:
    """Return each series' mean over its first periods, as many as are usual to look back."""
    since = np.arange(panel.length)[None, :] - panel.starts[:, None]
    first = (since >= 0) & (since < LENGTHS[panel.rules.code].usual) & np.isfinite(panel.values)
    total = np.where(first, panel.values, 0.0).sum(axis=1)
    # Whoever sold once, yesterday, does not sell that much every day.
    least = panel.rules.least_history
    return np.asarray(total / np.maximum(first.sum(axis=1), least))


def _codes(panel: Panel) -> tuple[Integers, Integers]:
    nothing = np.full(panel.count, EVERYWHERE)
    return panel.static.get(FAMILY, nothing), panel.static.get(SITE, nothing)


def _variation(values: Floats) -> float:
    middle = float(values.mean())
    return float(values.std()) / middle if middle > 0 else MOST_ERROR
