"""Imports, their files and rejects, and job runs, as rows."""

from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Integer, Label, Subquery, cast, func, select
from sqlalchemy.orm import Session

from backend.core.sql import Rows
from backend.jobs.errors import ImportNotFound, JobNotFound
from backend.jobs.models import Import, ImportFile, ImportReject, JobRun
from backend.jobs.schemas import (
    ImportDetailOut,
    ImportFileOut,
    ImportQuery,
    JobOut,
    JobQuery,
    RejectQuery,
)

COUNTS = ("rows_read", "rows_kept", "rows_rejected", "rows_changed")


def imports(query: ImportQuery) -> Rows:
    rows = _imports_with_counts()
    if query.status is not None:
        rows = rows.where(Import.status == query.status)
    if query.kind is not None:
        rows = rows.where(Import.kind == query.kind)
    return rows


def import_detail(session: Session, import_id: int) -> ImportDetailOut:
    rows = _imports_with_counts().where(Import.id == import_id)
    found = session.execute(rows).mappings().one_or_none()
    if found is None:
        raise ImportNotFound(import_id)
    reasons = _reasons(session, import_id)
    files = session.scalars(
        select(ImportFile).where(ImportFile.import_id == import_id).order_by(ImportFile.id)
    )
    shown = [
        ImportFileOut.model_validate({**_columns(file), "reasons": reasons.get(file.id, {})})
        for file in files
    ]
    return ImportDetailOut.model_validate({**found, "files": shown})


def import_exists(session: Session, import_id: int) -> None:
    """Raise unless there is such an import: an empty list would say that nothing was refused."""
    if session.get(Import, import_id) is None:
        raise ImportNotFound(import_id)


def rejects(import_id: int, query: RejectQuery) -> Rows:
    rows = (
        select(*ImportReject.__table__.columns, ImportFile.file_name, ImportFile.target)
        .join(ImportFile, ImportReject.import_file_id == ImportFile.id)
        .where(ImportFile.import_id == import_id)
    )
    if query.reason_code is not None:
        rows = rows.where(ImportReject.reason_code == query.reason_code)
    if query.target is not None:
        rows = rows.where(ImportFile.target == query.target)
    if query.file_name is not None:
        rows = rows.where(ImportFile.file_name == query.file_name)
    return rows


def jobs(query: JobQuery) -> Rows:
    rows = _jobs()
    if query.status is not None:
        rows = rows.where(JobRun.status == query.status)
    if query.step is not None:
        rows = rows.where(JobRun.step == query.step)
    return rows


def job(session: Session, job_id: int) -> JobOut:
    found = session.execute(_jobs().where(JobRun.id == job_id)).mappings().one_or_none()
    if found is None:
        raise JobNotFound(job_id)
    return JobOut.model_validate(dict(found))


def _jobs() -> Rows:
    number = cast(JobRun.arguments["import_id"].astext, Integer).label("import_id")
    return select(*JobRun.__table__.columns, number)


def _imports_with_counts() -> Rows:
    counts = _file_counts()
    return select(
        *Import.__table__.columns,
        *(func.coalesce(counts.c[name], 0).label(name) for name in COUNTS),
    ).outerjoin(counts, counts.c.import_id == Import.id)


def _file_counts() -> Subquery:
    """Add up the rows of each import.

    A file feeds several targets, and all its rows pass through the main one only, which is written
    last: its rows are counted, while changes are counted for all.
    """
    position = func.row_number().over(
        partition_by=(ImportFile.import_id, ImportFile.file_name),
        order_by=(ImportFile.rows_read.desc(), ImportFile.id.desc()),
    )
    files = select(*ImportFile.__table__.columns, position.label("position")).subquery()
    main = files.c.position == 1
    return (
        select(
            files.c.import_id,
            *(_total(files.c[name], func.sum(files.c[name]).filter(main)) for name in COUNTS[:3]),
            _total(files.c.rows_changed, func.sum(files.c.rows_changed)),
        )
        .group_by(files.c.import_id)
        .subquery()
    )


def _total(column: ColumnElement[Any], total: ColumnElement[Any]) -> Label[int]:
    return cast(total, BigInteger).label(column.name)


def _reasons(session: Session, import_id: int) -> dict[int, dict[str, int]]:
    counted = session.execute(
        select(ImportReject.import_file_id, ImportReject.reason_code, func.count())
        .join(ImportFile, ImportReject.import_file_id == ImportFile.id)
        .where(ImportFile.import_id == import_id)
        .group_by(ImportReject.import_file_id, ImportReject.reason_code)
        .order_by(func.count().desc(), ImportReject.reason_code)
    )
    reasons: dict[int, dict[str, int]] = {}
    for file_id, code, number in counted:
        reasons.setdefault(file_id, {})[code] = number
    return reasons


def _columns(file: ImportFile) -> dict[str, Any]:
    return {column.key: getattr(file, column.key) for column in ImportFile.__table__.columns}
