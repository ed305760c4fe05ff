"""The forecasting step: read, learn on a sample, forecast by partition, publish."""

import hashlib
import json
import time
from collections.abc import Callable
from importlib import import_module

from sqlalchemy import text
from sqlalchemy.orm import Session

from etl.forecast.files import FEATURES, FORECASTS
from etl.forecast.publish import ENGINE_VERSION, Finished, Hashes, latest_run, publish
from etl.forecast.source import Source, open_source
from etl.pipeline import RunContext
from etl.settings import SQL


def run(context: RunContext) -> int | None:
    """Forecast every series and return the run's id; None where there is nothing to forecast."""
    begun = time.monotonic()
    with context.session_factory() as session:
        source = open_source(session)
        if source is None or source.keys.is_empty():
            context.progress.note("forecast: there is no demand, so there is nothing to forecast.")
            return None
        hashes = _hashes(session, context, source)
        latest = latest_run(session)
        known = latest.id if latest is not None and latest.input_hash == hashes.everything else None
        if known is not None and not context.is_forced and _files_exist(context):
            context.progress.note(
                f"forecast: nothing changed since run {known}, which stays the latest."
            )
            return known
        # Imported only when there is work: LightGBM and SciPy take seconds to import.
        compute: Callable[..., Finished] = import_module("etl.forecast.compute").compute
        finished = compute(session, context, source, hashes, begun)

    if known is not None and not context.is_forced:
        context.progress.note(f"forecast: wrote the files of run {known} again; nothing changed.")
        return known
    context.progress.advance(0.9, "storing forecasts")
    with context.session_factory() as session:
        return publish(session, finished, keep=context.settings.forecast_keep_runs)


def _hashes(session: Session, context: RunContext, source: Source) -> Hashes:
    """Return hashes of the data and of everything that forecasts depend on: settings and code."""
    session.execute(text("SET LOCAL statement_timeout = 0"))
    rows = session.execute(text((SQL / "forecast_input_hash.sql").read_text(encoding="utf-8")))
    data = hashlib.sha256(str(rows.scalar_one()).encode()).hexdigest()
    document = {
        "data": data,
        "period": source.rules.code,
        "horizon": context.settings.forecast_horizon or source.rules.horizon,
        "engine": ENGINE_VERSION,
    }
    everything = hashlib.sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()
    return Hashes(data, everything)


def _files_exist(context: RunContext) -> bool:
    return all((context.settings.output_dir / name).exists() for name in (FORECASTS, FEATURES))
