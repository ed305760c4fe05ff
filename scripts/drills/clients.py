"""Clients that read and write all the time, and remember every answer they were given."""

import json
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from itertools import count

READ = "/api/v1/items?limit=5"
WRITE = "/api/v1/users"
NO_ANSWER = 0
PROBLEM = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: when it was asked, after how long; no status where there was no answer."""

    asked_at: float
    seconds: float
    status: int
    kind: str
    written: str | None = None

    @property
    def is_good(self) -> bool:
        return 200 <= self.status < 300

    @property
    def is_unavailable(self) -> bool:
        return self.status == 503 and self.kind.startswith(PROBLEM)


@dataclass(slots=True)
class Load:
    """Asks with several threads at once. A write is a user whose name is used once."""

    port: int
    token: str
    reads: str = READ
    answers: list[Answer] = field(default_factory=list)
    _numbers: "count[int]" = field(default_factory=count)
    _stopped: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def running(self, *, readers: int = 3, writers: int = 2) -> Iterator[None]:
        work = [self.read] * readers + [self.write] * writers
        threads = [threading.Thread(target=self._repeat, args=(ask,)) for ask in work]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self._stopped.set()
            for thread in threads:
                thread.join()

    def read(self) -> Answer:
        return self.ask("GET", self.reads)

    def write(self) -> Answer:
        name = f"drill{next(self._numbers)}"
        body = {"username": name, "full_name": name, "roles": ["VIEWER"]}
        return self.ask("POST", WRITE, json.dumps(body), written=name)

    def ask(
        self, method: str, path: str, body: str | None = None, *, written: str | None = None
    ) -> Answer:
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        asked_at = time.monotonic()
        status, kind = NO_ANSWER, ""
        try:
            with closing(HTTPConnection("127.0.0.1", self.port, timeout=30)) as connection:
                connection.request(method, path, body, headers)
                answer = connection.getresponse()
                answer.read()
                status, kind = answer.status, answer.headers.get("Content-Type", "")
        except (OSError, HTTPException):
            pass
        made = Answer(asked_at, time.monotonic() - asked_at, status, kind, written)
        self.answers.append(made)
        return made

    def acknowledged(self) -> set[str]:
        """Return the names of the users that the API said it made."""
        return {entry.written for entry in self.answers if entry.written and entry.is_good}

    def told(self) -> str:
        """Say how many answers there were of each status."""
        counts = Counter(entry.status for entry in self.answers)
        named = {status: str(status) if status else "none" for status in counts}
        return ", ".join(f"{number} × {named[status]}" for status, number in sorted(counts.items()))

    def _repeat(self, ask: Callable[[], Answer]) -> None:
        while not self._stopped.is_set():
            ask()
            time.sleep(0.02)


def lost_and_doubled(acknowledged: set[str], found: list[str]) -> tuple[int, int]:
    """Return how many acknowledged writes are not there, and how many are there more than once."""
    counts = Counter(found)
    lost = sum(1 for name in acknowledged if not counts[name])
    return lost, sum(1 for number in counts.values() if number > 1)
