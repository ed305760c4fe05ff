"""From series to forecasts, without a database: learn once on a sample, then partition by series.

Partitions depend on nothing but their own series and what was learned, so that they give the same
numbers wherever and in whatever order they run.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import polars as pl

from etl.forecast import accuracy, spread
from etl.forecast.arrays import Flags, Floats, Integers
from etl.forecast.backtest import CandidateScore, backtest, score, windows
from etl.forecast.choose import best_model, loses_to_naive
from etl.forecast.models import NAIVE, Candidate, forecast
from etl.forecast.periods import PeriodRules, period_starts
from etl.forecast.repair import repair
from etl.forecast.series import SeriesSet
from etl.forecast.spread import Shared, Spreads

# More series than this do not change which model wins, they only take longer to say so.
SAMPLE = 500
SEED = 2024


@dataclass(frozen=True)
class Learned:
    """What the sample taught: the model for the data set and how demand spreads around it."""

    model: Candidate
    naive: Candidate
    scores: list[CandidateScore]
    shared: Shared | None
    calibration: list[dict[str, Any]]
    sampled: int

    def to_document(self) -> dict[str, Any]:
        return {
            "sampled_series": self.sampled,
            "shared": asdict(self.shared) if self.shared else None,
            "calibration": self.calibration,
        }


@dataclass(frozen=True)
class Partition:
    """The forecasts of some series: one row per series and period ahead, one of scores each."""

    forecasts: pl.DataFrame
    accuracy: pl.DataFrame


def sample_rows(count: int, size: int = SAMPLE) -> Integers:
    """Return which of ``count`` series to compare models on; the same ones every time."""
    if count <= size:
        return np.arange(count)
    return np.sort(np.random.default_rng(SEED).choice(count, size, replace=False))


def learn(sample: SeriesSet, rules: PeriodRules, models: Sequence[Candidate]) -> Learned:
    """Back-test every model on the sample, choose one, and learn its spread."""
    laid_out = windows(sample, rules)
    means = {model.name: backtest(sample, rules, model, laid_out) for model in models}
    compared = [score(name, laid_out, found) for name, found in means.items()]
    by_name = {model.name: model for model in models}
    best = by_name[best_model(compared)]
    counts = spread.are_counts(sample.values)
    shared = spread.learn(laid_out, means[best.name], counts)
    calibration = []
    if shared is not None and len(laid_out.origins) > 1:
        past = range(len(laid_out.origins) - 1)
        held_out = spread.fit(shared, laid_out, means[best.name], past, counts)
        calibration = accuracy.calibration(laid_out, means[best.name], held_out)
    return Learned(best, by_name[NAIVE], compared, shared, calibration, sample.count)


def run_partition(
    series: SeriesSet, rules: PeriodRules, learned: Learned, horizon: int
) -> Partition:
    """Forecast and score every series of one partition."""
    laid_out = windows(series, rules)
    naive = backtest(series, rules, learned.naive, laid_out)
    means = backtest(series, rules, learned.model, laid_out)
    fell_back = loses_to_naive(laid_out, means, naive)
    means = np.where(fell_back[:, None], naive, means)

    ahead = _means_ahead(series, rules, learned, fell_back, horizon)
    counts = spread.are_counts(series.values)
    shared = learned.shared or Shared(spread.default_family(counts), 0.0, 1.0, 1.0)
    held_out = None
    if learned.shared is not None and len(laid_out.origins) > 1:
        past = range(len(laid_out.origins) - 1)
        held_out = spread.fit(shared, laid_out, means, past, counts)
    scored = accuracy.of_series(laid_out, means, naive, held_out, learned.model.name, fell_back)
    fitted = spread.fit(shared, laid_out, means, range(len(laid_out.origins)), counts)
    spreads = spread.with_levels(fitted, ahead.mean(axis=1))
    return Partition(
        _forecast_rows(series, rules, ahead, spreads, scored["model"]),
        _accuracy_rows(series, scored, spreads),
    )


def _means_ahead(
    series: SeriesSet, rules: PeriodRules, learned: Learned, fell_back: Flags, horizon: int
) -> Floats:
    repaired = repair(series.values, series.starts, rules.season)
    ahead = np.zeros((series.count, horizon))
    for row in range(series.count):
        model = learned.naive if fell_back[row] else learned.model
        ahead[row] = forecast(model, repaired[row, series.starts[row] :], rules, horizon)
    return ahead


def _forecast_rows(
    series: SeriesSet, rules: PeriodRules, ahead: Floats, spreads: Spreads, models: pl.Series
) -> pl.DataFrame:
    """Return item_id, site_id, date, horizon, mean, quantiles, model; ordered."""
    count, horizon = ahead.shape
    dates = period_starts(series.dates[-1], horizon + 1, rules.code)[1:]
    levels = spreads.quantiles(ahead)
    return pl.DataFrame(
        {
            "item_id": np.repeat(series.keys["item_id"].to_numpy(), horizon),
            "site_id": np.repeat(series.keys["site_id"].to_numpy(), horizon),
            "date": pl.Series(dates * count, dtype=pl.Date),
            "horizon": np.tile(np.arange(1, horizon + 1), count),
            "mean": ahead.reshape(-1).round(6),
            "quantiles": pl.Series(
                levels.reshape(count * horizon, -1).round(6),
                dtype=pl.Array(pl.Float64, levels.shape[2]),
            ).cast(pl.List(pl.Float64)),
            "model": np.repeat(models.to_numpy().astype(str), horizon),
        }
    )


def _accuracy_rows(series: SeriesSet, scored: pl.DataFrame, spreads: Spreads) -> pl.DataFrame:
    documents = [spreads.of(row).to_document() for row in range(series.count)]
    return pl.concat([series.keys, scored], how="horizontal").with_columns(
        pl.Series("spread", documents, dtype=pl.Struct(SPREAD_SCHEMA))
    )


SPREAD_SCHEMA = {
    "family": pl.String,
    "variance": pl.Float64,
    "level": pl.Float64,
    "level_error": pl.Float64,
    "is_count": pl.Boolean,
}
