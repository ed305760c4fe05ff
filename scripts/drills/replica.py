"""A streaming replica halts, then is killed -9, under people who read and write."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException

import psycopg2

from scripts.drills.clients import Load
from scripts.drills.report import Drill, Outcome, Scale, broken
from scripts.drills.stage import Stage, kill, stage
from scripts.runtime.database import NAME
from scripts.runtime.postgres import SUPERUSER, EmbeddedPostgres
from scripts.runtime.stopping import Stop
from scripts.testing.replica import follow

LISTS = "/api/v1/sites?limit=5"
MAX_LAG_SECONDS = 2
PATIENCE = 30.0
SITES_READ = "SELECT coalesce(seq_scan, 0) + coalesce(idx_scan, 0) FROM pg_stat_user_tables"
SITES_READ += " WHERE schemaname = 'core' AND relname = 'dim_site'"


@dataclass(slots=True)
class Writer:
    """Makes one user after the other, and looks for each in the list at once."""

    load: Load
    made: int = 0
    unseen: list[str] = field(default_factory=list)
    _stopped: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def running(self) -> Iterator[None]:
        thread = threading.Thread(target=self._write)
        thread.start()
        try:
            yield
        finally:
            self._stopped.set()
            thread.join()

    def _write(self) -> None:
        while not self._stopped.is_set():
            answer = self.load.write()
            if answer.is_good and answer.written is not None:
                self.made += 1
                if not self._sees(answer.written):
                    self.unseen.append(answer.written)
            time.sleep(0.05)

    def _sees(self, name: str) -> bool:
        path = f"/api/v1/users?q={name}&limit=200"
        headers = {"Authorization": f"Bearer {self.load.token}"}
        with closing(HTTPConnection("127.0.0.1", self.load.port, timeout=30)) as connection:
            connection.request("GET", path, headers=headers)
            return f'"{name}"' in connection.getresponse().read().decode()


def run(scale: Scale) -> Outcome:
    with stage() as made:
        copy = follow(made.server, made.folder / "replica", made.folder / "replica.log")
        told = {
            "DATABASE_REPLICA_URL": copy.url("quartermaster", NAME),
            "REPLICA_MAX_LAG_SECONDS": str(MAX_LAG_SECONDS),
        }
        try:
            with made.api(**told):
                return _drilled(scale, made, copy)
        finally:
            copy.stop()


def _drilled(scale: Scale, made: Stage, copy: EmbeddedPostgres) -> Outcome:
    # Two people: one only reads, so that nothing but the replica's state decides where from.
    reader, writer = Load(made.port, _reader(made), LISTS), Writer(Load(made.port, made.token()))
    seen: dict[str, str] = {}
    with reader.running(readers=2, writers=0), writer.running():
        seen["at first"] = _await(made, "up")
        time.sleep(scale.seconds / 2)
        _on(copy, "SELECT pg_wal_replay_pause()")
        seen["halted"] = _await(made, "lagging")
        _on(copy, "SELECT pg_wal_replay_resume()")
        seen["going on"] = _await(made, "up")
        kill(copy)
        seen["killed"] = _await(made, "down")
        time.sleep(scale.seconds / 2)
        copy.start(Stop())
        seen["started"] = _await(made, "up")
        time.sleep(scale.seconds / 2)
    read = _on(copy, SITES_READ)
    wrong = [entry for entry in reader.answers if not entry.is_good]
    return Outcome(
        f"{len(reader.answers)} lists ({reader.told()}) and {writer.made} writes, each looked for "
        "at once",
        f"readiness: {', '.join(f'{when} {state}' for when, state in seen.items())}; "
        f"{len(writer.unseen)} writes not seen by who made them; "
        f"{read} reads of sites on the replica since it was started again",
        broken(
            (not wrong, f"{len(wrong)} lists were not answered well"),
            (
                list(seen.values()) == ["up", "lagging", "up", "down", "up"],
                "readiness did not say how the replica was",
            ),
            (writer.made > 0, "nothing was written"),
            (not writer.unseen, "somebody did not find what they had just written"),
            (bool(read), "nothing was read from the replica"),
        ),
    )


def _reader(made: Stage) -> str:
    """Sign in as the viewer."""
    lines = (made.folder / "credentials").read_text("utf-8").splitlines()
    named = {role: (name, word) for role, name, word in map(str.split, lines)}
    return made.token(*named["VIEWER"])


def _await(made: Stage, state: str) -> str:
    """Wait until readiness says so; return what it said last."""
    found = ""
    deadline = time.monotonic() + PATIENCE
    while found != state and time.monotonic() < deadline:
        with (
            suppress(OSError, HTTPException, ValueError),
            closing(HTTPConnection("127.0.0.1", made.port, timeout=10)) as connection,
        ):
            connection.request("GET", "/readyz")
            found = str(json.loads(connection.getresponse().read()).get("replica"))
        time.sleep(0.2)
    return found


def _on(server: EmbeddedPostgres, statement: str) -> object:
    with (
        closing(psycopg2.connect(server.url(SUPERUSER, NAME))) as connection,
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
        row = cursor.fetchone()
        return row[0] if row else None


DRILL = Drill(
    "a replica halts, then is killed -9",
    "every list is answered, from the primary where need be; readiness says so; "
    "who wrote finds what they wrote",
    run,
)
