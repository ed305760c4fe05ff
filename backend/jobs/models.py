"""Runs of the pipeline's steps, and what each import read, kept and rejected."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.orm import Base, Identified, one_of

JOB_STATUSES = ("QUEUED", "RUNNING", "SUCCEEDED", "FAILED", "CANCELLED")
IMPORT_STATUSES = ("QUEUED", "RUNNING", "SUCCEEDED", "FAILED")
TARGETS = (
    "items",
    "sites",
    "suppliers",
    "supplier_items",
    "demand",
    "stock_snapshots",
    "stock_movements",
    "orders",
    "calendar",
    "promotions",
)


class JobRun(Identified, Base):
    """One run of a step, queued by a person, by cron or by the command line."""

    __tablename__ = "job_run"
    __table_args__ = (
        one_of("status", JOB_STATUSES),
        CheckConstraint("progress BETWEEN 0 AND 1", name="progress"),
        CheckConstraint(
            "(status IN ('SUCCEEDED', 'FAILED', 'CANCELLED')) = (finished_at IS NOT NULL)",
            name="finished_at",
        ),
        # A step that waits or runs is not queued a second time.
        Index(
            "uq_job_run_step_waiting",
            "step",
            unique=True,
            postgresql_where=text("status IN ('QUEUED', 'RUNNING')"),
        ),
        Index("ix_job_run_queued_at", text("queued_at DESC")),
        {"schema": "support"},
    )

    step: Mapped[str]
    arguments: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"))
    status: Mapped[str] = mapped_column(server_default="QUEUED")
    progress: Mapped[float] = mapped_column(server_default="0")
    message: Mapped[str | None]
    rows_in: Mapped[int | None] = mapped_column(BigInteger)
    rows_out: Mapped[int | None] = mapped_column(BigInteger)
    requested_by: Mapped[str]
    queued_at: Mapped[datetime] = mapped_column(server_default=func.now())
    started_at: Mapped[datetime | None]
    heartbeat_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    error: Mapped[str | None]


class Import(Identified, Base):
    """One folder or upload that was read."""

    __tablename__ = "imports"
    __table_args__ = (
        one_of("kind", ("FOLDER", "UPLOAD")),
        one_of("status", IMPORT_STATUSES),
        Index("ix_imports_started_at", text("started_at DESC")),
        {"schema": "support"},
    )

    kind: Mapped[str]
    source: Mapped[str]
    mapping: Mapped[str | None]
    is_dry_run: Mapped[bool] = mapped_column(server_default=text("false"))
    status: Mapped[str] = mapped_column(server_default="QUEUED")
    content_hash: Mapped[str | None]
    requested_by: Mapped[str]
    job_run_id: Mapped[int | None] = mapped_column(
        ForeignKey("support.job_run.id", ondelete="SET NULL")
    )
    started_at: Mapped[datetime] = mapped_column(server_default=func.now())
    finished_at: Mapped[datetime | None]
    error: Mapped[str | None]
    # What a person should know besides: files not used, gaps, negative balances.
    notes: Mapped[list[str]] = mapped_column(JSONB, server_default=text("'[]'"))


class ImportFile(Identified, Base):
    """What one file gave to one target. Nothing is lost: the CHECK adds it up."""

    __tablename__ = "import_files"
    __table_args__ = (
        one_of("target", TARGETS),
        CheckConstraint("rows_read = rows_kept + rows_rejected", name="rows_add_up"),
        CheckConstraint("rows_kept >= 0 AND rows_rejected >= 0", name="rows_not_negative"),
        Index("ix_import_files_import_id", "import_id"),
        {"schema": "support"},
    )

    import_id: Mapped[int] = mapped_column(ForeignKey("support.imports.id", ondelete="CASCADE"))
    target: Mapped[str]
    file_name: Mapped[str]
    content_hash: Mapped[str]
    rows_read: Mapped[int] = mapped_column(BigInteger)
    rows_kept: Mapped[int] = mapped_column(BigInteger)
    rows_rejected: Mapped[int] = mapped_column(BigInteger)
    rows_changed: Mapped[int] = mapped_column(BigInteger)
    seconds: Mapped[float]
    # A hash of the file and of how it was read, and the days of its rows: what is the same when
    # the folder is loaded again need not be read again.
    reading: Mapped[str | None]
    first_day: Mapped[date | None]
    last_day: Mapped[date | None]


class ImportReject(Identified, Base):
    """A row that could not be used, with the reason and the original text."""

    __tablename__ = "import_rejects"
    __table_args__ = (
        Index("ix_import_rejects_import_file_id_row_number", "import_file_id", "row_number"),
        {"schema": "support"},
    )

    import_file_id: Mapped[int] = mapped_column(
        ForeignKey("support.import_files.id", ondelete="CASCADE")
    )
    row_number: Mapped[int] = mapped_column(BigInteger)
    column_name: Mapped[str | None]
    reason_code: Mapped[str]
    hint: Mapped[str]
    raw: Mapped[str]
