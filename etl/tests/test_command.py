import io
from pathlib import Path

import pytest
from rich.console import Console
from sqlalchemy.exc import IntegrityError

from backend.jobs.service import STEPS as QUEUED_STEPS
from backend.settings import Settings
from etl import job_runs
from etl.__main__ import main
from etl.command import Command, execute
from etl.errors import StepFailed
from etl.pipeline import STEP_NAMES, Step, chosen_steps, run_steps
from etl.sources.errors import LoadRefused
from etl.tests.conftest import Warehouse, WriteFolder
from etl.upkeep.step import remove_old_uploads

DEMAND = "date,sku,quantity\n2026-01-01,A,1\nno day,A,1\n"
LAST = "SELECT status, error FROM support.job_run ORDER BY id DESC LIMIT 1"


def run(warehouse: Warehouse, tmp_path: Path, **options: object) -> str:
    settings = Settings(_env_file=None, database_url=warehouse.url, output_dir=tmp_path)
    screen = io.StringIO()
    console = Console(file=screen, width=100)
    execute(Command(**options), settings, warehouse.engine, console)  # type: ignore[arg-type]
    return screen.getvalue()


def test_the_api_queues_the_steps_there_are() -> None:
    assert QUEUED_STEPS == STEP_NAMES


def test_steps_run_in_pipeline_order_and_unknown_ones_are_told() -> None:
    assert [step.name for step in chosen_steps(["plan", "load"])] == ["load", "plan"]
    assert tuple(step.name for step in chosen_steps([])) == STEP_NAMES
    with pytest.raises(StepFailed, match="no step 'dance': the steps are load, needs, forecast"):
        chosen_steps(["dance"])


def test_progress_of_a_run_never_goes_back(warehouse: Warehouse) -> None:
    def tell(context: object) -> None:
        for share in (0.0, 0.5, 1.0):
            context.progress.advance(share, "")  # type: ignore[attr-defined]

    steps = [Step("one", (), tell, "one", share=1), Step("two", (), tell, "two", share=3)]

    run_steps(warehouse.context(), steps)

    assert warehouse.said.fractions == sorted(warehouse.said.fractions)
    assert warehouse.said.fractions[-1] == 1


def test_a_load_shows_what_came_of_it(
    warehouse: Warehouse, folder: WriteFolder, tmp_path: Path
) -> None:
    shown = run(warehouse, tmp_path, steps=("load",), folder=folder(demand=DEMAND))

    assert "NOT_A_DATE in date" in shown
    rejects = next(tmp_path.glob("rejects-*.csv")).read_text(encoding="utf-8")
    assert rejects.splitlines()[0] == "file,target,row,column,reason,hint,raw"
    assert rejects.splitlines()[1].startswith("demand.csv,demand,3,date,NOT_A_DATE,")
    assert warehouse.rows(LAST) == [("SUCCEEDED", None)]


def test_the_folder_loaded_last_is_loaded_again(
    warehouse: Warehouse, folder: WriteFolder, tmp_path: Path
) -> None:
    path = folder(demand=DEMAND)
    run(warehouse, tmp_path, steps=("load",), folder=path)
    (path / "demand.csv").write_text(DEMAND + "2026-01-02,A,1\n", encoding="utf-8")

    run(warehouse, tmp_path, steps=("load",))

    assert warehouse.value("SELECT count(*) FROM core.fact_demand_daily") == 2


def test_a_run_that_fails_says_why_in_its_row(
    warehouse: Warehouse, folder: WriteFolder, tmp_path: Path
) -> None:
    with pytest.raises(LoadRefused):
        run(warehouse, tmp_path, steps=("load",), folder=folder(items="sku\nA\n"))

    status, error = warehouse.rows(LAST)[0]
    assert status == "FAILED"
    assert "neither demand" in error


def test_two_runs_never_overlap(warehouse: Warehouse, tmp_path: Path) -> None:
    with (
        job_runs.pipeline_lock(warehouse.engine),
        pytest.raises(StepFailed, match="Another run is working"),
    ):
        run(warehouse, tmp_path, steps=("upkeep",))


def test_a_load_by_itself_refreshes_the_views(
    warehouse: Warehouse, folder: WriteFolder, tmp_path: Path
) -> None:
    path = folder(demand="date,sku,quantity\n2026-01-01,A,3\n2026-01-02,A,4\n")

    run(warehouse, tmp_path, steps=("load",), folder=path)

    assert warehouse.value("SELECT sum(units) FROM analytics.demand_daily") == 7


