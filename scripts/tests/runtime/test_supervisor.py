"""What serves comes up, stays up, and ends before the database does."""

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import pytest

from scripts.runtime import children
from scripts.runtime.children import Program
from scripts.runtime.database import Database
from scripts.runtime.failures import CannotStart, StopRequested
from scripts.runtime.options import Options, read_options
from scripts.runtime.session import open_database
from scripts.runtime.stopping import Stop
from scripts.runtime.supervisor import Supervisor
from scripts.runtime.terminal import Terminal
from scripts.testing.stack import free_ports

SERVER = """
import http.server, sys
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), http.server.SimpleHTTPRequestHandler)\\
    .serve_forever()
"""


@pytest.fixture
def options(tmp_path: Path) -> Options:
    port, api_port = free_ports(2)
    told = {"DATA_DIR": str(tmp_path / "data"), "PORT": str(port), "API_PORT": str(api_port)}
    options = read_options(told, env_file=tmp_path / ".env")
    options.places.make()
    return options


@pytest.fixture
def database(options: Options) -> Iterator[Database]:
    with open_database(options, Stop()) as database:
        yield database


def server(options: Options, name: str, port: int) -> Program:
    return Program(
        name=name,
        command=[sys.executable, "-c", SERVER, str(port)],
        folder=options.places.data,
        environment=dict(os.environ),
        log=options.places.log(name),
    )


def servers(options: Options) -> list[Program]:
    return [
        server(options, "API", options.api_port),
        server(options, "dashboard", options.port),
    ]


def noted(options: Options) -> dict[str, int]:
    written = json.loads(options.places.children.read_text(encoding="utf-8"))
    return {child["name"]: child["pid"] for child in written}


def eventually(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_program_and_the_database_come_back_and_all_ends_in_order(
    options: Options, database: Database
) -> None:
    stop = Stop()
    supervisor = Supervisor(options, database, Terminal(), stop)
    supervisor.start(servers(options))
    first = noted(options)
    watching = threading.Thread(target=watch, args=[supervisor])
    watching.start()
    eventually(options.places.ready.exists)

    os.kill(first["API"], signal.SIGKILL)
    eventually(lambda: noted(options).get("API", first["API"]) != first["API"])
    assert database.server is not None
    postmaster = options.places.postgres / "postmaster.pid"
    os.kill(int(postmaster.read_text(encoding="utf-8").split("\n")[0]), signal.SIGKILL)
    eventually(lambda: not database.server or not database.server.answers())
    eventually(lambda: database.server is not None and database.server.answers())

    last = noted(options)
    stop.request()
    watching.join(10)
    supervisor.end()
    assert database.server.answers(), "the database outlives what uses it"
    assert not any(psutil.pid_exists(pid) for pid in last.values())
    assert not options.places.ready.exists()


def watch(supervisor: Supervisor) -> None:
    with pytest.raises(StopRequested):
        supervisor.watch()


def test_a_program_that_cannot_start_ends_the_run(
    options: Options, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(children, "LONGEST_PAUSE", 0.1)
    broken = Program(
        name="API",
        command=[sys.executable, "-c", "raise SystemExit('no such setting')"],
        folder=options.places.data,
        environment=dict(os.environ),
        log=options.places.log("api"),
    )
    supervisor = Supervisor(options, database, Terminal(), Stop())

    with pytest.raises(CannotStart, match="no such setting"):
        supervisor.start([broken, server(options, "dashboard", options.port)])

    supervisor.end()
