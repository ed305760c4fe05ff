"""Several schedulers come up at the same moment, when everything in the crontab is due."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from etl.scheduler import read_crontab
from scripts.drills.report import Drill, Outcome, Scale, broken
from scripts.drills.stage import Stage, stage
from scripts.runtime.places import ROOT
from scripts.testing import faketime

SCHEDULERS = 4
SCHEDULER = (sys.executable, "-m", "etl", "scheduler")
QUEUED = "SELECT coalesce(string_agg(step, ', ' ORDER BY step), '') FROM support.job_run"
# Whatever the crontab has is due by two o'clock, or was within the hours that are made up for.
DUE = ", ".join(sorted(entry.step for entry in read_crontab()))


def run(_scale: Scale) -> Outcome:
    with stage() as made:
        file = made.folder / "clock"
        # Yesterday, so that what the database calls now lies after it, as it would.
        night = datetime.now(UTC).replace(hour=2, minute=0, second=5) - timedelta(days=1)
        faketime.set_clock(file, night, real=datetime.now(UTC))
        with schedulers(made, SCHEDULERS, faketime.told_by(file)) as processes:
            wait_for_jobs(made)
            time.sleep(3)
            ended = [process.poll() for process in processes if process.poll() is not None]
        queued = made.value(QUEUED)
    return Outcome(
        f"{SCHEDULERS} schedulers started together at 02:00:05",
        f"queued: {queued or 'nothing'}",
        broken(
            (queued == DUE, f"each of {DUE} should be there once"),
            (not ended, "a scheduler ended by itself"),
        ),
    )


@contextmanager
def schedulers(
    made: Stage, number: int, told: dict[str, str]
) -> Iterator[list[subprocess.Popen[bytes]]]:
    with (made.folder / "scheduler.log").open("ab") as log:
        processes = [
            subprocess.Popen(
                SCHEDULER, cwd=ROOT, env={**made.environment, **told}, stdout=log, stderr=log
            )
            for _ in range(number)
        ]
    try:
        yield processes
    finally:
        for process in processes:
            process.kill()
            process.wait()


def wait_for_jobs(made: Stage) -> None:
    """Wait until all that is due was queued, or a minute."""
    deadline = time.monotonic() + 60
    while made.value(QUEUED) != DUE and time.monotonic() < deadline:
        time.sleep(0.2)


DRILL = Drill("several schedulers at once", "each job that is due is queued once", run)
