"""Queueing: the API runs nothing itself, a worker takes what stands in support.job_run."""

from typing import Any

from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from backend.audit.events import Event
from backend.audit.recorder import record
from backend.core.context import acting
from backend.jobs.errors import DemoInTheWay, JobAlreadyRunning
from backend.jobs.models import Import, JobRun
from backend.jobs.schemas import StepName
from backend.jobs.uploads import StoredUpload

WHOLE = "run"
IMPORT = "import"
# The pipeline's steps in order; a test compares them with etl.pipeline, which is not imported.
STEPS = ("load", "needs", "forecast", "plan", "kpis", "alerts")
LONGEST_SOURCE = 500


def queue_job(session: Session, step: StepName) -> int:
    """Queue a step or the whole pipeline, on the folder that was loaded last."""
    steps = list(STEPS) if step == WHOLE else [step]
    job_id = _queue(session, step, {"steps": steps})
    record(session, Event.JOB_QUEUED, "job", job_id, after={"step": step})
    return job_id


def queue_import(
    session: Session, stored: StoredUpload, *, is_dry_run: bool, may_replace_demo: bool
) -> int:
    """Queue the loading of files that were sent, and what is computed from them."""
    if not is_dry_run and not may_replace_demo:
        _refuse_demo(session)
    imported = Import(
        kind="UPLOAD",
        source=", ".join(stored.names)[:LONGEST_SOURCE],
        is_dry_run=is_dry_run,
        requested_by=acting().actor,
    )
    session.add(imported)
    session.flush()
    arguments = {
        "steps": ["load"] if is_dry_run else list(STEPS),
        "folder": str(stored.folder.resolve()),
        "import_id": imported.id,
        "is_dry_run": is_dry_run,
    }
    imported.job_run_id = _queue(session, IMPORT, arguments)
    files = {"files": list(stored.names), "is_dry_run": is_dry_run}
    record(session, Event.IMPORT_STARTED, "import", imported.id, after=files)
    session.flush()
    return imported.id


def _queue(session: Session, step: str, arguments: dict[str, Any]) -> int:
    """Add the row; the database allows one waiting or running row per step."""
    row = insert(JobRun).values(step=step, arguments=arguments, requested_by=acting().actor)
    job_id = session.scalar(row.on_conflict_do_nothing().returning(JobRun.id))
    if job_id is None:
        busy = select(JobRun.id).where(
            JobRun.step == step, JobRun.status.in_(("QUEUED", "RUNNING"))
        )
        raise JobAlreadyRunning(step, session.scalar(busy))
    return int(job_id)


def _refuse_demo(session: Session) -> None:
    is_demo = "SELECT EXISTS (SELECT FROM support.organisation WHERE is_demo)"
    has_items = "SELECT EXISTS (SELECT FROM core.dim_item)"
    if session.scalar(text(is_demo)) and session.scalar(text(has_items)):
        raise DemoInTheWay
