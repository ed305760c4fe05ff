"""The whole of `etl load` against bare COPY and against to_sql of pandas; its memory by size."""

import itertools
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd

from backend.core.database import make_engine
from scripts.bench.bare_copy import COLUMNS, identical_table, seconds_to_copy, write_out
from scripts.bench.children import Ended, etl
from scripts.bench.facts import Facts
from scripts.bench.report import Row, Scale, Scenario, at_least, at_most, below
from scripts.drills.stage import Stage, stage

SAMPLE = 20_000
MOST_MEMORY_MB = 1536.0
# Flat: what twenty million rows take beyond five million is noise of the allocator.
MOST_GROWTH = 1.25
LOAD_SECONDS = (
    "SELECT extract(EPOCH FROM finished_at - started_at) FROM support.imports"
    " ORDER BY id DESC LIMIT 1"
)


def measure(scale: Scale) -> Iterator[Row]:
    with tempfile.TemporaryDirectory(prefix="quartermaster-bench-") as name:
        work = Path(name)
        facts = Facts(scale.middle, scale.items, scale.sites)
        with stage() as made:
            first = loaded(made, facts, work / "facts")
            yield from _speeds(made, facts, first, work)
        peaks = {scale.middle: first.peak_mb}
        for rows in (rows for rows in (scale.rows[0], scale.rows[-1]) if rows not in peaks):
            with stage() as made:
                peaks[rows] = loaded(made, replace(facts, rows=rows), work / "facts").peak_mb
        yield from _memory(peaks, scale)


def loaded(made: Stage, facts: Facts, folder: Path) -> Ended:
    """Load the facts of a folder; the seconds are those of the whole command."""
    return etl(made.environment, "load", facts.write(folder))


def load_seconds(made: Stage) -> float:
    """Return how long the newest import took: from the first file read to the last check."""
    return float(made.value(LOAD_SECONDS))


def _speeds(made: Stage, facts: Facts, first: Ended, work: Path) -> Iterator[Row]:
    ours = load_seconds(made)
    rows = facts.days * facts.items * facts.sites
    yield Row(f"`etl load` of {rows:,} rows with stock status and KPIs", _seconds(first.seconds))
    file = work / "facts.csv"
    write_out(made.addresses.owner, file)
    copy = seconds_to_copy(made.addresses.owner, file)
    compared = f"bare COPY, {_seconds(copy)}"
    yield at_least(f"first load, {rows:,} rows", _seconds(ours), compared, copy / ours, 0.5)
    sample = min(SAMPLE, rows)
    pandas_rate = sample / _to_sql(made, file, sample)
    yield at_least(
        "first load, rows per second",
        f"{rows / ours:,.0f}",
        f"to_sql, {pandas_rate:,.0f} (sample of {sample:,})",
        rows / ours / pandas_rate,
        20,
    )
    loaded(made, replace(facts, seed=facts.seed + 1), work / "facts")
    again = load_seconds(made)
    what = f"upsert load, each of {rows:,} rows changed"
    yield at_least(what, _seconds(again), compared, copy / again, 0.25)


def _to_sql(made: Stage, file: Path, sample: int) -> float:
    names = [name.strip() for name in COLUMNS.split(",")]
    frame = pd.read_csv(file, names=names, nrows=sample, parse_dates=["date"])
    frame["on_promotion"] = frame["on_promotion"] == "t"
    engine = make_engine(made.addresses.owner.replace("postgresql:", "postgresql+psycopg2:"))
    try:
        with identical_table(made.addresses.owner):
            begun = time.perf_counter()
            frame.to_sql(
                "fact_demand_daily", engine, schema="bench", if_exists="append", index=False
            )
            return time.perf_counter() - begun
    finally:
        engine.dispose()


def _memory(peaks: dict[int, float], scale: Scale) -> Iterator[Row]:
    for rows, peak in sorted(peaks.items()):
        yield below(f"peak memory of a first load, {rows:,} rows", peak, MOST_MEMORY_MB, "MB")
    small, large = scale.middle, scale.rows[-1]
    for one, other in itertools.pairwise([small, large]):
        if one < other:
            yield at_most(
                f"peak memory at {other:,} rows",
                f"{peaks[other]:,.0f} MB",
                f"at {one:,} rows, {peaks[one]:,.0f} MB",
                peaks[other] / peaks[one],
                MOST_GROWTH,
            )


def _seconds(value: float) -> str:
    return f"{value:.1f} s"


SCENARIO = Scenario("load", "Loading", measure)
