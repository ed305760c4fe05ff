"""Weigh the parts of the forecast by how they did on the calibration fold.

One set of weights for the data set: a choice per series chases noise and costs accuracy.
"""

from collections.abc import Mapping

import numpy as np
from scipy.optimize import nnls

from etl.forecast import scores
from etl.forecast.arrays import Floats
from etl.forecast.backtest import Windows

# How far the fitted weights are pulled towards equal ones: the fold is one draw of many.
SHRINKAGE = 0.25
# How heavily the weights are held to a sum of one, against the errors of a whole data set.
SUM_TO_ONE = 1e3


def fit_weights(laid_out: Windows, parts: Mapping[str, Floats]) -> dict[str, float]:
    """Return non-negative weights with a sum of one; equal where nothing could be compared."""
    equal = np.full(len(parts), 1.0 / len(parts))
    means = np.stack(list(parts.values()), axis=-1)
    pull = _importance(laid_out, means.mean(axis=-1))
    known = np.isfinite(laid_out.actual) & np.isfinite(means).all(axis=-1) & (pull > 0)[:, None]
    if not known.any():
        return dict(zip(parts, equal.tolist(), strict=True))
    root = np.sqrt(np.broadcast_to(pull[:, None], known.shape)[known] / known.sum())
    seen, wanted = means[known] * root[:, None], laid_out.actual[known] * root
    size = float(np.sqrt((seen**2).mean())) or 1.0
    held = np.full((1, len(parts)), SUM_TO_ONE * size)
    upper = np.asarray(np.linalg.qr(np.column_stack([seen, wanted]), mode="r"))
    left = np.vstack([upper[:, :-1], held])
    fitted, _ = nnls(left, np.append(upper[:, -1], held[0, 0]))
    fitted = fitted / fitted.sum() if fitted.sum() > 0 else equal
    weights = (1 - SHRINKAGE) * fitted + SHRINKAGE * equal
    return dict(zip(parts, weights.tolist(), strict=True))


def combine(parts: Mapping[str, Floats], weights: Mapping[str, float]) -> Floats:
    total = sum(weights[name] * means for name, means in parts.items())
    return np.asarray(total, dtype=np.float64)


def _importance(laid_out: Windows, means: Floats) -> Floats:
    """Return what a squared error of each series counts for, so that their sum follows RMSSE.

    RMSSE is a mean of roots: a series that nothing can forecast must not outvote the rest.
    """
    rmsse = scores.rmsse(laid_out.actual, means, laid_out.squared_scale)
    usable = np.isfinite(rmsse) & (laid_out.squared_scale > 0)
    return np.where(
        usable, 1.0 / np.where(usable, laid_out.squared_scale * np.maximum(rmsse, 0.1), 1.0), 0.0
    )
