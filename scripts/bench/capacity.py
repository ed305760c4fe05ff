"""What a row, a series and a request cost: the figures that docs/scaling.md reckons with.

python -m scripts.bench.capacity [--items N] [--sites N] [--days N]

Processor seconds, of the program and of PostgreSQL together, and bytes on disk: unlike a time they
do not depend on what else the machine does.
"""

import argparse
import resource
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from http.client import HTTPConnection
from pathlib import Path

import psutil  # type: ignore[import-untyped]
from rich.console import Console
from rich.table import Table

from scripts.drills.stage import Stage, stage
from scripts.runtime.failures import CannotStart
from scripts.testing.packages import Missing

END = "2026-06-30"
FACTS = ("fact_demand_daily", "fact_inventory_daily", "stock_movement")
SIZE = """
    SELECT coalesce(sum(pg_total_relation_size(relid)), 0)::bigint
    FROM pg_partition_tree('core.{}') WHERE isleaf
"""
ROWS = "SELECT count(*) FROM core.{}"
READS = {
    "a page of 50 items": "/api/v1/items?limit=50",
    "a page of 50 lines of stock": "/api/v1/inventory?limit=50",
    "a page of 50 alerts": "/api/v1/alerts?limit=50",
    "the KPIs, kept in the cache": "/api/v1/analytics/kpis",
    "two years of demand of an item": "/api/v1/demand/timeseries?item_id=1&limit=500",
}
ASKED = 100
Figure = tuple[str, str]


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    for name, default in (("items", 100), ("sites", 8), ("days", 730)):
        parser.add_argument(f"--{name}", type=int, default=default)
    size = parser.parse_args(arguments)
    told = ("--items", size.items, "--sites", size.sites, "--days", size.days, "--end", END)
    try:
        with stage() as made:
            figures = list(measure(made, [str(word) for word in told]))
    except (Missing, CannotStart) as reason:
        print(reason, file=sys.stderr)
        return 1
    Console().print(table(figures))
    return 0


def measure(made: Stage, size: list[str]) -> Iterator[Figure]:
    folder = made.folder / "demo"
    python = (sys.executable, "-m")
    _done(made, *python, "scripts.generate_demo_data", "--out", folder, *size)
    loading = spent(made, lambda: _done(made, *python, "etl", "load", folder))
    yield from sizes(made)
    rows = sum(int(made.value(ROWS.format(fact))) for fact in FACTS)
    yield "loading, rows of facts per processor second", f"{rows / loading:,.0f}"
    forecasting = spent(made, lambda: _done(made, *python, "etl", "forecast"))
    series = int(made.value("SELECT count(*) FROM analytics.forecast_accuracy"))
    yield "series that were forecast", f"{series:,}"
    yield "forecasting, series per processor second", f"{series / forecasting:,.1f}"
    rows = int(made.value("SELECT count(*) FROM analytics.forecasts"))
    room = int(made.value("SELECT pg_total_relation_size('analytics.forecasts')"))
    yield "a kept forecast, rows per series", f"{rows / series:,.0f}"
    yield "a kept forecast, bytes per row with indexes", f"{room / rows:,.0f}"
    for step in ("plan", "kpis", "alerts"):
        seconds = spent(made, partial(_done, made, *python, "etl", step))
        yield f"the step {step}, processor seconds", f"{seconds:,.1f}"
    yield from requests(made, "made anew", ANSWERS_KEPT_SECONDS="0")
    yield from requests(made, "given again", ANSWERS_KEPT_SECONDS="60")


def sizes(made: Stage) -> Iterator[Figure]:
    """Tell what a row takes on disk with its indexes, after a first load."""
    made.execute("ANALYZE")
    for fact in FACTS:
        rows = int(made.value(ROWS.format(fact)))
        if rows:
            size = int(made.value(SIZE.format(fact)))
            yield f"{fact}: rows", f"{rows:,}"
            yield f"{fact}: bytes per row, with indexes", f"{size / rows:,.0f}"


def requests(made: Stage, how: str, **settings: str) -> Iterator[Figure]:
    """Tell how many answers one busy core gives in a second, PostgreSQL's work included."""
    with made.api(WEB_CONCURRENCY="1", **settings) as api, closing(_connected(made)) as connection:
        headers = {"Authorization": f"Bearer {made.token()}"}
        for name, path in READS.items():
            _ask(connection, path, headers)  # what is made once is not measured
            program, database = _of_tree(api.pid), _of_database(made)
            for _ in range(ASKED):
                _ask(connection, path, headers)
            program, database = _of_tree(api.pid) - program, _of_database(made) - database
            answers = ASKED / (program + database)
            share = database / (program + database)
            yield f"{name}, {how}, answers per processor second", f"{answers:,.0f}"
            yield "    of which PostgreSQL's work", f"{share:.0%}"


def spent(made: Stage, work: Callable[[], None]) -> float:
    """Return the processor seconds of a program that has ended, and of PostgreSQL meanwhile."""
    before = _of_children() + _of_database(made)
    work()
    return _of_children() + _of_database(made) - before


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _of_database(made: Stage) -> float:
    number = int((made.server.home / "postmaster.pid").read_text("utf-8").split("\n", 1)[0])
    return _of_tree(number)


def _of_tree(number: int) -> float:
    """Add up a process, its children, and those of them that have ended."""
    parent = psutil.Process(number)
    times = parent.cpu_times()
    total = times.user + times.system + times.children_user + times.children_system
    for child in parent.children(recursive=True):
        own = child.cpu_times()
        total += own.user + own.system
    return float(total)


def _connected(made: Stage) -> HTTPConnection:
    return HTTPConnection("127.0.0.1", made.port, timeout=60)


def _ask(connection: HTTPConnection, path: str, headers: dict[str, str]) -> None:
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise Missing(f"{path} was answered {answer.status}: {body[:200]!r}")


def _done(made: Stage, *command: str | Path) -> None:
    done = made.run(*command)
    if done.returncode:
        raise Missing(f"{' '.join(map(str, command))} failed: {done.stderr.strip()[-300:]}")


def table(figures: list[Figure]) -> Table:
    shown = Table(title="Capacity", title_justify="left")
    shown.add_column("What")
    shown.add_column("Measured", justify="right")
    for figure in figures:
        shown.add_row(*figure)
    return shown


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
