from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from etl.errors import StepFailed
from etl.scheduler import Entry, due_at, queue_due, read_crontab
from etl.tests.conftest import Warehouse

NIGHTLY = Entry("0 2 * * *", "run")


def at(hour: int, minute: int = 0, day: int = 21) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def test_the_shipped_crontab_runs_the_pipeline_at_two() -> None:
    assert NIGHTLY in read_crontab()


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("0 2 * * run", "line 2: write five time fields"),
        ("0 25 * * * run", "line 2: write five time fields"),
        ("0 2 * * * dance", "line 2: there is no step 'dance'"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, line: str, sentence: str) -> None:
    path = tmp_path / "crontab"
    path.write_text(f"# comment\n{line}\n", encoding="utf-8")

    with pytest.raises(StepFailed, match=sentence):
        read_crontab(path)


@pytest.mark.parametrize(
    ("now", "due"), [(at(2), at(2)), (at(2, 1), at(2)), (at(1, 59), at(2, day=20))]
)
def test_an_entry_was_due_at_its_last_moment(now: datetime, due: datetime) -> None:
    assert due_at(NIGHTLY, now) == due


def test_what_is_due_is_queued_once(warehouse: Warehouse) -> None:
    tonight = datetime.now(UTC)
    entry = Entry(f"{tonight.minute} {tonight.hour} * * *", "run")

    queued = queue_due(warehouse.engine, [entry], tonight)
    again = queue_due(warehouse.engine, [entry], tonight + timedelta(minutes=1))

    assert len(queued) == 1
    assert again == []
    steps = "SELECT arguments -> 'steps' FROM support.job_run"
    assert warehouse.value(steps) == ["load", "needs", "forecast", "plan", "kpis", "alerts"]


def test_what_was_missed_long_ago_is_left(warehouse: Warehouse) -> None:
    assert queue_due(warehouse.engine, [NIGHTLY], at(9)) == []
