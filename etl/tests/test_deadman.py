"""The signal of a nightly run that came to its end."""

import io
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from rich.console import Console

from backend.settings import Settings
from etl import deadman
from etl.command import Command, execute
from etl.errors import StepFailed
from etl.tests.conftest import Warehouse


class Watch(BaseHTTPRequestHandler):
    heard: list[str] = []  # noqa: RUF012 - the handler is made anew for each request

    def do_GET(self) -> None:
        self.heard.append(self.path)
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def watch() -> Iterator[str]:
    Watch.heard.clear()
    with HTTPServer(("127.0.0.1", 0), Watch) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/ping/1"
        server.shutdown()
        thread.join()


def settings_for(warehouse: Warehouse, url: str | None) -> Settings:
    return Settings(_env_file=None, database_url=warehouse.url, deadman_url=url)


def test_a_whole_run_signals_and_a_single_step_does_not(warehouse: Warehouse, watch: str) -> None:
    settings, console = settings_for(warehouse, watch), Console(file=io.StringIO())

    execute(Command(steps=("kpis",)), settings, warehouse.engine, console)
    assert Watch.heard == []

    execute(Command(steps=("plan", "kpis")), settings, warehouse.engine, console)
    assert Watch.heard == ["/ping/1"]


def test_a_run_that_fails_is_silent(
    warehouse: Warehouse, watch: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise StepFailed("It went wrong.")

    monkeypatch.setattr("etl.command._execute", fail)

    with pytest.raises(StepFailed):
        execute(Command(), settings_for(warehouse, watch), warehouse.engine, Console())

    assert Watch.heard == []


@pytest.mark.parametrize("url", [None, "file:///etc/passwd", "http://127.0.0.1:1/ping"])
def test_a_watch_that_is_not_there_fails_nothing(warehouse: Warehouse, url: str | None) -> None:
    assert deadman.signal(settings_for(warehouse, url)) is False
