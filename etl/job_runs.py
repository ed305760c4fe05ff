"""Rows of support.job_run: taken, kept alive, ended. One run at a time holds the pipeline."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, text

from etl.errors import StepFailed
from etl.settings import COMMAND_LINE, DEAD_AFTER_SECONDS, PIPELINE_LOCK

END_DEAD = text(
    "UPDATE support.job_run SET status = 'FAILED', finished_at = clock_timestamp(),"
    " error = 'The process died; it is safe to run the step again.'"
    " WHERE status = 'RUNNING'"
    " AND coalesce(heartbeat_at, started_at) < clock_timestamp() - :limit * interval '1 second'"
)
# A run of the command line is RUNNING only while its process holds the pipeline. Whoever holds it
# now need not wait for the heart of a killed one to be found still.
END_KILLED = text(
    "UPDATE support.job_run SET status = 'FAILED', finished_at = clock_timestamp(),"
    " error = 'The process was killed; it is safe to run the step again.'"
    " WHERE status = 'RUNNING' AND requested_by = :command_line"
)
# An import whose run died is over as well; its files are whole, each in its own transaction.
END_DEAD_IMPORTS = text(
    "UPDATE support.imports SET status = 'FAILED', finished_at = clock_timestamp(),"
    " error = 'The process died; it is safe to load it again.'"
    " FROM support.job_run"
    " WHERE imports.job_run_id = job_run.id AND imports.status IN ('QUEUED', 'RUNNING')"
    " AND job_run.status IN ('FAILED', 'CANCELLED')"
)
TAKE_NEXT = text(
    "UPDATE support.job_run SET status = 'RUNNING', started_at = clock_timestamp(),"
    " heartbeat_at = clock_timestamp()"
    " WHERE id = (SELECT id FROM support.job_run WHERE status = 'QUEUED'"
    " ORDER BY queued_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)"
    " RETURNING id, step, arguments, requested_by"
)
TAKE = text(
    "UPDATE support.job_run SET status = 'RUNNING', started_at = clock_timestamp(),"
    " heartbeat_at = clock_timestamp(), arguments = cast(:arguments AS jsonb)"
    " WHERE id = (SELECT id FROM support.job_run WHERE status = 'QUEUED' AND step = :step"
    " LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id"
)
BEGIN = text(
    "INSERT INTO support.job_run (step, arguments, status, requested_by, started_at, heartbeat_at)"
    " SELECT :step, cast(:arguments AS jsonb), 'RUNNING', :requested_by, clock_timestamp(),"
    " clock_timestamp() ON CONFLICT DO NOTHING RETURNING id"
)
QUEUE = text(
    "INSERT INTO support.job_run (step, arguments, requested_by)"
    " VALUES (:step, cast(:arguments AS jsonb), :requested_by) ON CONFLICT DO NOTHING RETURNING id"
)
SUCCEED = text(
    "UPDATE support.job_run SET status = 'SUCCEEDED', progress = 1,"
    " finished_at = clock_timestamp() WHERE id = :id AND status = 'RUNNING'"
)
FAIL = text(
    "UPDATE support.job_run SET status = 'FAILED', error = :error,"
    " finished_at = clock_timestamp() WHERE id = :id AND status = 'RUNNING'"
)


@dataclass(frozen=True, slots=True)
class QueuedJob:
    id: int
    step: str
    arguments: dict[str, Any]
    requested_by: str


def end_dead_runs(engine: Engine) -> int:
    """Mark runs as failed whose process stopped beating; running them again is safe."""
    with engine.begin() as connection:
        ended = connection.execute(END_DEAD, {"limit": DEAD_AFTER_SECONDS}).rowcount
        connection.execute(END_DEAD_IMPORTS)
    return ended


def take_next(engine: Engine) -> QueuedJob | None:
    """Take the job that has waited longest; no other worker gets the same one."""
    with engine.begin() as connection:
        row = connection.execute(TAKE_NEXT).one_or_none()
    return QueuedJob(row.id, row.step, row.arguments, row.requested_by) if row else None


def begin(engine: Engine, step: str, arguments: dict[str, Any], requested_by: str) -> int:
    """Record a run that starts now, holding the pipeline; a queued one of the step is it."""
    values = {"step": step, "arguments": json.dumps(arguments), "requested_by": requested_by}
    with engine.begin() as connection:
        connection.execute(END_KILLED, {"command_line": COMMAND_LINE})
    end_dead_runs(engine)
    with engine.begin() as connection:
        taken = connection.execute(TAKE, values).scalar_one_or_none()
        started = taken or connection.execute(BEGIN, values).scalar_one_or_none()
    if started is None:
        raise StepFailed(f"'{step}' is running already: wait until it ends, or stop it first.")
    return int(started)


def queue(engine: Engine, step: str, arguments: dict[str, Any], requested_by: str) -> int | None:
    """Queue a step; None where it waits or runs already."""
    values = {"step": step, "arguments": json.dumps(arguments), "requested_by": requested_by}
    with engine.begin() as connection:
        return connection.execute(QUEUE, values).scalar_one_or_none()


def succeed(engine: Engine, job_run_id: int) -> None:
    with engine.begin() as connection:
        connection.execute(SUCCEED, {"id": job_run_id})


def fail(engine: Engine, job_run_id: int, error: str) -> None:
    with engine.begin() as connection:
        connection.execute(FAIL, {"id": job_run_id, "error": error})
        connection.execute(END_DEAD_IMPORTS)


@contextmanager
def pipeline_lock(engine: Engine, *, waits: bool = False) -> Iterator[None]:
    """Hold the pipeline; the server lets go of it when this process dies."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if waits:
            connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": PIPELINE_LOCK})
        elif not connection.scalar(
            text("SELECT pg_try_advisory_lock(:key)"), {"key": PIPELINE_LOCK}
        ):
            raise StepFailed(
                "Another run is working on this database: wait until it ends (GET /api/v1/jobs "
                "shows it), or stop it first."
            )
        try:
            yield
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": PIPELINE_LOCK})


def last_run_is_current(engine: Engine, steps: Sequence[str]) -> bool:
    """Tell whether the whole pipeline has succeeded since anything was last loaded."""
    with engine.connect() as connection:
        return bool(
            connection.scalar(
                text(
                    "SELECT EXISTS (SELECT FROM support.job_run"
                    " WHERE status = 'SUCCEEDED' AND step = 'run'"
                    " AND arguments -> 'steps' @> cast(:steps AS jsonb)"
                    " AND started_at >= coalesce((SELECT max(started_at) FROM support.imports"
                    " WHERE NOT is_dry_run), '-infinity') - interval '1 hour'"
                    " AND finished_at >= coalesce((SELECT max(finished_at) FROM support.imports"
                    " WHERE NOT is_dry_run), '-infinity'))"
                ),
                {"steps": json.dumps(list(steps))},
            )
        )
