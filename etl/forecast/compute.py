"""The heavy part of a forecasting run. Imported late: LightGBM and SciPy take seconds."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

import polars as pl
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.inventory.models import Site
from etl.forecast import accuracy
from etl.forecast.ahead import calendar
from etl.forecast.backends import run_all
from etl.forecast.engine import SEED, Learned, learn, sample_rows
from etl.forecast.features import features
from etl.forecast.files import FEATURES, FORECASTS, ParquetAppender
from etl.forecast.offers import offers
from etl.forecast.panel import FAMILY, SITE, Panel
from etl.forecast.partition import Partition, run_partition
from etl.forecast.periods import position
from etl.forecast.publish import ENGINE_VERSION, Finished, Hashes
from etl.forecast.series import KEYS, SeriesSet
from etl.forecast.source import Source, read_series
from etl.pipeline import RunContext

# More series than this teach nothing that these do not.
LEARN_FROM = 1000
# A Monday, from which periods are numbered so that partitions agree on the place in the season.
FIRST_DAY = date(2001, 1, 1)


def compute(
    session: Session, context: RunContext, source: Source, hashes: Hashes, begun: float
) -> Finished:
    """Forecast every series into the Parquet files and return what is to be stored beside."""
    horizon = context.settings.forecast_horizon or source.rules.horizon
    context.progress.advance(0.02, "learning from the past")
    learned = learn(_sample(session, source, horizon), horizon)
    found = _forecast_all(session, context, source, learned, horizon)
    return Finished(
        rules=source.rules,
        origin=source.origin,
        horizon=horizon,
        model=learned.model,
        candidates=dict(learned.scores),
        weights=dict(learned.weights),
        accuracy={**accuracy.of_run(found.accuracy), "calibration": learned.calibration},
        settings={
            **learned.to_document(),
            "engine_version": ENGINE_VERSION,
            "seed": SEED,
            "stale_sites": _codes(session, source.site_ends["site_id"].to_list()),
            "closed_days": len(source.closed),
        },
        series=found.accuracy,
        folds=found.folds,
        repairs=found.repairs,
        input_hash=hashes.everything,
        data_snapshot=hashes.data,
        seconds=time.monotonic() - begun,
        folder=context.settings.output_dir,
    )


def _codes(session: Session, sites: list[int]) -> list[str]:
    return list(session.scalars(select(Site.code).where(Site.id.in_(sites)).order_by(Site.code)))


def _sample(session: Session, source: Source, horizon: int) -> Panel:
    """Read the series that the run learns from."""
    chosen = source.keys[sample_rows(len(source.keys), LEARN_FROM).tolist()]
    series = read_series(session, source, chosen["item_id"].unique().sort().to_list())
    wanted = series.keys.with_row_index("row").join(chosen, on=KEYS, how="semi")["row"]
    return panel_of(series.rows(wanted.cast(pl.Int64).to_numpy()), source, horizon)


def panel_of(series: SeriesSet, source: Source, horizon: int) -> Panel:
    """Lay a partition out for the engine, with calendar, promotions, family and site."""
    family = series.keys.join(source.items, on="item_id", how="left", maintain_order="left")
    return Panel(
        source.rules,
        series.values,
        series.starts,
        calendar=calendar(series.dates, horizon, source.rules, source.holidays),
        events=offers(series, source.plan, source.rules, horizon),
        announced=source.plan.announced(source.origin, source.rules),
        reach=source.plan.reach(source.origin, source.rules),
        static={
            FAMILY: family["family_code"].to_numpy(),
            SITE: series.keys["site_id"].to_numpy(),
        },
        new=series.new,
        first=position(series.dates[0], FIRST_DAY, source.rules.code) if series.dates else 0,
    )


def _forecast_all(
    session: Session, context: RunContext, source: Source, learned: Learned, horizon: int
) -> "Everything":
    """Forecast partition after partition into the Parquet files; return what is small enough."""
    folder = context.settings.output_dir
    scored, folds, repaired = [], [], []
    with (
        ParquetAppender(folder / FORECASTS) as forecast_file,
        ParquetAppender(folder / FEATURES) as feature_file,
    ):
        forecast = partial(_forecast_one, learned=learned, horizon=horizon)
        parts = (
            (series, panel_of(series, source, horizon))
            for series in _partitions(session, context, source)
        )
        for series, found in run_all(context.settings.forecast_engine, forecast, parts):
            forecast_file.append(found.forecasts)
            feature_file.append(features(series, source.rules, source.holidays))
            scored.append(found.accuracy)
            folds.append(summed_fold(found.fold, source))
            repaired.append(found.repairs)
    return Everything(pl.concat(scored), added_up(pl.concat(folds)), pl.concat(repaired))


def _forecast_one(
    part: tuple[SeriesSet, Panel], learned: Learned, horizon: int
) -> tuple[SeriesSet, Partition]:
    """Forecast one partition; a worker elsewhere needs no database for it."""
    series, panel = part
    return series, run_partition(series, panel, learned, horizon)


@dataclass(frozen=True)
class Everything:
    """What all partitions found beside the forecasts themselves."""

    accuracy: pl.DataFrame
    folds: pl.DataFrame
    repairs: pl.DataFrame


def summed_fold(fold: pl.DataFrame, source: Source) -> pl.DataFrame:
    """Add the fold's errors up by family, site, origin and step ahead."""
    named = fold.join(source.items.select("item_id", "family"), on="item_id", how="left")
    return added_up(named.with_columns(pl.lit(1).alias("points")))


def added_up(fold: pl.DataFrame) -> pl.DataFrame:
    keys = ["family", "site_id", "origin", "horizon"]
    sums = ["points", "actual_total", "absolute_error", "error"]
    within = [name for name in fold.columns if name.startswith("within_")]
    return fold.group_by(keys).agg(pl.col(*sums, *within).sum()).sort(keys)


def _partitions(session: Session, context: RunContext, source: Source) -> Iterator[SeriesSet]:
    done, total = 0, len(source.keys)
    for items in source.partitions():
        series = read_series(session, source, items)
        context.progress.advance(0.1 + 0.8 * done / total, f"{done} of {total} series")
        yield series
        done += series.count
