"""Keeps what serves up until the run ends, and ends it in order: programs first, database last."""

import json
import time
import urllib.error
import urllib.request
from collections.abc import Sequence

from scripts.runtime.children import Child, Program, rotate, stop_all
from scripts.runtime.database import Database
from scripts.runtime.failures import CannotStart, last_words
from scripts.runtime.folder_lock import note_children
from scripts.runtime.options import Options
from scripts.runtime.stopping import Stop
from scripts.runtime.terminal import Terminal

READY_SECONDS = 90.0
LOOK_EVERY_SECONDS = 0.5
TRIM_EVERY_SECONDS = 300.0


class Supervisor:
    def __init__(
        self, options: Options, database: Database, terminal: Terminal, stop: Stop
    ) -> None:
        self._options = options
        self._database = database
        self._terminal = terminal
        self._stop = stop
        self._children: list[Child] = []
        self._trim_at = 0.0

    def start(self, programs: Sequence[Program]) -> None:
        """Start every program and wait until the API and the dashboard answer."""
        self._children = [Child(program) for program in programs]
        with self._terminal.step(
            "Starting the API, the dashboard, the worker and the scheduler"
        ) as step:
            for child in self._children:
                child.start()
            self._note()
            pages = (f"{self._options.api_url}/livez", f"{self._options.url}/login")
            deadline = time.monotonic() + READY_SECONDS
            for page in pages:
                while not answers(page):
                    step.tick()
                    self._look_after_all()
                    self._stop.wait(0.1)
                    if time.monotonic() > deadline:
                        raise self._not_ready(page)

    def watch(self) -> None:
        """Look after everything until the stop is asked for."""
        ready = {"url": self._options.url, "api_url": self._options.api_url}
        self._options.places.ready.write_text(json.dumps(ready), encoding="utf-8")
        while True:
            self._look_after_all()
            self._stop.wait(LOOK_EVERY_SECONDS)

    def end(self) -> None:
        self._options.places.ready.unlink(missing_ok=True)
        stop_all(self._children)
        self._options.places.children.unlink(missing_ok=True)

    def _look_after_all(self) -> None:
        if self._database.revive(self._stop):
            self._terminal.warn("The database ended and was started again; see its log.")
        now = time.monotonic()
        for child in self._children:
            if not child.look_after(now):
                continue
            self._note()
            if child.process is None:
                log = child.program.log
                self._terminal.warn(f"The {child.program.name} ended and starts again; see {log}.")
        if now >= self._trim_at:
            self._trim_at = now + TRIM_EVERY_SECONDS
            for log in self._options.places.logs.glob("*.log"):
                rotate(log)

    def _note(self) -> None:
        alive = {child.program.name: child.pid for child in self._children}
        note_children(
            self._options.places, {name: pid for name, pid in alive.items() if pid is not None}
        )

    def _not_ready(self, page: str) -> CannotStart:
        said = "; ".join(
            f"{child.program.name}: {last_words(child.program.log)}" for child in self._children[:1]
        )
        return CannotStart(f"{page} did not answer within {READY_SECONDS:.0f} s ({said}).")


def answers(page: str) -> bool:
    """Whether a server answers there with anything but a failure of its own."""
    request = urllib.request.Request(page, headers={"Accept": "*/*"})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=5) as response:  # noqa: S310
            return int(response.status) < 500
    except urllib.error.HTTPError as error:
        return error.code < 500
    except (OSError, ValueError):
        return False
