"""A pipeline that is killed at any moment and run again ends where an unbroken run ends."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from etl.tests.fingerprints import fingerprints
from migrations.tests.databases import APPLICATION, Database, Server

ROOT = Path(__file__).resolve().parents[2]
KILLS = 10
SIZE = ["--items", "12", "--sites", "3", "--days", "200", "--end", "2026-06-30"]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("drill") / "demo"
    command = [sys.executable, "-m", "scripts.generate_demo_data", "--out", str(folder), *SIZE]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return folder


class Pipeline:
    """The pipeline as cron starts it: a process of its own, in a group that can be killed."""

    def __init__(self, database: Database, folder: Path, output: Path) -> None:
        self.command = [sys.executable, "-m", "etl", "run", "--data", str(folder)]
        self.environment = {
            **os.environ,
            "DATABASE_URL": database.url(APPLICATION),
            "SECRET_KEY": "the-key-of-the-tests-is-no-secret-at-all",
            "OUTPUT_DIR": str(output),
            "DATA_DIR": str(output / "data"),
        }

    @contextmanager
    def started(self) -> Iterator[subprocess.Popen[str]]:
        with subprocess.Popen(
            self.command,
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        ) as process:
            yield process

    def finish(self) -> float:
        """Run to the end and return how many seconds that took."""
        began = time.monotonic()
        with self.started() as process:
            said, _ = process.communicate()
        assert process.returncode == 0, said
        return time.monotonic() - began

    def die_after(self, seconds: float) -> None:
        with self.started() as process:
            try:
                process.wait(seconds)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, 9)


@pytest.mark.slow
def test_ten_kills_leave_what_one_clean_run_leaves(
    server: Server, migrated_once: Database, demo: Path, tmp_path: Path
) -> None:
    with server.database(migrated_once) as clean, server.database(migrated_once) as drilled:
        unbroken = Pipeline(clean, demo, tmp_path / "clean").finish()
        moments = random.Random(20)
        pipeline = Pipeline(drilled, demo, tmp_path / "drilled")

        for _ in range(KILLS):
            pipeline.die_after(moments.uniform(0.05, 1.0) * unbroken)
        pipeline.finish()

        with clean.as_role(APPLICATION) as connection:
            expected = fingerprints(connection)
        with drilled.as_role(APPLICATION) as connection:
            found = fingerprints(connection)
        assert {name: rows for name, (rows, _) in expected.items() if rows}
        assert found == expected
