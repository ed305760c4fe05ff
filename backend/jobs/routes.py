"""GET, POST /imports; GET /imports/{id}, /imports/{id}/rejects; GET, POST /jobs; GET /jobs/{id}."""

from typing import TypeVar

from flask import Response, current_app, url_for

import backend.jobs.gauges  # noqa: F401  # registers the gauges of /metrics
from backend.access.guard import requires
from backend.access.permissions import Permission
from backend.core.etag import entity_tag
from backend.core.http import blueprint, idempotent
from backend.core.listing import listing
from backend.core.paging import Ordering
from backend.core.schemas import Out, Page
from backend.extensions import current_session
from backend.jobs import queries, service
from backend.jobs.forms import ImportForm
from backend.jobs.schemas import (
    ImportDetailOut,
    ImportOut,
    ImportPath,
    ImportQuery,
    ImportRejectOut,
    JobDraft,
    JobOut,
    JobPath,
    JobQuery,
    RejectQuery,
)
from backend.jobs.uploads import kept_on_success, store
from backend.settings import Settings

imports = blueprint("imports", "/imports")
jobs = blueprint("jobs", "/jobs")
blueprints = (imports, jobs)

ShownT = TypeVar("ShownT", bound=Out)
# A spreadsheet packs about this well; what unpacks further is refused.
UNPACKED_FACTOR = 4


@imports.get("")
@requires(Permission.IMPORT_READ)
def list_imports(query: ImportQuery) -> Page[ImportOut] | Response:
    """List imports, the newest first."""
    return listing(query, queries.imports(query), ImportOut, ordering=Ordering(default="-id"))


@imports.post("", status=202, problems=(409,))
@requires(Permission.IMPORT_CREATE)
@idempotent
def start_import(form: ImportForm) -> tuple[ImportDetailOut, dict[str, str]]:
    """Take files in; a worker loads them and computes what follows from them."""
    settings: Settings = current_app.config["SETTINGS"]
    session = current_session()
    stored = store(
        settings.data_dir,
        form.uploads,
        form.mapping_upload,
        most_bytes=settings.import_max_bytes * UNPACKED_FACTOR,
    )
    with kept_on_success(stored):
        import_id = service.queue_import(
            session,
            stored,
            is_dry_run=form.dry_run,
            may_replace_demo=settings.replace_demo,
        )
    shown = queries.import_detail(session, import_id)
    return shown, {"Location": url_for("imports.get_import", import_id=import_id)}


@imports.get("/<int:import_id>", versioned=True)
@requires(Permission.IMPORT_READ)
def get_import(path: ImportPath) -> tuple[ImportDetailOut, dict[str, str]]:
    """Show what an import read, kept and refused, by file and reason."""
    return _tagged(queries.import_detail(current_session(), path.import_id))


@imports.get("/<int:import_id>/rejects")
@requires(Permission.IMPORT_READ)
def list_import_rejects(path: ImportPath, query: RejectQuery) -> Page[ImportRejectOut] | Response:
    """List the rows an import refused, each with the reason and the original text."""
    queries.import_exists(current_session(), path.import_id)
    in_file_order = Ordering(default="file_name,row_number")
    rows = queries.rejects(path.import_id, query)
    return listing(query, rows, ImportRejectOut, ordering=in_file_order)


@jobs.get("")
@requires(Permission.JOB_READ)
def list_jobs(query: JobQuery) -> Page[JobOut] | Response:
    """List job runs, the newest first."""
    return listing(query, queries.jobs(query), JobOut, ordering=Ordering(default="-id"))


@jobs.post("", status=202, problems=(409,))
@requires(Permission.JOB_RUN)
@idempotent
def start_job(body: JobDraft) -> tuple[JobOut, dict[str, str]]:
    """Queue a step of the pipeline, or all of it; one that waits or runs already is a conflict."""
    session = current_session()
    job_id = service.queue_job(session, body.step)
    shown = queries.job(session, job_id)
    return shown, {"Location": url_for("jobs.get_job", job_id=job_id)}


@jobs.get("/<int:job_id>", versioned=True)
@requires(Permission.JOB_READ)
def get_job(path: JobPath) -> tuple[JobOut, dict[str, str]]:
    """Show how far a job is."""
    return _tagged(queries.job(current_session(), path.job_id))


def _tagged(shown: ShownT) -> tuple[ShownT, dict[str, str]]:
    """Tag a row that nobody edits, so that it has no version, by what it shows."""
    return shown, {"ETag": entity_tag(1, shown.model_dump_json(by_alias=True).encode())}
