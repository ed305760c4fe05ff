"""The nightly refresh after one new day, by how much history lies behind it."""

import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from statistics import median

from scripts.bench.children import etl
from scripts.bench.facts import Facts
from scripts.bench.load import loaded
from scripts.bench.report import Row, Scale, Scenario, at_most
from scripts.drills.stage import Stage, stage

# What the sums of a day come from, without roll-ups: everything, added up once.
WHOLE = """
    SELECT date, site_id, sum(quantity), sum(quantity * unit_price), count(*)
    FROM core.fact_demand_daily GROUP BY date, site_id
"""
REFRESH = "SELECT analytics.refresh_views()"
STALE = "UPDATE core.fact_demand_daily SET quantity = quantity + 1 WHERE date = '{day}'"
NIGHTS = 9
MOST_TIMES = 1.5


def measure(scale: Scale) -> Iterator[Row]:
    nights: dict[int, float] = {}
    with tempfile.TemporaryDirectory(prefix="quartermaster-bench-") as name:
        for rows in scale.rows:
            facts = Facts(rows, scale.items, scale.sites)
            with stage() as made:
                loaded(made, facts, Path(name) / "facts")
                made.execute("ANALYZE")
                nights[rows] = median(_night(made, facts, Path(name) / "day", NIGHTS))
                whole = _seconds(made, WHOLE)
            yield Row(
                f"refresh after one new day on {rows:,} facts",
                f"{nights[rows]:.2f} s",
                f"one aggregate over all of them, {whole:.2f} s",
                nights[rows] / whole,
            )
    small, large = scale.rows[0], scale.rows[-1]
    yield at_most(
        f"refresh at {large:,} facts",
        f"{nights[large]:.2f} s",
        f"at {small:,} facts, {nights[small]:.2f} s",
        nights[large] / nights[small],
        MOST_TIMES,
    )


def _night(made: Stage, facts: Facts, folder: Path, nights: int) -> Iterator[float]:
    """Load one more day, several times, and refresh what it made stale."""
    for number in range(1, nights + 1):
        day = replace(facts, rows=1, last_day=facts.last_day + timedelta(days=number))
        etl(made.environment, "load", day.write(folder))
        # The load has refreshed already; its day is made stale as it was before that.
        made.execute(STALE.format(day=day.last_day))
        yield _seconds(made, REFRESH)


def _seconds(made: Stage, statement: str) -> float:
    begun = time.perf_counter()
    made.execute(statement)
    return time.perf_counter() - begun


SCENARIO = Scenario("kpi_refresh", "Refreshing the KPIs", measure)
