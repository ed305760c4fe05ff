"""`make run` on a machine where something is wrong: one sentence, an exit code, no traceback."""

import socket
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from scripts.runtime.folder_lock import FolderLock
from scripts.runtime.places import ROOT, Places
from scripts.testing.stack import environment


def run(folder: Path, **extra: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "scripts.run"],
        cwd=ROOT,
        env=environment(folder) | extra,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def assert_one_sentence(done: subprocess.CompletedProcess[str], sentence: str) -> None:
    assert done.returncode == 1
    assert sentence in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize("name", ["PORT", "API_PORT"])
def test_a_port_in_use(name: str, tmp_path: Path) -> None:
    with closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        port = server.getsockname()[1]

        done = run(tmp_path, **{name: str(port)})

    assert_one_sentence(done, f"Port {port} is in use")


def test_a_broken_database_url(tmp_path: Path) -> None:
    done = run(tmp_path, DATABASE_URL="postgresql://nobody@127.0.0.1:1/nothing")

    assert_one_sentence(done, "DATABASE_URL does not lead to a database")


def test_a_missing_tool(tmp_path: Path) -> None:
    done = run(tmp_path, PATH=str(tmp_path))

    assert_one_sentence(done, "node was not found")


def test_a_second_run_on_the_same_folder(tmp_path: Path) -> None:
    lock = FolderLock(Places(tmp_path))
    lock.take("http://localhost:3000")

    done = run(tmp_path)

    lock.release()
    assert_one_sentence(done, "already runs on")


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")

    done = run(tmp_path / "file" / "data")

    assert_one_sentence(done, "cannot be written")
