"""From series to forecasts, without a database: learn once on a sample, then forecast by partition.

Partitions depend on nothing but their own series and what was learned, so that they give the same
numbers wherever and in whatever order they run.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np

from etl.forecast import accuracy, local, spread
from etl.forecast.accuracy import NAIVE
from etl.forecast.arrays import Floats, Integers
from etl.forecast.backtest import Part, PartScore, Windows, backtest, score, windows
from etl.forecast.panel import Panel
from etl.forecast.spread import Shared, Spreads
from etl.forecast.stack import combine, fit_weights

SEED = 2024
STACKED = "Stack"
LOCAL_PARTS: Mapping[str, Part] = {"FLAT": local.flat, "SEAS": local.seas}


@dataclass(frozen=True)
class Learned:
    """What the sample taught: how much each part counts, and how demand spreads around the sum."""

    parts: Mapping[str, Part]
    fold_parts: Mapping[str, Part]
    weights: Mapping[str, float]
    scores: Mapping[str, PartScore]
    shared: Shared | None
    calibration: list[dict[str, Any]]
    sampled: int
    notes: list[str] = field(default_factory=list)

    @property
    def model(self) -> str:
        return NAIVE if list(self.parts) == [NAIVE] else STACKED

    @property
    def fell_back(self) -> bool:
        return self.model == NAIVE

    def to_document(self) -> dict[str, Any]:
        return {
            "sampled_series": self.sampled,
            "weights": dict(self.weights),
            "shared": asdict(self.shared) if self.shared else None,
            "calibration": self.calibration,
            "notes": self.notes,
        }


@dataclass(frozen=True)
class Outcome:
    """The forecast of some series, and what the fold says of it."""

    ahead: Floats
    spreads: Spreads
    laid_out: Windows
    means: Floats
    naive: Floats
    held_out: Spreads | None


def sample_rows(count: int, size: int) -> Integers:
    """Return which of ``count`` series to learn from; the same ones every time."""
    if count <= size:
        return np.arange(count)
    return np.sort(np.random.default_rng(SEED).choice(count, size, replace=False))


def learn(sample: Panel) -> Learned:
    """Forecast the fold with every part, weigh the parts, and learn their spread.

    Where the weighted sum does worse than repeating the last season, the data set is forecast by
    that: the floor is one decision for all, as the weights are.
    """
    laid_out = windows(sample)
    parts, fold_parts = dict(LOCAL_PARTS), dict(LOCAL_PARTS)
    means = {name: backtest(sample, part, laid_out) for name, part in fold_parts.items()}
    weights = fit_weights(laid_out, means)
    stacked = combine(means, weights)
    naive = backtest(sample, local.seasonal_naive, laid_out)
    compared = {name: score(laid_out, found) for name, found in means.items()}
    compared[STACKED], compared[NAIVE] = score(laid_out, stacked), score(laid_out, naive)
    if _is_worse(compared[STACKED], compared[NAIVE]):
        parts = fold_parts = {NAIVE: local.seasonal_naive}
        weights, stacked = {NAIVE: 1.0}, naive
    counts = spread.are_counts(sample.values)
    shared = spread.learn(laid_out, stacked, counts)
    calibration = []
    if shared is not None and len(laid_out.origins) > 1:
        held_out = spread.fit(shared, laid_out, stacked, range(len(laid_out.origins) - 1), counts)
        calibration = accuracy.calibration(laid_out, stacked, held_out)
    return Learned(parts, fold_parts, weights, compared, shared, calibration, sample.count)


def _is_worse(ours: PartScore, floor: PartScore) -> bool:
    return ours.rmsse is not None and floor.rmsse is not None and ours.rmsse > floor.rmsse


def forecast(panel: Panel, learned: Learned, horizon: int) -> Outcome:
    """Forecast every series of a panel and place its fold beside it."""
    laid_out = windows(panel)
    naive = backtest(panel, local.seasonal_naive, laid_out)
    means = combine(
        {name: backtest(panel, part, laid_out) for name, part in learned.fold_parts.items()},
        learned.weights,
    )
    ahead = combine(
        {name: part(panel, horizon) for name, part in learned.parts.items()}, learned.weights
    )
    counts = spread.are_counts(panel.values)
    shared = learned.shared or Shared(spread.default_family(counts), 0.0, 1.0, 1.0)
    blocks = range(len(laid_out.origins))
    held_out = None
    if learned.shared is not None and len(blocks) > 1:
        held_out = spread.fit(shared, laid_out, means, blocks[:-1], counts)
    fitted = spread.fit(shared, laid_out, means, blocks, counts)
    spreads = spread.with_levels(fitted, ahead.mean(axis=1))
    return Outcome(ahead, spreads, laid_out, means, naive, held_out)
