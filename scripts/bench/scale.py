"""Measure a whole plan from nothing: python -m scripts.bench.scale [--series N ...] [--write].

Each size runs in a process of its own, as ``etl.plan.decide.decide_orders`` does it on drawn weekly
series of three years: check, learn, calibrate, forecast, draw paths, decide. Seconds by the wall
and of the processors, and the most memory held. --write puts the table into docs/benchmarks.md.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np
import polars as pl
from rich.console import Console

from scripts.bench.report import put
from scripts.bench.sets import ROOT, drawn_weeks

SIZES = (600, 30_000)
HEADINGS = (
    "| Series | Rows of history | Seconds | Processor seconds | of these learning and forecasting |"
    " Peak memory | Orders |"
)


@dataclass(frozen=True)
class Measured:
    series: int
    rows: int
    seconds: float
    processor: float
    forecasting: float
    peak_bytes: int
    orders: int


class Clock:
    """Notes what the processors had spent when each part of the plan began."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}

    def advance(self, _fraction: float, message: str) -> None:
        self.spent.setdefault(message.split(" ")[0], time.process_time())

    def note(self, message: str) -> None: ...


def measure(series: int) -> Measured:
    """Plan ``series`` series in this process, whose peak of memory is reported."""
    from etl.plan.orders import decide_with_progress

    history = history_of(series)
    keys = history.select("site", "item").unique()
    stock = keys.with_columns(quantity=pl.lit(20.0))
    nothing = keys.head(0).with_columns(
        arrives_in=pl.lit(1, pl.Int64), quantity=pl.lit(0.0, pl.Float64)
    )
    clock = Clock()
    wall, processor = time.perf_counter(), time.process_time()
    orders = decide_with_progress(
        history,
        stock,
        nothing,
        availability=None,
        static=None,
        seed=0,
        progress=clock,
        service_level=None,
        moq=None,
        pack_size=None,
        lead_time_periods=2,
        review_periods=1,
        holding_cost=0.2,
        shortage_cost=1.0,
    )
    return Measured(
        series,
        len(history),
        time.perf_counter() - wall,
        time.process_time() - processor,
        clock.spent["deciding"] - clock.spent["forecasting"],
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        int((orders["quantity"] > 0).sum()),
    )


def history_of(series: int) -> pl.DataFrame:
    """Return the periods that sold anything, as an organisation would hand them in."""
    values = drawn_weeks(series).values
    row, period = np.nonzero(np.nan_to_num(values) > 0)
    names = pl.Series([f"I{number:05}" for number in range(series)])
    return pl.DataFrame(
        {"item": names.gather(row), "period": period, "quantity": values[row, period]}
    ).select(pl.lit("S").alias("site"), "item", "period", "quantity")


def measured_apart(series: int) -> Measured:
    """Measure in a process of its own, so that no other size has grown it."""
    command = [sys.executable, "-m", "scripts.bench.scale", "--here", str(series)]
    told = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout
    return Measured(**json.loads(told))


def line(found: Measured) -> str:
    return (
        f"| {found.series:,} | {found.rows:,} | {found.seconds:.0f} | {found.processor:.0f} |"
        f" {found.forecasting:.0f} | {found.peak_bytes / 2**30:.1f} GiB | {found.orders:,} |"
    )


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m scripts.bench.scale", description=__doc__)
    parser.add_argument("--series", type=int, action="append", help="a size; repeatable")
    parser.add_argument("--here", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--write", action="store_true", help="put the table into docs")
    options = parser.parse_args(arguments)
    if options.here:
        print(json.dumps(asdict(measure(options.here))))
        return 0
    lines = [HEADINGS, "|--:|--:|--:|--:|--:|--:|--:|"]
    for series in options.series or SIZES:
        lines.append(line(measured_apart(series)))
        Console().print(lines[-1], highlight=False, soft_wrap=True)
    if options.write:
        put("\n".join(lines), "scale")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
