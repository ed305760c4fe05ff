"""Forecast and plan of every item-site of the demonstration, beside a loop over single series."""

import importlib.util
from collections.abc import Iterator
from dataclasses import dataclass
from time import perf_counter

import numpy as np
from sqlalchemy.orm import Session

from backend.core.database import make_engine
from etl.forecast.arrays import Integers
from etl.forecast.compute import panel_of
from etl.forecast.panel import Panel
from etl.forecast.source import open_source, read_series
from scripts.bench.children import etl
from scripts.bench.demo import demonstration
from scripts.bench.report import Row, Scale, Scenario, at_least
from scripts.bench.rivals import RIVALS, forecast
from scripts.drills.stage import Stage

HORIZON = 28
PROPHET_SAMPLE = 10
LEAST_TIMES = 20.0


@dataclass(frozen=True)
class Loop:
    """A rival over ``series`` series: how long all of them would take it."""

    series: int
    seconds: float

    def for_all(self, count: int) -> float:
        return self.seconds / self.series * count


def measure(scale: Scale) -> Iterator[Row]:
    with demonstration(scale, "load") as made:
        ours = etl(made.environment, "forecast").seconds + etl(made.environment, "plan").seconds
        panel = _panel(made)
    what, measured = f"forecast and plan of {panel.count:,} item-sites", f"{ours:.0f} s"
    everyone = np.arange(panel.count)
    if importlib.util.find_spec("prophet") is None:
        yield Row(what, measured, "Prophet: not measured, for it is not installed")
    else:
        sample = everyone[:: max(panel.count // PROPHET_SAMPLE, 1)][:PROPHET_SAMPLE]
        loop = _timed("Prophet", panel, sample)
        compared = _told("Prophet", loop, panel.count)
        yield at_least(what, measured, compared, loop.for_all(panel.count) / ours, LEAST_TIMES)
    most = 20 if scale.is_quick else RIVALS["AutoETS"].most
    loop = _timed("AutoETS", panel, everyone[:: max(panel.count // most, 1)][:most])
    compared = _told("AutoETS", loop, panel.count)
    yield Row(what, measured, compared, loop.for_all(panel.count) / ours)


def _told(name: str, loop: Loop, count: int) -> str:
    return f"{name} over {loop.series:,} of them, {loop.for_all(count):,.0f} s for all"


def _timed(name: str, panel: Panel, rows: Integers) -> Loop:
    forecast(RIVALS[name], panel, rows[:1], HORIZON)  # compiled at its first call
    begun = perf_counter()
    forecast(RIVALS[name], panel, rows, HORIZON)
    return Loop(len(rows), perf_counter() - begun)


def _panel(made: Stage) -> Panel:
    engine = make_engine(made.addresses.application.replace("postgresql:", "postgresql+psycopg2:"))
    try:
        with Session(engine) as session:
            source = open_source(session)
            assert source is not None
            items = source.keys["item_id"].unique().sort().to_list()
            return panel_of(read_series(session, source, items), source, HORIZON)
    finally:
        engine.dispose()


SCENARIO = Scenario("plan", "Forecast and plan", measure)
