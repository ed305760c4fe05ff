import pytest
from sqlalchemy.orm import Session

from backend.jobs.models import JobRun
from backend.tests.reading import get_csv, get_rows
from backend.tests.signing_in import SignedInClient


def make_job(session: Session, step: str = "run", **values: object) -> JobRun:
    job = JobRun(step=step, requested_by="scheduler", arguments={}, **values)
    session.add(job)
    session.commit()
    return job


def test_a_job_is_queued(noa: SignedInClient, session: Session) -> None:
    answer = noa.post("/api/v1/jobs", json={"step": "plan"})

    assert answer.status_code == 202
    shown = answer.get_json()
    assert (shown["step"], shown["status"], shown["requested_by"]) == ("plan", "QUEUED", "noa")
    assert answer.headers["Location"].endswith(f"/api/v1/jobs/{shown['id']}")
    assert session.get_one(JobRun, shown["id"]).arguments == {"steps": ["plan"]}


def test_the_whole_pipeline_is_all_its_steps(noa: SignedInClient, session: Session) -> None:
    shown = noa.post("/api/v1/jobs", json={"step": "run"}).get_json()

    arguments = session.get_one(JobRun, shown["id"]).arguments
    assert arguments["steps"] == ["load", "needs", "forecast", "plan", "kpis", "alerts"]


@pytest.mark.parametrize("status", ["QUEUED", "RUNNING"])
def test_a_step_that_waits_or_runs_is_a_conflict(
    noa: SignedInClient, session: Session, status: str
) -> None:
    busy = make_job(session, "kpis", status=status)

    answer = noa.post("/api/v1/jobs", json={"step": "kpis"})

    assert answer.status_code == 409
    assert f"job {busy.id}" in answer.get_json()["detail"]
    assert noa.post("/api/v1/jobs", json={"step": "alerts"}).status_code == 202


@pytest.mark.parametrize("body", [{"step": "rm -rf"}, {}, {"step": "run", "folder": "/etc"}])
def test_a_step_that_does_not_exist_is_422(noa: SignedInClient, body: dict[str, str]) -> None:
    assert noa.post("/api/v1/jobs", json=body).status_code == 422


def test_a_viewer_may_look_but_not_run(vic: SignedInClient, session: Session) -> None:
    job = make_job(session)

    assert vic.post("/api/v1/jobs", json={"step": "run"}).status_code == 403
    assert vic.get(f"/api/v1/jobs/{job.id}").get_json()["step"] == "run"


def test_jobs_are_listed_newest_first_and_filtered(vic: SignedInClient, session: Session) -> None:
    older, newer = make_job(session, "load"), make_job(session, "plan")

    assert [row["id"] for row in get_rows(vic, "/api/v1/jobs")] == [newer.id, older.id]
    assert [row["id"] for row in get_rows(vic, "/api/v1/jobs?step=load")] == [older.id]
    assert len(get_csv(vic, "/api/v1/jobs?status=QUEUED")) == 2


def test_a_job_that_is_not_there_is_404(vic: SignedInClient) -> None:
    assert vic.get("/api/v1/jobs/999999").status_code == 404
