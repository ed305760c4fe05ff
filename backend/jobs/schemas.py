"""Imports and jobs as the API shows them."""

from datetime import datetime
from typing import Literal

from backend.core.schemas import Id, In, ListQuery, Out, PathModel

JobStatus = Literal["QUEUED", "RUNNING", "SUCCEEDED", "FAILED", "CANCELLED"]
ImportStatus = Literal["QUEUED", "RUNNING", "SUCCEEDED", "FAILED"]
StepName = Literal["run", "load", "needs", "forecast", "plan", "kpis", "alerts", "replay"]


class ImportOut(Out):
    """An import. The rows are those of its files, each counted once, for its main target."""

    id: int
    kind: Literal["FOLDER", "UPLOAD"]
    source: str
    mapping: str | None
    is_dry_run: bool
    status: ImportStatus
    job_run_id: int | None
    requested_by: str
    started_at: datetime
    finished_at: datetime | None
    rows_read: int
    rows_kept: int
    rows_rejected: int
    rows_changed: int
    error: str | None
    notes: list[str]


class ImportFileOut(Out):
    """What one file gave to one target; ``reasons`` counts its rejects by reason code."""

    id: int
    target: str
    file_name: str
    rows_read: int
    rows_kept: int
    rows_rejected: int
    rows_changed: int
    seconds: float
    reasons: dict[str, int]


class ImportDetailOut(ImportOut):
    files: list[ImportFileOut]


class ImportRejectOut(Out):
    id: int
    file_name: str
    target: str
    row_number: int
    column_name: str | None
    reason_code: str
    hint: str
    raw: str


class JobOut(Out):
    id: int
    step: str
    status: JobStatus
    progress: float
    message: str | None
    import_id: int | None
    requested_by: str
    queued_at: datetime
    started_at: datetime | None
    heartbeat_at: datetime | None
    finished_at: datetime | None
    error: str | None


class JobDraft(In):
    """Which step to run; ``run`` is the whole pipeline, on the folder loaded last."""

    step: StepName


class ImportPath(PathModel):
    import_id: Id


class JobPath(PathModel):
    job_id: Id


class ImportQuery(ListQuery):
    status: ImportStatus | None = None
    kind: Literal["FOLDER", "UPLOAD"] | None = None


class RejectQuery(ListQuery):
    reason_code: str | None = None
    target: str | None = None
    file_name: str | None = None


class JobQuery(ListQuery):
    status: JobStatus | None = None
    step: str | None = None
