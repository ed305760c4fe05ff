"""Weigh the parts of the forecast by how they did on the calibration fold.

One set of weights for the data set: a choice per series chases noise and costs accuracy.
"""

from collections.abc import Mapping

import numpy as np
from scipy.optimize import nnls

from etl.forecast import scores
from etl.forecast.arrays import Flags, Floats
from etl.forecast.backtest import Windows

# How far the fitted weights are pulled towards equal ones of the best parts: the fold is one draw
# of many. A part that did worse there than the best by more than this share is none of them.
SHRINKAGE = 0.5
AS_GOOD = 0.02
# How heavily the weights are held to a sum of one, against the errors of a whole data set.
SUM_TO_ONE = 1e3


def fit_weights(laid_out: Windows, parts: Mapping[str, Floats]) -> dict[str, float]:
    """Return non-negative weights with a sum of one; equal where nothing could be compared.

    Parts are compared where all of them are known.
    """
    means = np.stack(list(parts.values()), axis=-1)
    pull = _importance(laid_out, means.mean(axis=-1))
    known = np.isfinite(laid_out.actual) & np.isfinite(means).all(axis=-1) & (pull > 0)[:, None]
    if not known.any():
        return dict.fromkeys(parts, 1.0 / len(parts))
    root = np.sqrt(np.broadcast_to(pull[:, None], known.shape)[known] / known.sum())
    best = _best(laid_out, means, known)
    fitted = _least_squares(means[known] * root[:, None], laid_out.actual[known] * root)
    fitted = fitted / fitted.sum() if fitted.sum() > 0 else best
    weights = (1 - SHRINKAGE) * fitted + SHRINKAGE * best
    return dict(zip(parts, weights.tolist(), strict=True))


def _best(laid_out: Windows, means: Floats, known: Flags) -> Floats:
    """Return equal weights of the parts that did as well as any."""
    actual = np.where(known, laid_out.actual, np.nan)
    found = [
        scores.average(scores.rmsse(actual, means[..., part], laid_out.squared_scale))
        for part in range(means.shape[-1])
    ]
    losses = np.array([np.inf if loss is None else loss for loss in found])
    good = losses <= losses.min() * (1 + AS_GOOD)
    return np.asarray(good / good.sum())


def _least_squares(seen: Floats, wanted: Floats) -> Floats:
    """Return the weights, none below zero and with a sum of about one, that err least."""
    size = float(np.sqrt((seen**2).mean())) or 1.0
    held = np.full((1, seen.shape[1]), SUM_TO_ONE * size)
    upper = np.asarray(np.linalg.qr(np.column_stack([seen, wanted]), mode="r"))
    left = np.vstack([upper[:, :-1], held])
    fitted, _ = nnls(left, np.append(upper[:, -1], held[0, 0]))
    return np.asarray(fitted)


def combine(parts: Mapping[str, Floats], weights: Mapping[str, float]) -> Floats:
    """Return the weighted mean of the parts that are known; NaN where none is."""
    means = np.stack(list(parts.values()), axis=-1)
    shares = np.isfinite(means) * np.array([weights[name] for name in parts])
    share = shares.sum(axis=-1)
    total = (shares * np.nan_to_num(means)).sum(axis=-1)
    return np.asarray(np.divide(total, share, out=np.full(share.shape, np.nan), where=share > 0))


def _importance(laid_out: Windows, means: Floats) -> Floats:
    """Return what a squared error of each series counts for, so that their sum follows RMSSE.

    RMSSE is a mean of roots: a series that nothing can forecast must not outvote the rest.
    """
    rmsse = scores.rmsse(laid_out.actual, means, laid_out.squared_scale)
    usable = np.isfinite(rmsse) & (laid_out.squared_scale > 0)
    return np.where(
        usable, 1.0 / np.where(usable, laid_out.squared_scale * np.maximum(rmsse, 0.1), 1.0), 0.0
    )
