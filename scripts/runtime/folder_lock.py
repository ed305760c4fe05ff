"""One run per data folder, and the clean-up after one that was killed."""

import fcntl
import json
import os
import signal
import time
from contextlib import suppress
from pathlib import Path
from typing import IO

import psutil  # type: ignore[import-untyped]

from scripts.runtime.failures import CannotStart
from scripts.runtime.places import Places

GRACE_SECONDS = 10.0


class FolderLock:
    """Held as long as this process lives; the system lets go of it, however the process ends."""

    def __init__(self, places: Places) -> None:
        self._path = places.lock
        self._file: IO[str] | None = None

    def take(self, address: str) -> None:
        """Take the folder, or say who has it."""
        file = self._path.open("a+", encoding="utf-8")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.close()
            raise CannotStart(self._who_has_it()) from None
        file.truncate(0)
        json.dump({"pid": os.getpid(), "address": address}, file)
        file.flush()
        self._file = file

    def release(self) -> None:
        if self._file is not None:
            self._file.truncate(0)
            self._file.close()
            self._file = None

    def _who_has_it(self) -> str:
        holder = read_holder(self._path)
        where = f" ({holder[1]}, process {holder[0]})" if holder else ""
        return (
            f"Quartermaster already runs on {self._path.parent}{where}; "
            "stop it with Ctrl-C or make stop, or set DATA_DIR to another folder."
        )


def is_held(path: Path) -> bool:
    if not path.exists():
        return False
    with path.open("r+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return True
    return False


def read_holder(path: Path) -> tuple[int, str] | None:
    """Return the process and the address that the holder wrote down."""
    try:
        written = json.loads(path.read_text(encoding="utf-8"))
        return int(written["pid"]), str(written["address"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def note_children(places: Places, pids: dict[str, int]) -> None:
    """Write down what we started and when, so that a number used again is told apart."""
    started: list[dict[str, object]] = []
    for name, pid in pids.items():
        try:
            created = psutil.Process(pid).create_time()
        except psutil.Error:
            continue
        started.append({"name": name, "pid": pid, "created": created})
    fresh = places.children.with_suffix(".new")
    fresh.write_text(json.dumps(started), encoding="utf-8")
    fresh.replace(places.children)


def end_orphans(places: Places) -> int:
    """End what a killed run left running; how many that were. Only with the lock held."""
    orphans = _orphans(places.children)
    for orphan in orphans:
        _signal_group(orphan, signal.SIGTERM)
    deadline = time.monotonic() + GRACE_SECONDS
    while any(_is_alive(orphan) for orphan in orphans) and time.monotonic() < deadline:
        time.sleep(0.1)
    for orphan in orphans:
        _signal_group(orphan, signal.SIGKILL)
    places.children.unlink(missing_ok=True)
    return len(orphans)


def _orphans(path: Path) -> list[psutil.Process]:
    try:
        noted = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    found: list[psutil.Process] = []
    for entry in noted:
        try:
            process = psutil.Process(entry["pid"])
            if abs(process.create_time() - entry["created"]) < 0.5:
                found.append(process)
        except psutil.Error:
            continue
    return found


def _is_alive(process: psutil.Process) -> bool:
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.Error:
        return False


def _signal_group(process: psutil.Process, number: signal.Signals) -> None:
    """Signal the child and what it started; each child leads a group of its own."""
    with suppress(ProcessLookupError):
        if _is_alive(process) and os.getpgid(process.pid) == process.pid:
            os.killpg(process.pid, number)
