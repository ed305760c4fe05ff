"""How the pipeline's jobs fare, for whoever watches the metrics."""

from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.core import clock
from backend.core.metrics import Gauge, Sample, register_gauge
from backend.jobs.models import JobRun

WAITING = ("QUEUED", "RUNNING")


def _success_age(session: Session) -> Iterable[Sample]:
    last = (
        select(JobRun.step, func.max(JobRun.finished_at))
        .where(JobRun.status == "SUCCEEDED")
        .group_by(JobRun.step)
    )
    for step, finished_at in session.execute(last):
        assert finished_at is not None
        yield Sample({"step": step}, (clock.now() - finished_at).total_seconds())


def _last_run(session: Session) -> Iterable[tuple[str, str, float]]:
    """Give the status and the length of the last run of each step that has ended."""
    newest = (
        select(func.max(JobRun.id)).where(JobRun.finished_at.is_not(None)).group_by(JobRun.step)
    )
    last = select(JobRun.step, JobRun.status, JobRun.started_at, JobRun.finished_at).where(
        JobRun.id.in_(newest)
    )
    for step, status, started_at, finished_at in session.execute(last):
        assert finished_at is not None
        seconds = (finished_at - started_at).total_seconds() if started_at else 0.0
        yield step, status, seconds


def _failed(session: Session) -> Iterable[Sample]:
    for step, status, _ in _last_run(session):
        yield Sample({"step": step}, float(status == "FAILED"))


def _seconds(session: Session) -> Iterable[Sample]:
    for step, _, seconds in _last_run(session):
        yield Sample({"step": step}, seconds)


def _waiting(session: Session) -> Iterable[Sample]:
    counted = (
        select(JobRun.status, func.count().label("number"))
        .where(JobRun.status.in_(WAITING))
        .group_by(JobRun.status)
    )
    numbers: dict[str, int] = {row.status: row.number for row in session.execute(counted)}
    for status in WAITING:
        yield Sample({"status": status}, numbers.get(status, 0))


STEP = ("step",)
for gauge in (
    Gauge("job_success_age_seconds", "Time since a step last succeeded.", STEP, _success_age),
    Gauge("job_last_run_failed", "1 where the last run of a step failed.", STEP, _failed),
    Gauge("job_last_run_seconds", "How long the last run of a step took.", STEP, _seconds),
    Gauge("jobs", "Jobs that wait or run, by status.", ("status",), _waiting),
):
    register_gauge(gauge)
