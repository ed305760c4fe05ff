"""From series to forecasts, without a database: learn once on a sample, then forecast by partition.

Partitions depend on nothing but their own series and what was learned, so that they give the same
numbers wherever and in whatever order they run.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np

from etl.forecast import accuracy, global_model, local, spread, spread_learning
from etl.forecast.accuracy import NAIVE
from etl.forecast.arrays import Floats, Integers
from etl.forecast.backtest import Part, Windows, backtest, score, windows
from etl.forecast.newborn import Newborns, borrow, learn_newborns
from etl.forecast.panel import Panel
from etl.forecast.spread import Shared, Spreads
from etl.forecast.stack import combine, fit_weights

SEED = 2024
STACKED = "Stack"
GLOBAL = "GLOBAL"
LOCAL_PARTS: Mapping[str, Part] = {"FLAT": local.flat, "SEAS": local.seas}


@dataclass(frozen=True)
class Learned:
    """What the sample taught: how much each part counts, and how demand spreads around the sum."""

    parts: Mapping[str, Part]
    fold_parts: Mapping[str, Part]
    weights: Mapping[str, float]
    scores: Mapping[str, dict[str, Any]]
    shared: Shared | None
    calibration: list[dict[str, Any]]
    sampled: int
    newborns: Newborns
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
    fold_quantiles: Floats | None


def sample_rows(count: int, size: int) -> Integers:
    """Return which of ``count`` series to learn from; the same ones every time."""
    if count <= size:
        return np.arange(count)
    return np.sort(np.random.default_rng(SEED).choice(count, size, replace=False))


def learn(sample: Panel, horizon: int) -> Learned:
    """Forecast the fold with every part, weigh the parts, and learn their spread.

    Where the weighted sum does worse than repeating the last season, the data set is forecast by
    that: the floor is one decision for all, as the weights are.
    """
    laid_out = windows(sample)
    fold_parts, parts, notes = _parts(sample, laid_out, horizon)
    means = {name: backtest(sample, part, laid_out) for name, part in fold_parts.items()}
    weights = fit_weights(laid_out, means)
    stacked = combine(means, weights)
    naive = backtest(sample, local.seasonal_naive, laid_out)
    everything = {**means, STACKED: stacked, NAIVE: naive}
    if _is_worse(sample, laid_out, stacked, naive):
        parts = fold_parts = {NAIVE: local.seasonal_naive}
        weights, stacked = {NAIVE: 1.0}, naive
        notes = [*notes, "WORSE_THAN_NAIVE"]
    counts = spread.are_counts(sample.values)
    shared = spread_learning.learn(laid_out, stacked, counts)
    documents = {
        name: accuracy.of_part(laid_out, found, shared, counts)
        for name, found in everything.items()
    }
    calibration = []
    if shared is not None and len(laid_out.origins) > 1:
        held_out = spread.fit(shared, laid_out, stacked, range(len(laid_out.origins) - 1), counts)
        calibration = accuracy.calibration(laid_out, stacked, held_out)
    newborns = learn_newborns(sample)
    return Learned(
        parts, fold_parts, weights, documents, shared, calibration, sample.count, newborns, notes
    )


def _parts(
    sample: Panel, laid_out: Windows, horizon: int
) -> tuple[dict[str, Part], dict[str, Part], list[str]]:
    """Return the parts as they were at the fold and as they forecast, and notes.

    GLOBAL is one of them only where it can be trained for both.
    """
    before: dict[str, Part] = dict(LOCAL_PARTS)
    if not laid_out.origins:
        return before, before, ["NO_FOLD"]
    if not global_model.is_available():
        return before, before, ["NO_LIGHTGBM"]
    near = sample.rules.backtest_horizon
    trained = global_model.fit_global(sample, near, max(horizon, near))
    if trained is None:
        return before, before, ["TOO_FEW_FOR_GLOBAL"]
    then = global_model.fit_by_origin(sample, laid_out.origins, laid_out.horizon)
    if then is None:
        return before, before, ["TOO_FEW_FOR_GLOBAL"]
    return {**before, GLOBAL: then}, {**before, GLOBAL: trained}, []


def _is_worse(sample: Panel, laid_out: Windows, stacked: Floats, naive: Floats) -> bool:
    """Whether the naive floor did better on the fold.

    Windows shorter than they should be say little of the periods beyond them, where the last value
    is worth ever less: there the floor must have done better in every one.
    """
    numbers = range(len(laid_out.origins))
    worse = [_loses(laid_out.at(n), laid_out.block(stacked, n), laid_out.block(naive, n))
             for n in numbers]  # fmt: skip
    is_short = laid_out.horizon < sample.rules.backtest_horizon
    return _loses(laid_out, stacked, naive) and (all(worse) or not is_short)


def _loses(laid_out: Windows, stacked: Floats, naive: Floats) -> bool:
    ours, floor = score(laid_out, stacked).rmsse, score(laid_out, naive).rmsse
    return ours is not None and floor is not None and ours > floor


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
    shared = learned.shared or spread_learning.untested(panel.values, counts)
    blocks = range(len(laid_out.origins))
    found = accuracy.fold_quantiles(laid_out, means, learned.shared, counts)
    fitted = spread.fit(shared, laid_out, means, blocks, counts)
    spreads = spread.with_levels(fitted, ahead.mean(axis=1))
    ahead, spreads = borrow(panel, learned.newborns, ahead, spreads)
    return Outcome(ahead, spreads, laid_out, means, naive, found)