def test_upkeep_forgets_what_is_old(warehouse: Warehouse, tmp_path: Path) -> None:
    with warehouse.context().session_factory() as session:
        session.connection().exec_driver_sql(
            "WITH made AS (INSERT INTO support.users (username, full_name, password_hash)"
            " VALUES ('ana', 'Ana', '-') RETURNING id)"
            " INSERT INTO support.idempotency_keys"
            " (user_id, key, method, path, body_hash, created_at)"
            " SELECT id, age::text, 'POST', '/', '', now() - age * interval '1 day'"
            " FROM made, unnest(ARRAY[1, 8]) AS age"
        )
    run(warehouse, tmp_path, steps=("upkeep",))

    assert warehouse.rows("SELECT key FROM support.idempotency_keys") == [("1",)]


def test_upkeep_forgets_runs_that_had_nothing_to_say(warehouse: Warehouse, tmp_path: Path) -> None:
    with warehouse.context().session_factory() as session:
        session.connection().exec_driver_sql(
            "INSERT INTO support.job_run (step, requested_by, status, started_at, finished_at)"
            " SELECT step, 'scheduler', status, now() - age, now() - age"
            " FROM (VALUES ('approvals', 'SUCCEEDED', interval '2 days'),"
            " ('approvals', 'SUCCEEDED', interval '1 hour'),"
            " ('approvals', 'FAILED', interval '2 days'),"
            " ('run', 'SUCCEEDED', interval '2 days')) AS runs (step, status, age)"
        )
    run(warehouse, tmp_path, steps=("upkeep",))

    kept = "SELECT step, status FROM support.job_run WHERE requested_by = 'scheduler' ORDER BY id"
    assert warehouse.rows(kept) == [
        ("approvals", "SUCCEEDED"),
        ("approvals", "FAILED"),
        ("run", "SUCCEEDED"),
    ]


def test_uploads_are_kept_for_thirty_days(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    made = (tmp_path / "one").stat().st_mtime

    assert remove_old_uploads(tmp_path, now=made + 29 * 86_400) == 0
    assert remove_old_uploads(tmp_path, now=made + 31 * 86_400) == 1
    assert list(tmp_path.iterdir()) == []
    assert remove_old_uploads(tmp_path / "missing", now=0) == 0


def test_partitions_are_made_ahead(warehouse: Warehouse, tmp_path: Path) -> None:
    run(warehouse, tmp_path, steps=("upkeep",))

    ahead = """
        SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relname = 'fact_demand_daily_p'
            || to_char(now() + interval '2 months', 'YYYYMM')
    """
    assert warehouse.value(ahead) == 1


def test_rows_that_do_not_add_up_are_refused_by_the_database(warehouse: Warehouse) -> None:
    with pytest.raises(IntegrityError), warehouse.context().session_factory() as session:
        session.connection().exec_driver_sql(
            "WITH made AS (INSERT INTO support.imports (kind, source, requested_by)"
            " VALUES ('FOLDER', '/srv', 'noa') RETURNING id)"
            " INSERT INTO support.import_files (import_id, target, file_name, content_hash,"
            " rows_read, rows_kept, rows_rejected, rows_changed, seconds)"
            " SELECT id, 'demand', 'a.csv', '0', 3, 1, 1, 0, 0 FROM made"
        )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["load", "/no/such/folder"], "The folder /no/such/folder does not exist"),
        (["run", "dance"], "There is no step 'dance'"),
    ],
)
def test_an_error_is_one_sentence_and_a_non_zero_exit(
    warehouse: Warehouse,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    sentence: str,
) -> None:
    monkeypatch.setenv("DATABASE_URL", warehouse.url)

    assert main(arguments) == 1

    said = capfd.readouterr().err
    assert sentence in said
    assert "Traceback" not in said


def test_a_database_that_is_away_is_told(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing")

    assert main(["run"]) == 1
    assert "The database cannot be used" in capfd.readouterr().err


def test_the_steps_are_listed(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["list"]) == 0
    assert [line.split()[0] for line in capfd.readouterr().out.splitlines()] == [
        *STEP_NAMES,
        "replay",
        "upkeep",
        "approvals",
    ]
