"""The processes that serve, each kept up until the run ends."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from scripts.runtime.failures import CannotStart, last_words

LONGEST_LOG = 10 * 1024 * 1024
STEADY_SECONDS = 60.0  # up for this long, earlier deaths no longer count
MOST_DEATHS = 5
LONGEST_PAUSE = 30.0


@dataclass(frozen=True, slots=True)
class Program:
    name: str
    command: Sequence[str | Path]
    folder: Path
    environment: Mapping[str, str]
    log: Path
    stop_seconds: float = 10.0


@dataclass(slots=True)
class Child:
    """One program and its process, started again with growing pauses when it dies."""

    program: Program
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    deaths: int = 0
    start_again_at: float = 0.0

    @property
    def pid(self) -> int | None:
        return None if self.process is None else self.process.pid

    def start(self) -> None:
        rotate(self.program.log)
        with self.program.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.program.command,
                cwd=self.program.folder,
                env=dict(self.program.environment),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                # A group of its own: Ctrl-C reaches the supervisor alone, which ends all in order.
                start_new_session=True,
            )
        self.started_at = time.monotonic()

    def look_after(self, now: float) -> bool:
        """Notice a death, start again when its pause is over; True when the process changed."""
        if self.process is not None:
            if self.process.poll() is None:
                return False
            self._note_death(now)
            return True
        if now < self.start_again_at:
            return False
        self.start()
        return True

    def _note_death(self, now: float) -> None:
        self.end_group(signal.SIGKILL)
        self.process = None
        steady = now - self.started_at >= STEADY_SECONDS
        self.deaths = 1 if steady else self.deaths + 1
        if self.deaths >= MOST_DEATHS:
            raise CannotStart(
                f"The {self.program.name} ended {self.deaths} times in a row; "
                f"the end of {self.program.log} says: {last_words(self.program.log)}"
            )
        self.start_again_at = now + min(2.0 ** (self.deaths - 1), LONGEST_PAUSE)

    def end_group(self, number: signal.Signals) -> None:
        if self.process is None:
            return
        with suppress(ProcessLookupError, PermissionError):  # nobody of the group is left
            os.killpg(self.process.pid, number)


def stop_all(children: Sequence[Child]) -> None:
    """Ask all at once, wait for each as long as it may take, then insist."""
    for child in children:
        child.end_group(signal.SIGTERM)
    asked_at = time.monotonic()
    for child in children:
        if child.process is None:
            continue
        left = child.program.stop_seconds - (time.monotonic() - asked_at)
        with suppress(subprocess.TimeoutExpired):
            child.process.wait(max(left, 0.1))
        child.end_group(signal.SIGKILL)
        child.process.wait()
        child.process = None


def rotate(log: Path) -> None:
    """Keep one older log, so that a machine that runs for a year does not fill its disk.

    The log is emptied in place: whoever writes to it appends, and goes on in the same file.
    """
    with suppress(FileNotFoundError):
        if log.stat().st_size > LONGEST_LOG:
            shutil.copyfile(log, log.with_suffix(".log.1"))
            os.truncate(log, 0)
