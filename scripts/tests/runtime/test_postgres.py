"""The embedded server starts again after whatever happened to it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import psycopg2
import pytest

from scripts.runtime.database import create_roles_and_database, embedded_addresses
from scripts.runtime.failures import CannotStart
from scripts.runtime.postgres import EmbeddedPostgres
from scripts.runtime.stopping import Stop


@pytest.fixture
def server(tmp_path: Path) -> Iterator[EmbeddedPostgres]:
    server = EmbeddedPostgres(tmp_path / "postgres", tmp_path / "postgres.log")
    yield server
    server.stop()
    EmbeddedPostgres(server.home, server.log).stop_leftover(Stop())


def ask(url: str, sql: str) -> object:
    with closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
        cursor.execute(sql)
        row = cursor.fetchone()
        connection.commit()
    return row[0] if row else None


def postmaster(server: EmbeddedPostgres) -> int:
    text = (server.home / "postmaster.pid").read_text(encoding="utf-8")
    return int(text.split("\n", 1)[0])


def test_it_starts_makes_both_roles_and_stops(server: EmbeddedPostgres) -> None:
    server.start(Stop())
    create_roles_and_database(server)
    create_roles_and_database(server)
    addresses = embedded_addresses(server)

    assert ask(addresses.owner, "SELECT current_user") == "quartermaster_owner"
    assert ask(addresses.application, "SELECT current_user") == "quartermaster"
    member = "SELECT pg_has_role('quartermaster', 'quartermaster_app', 'USAGE')"
    assert ask(addresses.application, member) is True
    assert ask(addresses.owner, "SELECT rolsuper FROM pg_roles WHERE rolname = user") is False
    server.stop()
    assert not server.answers()
    assert not (server.home / "postmaster.pid").exists()


def test_it_leads_a_session_of_its_own(server: EmbeddedPostgres) -> None:
    server.start(Stop())

    assert os.getsid(postmaster(server)) == postmaster(server), "Ctrl-C would reach it first"


def test_nobody_else_reaches_the_socket(server: EmbeddedPostgres) -> None:
    server.start(Stop())

    assert server.socket_folder.stat().st_mode & 0o077 == 0


def test_data_survives_a_server_that_was_killed(server: EmbeddedPostgres) -> None:
    server.start(Stop())
    create_roles_and_database(server)
    url = embedded_addresses(server).owner
    ask(url, "CREATE TABLE kept AS SELECT 41 AS n; SELECT n FROM kept")
    os.kill(postmaster(server), signal.SIGKILL)
    while not server.is_down():
        time.sleep(0.05)

    server.start(Stop())

    assert ask(url, "SELECT n FROM kept") == 41


def test_a_server_that_outlived_its_supervisor_is_ended_first(server: EmbeddedPostgres) -> None:
    earlier = EmbeddedPostgres(server.home, server.log)
    earlier.start(Stop())
    leftover = postmaster(server)

    server.start(Stop())

    assert postmaster(server) != leftover
    assert server.answers()
    assert earlier.is_down()


@pytest.mark.parametrize("pid", ["dead", "another program"])
def test_a_stale_pid_file_does_not_stop_the_next_start(pid: str, server: EmbeddedPostgres) -> None:
    server.start(Stop())
    written = (server.home / "postmaster.pid").read_text(encoding="utf-8").split("\n")
    server.stop()
    stranger = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    if pid == "dead":
        stranger.kill()
        stranger.wait()
    stale = server.home / "postmaster.pid"
    stale.write_text("\n".join([str(stranger.pid), *written[1:]]), encoding="utf-8")

    server.start(Stop())

    assert server.answers()
    assert pid == "dead" or psutil.pid_exists(stranger.pid), "the other program is left alone"
    stranger.kill()
    stranger.wait()


def test_a_half_made_database_is_made_again(server: EmbeddedPostgres) -> None:
    half = server.home.with_name("postgres.new")
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n", encoding="ascii")

    server.start(Stop())

    assert server.answers()
    assert not half.exists()


def test_files_of_another_version_are_not_touched(server: EmbeddedPostgres) -> None:
    server.home.mkdir()
    (server.home / "PG_VERSION").write_text("16\n", encoding="ascii")

    with pytest.raises(CannotStart, match="made by PostgreSQL 16"):
        server.start(Stop())

    assert [path.name for path in server.home.iterdir()] == ["PG_VERSION"]


def test_a_deep_folder_gets_its_socket_elsewhere(tmp_path: Path) -> None:
    deep = EmbeddedPostgres(tmp_path / ("d" * 90) / "postgres", tmp_path / "log")
    deep.home.parent.mkdir()

    deep.start(Stop())

    assert deep.socket_folder != deep.home
    assert len(str(deep.socket_folder)) < 85
    assert deep.socket_folder.stat().st_mode & 0o077 == 0
    deep.stop()
    assert not deep.socket_folder.exists()
