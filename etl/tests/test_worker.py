import threading

from etl import job_runs
from etl.job_runs import QueuedJob
from etl.tests.conftest import Warehouse, WriteFolder
from etl.worker import arguments_of, attend, run_in_process

STATUS = "SELECT step, status, error FROM support.job_run ORDER BY id"


def test_the_job_that_waited_longest_is_taken_once(warehouse: Warehouse) -> None:
    first = job_runs.queue(warehouse.engine, "plan", {}, "noa")
    job_runs.queue(warehouse.engine, "kpis", {}, "noa")

    taken = job_runs.take_next(warehouse.engine)

    assert taken is not None
    assert (taken.id, taken.step, taken.requested_by) == (first, "plan", "noa")
    assert warehouse.rows(STATUS) == [("plan", "RUNNING", None), ("kpis", "QUEUED", None)]


def test_a_step_that_waits_is_not_queued_twice(warehouse: Warehouse) -> None:
    assert job_runs.queue(warehouse.engine, "plan", {}, "noa") is not None
    assert job_runs.queue(warehouse.engine, "plan", {}, "noa") is None


def test_without_jobs_there_is_nothing_to_attend_to(warehouse: Warehouse) -> None:
    assert not attend(warehouse.engine, threading.Event(), lambda _job, _stopped: 0)


def test_a_job_whose_process_was_killed_is_told(warehouse: Warehouse) -> None:
    job_runs.queue(warehouse.engine, "plan", {}, "noa")

    attend(warehouse.engine, threading.Event(), lambda _job, _stopped: -9)

    assert warehouse.rows(STATUS) == [
        ("plan", "FAILED", "The process was killed; it is safe to run it again.")
    ]


def test_a_run_whose_heart_stopped_is_ended(warehouse: Warehouse) -> None:
    job_runs.begin(warehouse.engine, "plan", {}, "noa")
    assert job_runs.end_dead_runs(warehouse.engine) == 0
    with warehouse.context().session_factory() as session:
        session.connection().exec_driver_sql(
            "UPDATE support.job_run SET heartbeat_at = now() - interval '5 minutes'"
        )

    assert job_runs.end_dead_runs(warehouse.engine) == 1

    assert warehouse.rows(STATUS)[0][1] == "FAILED"
    assert job_runs.begin(warehouse.engine, "plan", {}, "noa")


def test_a_job_becomes_a_command_line() -> None:
    told = {
        "steps": ["load"],
        "folder": "/srv/upload",
        "import_id": 7,
        "is_dry_run": True,
        "mapping": None,
    }

    command = arguments_of(QueuedJob(3, "import", told, "noa"))

    assert command[2:] == [
        "etl", "run", "load", "--job", "3", "--requested-by", "noa",
        "--data", "/srv/upload", "--import", "7", "--dry-run",
    ]  # fmt: skip


def test_an_upload_is_loaded_by_a_process_of_its_own(
    warehouse: Warehouse, folder: WriteFolder, monkeypatch: "object"
) -> None:
    path = folder(demand="date,sku,quantity\n2026-01-01,A,1\nno day,A,1\n")
    with warehouse.context().session_factory() as session:
        number = session.connection().exec_driver_sql(
            "INSERT INTO support.imports (kind, source, requested_by)"
            " VALUES ('UPLOAD', 'demand.csv', 'noa') RETURNING id"
        )
        import_id = number.scalar_one()
    told = {"steps": ["load"], "folder": str(path), "import_id": import_id}
    job_runs.queue(warehouse.engine, "import", told, "noa")
    monkeypatch.setenv("DATABASE_URL", warehouse.url)  # type: ignore[attr-defined]
    monkeypatch.setenv("OUTPUT_DIR", str(path))  # type: ignore[attr-defined]

    attend(warehouse.engine, threading.Event(), run_in_process)

    assert warehouse.rows(STATUS) == [("import", "SUCCEEDED", None)]
    assert warehouse.rows("SELECT id, kind, status FROM support.imports") == [
        (import_id, "UPLOAD", "SUCCEEDED")
    ]
    assert warehouse.value("SELECT count(*) FROM support.import_rejects") == 1
    assert warehouse.value("SELECT progress FROM support.job_run") == 1
