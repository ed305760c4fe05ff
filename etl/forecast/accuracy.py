"""Accuracy of each series in the back-test, and of the run as a whole."""

from typing import Any

import numpy as np
import polars as pl

from backend.demand.rules import QUANTILE_LEVELS
from etl.forecast import scores
from etl.forecast.arrays import Floats
from etl.forecast.backtest import Windows
from etl.forecast.spread import Spreads, sums

# What a run is called that falls back to repeating the last season.
NAIVE = "SeasonalNaive"
LOW, HIGH = QUANTILE_LEVELS.index(0.1), QUANTILE_LEVELS.index(0.9)

TOO_SHORT = "TOO_SHORT"
NO_SCALE = "NO_SCALE"
FELL_BACK_TO_NAIVE = "FELL_BACK_TO_NAIVE"


def of_series(
    laid_out: Windows,
    means: Floats,
    naive: Floats,
    held_out: Spreads | None,
    model: str,
) -> pl.DataFrame:
    """Return one row of scores per series.

    ``means`` are those of the forecast that the run publishes, the naive floor's where it fell
    back to that. Pinball and coverage are measured
    on the last origin, with spreads fitted on the ones before it.
    """
    actual = laid_out.actual
    points = scores.points(actual)
    rmsse = scores.rmsse(actual, means, laid_out.squared_scale)
    pinball = coverage = np.full(len(actual), np.nan)
    if held_out is not None:
        last = len(laid_out.origins) - 1
        known = laid_out.block(actual, last)
        found = held_out.quantiles(laid_out.block(means, last))
        pinball = scores.scaled_pinball(known, found, laid_out.absolute_scale)
        coverage = scores.coverage(known, found[:, :, LOW], found[:, :, HIGH])
    reason = np.select(
        [points == 0, np.full(len(points), model == NAIVE), ~np.isfinite(rmsse)],
        [TOO_SHORT, FELL_BACK_TO_NAIVE, NO_SCALE],
        default="",
    )
    return pl.DataFrame(
        {
            "model": np.full(len(points), model),
            "points": points,
            "mase": scores.mase(actual, means, laid_out.absolute_scale),
            "rmsse": rmsse,
            "wape": scores.wape(actual, means),
            "bias": scores.bias(actual, means),
            "pinball": pinball,
            "coverage_80": coverage,
            "naive_rmsse": scores.rmsse(actual, naive, laid_out.squared_scale),
            "reason": reason.astype(str),
            "actual_total": np.nansum(actual, axis=1),
            "absolute_error": np.nansum(np.abs(actual - means), axis=1),
            "error": np.nansum(means - actual, axis=1),
        }
    ).with_columns(pl.col(pl.Float64).fill_nan(None), pl.col("reason").replace("", None))


def of_run(series: pl.DataFrame) -> dict[str, float | int | None]:
    """Average the series' scores; WAPE and bias are those of the total."""
    total = float(series["actual_total"].sum())
    names = ("mase", "rmsse", "pinball", "coverage_80", "naive_rmsse")
    means: dict[str, float | int | None] = {name: _mean(series[name]) for name in names}
    return {
        **means,
        "wape": float(series["absolute_error"].sum()) / total if total > 0 else None,
        "bias": float(series["error"].sum()) / total if total > 0 else None,
        "scored_series": int(series["rmsse"].count()),
        "fell_back_to_naive": int((series["reason"] == FELL_BACK_TO_NAIVE).sum()),
    }


def calibration(laid_out: Windows, means: Floats, held_out: Spreads) -> list[dict[str, Any]]:
    """Return, for single periods and for sums, how often demand stayed within each quantile."""
    last = len(laid_out.origins) - 1
    result = []
    for periods in (1, max(laid_out.horizon // 2, 2), laid_out.horizon):
        actual, expected = sums(laid_out, means, last, periods)
        found = held_out.quantiles(expected, periods)
        known = np.isfinite(actual)
        result.append(
            {
                "periods": periods,
                "points": int(known.sum()),
                "achieved": {
                    str(level): float((actual <= found[:, :, place])[known].mean())
                    for place, level in enumerate(QUANTILE_LEVELS)
                }
                if known.any()
                else None,
            }
        )
    return result


def _mean(values: pl.Series) -> float | None:
    found = values.mean()
    return float(found) if isinstance(found, float) else None
