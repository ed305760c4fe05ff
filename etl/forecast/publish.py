"""Loads a finished run into the database: all of it, or nothing."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow.parquet as pq
from sqlalchemy import delete, select, text, update
from sqlalchemy.orm import Session

from backend.demand.models import DemandRepair, FeatureRow, ForecastRun
from etl.copying import copy_in
from etl.forecast.features import SCHEMA_VERSION, feature_names
from etl.forecast.files import FEATURES, FORECASTS
from etl.forecast.periods import PeriodRules, period_start

ACCURACY_COLUMNS = [
    "item_id", "site_id", "model", "points", "mase", "rmsse", "wape", "bias", "pinball",
    "coverage_80", "naive_rmsse", "actual_total", "absolute_error", "error", "reason", "spread",
]  # fmt: skip
FORECAST_COLUMNS = ["item_id", "site_id", "date", "horizon", "mean", "quantiles", "model"]
FEATURE_COLUMNS = ["item_id", "site_id", "date", "features"]
STORED_FEATURE_PERIODS = 90
# Raise it when the same data should give other forecasts than before.
ENGINE_VERSION = 3


@dataclass(frozen=True)
class Hashes:
    """What a run was made from: the data alone, and the data with settings and code."""

    data: str
    everything: str


@dataclass(frozen=True)
class Finished:
    """What a run found out, ready to be stored; the rows themselves lie in the Parquet files."""

    rules: PeriodRules
    origin: date
    horizon: int
    model: str
    candidates: dict[str, Any]
    weights: dict[str, float]
    accuracy: dict[str, Any]
    settings: dict[str, Any]
    series: pl.DataFrame
    folds: pl.DataFrame
    repairs: pl.DataFrame
    data_snapshot: str
    input_hash: str
    seconds: float
    folder: Path


def latest_run(session: Session) -> ForecastRun | None:
    return session.scalar(select(ForecastRun).where(ForecastRun.is_latest))


def publish(session: Session, run: Finished, *, keep: int) -> int:
    """Store the run, make it the latest one, and forget runs beyond the newest ``keep``."""
    session.execute(update(ForecastRun).where(ForecastRun.is_latest).values(is_latest=False))
    row = ForecastRun(
        origin=run.origin,
        period=run.rules.code,
        horizon=run.horizon,
        model=run.model,
        candidates=run.candidates,
        weights=run.weights,
        data_snapshot=run.data_snapshot,
        accuracy=run.accuracy,
        settings=run.settings,
        series=len(run.series),
        input_hash=run.input_hash,
        seconds=round(run.seconds, 3),
        is_latest=True,
    )
    session.add(row)
    session.flush()

    with pq.ParquetFile(run.folder / FORECASTS) as file:
        for number in range(file.num_row_groups):
            _copy_in(session, "forecasts", row.id, _forecasts(file, number))
    _copy_in(session, "forecast_accuracy", row.id, _accuracy(run.series))
    _copy_in(session, "forecast_folds", row.id, _folds(run.folds))
    session.execute(delete(DemandRepair))
    _copy_in(session, "demand_repairs", row.id, run.repairs)
    session.execute(delete(FeatureRow))
    first = period_start(run.origin, 1 - STORED_FEATURE_PERIODS, run.rules.code)
    with pq.ParquetFile(run.folder / FEATURES) as file:
        for number in range(file.num_row_groups):
            rows = _features(file, number, run.rules, first)
            _copy_in(session, "features_store", row.id, rows)
    _prune(session, keep)
    return row.id


def _frame(file: pq.ParquetFile, number: int) -> pl.DataFrame:
    frame = pl.from_arrow(file.read_row_group(number))
    assert isinstance(frame, pl.DataFrame)
    return frame


def _forecasts(file: pq.ParquetFile, number: int) -> pl.DataFrame:
    quantiles = pl.col("quantiles").cast(pl.List(pl.String)).list.join(",")
    return (
        _frame(file, number)
        .with_columns(pl.concat_str(pl.lit("{"), quantiles, pl.lit("}")).alias("quantiles"))
        .select(FORECAST_COLUMNS)
    )


def _accuracy(series: pl.DataFrame) -> pl.DataFrame:
    return series.with_columns(pl.col("spread").struct.json_encode()).select(ACCURACY_COLUMNS)


def _folds(folds: pl.DataFrame) -> pl.DataFrame:
    """Return the sums with one array of counts, null where no quantile was put to the test."""
    names = [name for name in folds.columns if name.startswith("within_")]
    counts = pl.concat_list(pl.col(names).cast(pl.Int64).cast(pl.String)).list.join(",")
    array = pl.concat_str(pl.lit("{"), counts, pl.lit("}"))
    known = folds.with_columns(pl.all_horizontal(pl.col(names).is_not_nan()).alias("known"))
    known = known.with_columns(pl.col(names).fill_nan(0))
    return known.with_columns(pl.when("known").then(array).alias("within")).drop(*names, "known")


def _features(file: pq.ParquetFile, number: int, rules: PeriodRules, first: date) -> pl.DataFrame:
    """Return the stored periods as JSON; figures are rounded, the exact ones stay in the file."""
    rows = _frame(file, number).filter(pl.col("date") >= first)
    rows = rows.with_columns(pl.col(pl.Float64).round(4))
    document = pl.struct(feature_names(rules)).struct.json_encode()
    return rows.with_columns(document.alias("features"), pl.lit(SCHEMA_VERSION).alias("version"))[
        [*FEATURE_COLUMNS, "version"]
    ].rename({"version": "schema_version"})


def _copy_in(session: Session, table: str, run_id: int, rows: pl.DataFrame) -> None:
    copy_in(session, f"analytics.{table}", rows.select(pl.lit(run_id).alias("run_id"), pl.all()))


def _prune(session: Session, keep: int) -> None:
    """Delete all but the newest runs; the one whose features are stored is among them."""
    newest = select(ForecastRun.id).order_by(ForecastRun.id.desc()).limit(keep)
    session.execute(delete(ForecastRun).where(ForecastRun.id.not_in(newest)))
    session.execute(text("ANALYZE analytics.forecasts"))
