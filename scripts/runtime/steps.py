"""Runs one program to its end while the terminal shows that it moves."""

import os
import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from scripts.runtime.children import rotate
from scripts.runtime.failures import CannotStart, last_words
from scripts.runtime.places import ROOT
from scripts.runtime.stopping import Stop
from scripts.runtime.terminal import Step

STOP_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class Runner:
    environment: Mapping[str, str]
    stop: Stop

    def run(
        self,
        step: Step,
        command: Sequence[str | Path],
        *,
        log: Path,
        folder: Path = ROOT,
        extra: Mapping[str, str] | None = None,
        progress: Callable[[], tuple[float, str] | None] | None = None,
    ) -> str:
        """Run a command and return what it said; ``progress`` tells how far it is, where known."""
        rotate(log)
        with log.open("ab") as output:
            began_at = output.tell()
            process = subprocess.Popen(
                command,
                cwd=folder,
                env=dict(self.environment) | dict(extra or {}),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        try:
            while not _has_ended(process):
                self.stop.raise_if_requested()
                step.tick(log, progress() if progress else None)
        finally:
            _end(process)
        if process.returncode:
            raise CannotStart(
                f"{step.title} failed: {last_words(log)} (the rest is in {_shown(log)})"
            )
        return _said_since(log, began_at)


def _has_ended(process: subprocess.Popen[bytes]) -> bool:
    try:
        process.wait(0.25)
    except subprocess.TimeoutExpired:
        return False
    return True


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program and what it started; it is safe to kill and run again."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        if process.poll() is not None:
            return
        with suppress(ProcessLookupError):
            os.killpg(process.pid, number)
        with suppress(subprocess.TimeoutExpired):
            process.wait(STOP_SECONDS)


def _said_since(log: Path, began_at: int) -> str:
    with log.open("rb") as file:
        file.seek(began_at)
        return file.read().decode("utf-8", errors="replace")


def _shown(log: Path) -> str:
    return str(log.relative_to(ROOT)) if log.is_relative_to(ROOT) else str(log)
