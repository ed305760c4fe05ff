"""One run per folder, and the clean-up after one that was killed."""

import json
import subprocess
import sys
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import pytest

from scripts.runtime.failures import CannotStart
from scripts.runtime.folder_lock import FolderLock, end_orphans, is_held, note_children
from scripts.runtime.places import Places

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path)


def test_a_second_run_on_the_same_folder_is_told_who_has_it(places: Places) -> None:
    first = FolderLock(places)
    first.take("http://localhost:3000")

    with pytest.raises(CannotStart) as refusal:
        FolderLock(places).take("http://localhost:3100")

    assert "already runs" in str(refusal.value)
    assert "http://localhost:3000" in str(refusal.value)
    assert is_held(places.lock)
    first.release()
    assert not is_held(places.lock)
    second = FolderLock(places)
    second.take("http://localhost:3100")
    second.release()


def test_what_a_killed_run_left_is_ended(places: Places) -> None:
    orphan = subprocess.Popen(SLEEPER, start_new_session=True)
    note_children(places, {"API": orphan.pid})

    assert end_orphans(places) == 1
    assert orphan.wait(5) != 0
    assert end_orphans(places) == 0


def test_a_number_that_now_belongs_to_another_program_is_left_alone(places: Places) -> None:
    stranger = subprocess.Popen(SLEEPER, start_new_session=True)
    started = psutil.Process(stranger.pid).create_time()
    noted = [{"name": "API", "pid": stranger.pid, "created": started - 3600}]
    places.children.write_text(json.dumps(noted), encoding="utf-8")

    assert end_orphans(places) == 0
    assert stranger.poll() is None
    stranger.kill()
    stranger.wait()
