"""GLOBAL: one gradient-boosted model for all series of a data set, direct for any steps ahead."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import polars as pl

from etl.forecast.arrays import Floats
from etl.forecast.describe import Described, Rows, describe
from etl.forecast.local import without_start
from etl.forecast.lookback import LEAST_SCALE, history_table
from etl.forecast.panel import Panel

# A thread that waits for its turn must not keep a core busy that others could use. Read by the
# library that LightGBM computes with, hence set before that is loaded.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

THREADS = min(2, os.cpu_count() or 1)
SEEDS = (1, 2, 3)
ROUNDS = 75
PARAMETERS: dict[str, Any] = {
    "objective": "tweedie",
    "tweedie_variance_power": 1.5,
    "learning_rate": 0.08,
    "num_leaves": 31,
    "min_data_in_leaf": 100,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "feature_fraction": 0.5,
    "max_bin": 63,
    "deterministic": True,
    "force_col_wise": True,
    "num_threads": THREADS,
    "verbosity": -1,
}
MOST_ROWS = 100_000
ROWS_PER_CELL = 1
# What happens once in a thousand times is not shaped by anything that the model knows: one order of
# a year's demand would bend it for all series.
HIGHEST_RATIO = 0.999
# A model of fewer rows than these would be a model of chance.
LEAST_ROWS = 2_000
LEAST_SERIES = 5
LEAST_AGE = 4
# An observation counts for the scale of its series to this power.
WEIGHT_POWER = 0.25
CELLS_AT_ONCE = 400_000
# A year back and some: no feature of a forecast looks back further.
LOOK_BACK = {"D": 364 + 56, "W": 2 * 52 + 8, "M": 10_000}
SEED = 2024


@dataclass(frozen=True)
class GlobalModel:
    """A trained model; called like any other part with a panel and a horizon."""

    boosters: tuple[Any, ...]
    by_season: bool

    def __call__(self, panel: Panel, horizon: int) -> Floats:
        panel = replace(panel, values=without_start(panel)).recent(LOOK_BACK[panel.rules.code])
        blocks = [
            self._predict(panel.rows(np.asarray(rows)), horizon) for rows in _blocks(panel, horizon)
        ]
        return np.vstack(blocks) if blocks else np.empty((0, horizon))

    def _predict(self, panel: Panel, horizon: int) -> Floats:
        rows = Rows(
            np.repeat(np.arange(panel.count), horizon),
            np.full(panel.count * horizon, panel.length),
            np.tile(np.arange(1, horizon + 1), panel.count),
        )
        found = describe(panel, history_table(panel), rows, by_season=self.by_season)
        seen = found.features.to_numpy()
        shapes = [booster.predict(seen, num_threads=THREADS) for booster in self.boosters]
        has_sold = found.scale > LEAST_SCALE
        means = np.where(has_sold, np.mean(shapes, axis=0) * found.scale, 0.0)
        return np.asarray(np.maximum(means, 0.0).reshape(panel.count, horizon))


@dataclass(frozen=True)
class ByOrigin:
    """The model as it was at each origin of a fold, oldest first; NaN where there was none.

    Origins go by their number in time, which partitions of other lengths share.
    """

    models: tuple[tuple[int, GlobalModel | None], ...]

    def __call__(self, panel: Panel, horizon: int) -> Floats:
        now = panel.first + panel.length
        known = [model for origin, model in self.models if origin <= now]
        if not known or known[-1] is None:
            return np.full((panel.count, horizon), np.nan)
        return known[-1](panel, horizon)


def fit_by_origin(panel: Panel, origins: Sequence[int], horizon: int) -> ByOrigin | None:
    """Train for a fold, with one seed: the mean of three is steadier, hence no worse than it says.

    A model of a long past is as good at the later origins; one of a short past is not what it will
    be, so it is trained again at each. None where there is too little to learn from at any.
    """
    found: list[tuple[int, GlobalModel | None]] = []
    for origin in origins:
        past = panel.until(origin)
        found.append((panel.first + origin, fit_global(past, horizon, horizon, SEEDS[:1])))
        if found[-1][1] is not None and past.knows_season:
            break
    return ByOrigin(tuple(found)) if any(model for _, model in found) else None


def fit_global(
    panel: Panel, near: int, horizon: int, seeds: Sequence[int] = SEEDS
) -> GlobalModel | None:
    """Train on random origins of the past; None where that would be too few to learn from.

    Half of what is learned from is at most ``near`` steps ahead, where most decisions are made.
    """
    rows = _training_rows(panel, near, horizon)
    if len(rows.series) < LEAST_ROWS or panel.count < LEAST_SERIES:
        return None
    described, target = _described(panel, rows)
    import lightgbm

    scale = described.scale
    ratio = target / scale
    data = lightgbm.Dataset(
        described.features.to_numpy(),
        np.minimum(ratio, np.quantile(ratio, HIGHEST_RATIO)),
        weight=scale**WEIGHT_POWER,
        feature_name=described.features.columns,
        params=PARAMETERS,
    )
    trained = tuple(
        lightgbm.train({**PARAMETERS, "seed": seed}, data, num_boost_round=ROUNDS) for seed in seeds
    )
    return GlobalModel(trained, panel.knows_season)


def _training_rows(panel: Panel, near: int, horizon: int) -> Rows:
    """Draw origins and steps whose outcome is known, ordered by series; the same every time."""
    random = np.random.default_rng(SEED)
    first = panel.starts + LEAST_AGE
    span = np.maximum(panel.length - first, 0)
    cells = int(span.sum())
    wanted = min(MOST_ROWS, ROWS_PER_CELL * cells)
    if not wanted:
        nothing = np.empty(0, dtype=np.int64)
        return Rows(nothing, nothing, nothing)
    series = np.sort(random.choice(panel.count, wanted, p=span / cells))
    origin = first[series] + (random.random(wanted) * span[series]).astype(np.int64)
    farthest = np.where(random.random(wanted) < 0.5, min(near, horizon), horizon)
    step = 1 + (random.random(wanted) * farthest).astype(np.int64)
    rows = Rows(series, origin, step)
    rows = rows.pick(rows.target < panel.length)
    return rows.pick(np.isfinite(panel.values[rows.series, rows.target]))


def _described(panel: Panel, rows: Rows) -> tuple[Described, Floats]:
    """Describe the rows, some series at a time, so that memory does not grow with the panel."""
    parts = []
    for chosen in _blocks(panel, panel.length):
        low, high = np.searchsorted(rows.series, [chosen.start, chosen.stop])
        part = rows.pick(np.arange(low, high))
        here = Rows(part.series - chosen.start, part.origin, part.step)
        some = panel.rows(np.asarray(chosen))
        parts.append(describe(some, history_table(some), here, by_season=panel.knows_season))
    features = pl.concat([part.features for part in parts])
    scale = np.concatenate([part.scale for part in parts])
    return Described(features, scale), panel.values[rows.series, rows.target]


def _blocks(panel: Panel, periods: int) -> list[range]:
    """Return ranges of series that take no more than ``CELLS_AT_ONCE`` rows of a table each."""
    size = max(CELLS_AT_ONCE // max(panel.length, periods, 1), 1)
    return [range(low, min(low + size, panel.count)) for low in range(0, panel.count, size)]


def is_available() -> bool:
    """Whether LightGBM can be loaded: it needs the system's OpenMP library."""
    try:
        import lightgbm
    except (ImportError, OSError):
        return False
    return lightgbm is not None
