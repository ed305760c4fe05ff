"""Choose one model for the data set, and the series that are better off with the naive one.

A choice per series chases noise and costs accuracy; one choice per data set does not. The naive
floor is for the few series where the chosen model loses clearly, again and again.
"""

from collections.abc import Sequence

import numpy as np

from etl.forecast import scores
from etl.forecast.arrays import Flags, Floats
from etl.forecast.backtest import CandidateScore, Windows

# What is forecast with where nothing could be compared: it needs the least history.
UNTESTED_MODEL = "WindowAverage"
CLEAR_LOSS = 1.1


def best_model(compared: Sequence[CandidateScore]) -> str:
    """Return the model with the lowest mean RMSSE; the earlier one on a tie."""
    scored = [(found.rmsse, found.model) for found in compared if found.rmsse is not None]
    if not scored:
        return UNTESTED_MODEL
    lowest = min(rmsse for rmsse, _ in scored)
    return next(model for rmsse, model in scored if rmsse == lowest)


def loses_to_naive(laid_out: Windows, means: Floats, naive: Floats) -> Flags:
    """Return the series where the model is clearly and repeatedly worse than the naive one.

    Clearly: RMSSE more than a tenth higher over all origins. Repeatedly: higher from each origin
    that had any demand, of which there must be two; a window without demand proves nothing, since
    there whoever forecasts nothing wins.
    """
    ours = scores.rmsse(laid_out.actual, means, laid_out.squared_scale)
    floor = scores.rmsse(laid_out.actual, naive, laid_out.squared_scale)
    loses = np.isfinite(ours) & np.isfinite(floor) & (ours > CLEAR_LOSS * floor)
    judged = np.zeros(len(means), dtype=np.int64)
    for number in range(len(laid_out.origins)):
        actual = laid_out.block(laid_out.actual, number)
        here = scores.rmsse(actual, laid_out.block(means, number), laid_out.squared_scale)
        there = scores.rmsse(actual, laid_out.block(naive, number), laid_out.squared_scale)
        had_demand = np.nan_to_num(actual).any(axis=1)
        loses &= ~had_demand | (here > there)
        judged += had_demand
    return loses & (judged >= 2)
