"""The worker: takes queued jobs one at a time and runs each in a process of its own.

A process of its own, because a step that is killed or runs out of memory then takes nobody along,
and because what it used goes back to the machine when it ends.
"""

import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import structlog
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from backend.core.database import make_engine
from backend.core.logs import configure_logs
from backend.settings import Settings
from etl import job_runs
from etl.job_runs import QueuedJob
from etl.settings import POLL_SECONDS, ROOT

log = structlog.get_logger()


def work(settings: Settings) -> int:
    """Run what is queued until told to stop; a stop waits for nothing and loses nothing."""
    configure_logs(settings.log_format, settings.log_level)
    stopped = stop_signal()
    engine = make_engine(settings.database_url, application_name="quartermaster worker")
    log.info("worker.started")
    while not stopped.is_set():
        if not attend(engine, stopped, run_in_process):
            stopped.wait(POLL_SECONDS)
    log.info("worker.stopped")
    return 0


def attend(
    engine: Engine, stopped: threading.Event, run: Callable[[QueuedJob, threading.Event], int]
) -> bool:
    """Run the next job; tell whether there was one. A database that is away is waited for."""
    try:
        job_runs.end_dead_runs(engine)
        job = job_runs.take_next(engine)
        if job is None:
            return False
        log.info("job.started", job=job.id, step=job.step)
        code = run(job, stopped)
        if code:
            # The process writes how it ended; only one that was killed leaves the row open.
            job_runs.fail(engine, job.id, "The process was killed; it is safe to run it again.")
        log.info("job.ended", job=job.id, step=job.step, code=code)
    except OperationalError as error:
        log.warning("worker.database_away", error=str(error.orig).strip())
        return False
    return True


def run_in_process(job: QueuedJob, stopped: threading.Event) -> int:
    """Run the job as ``python -m etl``; a stop ends it, and it can be run again."""
    process = subprocess.Popen(arguments_of(job), cwd=ROOT, start_new_session=True)  # noqa: S603
    while True:
        try:
            return process.wait(timeout=1.0)
        except subprocess.TimeoutExpired:
            if stopped.is_set():
                process.send_signal(signal.SIGINT)
                return _ended(process)


def _ended(process: subprocess.Popen[bytes]) -> int:
    try:
        return process.wait(timeout=8.0)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()


def arguments_of(job: QueuedJob) -> list[str]:
    """Return the command line that does the job."""
    told = job.arguments
    command = [sys.executable, "-m", "etl", "run", *map(str, told.get("steps") or [])]
    command += ["--job", str(job.id), "--requested-by", job.requested_by]
    if told.get("folder"):
        command += ["--data", str(Path(told["folder"]))]
    if told.get("mapping"):
        command += ["--mapping", str(Path(told["mapping"]))]
    if told.get("import_id"):
        command += ["--import", str(int(told["import_id"]))]
    return [*command, "--dry-run"] if told.get("is_dry_run") else command


def stop_signal() -> threading.Event:
    """Return an event that SIGTERM and Ctrl-C set."""
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    return stopped
