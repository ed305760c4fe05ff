"""Clusters of two real worker processes, as an operator starts them, and a run to put on them."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from socket import create_connection
from typing import Any

import numpy as np
import polars as pl
import psutil  # type: ignore[import-untyped]

from etl.forecast.backends import run_all
from etl.forecast.compute import _forecast_one
from etl.forecast.engine import learn
from etl.forecast.panel import Panel
from etl.forecast.periods import PERIODS
from etl.forecast.series import SeriesSet
from scripts.runtime.places import ROOT
from scripts.testing.packages import Missing
from scripts.testing.stack import free_ports

WORKERS = 2
PARTITIONS, SERIES, WEEKS, HORIZON = 9, 12, 110, 8
START_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where to send work (FORECAST_ENGINE), and the processes that do it."""

    engine: str
    workers: Callable[[], list[int]]

    def kill_one(self) -> None:
        os.kill(self.workers()[0], signal.SIGKILL)


@dataclass(frozen=True, slots=True)
class Compared:
    """How far the numbers of a cluster are from those of this process."""

    series: int
    killed_after: int
    difference: float


def work() -> tuple[Callable[[Any], Any], list[Any]]:
    """Return what a nightly run does with a partition, and partitions of drawn demand."""
    rules = PERIODS["W"]
    demand = np.random.default_rng(11).negative_binomial(2, 0.3, (PARTITIONS * SERIES, WEEKS))
    values = demand.astype(np.float64)
    dates = [date(2023, 1, 2) + timedelta(weeks=week) for week in range(WEEKS)]
    learned = learn(Panel(rules, values, np.zeros(len(values), dtype=np.int64)), HORIZON)
    parts = []
    for first in range(0, len(values), SERIES):
        rows = values[first : first + SERIES]
        starts = np.zeros(len(rows), dtype=np.int64)
        keys = pl.DataFrame(
            {"item_id": np.arange(first, first + len(rows)), "site_id": [1] * len(rows)}
        )
        parts.append((SeriesSet(keys, dates, rows, starts), Panel(rules, rows, starts)))
    return partial(_forecast_one, learned=learned, horizon=HORIZON), parts


def compared(cluster: Cluster) -> Compared:
    """Forecast here and there, and kill a worker there when a third of the results are in."""
    forecast, parts = work()
    here = [found.forecasts for _, found in run_all("local", forecast, parts)]
    there = []
    for _, found in run_all(cluster.engine, forecast, parts):
        there.append(found.forecasts)
        if len(there) == PARTITIONS // 3:
            cluster.kill_one()
    return Compared(len(parts) * SERIES, PARTITIONS // 3, difference(here, there))


def difference(here: list[pl.DataFrame], there: list[pl.DataFrame]) -> float:
    """Return the largest difference of a number, as a share of it; infinite where rows differ."""
    ours, theirs = pl.concat(here), pl.concat(there)
    numbers = [name for name, kind in ours.schema.items() if kind.is_float()]
    others = [name for name in ours.columns if name not in numbers]
    if not ours.select(others).equals(theirs.select(others)):
        return float("inf")
    a, b = ours.select(numbers).to_numpy(), theirs.select(numbers).to_numpy()
    if not np.array_equal(np.isnan(a), np.isnan(b)):
        return float("inf")
    return float(np.nanmax(np.abs(a - b) / np.maximum(np.abs(a), 1e-9)))


@contextmanager
def dask_cluster() -> Iterator[Cluster]:
    """Start a scheduler and two workers that nobody starts again when they die."""
    (port,) = free_ports(1)
    address = f"127.0.0.1:{port}"
    # What takes seconds to import is imported before anybody waits for an answer.
    options = ("--no-dashboard", "--preload", "etl.forecast.compute")
    with ExitStack() as running, _folder() as folder:
        scheduler = ("dask_scheduler", "--host", "127.0.0.1", "--port", str(port), *options)
        running.enter_context(_started(folder, *_module(*scheduler)))
        _await_port(port)
        worker = ("dask_worker", f"tcp://{address}", "--no-nanny", "--nthreads", "1", *options)
        started = [
            running.enter_context(_started(folder, *_module(*worker))) for _ in range(WORKERS)
        ]
        _await_dask(address)
        yield Cluster(f"dask://{address}", lambda: [process.pid for process in started])


@contextmanager
def ray_cluster() -> Iterator[Cluster]:
    """Start one node of Ray with two workers, and the port that clients come to."""
    port, client_port = free_ports(2)
    with _folder() as folder:
        command = (
            *(str(Path(sys.executable).with_name("ray")), "start", "--head", "--block"),
            *(f"--port={port}", f"--ray-client-server-port={client_port}"),
            *(f"--num-cpus={WORKERS}", "--include-dashboard=false", "--disable-usage-stats"),
            *("--node-ip-address=127.0.0.1", f"--temp-dir={folder}"),
            "--object-store-memory=200000000",
        )
        with _started(folder, *command) as node:
            _await_port(client_port)
            yield Cluster(f"ray://127.0.0.1:{client_port}", lambda: _ray_workers(node.pid))


def _ray_workers(node: int) -> list[int]:
    """Find the workers that are at work; Ray names each for what it does."""
    below = psutil.Process(node).children(recursive=True)
    return [p.pid for p in below if " ".join(p.cmdline()).startswith("ray::_apply")]


def _module(name: str, *arguments: str) -> tuple[str, ...]:
    return (sys.executable, "-m", f"distributed.cli.{name}", *arguments)


@contextmanager
def _folder() -> Iterator[Path]:
    # A short name: Ray puts sockets in it, whose paths may not be long.
    folder = Path(tempfile.mkdtemp(prefix="qm-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _started(folder: Path, *command: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program with our code in its way, and end it with all that it started."""
    told = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen(
            command, cwd=folder, env=told, stdout=log, stderr=log, start_new_session=True
        )
    try:
        yield process
    finally:
        below = (
            psutil.Process(process.pid).children(recursive=True) if process.poll() is None else []
        )
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(10)
        for left in below:
            with suppress(psutil.NoSuchProcess):
                left.kill()
        process.kill()
        process.wait()


def _await_port(port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        with suppress(OSError), closing(create_connection(("127.0.0.1", port), timeout=1)):
            return
        time.sleep(0.2)
    raise Missing(f"The cluster did not start within {START_SECONDS:.0f} s.")


def _await_dask(address: str) -> None:
    from distributed import Client

    with Client(f"tcp://{address}") as client:  # type: ignore[no-untyped-call]
        client.wait_for_workers(WORKERS, timeout=START_SECONDS)
