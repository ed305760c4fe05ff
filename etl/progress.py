"""How far a step is: a bar on a terminal, lines elsewhere, and a figure in support.job_run."""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from etl.settings import HEARTBEAT_SECONDS

RECORD_EVERY_SECONDS = 1.0
PRINT_EVERY_SECONDS = 10.0

RECORD = text(
    "UPDATE support.job_run"
    " SET progress = :fraction, message = :message, heartbeat_at = clock_timestamp()"
    " WHERE id = :job_run_id AND status = 'RUNNING'"
)
BEAT = text(
    "UPDATE support.job_run SET heartbeat_at = clock_timestamp()"
    " WHERE id = :job_run_id AND status = 'RUNNING'"
)


class Progress(Protocol):
    """What a step is given to say how far it is."""

    def advance(self, fraction: float, message: str) -> None:
        """Say that ``fraction`` (0 to 1) of this step is done, and what it is doing."""

    def note(self, message: str) -> None:
        """Say a line that is worth keeping on the screen."""


class Silent:
    """Says nothing; for tests and for steps called by other code."""

    def advance(self, fraction: float, message: str) -> None: ...

    def note(self, message: str) -> None: ...


class Share:
    """One part of a longer progress: 0 to 1 here is ``start`` to ``end`` there."""

    def __init__(self, whole: Progress, start: float, end: float, label: str = "") -> None:
        self._whole = whole
        self._start = start
        self._width = end - start
        self._label = f"{label}: " if label else ""

    def advance(self, fraction: float, message: str) -> None:
        share = min(max(fraction, 0.0), 1.0)
        self._whole.advance(self._start + share * self._width, f"{self._label}{message}")

    def note(self, message: str) -> None:
        self._whole.note(message)


class JobProgress:
    """Shows progress to the person at the terminal and records it for the API.

    It writes through its own short connections, because the step's transaction may last minutes
    and nobody would see a figure inside it.
    """

    def __init__(self, engine: Engine, job_run_id: int, *, console: Console | None = None) -> None:
        self._engine = engine
        self._job_run_id = job_run_id
        self._console = console or Console(stderr=True)
        self._bar: Bar | None = None
        self._task: TaskID | None = None
        self._recorded_at = 0.0
        self._printed_at = 0.0
        self._done = threading.Event()

    def advance(self, fraction: float, message: str) -> None:
        fraction = min(max(fraction, 0.0), 1.0)
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=fraction, description=message)
        elif time.monotonic() - self._printed_at > PRINT_EVERY_SECONDS:
            self._printed_at = time.monotonic()
            sys.stderr.write(f"{fraction:4.0%} {message}\n")
            sys.stderr.flush()
        if time.monotonic() - self._recorded_at > RECORD_EVERY_SECONDS or fraction >= 1:
            self._recorded_at = time.monotonic()
            with self._engine.begin() as connection:
                values = {"fraction": fraction, "message": message, "job_run_id": self._job_run_id}
                connection.execute(RECORD, values)

    def note(self, message: str) -> None:
        if self._bar is not None:
            self._bar.console.print(message, markup=False, highlight=False)
        else:
            sys.stderr.write(f"{message}\n")
            sys.stderr.flush()

    @contextmanager
    def shown(self) -> Iterator["JobProgress"]:
        """Show the bar and keep the heart beating while the block runs."""
        heart = threading.Thread(target=self._beat, daemon=True)
        heart.start()
        try:
            if not self._console.is_terminal:
                yield self
                return
            columns = (
                TextColumn("{task.description}"),
                BarColumn(),
                TextColumn("{task.percentage:>3.0f}%"),
                TimeElapsedColumn(),
            )
            with Bar(*columns, console=self._console, transient=True) as bar:
                self._bar, self._task = bar, bar.add_task("starting", total=1.0)
                yield self
        finally:
            self._bar = None
            self._done.set()
            heart.join(timeout=HEARTBEAT_SECONDS)

    def _beat(self) -> None:
        while not self._done.wait(HEARTBEAT_SECONDS):
            # A database that is away for a moment misses a beat; without this, all later ones too.
            with suppress(DBAPIError), self._engine.begin() as connection:
                connection.execute(BEAT, {"job_run_id": self._job_run_id})
