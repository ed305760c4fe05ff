"""Rolling origin: forecast the recent past from before it, and compare.

Origins lie one back-test horizon apart, the last one a horizon before the end. A model sees
nothing at or after the origin: unknown periods are repaired from the training part alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from etl.forecast import scores
from etl.forecast.arrays import Flags, Floats
from etl.forecast.models import Candidate, forecast
from etl.forecast.periods import PeriodRules
from etl.forecast.repair import repair
from etl.forecast.series import SeriesSet

ORIGINS = 3


@dataclass(frozen=True)
class Windows:
    """What was to be forecast: one block of ``horizon`` columns per origin, oldest first.

    ``actual`` is NaN where unknown or where the series was too young at that origin.
    """

    origins: tuple[int, ...]
    horizon: int
    actual: Floats
    eligible: Flags
    absolute_scale: Floats
    squared_scale: Floats

    def block(self, values: Floats, origin: int) -> Floats:
        """Return the columns of ``values`` that belong to the origin with this number."""
        return values[:, origin * self.horizon : (origin + 1) * self.horizon]


def windows(series: SeriesSet, rules: PeriodRules) -> Windows:
    """Lay out the last origins that the length of the data allows, and the naive scales."""
    horizon = rules.backtest_horizon
    origins = tuple(
        origin
        for origin in (series.length - horizon * step for step in range(ORIGINS, 0, -1))
        if origin >= rules.least_history
    )
    eligible = np.array([series.starts + rules.least_history <= o for o in origins]).T
    eligible = eligible.reshape(series.count, len(origins))
    actual = [
        np.where(eligible[:, [number]], series.values[:, o : o + horizon], np.nan)
        for number, o in enumerate(origins)
    ]
    seen = series.values[:, : origins[-1]] if origins else series.values[:, :0]
    if seen.shape[1] > rules.scale_lag:
        absolute, squared = scores.naive_scales(seen, rules.scale_lag)
    else:
        absolute = squared = np.full(series.count, np.nan)
    columns = np.hstack(actual) if actual else np.empty((series.count, 0))
    return Windows(origins, horizon, columns, eligible, absolute, squared)


def backtest(
    series: SeriesSet, rules: PeriodRules, candidate: Candidate, laid_out: Windows
) -> Floats:
    """Return the means that ``candidate`` would have forecast, laid out as ``Windows.actual``."""
    means = np.full(laid_out.actual.shape, np.nan)
    for number, origin in enumerate(laid_out.origins):
        training = repair(series.values[:, :origin], series.starts, rules.season)
        block = laid_out.block(means, number)
        for row in np.flatnonzero(laid_out.eligible[:, number]):
            history = training[row, series.starts[row] :]
            block[row] = forecast(candidate, history, rules, laid_out.horizon)
    return means


@dataclass(frozen=True)
class CandidateScore:
    """One model on the whole sample; None where a score cannot be computed."""

    model: str
    rmsse: float | None
    mase: float | None
    wape: float | None
    bias: float | None


def score(model: str, laid_out: Windows, means: Floats) -> CandidateScore:
    """Average a model's scores over series; WAPE and bias are those of the total."""
    actual = laid_out.actual
    everything = actual.reshape(1, -1), means.reshape(1, -1)
    return CandidateScore(
        model,
        scores.average(scores.rmsse(actual, means, laid_out.squared_scale)),
        scores.average(scores.mase(actual, means, laid_out.absolute_scale)),
        scores.average(scores.wape(*everything)),
        scores.average(scores.bias(*everything)),
    )


def compare(
    series: SeriesSet, rules: PeriodRules, models: Sequence[Candidate]
) -> list[CandidateScore]:
    laid_out = windows(series, rules)
    return [
        score(model.name, laid_out, backtest(series, rules, model, laid_out)) for model in models
    ]
