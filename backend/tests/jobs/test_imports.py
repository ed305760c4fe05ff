import io
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from backend.audit.models import AuditLog
from backend.jobs.models import Import, ImportFile, ImportReject, JobRun
from backend.settings import Settings
from backend.tests.factories import make_item
from backend.tests.reading import get_csv, get_rows
from backend.tests.signing_in import SignedInClient

DEMAND = b"date,sku,quantity\n2026-01-01,A,1\n"


@pytest.fixture(autouse=True)
def uploads(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep what tests send in a folder of their own."""
    settings: Settings = app.config["SETTINGS"]
    changed = settings.model_copy(update={"data_dir": tmp_path})
    monkeypatch.setitem(app.config, "SETTINGS", changed)
    return tmp_path / "uploads"


def send(
    client: SignedInClient, *, headers: dict[str, str] | None = None, **form: Any
) -> TestResponse:
    files = form.pop("files", [(io.BytesIO(DEMAND), "demand.csv")])
    return client.post(
        "/api/v1/imports",
        data={"files": files, **form},
        headers=headers,
        content_type="multipart/form-data",
    )


def make_import(session: Session) -> Import:
    imported = Import(kind="FOLDER", source="/srv/export", status="SUCCEEDED", requested_by="cron")
    session.add(imported)
    session.flush()
    for target, read, rejected in (("items", 8, 0), ("demand", 10, 2)):
        file = ImportFile(
            import_id=imported.id,
            target=target,
            file_name="lines.csv",
            content_hash="0",
            rows_read=read,
            rows_kept=read - rejected,
            rows_rejected=rejected,
            rows_changed=3,
            seconds=0.5,
        )
        session.add(file)
        session.flush()
        for number in range(rejected):
            reject = ImportReject(
                import_file_id=file.id,
                row_number=number + 2,
                column_name="quantity",
                reason_code="NOT_A_NUMBER",
                hint="Write a plain number.",
                raw="=1+1,A",
            )
            session.add(reject)
    session.commit()
    return imported


def test_an_import_is_queued_for_the_worker(
    noa: SignedInClient, session: Session, uploads: Path
) -> None:
    answer = send(noa)

    assert answer.status_code == 202, answer.get_data(as_text=True)
    shown = answer.get_json()
    assert answer.headers["Location"].endswith(f"/api/v1/imports/{shown['id']}")
    assert (shown["status"], shown["source"]) == ("QUEUED", "demand.csv")
    job = session.get_one(JobRun, shown["job_run_id"])
    assert (job.step, job.status, job.requested_by) == ("import", "QUEUED", "noa")
    assert job.arguments["steps"] == ["load", "needs", "forecast", "plan", "kpis", "alerts"]
    assert (Path(job.arguments["folder"]) / "demand.csv").read_bytes() == DEMAND
    assert uploads in Path(job.arguments["folder"]).parents


def test_a_dry_run_only_loads(noa: SignedInClient, session: Session) -> None:
    shown = send(noa, dry_run="true").get_json()

    job = session.get_one(JobRun, shown["job_run_id"])
    assert shown["is_dry_run"]
    assert (job.arguments["steps"], job.arguments["is_dry_run"]) == (["load"], True)


def test_an_import_is_written_to_the_audit_log(noa: SignedInClient, session: Session) -> None:
    shown = send(noa).get_json()

    entry = session.query(AuditLog).filter_by(entity="import").one()
    assert (entry.actor, entry.entity_id) == ("noa", str(shown["id"]))


def test_a_second_import_waits_for_the_first(noa: SignedInClient, uploads: Path) -> None:
    send(noa)

    answer = send(noa)

    assert answer.status_code == 409
    assert answer.get_json()["code"] == "JobAlreadyRunning"
    assert len(list(uploads.iterdir())) == 1


def test_the_same_key_imports_once(noa: SignedInClient, session: Session) -> None:
    key = {"Idempotency-Key": "once"}

    first, second = send(noa, headers=key), send(noa, headers=key)

    assert (first.status_code, second.status_code) == (202, 202)
    assert first.get_json() == second.get_json()
    assert session.query(Import).count() == 1


def test_the_same_key_with_other_files_is_refused(noa: SignedInClient) -> None:
    key = {"Idempotency-Key": "once"}
    send(noa, headers=key)

    answer = send(noa, headers=key, files=[(io.BytesIO(b"other"), "demand.csv")])

    assert answer.status_code == 422
    assert answer.get_json()["code"] == "IdempotencyKeyReused"


def test_what_is_too_large_is_413(
    noa: SignedInClient, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "IMPORT_MAX_BYTES", 1000)

    answer = send(noa, files=[(io.BytesIO(b"x" * 5000), "demand.csv")])

    assert answer.status_code == 413


@pytest.mark.parametrize(
    "form", [{"files": []}, {"files": "text"}, {"unknown": "1"}, {"dry_run": "perhaps"}]
)
def test_a_form_that_makes_no_sense_is_422(noa: SignedInClient, form: dict[str, Any]) -> None:
    assert send(noa, **form).status_code == 422


def test_a_viewer_may_not_import(vic: SignedInClient) -> None:
    assert send(vic).status_code == 403


def test_demo_data_is_not_mixed_with_real_data(noa: SignedInClient, session: Session) -> None:
    make_item(session)
    session.execute(text("UPDATE support.organisation SET is_demo = true"))
    session.commit()

    assert send(noa).get_json()["code"] == "DemoInTheWay"
    assert send(noa, dry_run="true").status_code == 202


def test_an_import_counts_each_row_once(vic: SignedInClient, session: Session) -> None:
    imported = make_import(session)

    shown = vic.get(f"/api/v1/imports/{imported.id}").get_json()

    assert (shown["rows_read"], shown["rows_kept"], shown["rows_rejected"]) == (10, 8, 2)
    assert shown["rows_changed"] == 6
    assert [file["target"] for file in shown["files"]] == ["items", "demand"]
    assert shown["files"][1]["reasons"] == {"NOT_A_NUMBER": 2}


def test_an_import_is_tagged(vic: SignedInClient, session: Session) -> None:
    url = f"/api/v1/imports/{make_import(session).id}"

    tag = vic.get(url).headers["ETag"]

    assert vic.get(url, headers={"If-None-Match": tag}).status_code == 304


def test_rejects_come_as_csv_with_every_row(vic: SignedInClient, session: Session) -> None:
    imported = make_import(session)

    rows = get_csv(vic, f"/api/v1/imports/{imported.id}/rejects")

    assert [row["row_number"] for row in rows] == ["2", "3"]
    assert rows[0]["raw"] == "'=1+1,A"
    assert rows[0]["hint"] == "Write a plain number."


def test_rejects_are_filtered_by_reason(vic: SignedInClient, session: Session) -> None:
    url = f"/api/v1/imports/{make_import(session).id}/rejects"

    assert len(get_rows(vic, f"{url}?reason_code=NOT_A_NUMBER")) == 2
    assert get_rows(vic, f"{url}?reason_code=NOT_A_DATE") == []


def test_the_newest_import_comes_first(vic: SignedInClient, session: Session) -> None:
    older, newer = make_import(session), make_import(session)

    rows = get_rows(vic, "/api/v1/imports?status=SUCCEEDED")

    assert [row["id"] for row in rows] == [newer.id, older.id]


def test_an_import_that_is_not_there_is_404(vic: SignedInClient) -> None:
    assert vic.get("/api/v1/imports/999999").status_code == 404
    assert vic.get("/api/v1/imports/999999/rejects").status_code == 404
