"""The heavy part of a forecasting run. Imported late: statsforecast alone takes seconds."""

import time
from collections.abc import Iterator

import polars as pl
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.inventory.models import Site
from etl.forecast import accuracy
from etl.forecast.engine import SEED, Learned, learn, sample_rows
from etl.forecast.features import features
from etl.forecast.files import FEATURES, FORECASTS, ParquetAppender
from etl.forecast.panel import Panel
from etl.forecast.partition import run_partition
from etl.forecast.publish import ENGINE_VERSION, Finished
from etl.forecast.series import KEYS, SeriesSet
from etl.forecast.source import Source, read_series
from etl.pipeline import RunContext

# More series than this teach nothing that these do not.
LEARN_FROM = 3000


def compute(
    session: Session, context: RunContext, source: Source, input_hash: str, begun: float
) -> Finished:
    """Forecast every series into the Parquet files and return what is to be stored beside."""
    horizon = context.settings.forecast_horizon or source.rules.horizon
    context.progress.advance(0.02, "learning from the past")
    learned = learn(_sample(session, source))
    series = _forecast_all(session, context, source, learned, horizon)
    return Finished(
        rules=source.rules,
        origin=source.origin,
        horizon=horizon,
        model=learned.model,
        candidates={name: found.to_document() for name, found in learned.scores.items()},
        accuracy={**accuracy.of_run(series), "calibration": learned.calibration},
        settings={
            **learned.to_document(),
            "engine_version": ENGINE_VERSION,
            "seed": SEED,
            "stale_sites": _codes(session, source.site_ends["site_id"].to_list()),
            "closed_days": len(source.closed),
        },
        series=series,
        input_hash=input_hash,
        seconds=time.monotonic() - begun,
        folder=context.settings.output_dir,
    )


def _codes(session: Session, sites: list[int]) -> list[str]:
    return list(session.scalars(select(Site.code).where(Site.id.in_(sites)).order_by(Site.code)))


def _sample(session: Session, source: Source) -> Panel:
    """Read the series that the run learns from."""
    chosen = source.keys[sample_rows(len(source.keys), LEARN_FROM).tolist()]
    series = read_series(session, source, chosen["item_id"].unique().sort().to_list())
    wanted = series.keys.with_row_index("row").join(chosen, on=KEYS, how="semi")["row"]
    return panel_of(series.rows(wanted.cast(pl.Int64).to_numpy()), source)


def panel_of(series: SeriesSet, source: Source) -> Panel:
    return Panel(source.rules, series.values, series.starts)


def _forecast_all(
    session: Session, context: RunContext, source: Source, learned: Learned, horizon: int
) -> pl.DataFrame:
    """Forecast partition after partition into the Parquet files; return each series' accuracy."""
    folder = context.settings.output_dir
    scored = []
    with (
        ParquetAppender(folder / FORECASTS) as forecast_file,
        ParquetAppender(folder / FEATURES) as feature_file,
    ):
        for series in _partitions(session, context, source):
            found = run_partition(series, panel_of(series, source), learned, horizon)
            forecast_file.append(found.forecasts)
            feature_file.append(features(series, source.rules, source.holidays))
            scored.append(found.accuracy)
    return pl.concat(scored)


def _partitions(session: Session, context: RunContext, source: Source) -> Iterator[SeriesSet]:
    done, total = 0, len(source.keys)
    for items in source.partitions():
        series = read_series(session, source, items)
        context.progress.advance(0.1 + 0.8 * done / total, f"{done} of {total} series")
        yield series
        done += series.count
