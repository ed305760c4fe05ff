"""The forecasts of one partition as rows: what the run writes and the database stores."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from etl.forecast import accuracy
from etl.forecast.arrays import Floats
from etl.forecast.engine import Learned, Outcome, forecast
from etl.forecast.panel import Panel
from etl.forecast.periods import PeriodRules, period_starts
from etl.forecast.repair import repair
from etl.forecast.series import SeriesSet
from etl.forecast.spread import Spreads

# What forecasts an item that is new: its family.
BORROWED = "Family"
SPREAD_SCHEMA = {
    "family": pl.String,
    "variance": pl.Float64,
    "level": pl.Float64,
    "level_error": pl.Float64,
    "is_count": pl.Boolean,
}


@dataclass(frozen=True)
class Partition:
    """The forecasts of some series: one row per series and period ahead, one of scores each."""

    forecasts: pl.DataFrame
    accuracy: pl.DataFrame
    fold: pl.DataFrame
    repairs: pl.DataFrame


def run_partition(series: SeriesSet, panel: Panel, learned: Learned, horizon: int) -> Partition:
    """Forecast and score every series of one partition; ``panel`` is the same series as arrays."""
    found = forecast(panel, learned, horizon)
    scored = accuracy.of_series(
        found.laid_out, found.means, found.naive, found.fold_quantiles, learned.model
    )
    if panel.new is not None:
        new = pl.when(pl.Series(panel.new)).then(pl.lit(BORROWED)).otherwise("model")
        scored = scored.with_columns(new.alias("model"))
    return Partition(
        _forecast_rows(series, panel.rules, found, scored["model"]),
        _accuracy_rows(series, scored, found.spreads),
        _fold_rows(series, found),
        repairs(series, panel.rules.season),
    )


def repairs(series: SeriesSet, season: int) -> pl.DataFrame:
    """Return every unknown period (item_id, site_id, date) with what was likely asked for then."""
    rows, columns = np.nonzero(series.missing)
    filled = repair(series.values, series.starts, season)
    return pl.DataFrame(
        {
            "item_id": series.keys["item_id"].to_numpy()[rows],
            "site_id": series.keys["site_id"].to_numpy()[rows],
            "date": pl.Series(series.dates, dtype=pl.Date).gather(columns),
            "quantity": filled[rows, columns].round(6),
        }
    )


def _fold_rows(series: SeriesSet, found: Outcome) -> pl.DataFrame:
    """Return the fold with item and site in place of the row, and days in place of numbers."""
    rows = accuracy.of_fold(found.laid_out, found.means, found.fold_quantiles)
    days = pl.Series(series.dates, dtype=pl.Date)
    placed = [series.keys[name].gather(rows["row"]).alias(name) for name in ("item_id", "site_id")]
    origin = days.gather(rows["origin"] - 1).alias("origin")
    return rows.drop("row").with_columns(*placed, origin)


def _forecast_rows(
    series: SeriesSet, rules: PeriodRules, found: Outcome, models: pl.Series
) -> pl.DataFrame:
    """Return item_id, site_id, date, horizon, mean, quantiles, model; ordered."""
    count, horizon = found.ahead.shape
    dates = period_starts(series.dates[-1], horizon + 1, rules.code)[1:]
    levels = found.spreads.quantiles(found.ahead)
    return pl.DataFrame(
        {
            **_repeated(series.keys, horizon),
            "date": pl.Series(dates * count, dtype=pl.Date),
            "horizon": np.tile(np.arange(1, horizon + 1), count),
            "mean": found.ahead.reshape(-1).round(6),
            "quantiles": pl.Series(
                levels.reshape(count * horizon, -1).round(6),
                dtype=pl.Array(pl.Float64, levels.shape[2]),
            ).cast(pl.List(pl.Float64)),
            "model": np.repeat(models.to_numpy().astype(str), horizon),
        }
    )


def _repeated(keys: pl.DataFrame, times: int) -> Mapping[str, Floats]:
    return {name: np.repeat(keys[name].to_numpy(), times) for name in ("item_id", "site_id")}


def _accuracy_rows(series: SeriesSet, scored: pl.DataFrame, spreads: Spreads) -> pl.DataFrame:
    documents = [spreads.of(row).to_document() for row in range(series.count)]
    return pl.concat([series.keys, scored], how="horizontal").with_columns(
        pl.Series("spread", documents, dtype=pl.Struct(SPREAD_SCHEMA))
    )
