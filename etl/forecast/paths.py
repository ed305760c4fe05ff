"""Simulated demand of every series: exponential smoothing, and gamma-Poisson around it. Pure."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from etl.forecast.arrays import Flags, Floats, Integers

KEYS = ["site", "item"]
ALPHAS = (0.05, 0.1, 0.2, 0.3, 0.5)
# How many observations what series have in common counts for against a series' own.
PRIOR = 28.0
SEASON_PRIOR = 8.0
WHOLE_SHARE = 0.999
LEAST = 1e-6
SUM_LENGTH = 4


@dataclass(frozen=True)
class DemandPaths:
    """Demand of the periods after the last one of the history; one row per site and item."""

    keys: pl.DataFrame
    mean: Floats
    paths: NDArray[np.float32]
    is_count: Flags


def demand_paths(
    history: pl.DataFrame,
    *,
    horizon: int,
    count: int = 300,
    availability: pl.DataFrame | None = None,
    static: pl.DataFrame | None = None,  # noqa: ARG001  # part of the interface
    season: int | None = None,
    seed: int = 0,
) -> DemandPaths:
    """Return ``count`` paths of ``horizon`` periods per series; the same seed gives the same."""
    keys = history.select(KEYS).unique().sort(KEYS)
    if availability is not None:
        # A period in which nobody sold has no row in the history.
        known = availability.join(keys, on=KEYS, how="semi")
        known = known.filter(pl.col("period") >= history["period"].min())
        zeros = known.select(*KEYS, "period", quantity=pl.lit(0.0))
        history = pl.concat([history, zeros])
    periods = history["period"]
    columns, length, found_season = _grid(periods)
    season = season or found_season
    values = _dense(history, keys, columns, length, availability)
    is_count = _are_counts(values)
    index = _season_index(values, season)
    flat = values / index[:, np.arange(length) % season]
    levels, level = _smooth(flat)
    ahead = index[:, (length + np.arange(horizon)) % season]
    mean = level[:, None] * ahead
    variance, shared = _spread(flat, levels, level)
    paths = _draw(mean, variance, shared, level, is_count, count, seed)
    return DemandPaths(keys, mean, paths, is_count)


def _grid(periods: pl.Series) -> tuple[pl.Series, int, int]:
    """Return the column of each row, the number of columns and the season of the frequency."""
    if periods.dtype.is_integer():
        columns = periods - periods.min()
        return columns, _length(columns), 1
    days = periods.cast(pl.Date)
    first = days.min()
    assert isinstance(first, date)
    starts = days.unique().sort()
    gaps = starts.diff().drop_nulls().dt.total_days()
    if len(gaps) and starts.dt.day().n_unique() == 1 and (gaps >= 28).all():
        months = days.dt.year().cast(pl.Int64) * 12 + days.dt.month().cast(pl.Int64)
        columns, season = months - (first.year * 12 + first.month), 12
    else:
        steps = (days - first).dt.total_days()
        is_weekly = len(starts) > 1 and not (steps % 7 != 0).any()
        columns, season = (steps // 7, 52) if is_weekly else (steps, 7)
    return columns, _length(columns), season


def _length(columns: pl.Series) -> int:
    return int(columns.to_numpy().max()) + 1


def _dense(
    history: pl.DataFrame,
    keys: pl.DataFrame,
    columns: pl.Series,
    length: int,
    availability: pl.DataFrame | None,
) -> Floats:
    """Return series x periods: NaN before the first sale and where stock was out."""
    placed = history.with_columns(columns.alias("column"))
    indexed = keys.with_row_index("row")
    cells = placed.join(indexed, on=KEYS)
    values = np.zeros((len(keys), length))
    np.add.at(
        values, (cells["row"].to_numpy(), cells["column"].to_numpy()), cells["quantity"].to_numpy()
    )
    started: Flags = np.asarray(np.cumsum(values > 0, axis=1) > 0)
    if availability is not None:
        table = placed.select("period", "column").unique("period")
        out = availability.filter(~pl.col("available")).join(table, on="period")
        out = out.join(indexed, on=KEYS)
        at = (out["row"].to_numpy(), out["column"].to_numpy())
        values[at] = np.where(values[at] > 0, values[at], np.nan)
    # A series that never sold is known to be zero all along.
    ever = (values > 0).sum(axis=1) > 0
    values[~started & ever[:, None]] = np.nan
    return values


def _are_counts(values: Floats) -> Flags:
    known = np.isfinite(values)
    whole = (known & (values == np.rint(values))).sum(axis=1)
    return np.asarray(whole >= WHOLE_SHARE * np.maximum(known.sum(axis=1), 1))


def _season_index(values: Floats, season: int) -> Floats:
    """Return series x season: the share of the mean on each place, drawn to what all have."""
    if season == 1 or values.shape[1] < 2 * season:
        return np.ones((len(values), season))
    known = np.isfinite(values)
    filled = np.where(known, values, 0.0)
    level = np.maximum(filled.sum(axis=1) / np.maximum(known.sum(axis=1), 1), LEAST)
    place = np.arange(values.shape[1]) % season
    totals = np.stack([filled[:, place == at].sum(axis=1) for at in range(season)], axis=1)
    counts = np.stack([known[:, place == at].sum(axis=1) for at in range(season)], axis=1)
    shared = totals.sum(axis=0) / np.maximum((counts * level[:, None]).sum(axis=0), LEAST)
    index = (totals / level[:, None] + SEASON_PRIOR * shared) / (counts + SEASON_PRIOR)
    mean = np.maximum(index.mean(axis=1, keepdims=True), LEAST)
    return np.asarray(np.maximum(index, 0.05) / mean)


def _smooth(values: Floats) -> tuple[Floats, Floats]:
    """Return the level before each period and after the last, at the best common smoothing."""
    scale = np.nan_to_num(np.nanmean(np.where(np.isfinite(values), values, 0.0), axis=1)) + LEAST
    best: tuple[float, Floats, Floats] | None = None
    for alpha in ALPHAS:
        levels, level = _levels(values, alpha)
        errors = (values - levels)[:, 1:] / scale[:, None]
        known = np.isfinite(errors)
        loss = float((errors[known] ** 2).mean()) if known.any() else 0.0
        if best is None or loss < best[0]:
            best = (loss, levels, level)
    assert best is not None
    return best[1], best[2]


def _levels(values: Floats, alpha: float) -> tuple[Floats, Floats]:
    """Smooth with weights that fall from 1/n to ``alpha``, so that no first value rules."""
    level = np.zeros(len(values))
    seen = np.zeros(len(values))
    levels = np.full(values.shape, np.nan)
    for column in range(values.shape[1]):
        now = values[:, column]
        known = np.isfinite(now)
        levels[:, column] = np.where(seen > 0, level, np.nan)
        seen += known
        weight = np.maximum(alpha, 1 / np.maximum(seen, 1.0))
        level = np.where(known, level + weight * (np.nan_to_num(now) - level), level)
    return levels, level


def _spread(values: Floats, levels: Floats, level: Floats) -> tuple[Floats, float]:
    """Return each series' variance of one period, and the share by which levels are wrong."""
    errors = values - levels
    known = np.isfinite(errors)
    observed = known.sum(axis=1)
    own = np.where(known, errors, 0.0).__pow__(2).sum(axis=1) / np.maximum(observed, 1)
    usable = (observed >= SUM_LENGTH) & (own > 0) & (level > LEAST)
    if not usable.any():
        return np.maximum(own, level), 0.3
    power, factor = 1.0, 1.0
    if usable.sum() >= 10:
        power, offset = np.polyfit(np.log(level[usable]), np.log(own[usable]), 1)
        factor = float(np.exp(offset))
    else:
        factor = float(np.mean(own[usable] / level[usable]))
    typical = factor * np.maximum(level, LEAST) ** float(np.clip(power, 0.5, 2.0))
    variance = (observed * own + PRIOR * typical) / (observed + PRIOR)
    return variance, _level_error(errors[usable], level[usable], own[usable])


