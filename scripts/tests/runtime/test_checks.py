"""What is wrong is told in one sentence, before anything is started."""

import socket
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from scripts.runtime.checks import check_database, check_port, check_redis, check_tools
from scripts.runtime.failures import CannotStart


@pytest.fixture
def taken_port() -> Iterator[int]:
    with closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield int(server.getsockname()[1])


@pytest.fixture
def free_port(taken_port: int) -> int:
    with closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_port_in_use_is_named_with_the_variable_that_changes_it(taken_port: int) -> None:
    with pytest.raises(CannotStart) as refusal:
        check_port("API_PORT", taken_port, "127.0.0.1")

    assert f"Port {taken_port} is in use" in str(refusal.value)
    assert "API_PORT=" in str(refusal.value)


def test_a_free_port_passes(free_port: int) -> None:
    check_port("PORT", free_port, "127.0.0.1")
    check_port("PORT", free_port, "0.0.0.0")


def test_an_address_of_another_machine_is_refused(free_port: int) -> None:
    with pytest.raises(CannotStart):
        check_port("PORT", free_port, "192.0.2.1")


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://nobody@127.0.0.1:{port}/nothing",
        "postgresql+psycopg2://nobody:secret@127.0.0.1:{port}/nothing",
        "postgresql:///nothing?host=/nowhere",
        "mysql://localhost/shop",
        "not an address",
    ],
)
def test_a_broken_database_address_is_one_sentence(url: str, free_port: int) -> None:
    with pytest.raises(CannotStart) as refusal:
        check_database("DATABASE_URL", url.format(port=free_port))

    sentence = str(refusal.value)
    assert sentence.startswith("DATABASE_URL does not lead to a database: ")
    assert "\n" not in sentence
    assert "secret" not in sentence


def test_a_broken_redis_address_is_one_sentence(free_port: int) -> None:
    for url in (f"redis://127.0.0.1:{free_port}/0", "nonsense"):
        with pytest.raises(CannotStart) as refusal:
            check_redis(url)

        assert str(refusal.value).startswith("REDIS_URL does not lead to a Redis server: ")
        assert "\n" not in str(refusal.value)


def test_a_missing_tool_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(CannotStart, match="node was not found"):
        check_tools()


@pytest.mark.parametrize("said", ["v18.20.4", "v20.8.1", "command broken"])
def test_an_old_node_is_refused(said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("node", "npm"):
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\necho {said}\n", encoding="utf-8")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")

    with pytest.raises(CannotStart, match=r"20\.9 or newer is needed"):
        check_tools()
