"""How long a second `make run` takes until it can be opened, and the API from nothing."""

import compileall
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from scripts.bench.report import Row, Scale, Scenario, below
from scripts.drills.stage import stage
from scripts.runtime.places import ROOT
from scripts.testing.stack import await_ready, environment

SECOND_RUN_SECONDS = 15.0
COLD_START_SECONDS = 3.0


def measure(scale: Scale) -> Iterator[Row]:
    folder = Path(tempfile.mkdtemp(prefix="quartermaster-bench-"))
    told = environment(folder, small=scale.is_quick)
    try:
        yield Row("`make run`, the first time on this clone's build", f"{_run(told, folder):.1f} s")
        second = median(_run(told, folder) for _ in range(scale.rounds))
        yield below("`make run` again, until it can be opened", second, SECOND_RUN_SECONDS, "s")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    # As the image of production does it; a source that is compiled at every start tells of Python.
    compileall.compile_dir(ROOT / "backend", quiet=1)
    with stage() as made:
        cold = []
        for _ in range(scale.rounds):
            begun = time.perf_counter()
            with made.api():
                cold.append(time.perf_counter() - begun)
        yield below("the API, until it is ready", median(cold), COLD_START_SECONDS, "s")


def _run(told: dict[str, str], folder: Path) -> float:
    """Start what `make run` starts, stop it as Ctrl-C does, and return when it could be opened."""
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "scripts.run"],
        cwd=ROOT,
        env=told,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        await_ready(process, folder)
        return time.perf_counter() - begun
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            process.wait(120)


SCENARIO = Scenario("start", "Starting", measure)
