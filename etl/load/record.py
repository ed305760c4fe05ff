"""What an import read, kept and rejected, written to support.imports and its files."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import polars as pl
from psycopg2.extensions import cursor as Cursor  # noqa: N812

from etl.clean.batches import Part
from etl.clean.reject_rows import RAW
from etl.load.sql import copy_in
from etl.sources.read import ROW

REJECT_COLUMNS = ("import_file_id", ROW, "column_name", "reason_code", "hint", RAW)
COPY_REJECTS = (
    "COPY support.import_rejects (import_file_id, row_number, column_name, reason_code, hint, raw)"
    " FROM STDIN (FORMAT csv)"
)


BEGIN_FOLDER = (
    "INSERT INTO support.imports"
    " (kind, source, mapping, is_dry_run, status, requested_by, job_run_id)"
    " VALUES ('FOLDER', %(source)s, %(mapping)s, %(is_dry_run)s, 'RUNNING', %(requested_by)s,"
    " %(job_run_id)s) RETURNING id"
)
# Emptying the demo took the upload's row away, and its reader still asks for the same number.
BEGIN_UPLOAD_AGAIN = (
    "INSERT INTO support.imports"
    " (id, kind, source, mapping, is_dry_run, status, requested_by, job_run_id)"
    " OVERRIDING SYSTEM VALUE VALUES (%(id)s, 'UPLOAD', %(source)s, %(mapping)s, %(is_dry_run)s,"
    " 'RUNNING', %(requested_by)s, %(job_run_id)s) RETURNING id"
)


def begin_import(
    cursor: Cursor,
    *,
    import_id: int | None,
    source: str,
    mapping: str,
    is_dry_run: bool,
    requested_by: str,
    job_run_id: int | None,
) -> int:
    """Mark the import as running and return its id; an upload has its row already."""
    if import_id is not None:
        cursor.execute(
            "UPDATE support.imports SET status = 'RUNNING', mapping = %s, job_run_id = %s,"
            " started_at = clock_timestamp() WHERE id = %s",
            (mapping, job_run_id, import_id),
        )
        return import_id
    cursor.execute(
        "INSERT INTO support.imports (kind, source, mapping, is_dry_run, status, requested_by,"
        " job_run_id) VALUES ('FOLDER', %s, %s, %s, 'RUNNING', %s, %s) RETURNING id",
        (source, mapping, is_dry_run, requested_by, job_run_id),
    )
    row = cursor.fetchone()
    assert row is not None
    return int(row[0])


@contextmanager
def upload_kept(cursor: Cursor, import_id: int | None) -> Iterator[None]:
    """Keep an upload's row while the demo is emptied: its reader goes on asking for its number."""
    cursor.execute(
        "CREATE TEMP TABLE kept_import ON COMMIT DROP AS"
        " SELECT * FROM support.imports WHERE id = %s",
        (import_id,),
    )
    yield
    cursor.execute("INSERT INTO support.imports OVERRIDING SYSTEM VALUE SELECT * FROM kept_import")


def record_part(cursor: Cursor, import_id: int, part: Part, *, changed: int) -> None:
    """Write the counts of each file of a part; what changed is told once, with the first."""
    for position, file in enumerate(part.files):
        cursor.execute(
            "INSERT INTO support.import_files (import_id, target, file_name, content_hash,"
            " rows_read, rows_kept, rows_rejected, rows_changed, seconds, reading, first_day,"
            " last_day) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) RETURNING id",
            (
                import_id,
                str(part.target.name),
                file.name,
                file.content_hash,
                file.rows_read,
                file.rows_kept,
                file.rejects.height,
                0 if position else changed,
                round(file.seconds, 3),
                file.reading,
                *(file.span or (None, None)),
            ),
        )
        row = cursor.fetchone()
        assert row is not None
        _record_rejects(cursor, int(row[0]), file.rejects)


def _record_rejects(cursor: Cursor, import_file_id: int, rejects: pl.DataFrame) -> None:
    if rejects.is_empty():
        return
    numbered = rejects.with_columns(pl.lit(import_file_id).alias("import_file_id"))
    # An empty record is an empty text, which CSV would take for null.
    written = numbered.with_columns(pl.col(RAW).fill_null(""))
    copy_in(cursor, COPY_REJECTS, written.select(*REJECT_COLUMNS))


def end_import(cursor: Cursor, import_id: int, content_hash: str, notes: Sequence[str]) -> None:
    cursor.execute(
        "UPDATE support.imports SET status = 'SUCCEEDED', finished_at = clock_timestamp(),"
        " content_hash = %s, notes = %s WHERE id = %s",
        (content_hash, json.dumps(list(notes)), import_id),
    )


def fail_import(cursor: Cursor, import_id: int, error: str) -> None:
    cursor.execute(
        "UPDATE support.imports SET status = 'FAILED', finished_at = clock_timestamp(), error = %s"
        " WHERE id = %s",
        (error, import_id),
    )
