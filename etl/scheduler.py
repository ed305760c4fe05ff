"""The scheduler: queues what etl/crontab says is due, once, however often it is restarted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import structlog
from croniter import croniter
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

from backend.core import clock
from backend.core.database import make_engine
from backend.core.logs import configure_logs
from backend.settings import Settings
from etl import job_runs
from etl.errors import StepFailed
from etl.pipeline import STEP_NAMES, UPKEEP
from etl.settings import CRONTAB
from etl.worker import stop_signal

log = structlog.get_logger()

REQUESTED_BY = "scheduler"
# A job missed while the machine was off is made up for if it is no older than this.
CATCH_UP = timedelta(hours=6)
FIELDS = 5


@dataclass(frozen=True, slots=True)
class Entry:
    when: str
    step: str


def read_crontab(path: Path = CRONTAB) -> tuple[Entry, ...]:
    """Return the entries; a wrong line is named with its number."""
    entries: list[Entry] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        when, rest = " ".join(words[:FIELDS]), words[FIELDS:]
        if len(rest) != 1 or not croniter.is_valid(when):
            raise StepFailed(
                f"{path.name}, line {number}: write five time fields and one step, such as "
                "'0 2 * * * run'."
            )
        if rest[0] not in ("run", *STEP_NAMES, *(step.name for step in UPKEEP)):
            raise StepFailed(f"{path.name}, line {number}: there is no step '{rest[0]}'.")
        entries.append(Entry(when, rest[0]))
    return tuple(entries)


def due_at(entry: Entry, now: datetime) -> datetime:
    """Return the last moment, up to ``now``, at which the entry was due."""
    previous: datetime = croniter(entry.when, now + timedelta(seconds=1)).get_prev(datetime)
    return previous


def schedule(settings: Settings) -> int:
    """Queue what is due until told to stop."""
    entries = read_crontab()
    configure_logs(settings.log_format, settings.log_level)
    stopped = stop_signal()
    engine = make_engine(settings.database_url, application_name="quartermaster scheduler")
    log.info("scheduler.started", entries=len(entries))
    while not stopped.is_set():
        try:
            queue_due(engine, entries, clock.now())
        except OperationalError as error:
            log.warning("scheduler.database_away", error=str(error.orig).strip())
        stopped.wait(_until_next_minute())
    log.info("scheduler.stopped")
    return 0


def queue_due(engine: Engine, entries: Sequence[Entry], now: datetime) -> list[int]:
    """Queue every entry that was due and has not been queued since; return the jobs."""
    queued: list[int] = []
    for entry in entries:
        due = due_at(entry, now)
        if now - due > CATCH_UP or _was_queued(engine, entry.step, due):
            continue
        steps = list(STEP_NAMES) if entry.step == "run" else [entry.step]
        job = job_runs.queue(
            engine, entry.step, {"steps": steps, "due": due.isoformat()}, REQUESTED_BY
        )
        if job is not None:
            log.info("job.queued", job=job, step=entry.step, due=due.isoformat())
            queued.append(job)
    return queued


def _was_queued(engine: Engine, step: str, due: datetime) -> bool:
    """Tell whether the step was queued since ``due``, by whomever, or waits or runs already."""
    with engine.connect() as connection:
        return bool(
            connection.scalar(
                text(
                    "SELECT EXISTS (SELECT FROM support.job_run WHERE step = :step"
                    " AND (status IN ('QUEUED', 'RUNNING') OR queued_at >= :due))"
                ),
                {"step": step, "due": due},
            )
        )


def _until_next_minute() -> float:
    return 60.0 - clock.now().second
