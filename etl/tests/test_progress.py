"""The heart of a run goes on beating after the database was away."""

import threading
import time
from typing import Any

import pytest

from etl import job_runs, progress
from etl.tests.conftest import Warehouse

BEAT_AT = "SELECT heartbeat_at FROM support.job_run"


class Flaky:
    """An engine whose database is away for the first beats."""

    def __init__(self, engine: Any, *, away: int) -> None:
        self._engine = engine
        self.left = away
        self.missed = threading.Event()

    def begin(self) -> Any:
        if self.left:
            self.left -= 1
            self.missed.set()
            raise progress.DBAPIError("SELECT 1", {}, Exception("server closed the connection"))
        return self._engine.begin()


def test_a_missed_beat_is_not_the_last(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "HEARTBEAT_SECONDS", 0.05)
    job = job_runs.begin(warehouse.engine, "run", {}, "command line")
    began = warehouse.value(BEAT_AT)
    engine = Flaky(warehouse.engine, away=2)

    with progress.JobProgress(engine, job).shown():  # type: ignore[arg-type]
        deadline = time.monotonic() + 20
        while warehouse.value(BEAT_AT) == began and time.monotonic() < deadline:
            time.sleep(0.05)

    assert engine.missed.is_set()
    assert engine.left == 0
    assert warehouse.value(BEAT_AT) > began
