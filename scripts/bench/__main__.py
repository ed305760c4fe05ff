"""`make bench`: measure one thing after the other beside what limits it, and end in a table.

python -m scripts.bench [--quick] [--rows N ...] [--write] [--only NAME ...]

A target that is missed is a row that says so; the exit code is 1 only where something could not
be measured.
"""

import argparse
import signal
import subprocess
import sys
import traceback
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from rich.console import Console

from scripts.bench.report import BENCHMARKS, QUICK, Outcome, Row, Scale, Scenario, table, write
from scripts.runtime.failures import CannotStart
from scripts.runtime.places import ROOT
from scripts.testing.packages import Missing

NAMES = (
    "load",
    "reload",
    "kpi_refresh",
    "api",
    "export",
    "indexes",
    "start",
    "paint",
    "pages",
    "needs_lists",
    "plan",
    "forecasts",
    "orders",
)


def main(arguments: list[str]) -> int:
    given = _parser().parse_args(arguments)
    scale = QUICK if given.quick else Scale()
    if given.rows:
        scale = replace(scale, rows=tuple(sorted(given.rows)))
    console = Console(width=None if sys.stdout.isatty() else 200)
    outcomes = []
    for name in (name for name in NAMES if name in (given.only or NAMES)):
        console.print(f"· {name}", highlight=False)
        outcomes.append(carry_out(scenario_of(name), scale, console))
        if given.write and outcomes[-1].failure is None:
            write(outcomes[-1], BENCHMARKS)
    console.print(table(outcomes))
    return 1 if any(outcome.failure for outcome in outcomes) else 0


def scenario_of(name: str) -> Scenario:
    scenario: Scenario = import_module(f"scripts.bench.{name}").SCENARIO
    return scenario


def carry_out(scenario: Scenario, scale: Scale, console: Console) -> Outcome:
    """Measure a scenario; what was measured before it broke off is kept, with the reason."""
    rows: list[Row] = []
    try:
        for row in scenario.measure(scale):
            console.print(f"    {' · '.join(filter(None, row.cells))}", highlight=False)
            rows.append(row)
    except (Missing, CannotStart, subprocess.CalledProcessError) as reason:
        return Outcome(scenario, tuple(rows), str(reason))
    except Exception as error:
        traceback.print_exc()
        return Outcome(scenario, tuple(rows), f"{type(error).__name__}: {error}")
    return Outcome(scenario, tuple(rows))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small: shows that all of it runs")
    parser.add_argument(
        "--only", nargs="+", action="extend", choices=NAMES, metavar="NAME", help=", ".join(NAMES)
    )
    parser.add_argument(
        "--rows", nargs="+", type=int, metavar="N", help="sizes of the facts: 1000000 5000000"
    )
    parser.add_argument("--write", action="store_true", help=f"put the tables into {_shown()}")
    return parser


def _shown() -> Path:
    return BENCHMARKS.relative_to(ROOT)


if __name__ == "__main__":
    # Ended from outside, it still takes down the servers that it started.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
