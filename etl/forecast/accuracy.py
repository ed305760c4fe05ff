"""Accuracy of each series in the back-test, and of the run as a whole."""

from typing import Any

import numpy as np
import polars as pl

from backend.demand.levels import QUANTILE_LEVELS
from etl.forecast import scores
from etl.forecast.arrays import Flags, Floats, Integers
from etl.forecast.backtest import Windows, score
from etl.forecast.spread import Shared, Spreads, fit, sums
from etl.forecast.spread_learning import thinned

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
    found: Floats | None,
    model: str,
) -> pl.DataFrame:
    """Return one row of scores per series; ``found`` is what ``fold_quantiles`` returned.

    ``means`` are those of the forecast that the run publishes, the naive floor's where it fell
    back to that. Pinball and coverage are measured on every origin with spreads that the others
    were fitted on.
    """
    actual = laid_out.actual
    points = scores.points(actual)
    rmsse = scores.rmsse(actual, means, laid_out.squared_scale)
    pinball = coverage = np.full(len(actual), np.nan)
    if found is not None:
        pinball = scores.scaled_pinball(actual, found, laid_out.absolute_scale)
        coverage = scores.coverage(actual, found[:, :, LOW], found[:, :, HIGH])
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
            "reason": _reasons(points, rmsse, model),
            "actual_total": np.nansum(actual, axis=1),
            "absolute_error": np.nansum(np.abs(actual - means), axis=1),
            "error": np.nansum(means - actual, axis=1),
        }
    ).with_columns(pl.col(pl.Float64).fill_nan(None), pl.col("reason").replace("", None))


def _reasons(points: Integers, rmsse: Floats, model: str) -> Any:
    """Return why each series has no score to be judged by, or an empty text."""
    found = np.select(
        [points == 0, np.full(len(points), model == NAIVE), ~np.isfinite(rmsse)],
        [TOO_SHORT, FELL_BACK_TO_NAIVE, NO_SCALE],
        default="",
    )
    return found.astype(str)


def fold_quantiles(
    laid_out: Windows, means: Floats, shared: Shared | None, is_count: Flags
) -> Floats | None:
    """Return series x fold x levels: each origin's quantiles, fitted on the errors of the others.

    None where there is no other origin: errors that a spread was fitted on prove nothing of it.
    """
    blocks = range(len(laid_out.origins))
    if shared is None or len(blocks) < 2:
        return None
    found = []
    for number in blocks:
        others = [block for block in blocks if block != number]
        fitted = fit(shared, laid_out, means, others, is_count)
        found.append(fitted.quantiles(laid_out.block(means, number)))
    return np.concatenate(found, axis=1)


def of_fold(laid_out: Windows, means: Floats, found: Floats | None) -> pl.DataFrame:
    """Return one row per series, origin and step ahead with a known outcome (row, origin, horizon).

    ``within`` says, level by level, whether demand stayed within its quantile.
    """
    rows, columns = np.nonzero(np.isfinite(laid_out.actual))
    actual, mean = laid_out.actual[rows, columns], means[rows, columns]
    origins = np.array(laid_out.origins, dtype=np.int64)
    within = {
        f"within_{place}": np.full(len(rows), np.nan)
        if found is None
        else (actual <= found[rows, columns, place]).astype(np.float64)
        for place in range(len(QUANTILE_LEVELS))
    }
    return pl.DataFrame(
        {
            "row": rows,
            "origin": origins[columns // max(laid_out.horizon, 1)] if len(rows) else rows,
            "horizon": columns % max(laid_out.horizon, 1) + 1,
            "actual_total": actual,
            "absolute_error": np.abs(actual - mean),
            "error": mean - actual,
            **within,
        }
    )


def of_part(
    laid_out: Windows, means: Floats, shared: Shared | None, is_count: Flags
) -> dict[str, Any]:
    """Return the scores of one part on the fold of the sample, as a document."""
    document: dict[str, Any] = score(laid_out, means).to_document()
    few, some, counts = thinned(laid_out, means, is_count)
    found = fold_quantiles(few, some, shared, counts)
    if found is None:
        return {**document, "pinball": None, "coverage": None}
    known = np.isfinite(few.actual)
    return {
        **document,
        "pinball": scores.average(scores.scaled_pinball(few.actual, found, few.absolute_scale)),
        "coverage": {
            str(level): float((few.actual <= found[:, :, place])[known].mean())
            for place, level in enumerate(QUANTILE_LEVELS)
        },
    }


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
