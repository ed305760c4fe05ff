"""A database with users and an API in front of it, on free ports, that a drill may break."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import psutil  # type: ignore[import-untyped]
import psycopg2

from scripts.runtime.database import (
    Addresses,
    create_roles_and_database,
    embedded,
    embedded_addresses,
)
from scripts.runtime.options import read_options
from scripts.runtime.places import ROOT
from scripts.runtime.postgres import EmbeddedPostgres
from scripts.runtime.stopping import Stop
from scripts.testing.packages import Missing
from scripts.testing.stack import environment

BIN = Path(sys.executable).parent
SERVE = (BIN / "gunicorn", "--config", "backend/gunicorn.conf.py", "backend.app:create_app()")
READY_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Stage:
    folder: Path
    server: EmbeddedPostgres
    addresses: Addresses
    environment: Mapping[str, str]
    port: int

    def value(self, query: str) -> Any:
        with (
            closing(psycopg2.connect(self.addresses.owner)) as connection,
            connection.cursor() as cursor,
        ):
            cursor.execute(query)
            row = cursor.fetchone()
            return row[0] if row else None

    def kill_database(self) -> None:
        kill(self.server)

    def start_database(self) -> None:
        self.server.start(Stop())

    def run(self, *command: str | Path, **extra: str) -> subprocess.CompletedProcess[str]:
        """Run one of our programs to its end."""
        return subprocess.run(
            [str(part) for part in command],
            cwd=ROOT,
            env={**self.environment, **extra},
            capture_output=True,
            text=True,
            check=False,
        )

    @contextmanager
    def api(
        self, *, command: Sequence[str | Path] = SERVE, **extra: str
    ) -> Iterator[subprocess.Popen[bytes]]:
        """Serve the API as production does, until the block ends; or another command instead."""
        with (self.folder / "api.log").open("ab") as log:
            process = subprocess.Popen(
                command, cwd=ROOT, env={**self.environment, **extra}, stdout=log, stderr=log
            )
        try:
            self._await_ready(process)
            yield process
        finally:
            process.terminate()
            process.wait(30)

    def execute(self, statement: str) -> None:
        with closing(psycopg2.connect(self.addresses.owner)) as connection, connection:
            connection.cursor().execute(statement)

    def credentials(self) -> dict[str, str]:
        """Return how the administrator signs in."""
        lines = (self.folder / "credentials").read_text("utf-8").splitlines()
        named = {role: (name, word) for role, name, word in map(str.split, lines)}
        username, password = named["ADMIN"]
        return {"username": username, "password": password}

    def token(self, username: str | None = None, password: str | None = None) -> str:
        """Sign in, as the administrator unless somebody else is named."""
        named = {"username": username, "password": password}
        body = json.dumps(named if username else self.credentials())
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=30)) as connection:
            headers = {"Content-Type": "application/json"}
            connection.request("POST", "/api/v1/auth/login", body, headers)
            answer = json.loads(connection.getresponse().read())
        return str(answer["access_token"])

    def _await_ready(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline and process.poll() is None:
            try:
                with closing(HTTPConnection("127.0.0.1", self.port, timeout=5)) as connection:
                    connection.request("GET", "/readyz")
                    if connection.getresponse().status == 200:
                        return
            except OSError:
                pass
            time.sleep(0.1)
        raise Missing(f"The API did not start; see {self.folder / 'api.log'}.")


def kill(server: EmbeddedPostgres) -> None:
    """End a server and all that belongs to it as a power cut would."""
    number = int((server.home / "postmaster.pid").read_text("utf-8").split("\n", 1)[0])
    parent = psutil.Process(number)
    # Stopped first, or it would start new children for those that it sees die.
    parent.suspend()
    struck = [*parent.children(recursive=True), parent]
    for process in struck:
        with suppress(psutil.NoSuchProcess):
            process.send_signal(signal.SIGKILL)
    # As long as one of them lives, a new server would not start on the same files.
    psutil.wait_procs(struck, timeout=10)


@contextmanager
def stage(*, database_folder: Path | None = None) -> Iterator[Stage]:
    """Give a migrated database with three users; a folder may lie elsewhere, on a small disk."""
    folder = Path(tempfile.mkdtemp(prefix="quartermaster-drill-"))
    told = environment(folder) | {"LOGIN_RATE_LIMIT": "100000 per minute", "LOG_LEVEL": "WARNING"}
    options = read_options(told)
    options.places.make()
    server = embedded(options)
    if database_folder is not None:
        server.home = database_folder
    try:
        server.start(Stop())
        create_roles_and_database(server)
        addresses = embedded_addresses(server)
        told |= {"DATABASE_URL": addresses.application, "SECRET_KEY": os.urandom(32).hex()}
        told |= {"OUTPUT_DIR": str(folder / "output")}
        made = Stage(folder, server, addresses, told, options.api_port)
        _prepare(made)
        yield made
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _prepare(made: Stage) -> None:
    owner = {"MIGRATION_DATABASE_URL": made.addresses.owner}
    for command, extra in (
        ((BIN / "alembic", "upgrade", "head"), owner),
        ((sys.executable, "-m", "scripts.seed_accounts", made.folder / "credentials"), {}),
    ):
        done = made.run(*command, **extra)
        if done.returncode:
            raise Missing(f"The drill's database could not be made: {done.stderr.strip()[-300:]}")