def _level_error(errors: Floats, level: Floats, own: Floats) -> float:
    """Return how much more sums of periods stray than independent errors would, as a share."""
    length = errors.shape[1] // SUM_LENGTH * SUM_LENGTH
    if length == 0:
        return 0.3
    sums = errors[:, -length:].reshape(len(errors), -1, SUM_LENGTH).sum(axis=2)
    known = np.isfinite(sums)
    if not known.any():
        return 0.3
    of_sums = np.array(
        [np.mean(row[ok] ** 2) if ok.any() else np.nan for row, ok in zip(sums, known, strict=True)]
    )
    excess = (of_sums - SUM_LENGTH * own) / (SUM_LENGTH * level) ** 2
    return float(np.sqrt(np.clip(np.nanmedian(excess), 0.0025, 0.25)))


def _draw(
    mean: Floats,
    variance: Floats,
    shared: float,
    level: Floats,
    is_count: Flags,
    count: int,
    seed: int,
) -> NDArray[np.float32]:
    """Draw a level per path and gamma-Poisson demand around it; gamma where demand is no count."""
    series, horizon = mean.shape
    paths = np.zeros((series, count, horizon), dtype=np.float32)
    relative = np.maximum(variance / np.maximum(level, LEAST) ** 2 - shared**2, 0.01)
    for row in range(series):
        if level[row] <= LEAST:
            continue
        random = np.random.default_rng([seed, row])
        base = mean[row] * random.gamma(1 / shared**2, shared**2, size=(count, 1))
        extra = relative[row]
        if is_count[row]:
            extra = max(extra - 1 / max(level[row], LEAST), 0.01)
        rate = base * random.gamma(1 / extra, extra, size=(count, horizon))
        paths[row] = random.poisson(np.minimum(rate, 1e12)) if is_count[row] else rate
    return paths


__all__ = ["DemandPaths", "Integers", "demand_paths"]
