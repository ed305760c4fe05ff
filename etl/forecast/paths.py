"""Demand paths for whoever decides on them: one pure function, on frames, without a database."""

from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from etl.forecast import detect, engine
from etl.forecast.arrays import Flags, Floats
from etl.forecast.intake import (
    KEYS,
    checked_availability,
    checked_history,
    panel_of,
    with_promotions,
)
from etl.forecast.sampling import Paths, draw_paths

# More series than this teach nothing that these do not.
LEARN_FROM = 1000


@dataclass(frozen=True)
class DemandPaths:
    """How demand may go on. Row i of every array belongs to row i of ``keys``.

    ``keys`` (site, item), ordered; ``mean`` series x horizon; ``paths`` series x count x horizon;
    ``is_count`` says whose demand comes in whole units.
    """

    keys: pl.DataFrame
    mean: Floats
    paths: Paths
    is_count: Flags


def demand_paths(
    history: pl.DataFrame,
    *,
    horizon: int,
    count: int = 300,
    availability: pl.DataFrame | None = None,
    static: pl.DataFrame | None = None,
    promotions: pl.DataFrame | None = None,
    season: int | None = None,
    seed: int = 0,
) -> DemandPaths:
    """Return how the demand of every series may go on after the last period of ``history``.

    ``history`` (site, item, period, quantity) has a whole number for each period. All series end
    with its last period; a series begins with its first demand. A missing row after that is zero,
    unless ``availability`` (site, item, period, available) says that nothing was there to be had:
    then demand is unknown, whatever little was sold. Rows of one period add up. ``static`` (site,
    item, any columns) says which series are alike; a pair that is in it but not in ``history`` is
    new, and borrows from those alike. ``promotions`` (site, item, period, on_promotion) says what
    was on offer and, in periods after the last one, what is planned to be; once anything is said
    of those, whatever is not named there is not on offer. ``season`` is its length in periods;
    left out, it is found from the data. Nothing after the last period of ``history`` has any
    influence, and the same input and seed give the same paths.

    Raises ``InvalidHistory`` for what cannot be demand: a column that is missing, a quantity that
    is negative, unknown, infinite or beyond counting, a horizon or count below one.
    """
    rows = checked_history(history, horizon=horizon, count=count)
    closed = checked_availability(availability)
    keys, panel = panel_of(rows, closed, static)
    first = int(rows["period"].to_numpy().min())
    panel = with_promotions(panel, keys, first, promotions, horizon)
    found = detect.season(panel.values) if season is None else season
    panel = replace(panel, rules=detect.rules_of(found))
    learned = engine.learn(panel.rows(engine.sample_rows(panel.count, LEARN_FROM)), horizon)
    outcome = engine.forecast(panel, learned, horizon)
    paths = draw_paths(outcome.ahead, outcome.spreads, _names(keys), count=count, seed=seed)
    return DemandPaths(keys, outcome.ahead, paths, np.asarray(outcome.spreads.is_count))


def _names(keys: pl.DataFrame) -> list[str]:
    """Return what each series is called, so that its draws do not depend on the others."""
    parts = [pl.col(key).cast(pl.String) for key in KEYS]
    return keys.select(pl.concat_str(parts, separator="\0")).to_series().to_list()
