"""A PostgreSQL 15 server for one run of the tests: Debian's, on a socket in a folder of its own."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from scripts.runtime import server_user
from scripts.testing.packages import Missing, install

BINARIES = Path("/usr/lib/postgresql/15/bin")
SUPERUSER = "postgres"


def binaries() -> Path:
    """Return the folder of PostgreSQL 15's programs, installing the server where we may."""
    named = os.environ.get("POSTGRES15_BIN")
    folder = Path(named) if named else BINARIES
    if (folder / "initdb").exists() or (not named and install("postgresql-15")):
        return folder
    raise Missing(
        "PostgreSQL 15 is missing: install it (apt-get install postgresql-15) or set "
        "POSTGRES15_BIN to the folder that holds its initdb."
    )


@contextmanager
def running() -> Iterator[str]:
    """Start the server and give the superuser's address; everything is removed afterwards."""
    programs = binaries()
    home = Path(tempfile.mkdtemp(prefix="pg15-"))
    try:
        user = server_user.server_user()
        server_user.open_the_way(home / "data", user)
        server_user.give(home, user)
        data = home / "data"
        run([programs / "initdb", "-D", data, "-U", SUPERUSER, "-A", "trust", "-E", "UTF8"], user)
        options = f"-c listen_addresses='' -c unix_socket_directories={home} -c fsync=off"
        control: list[str | Path] = [programs / "pg_ctl", "-D", data, "-w"]
        run([*control, "-l", home / "log", "-o", options, "start"], user)
        try:
            yield f"postgresql://{SUPERUSER}@/postgres?host={quote(str(home), safe='/')}&port=5432"
        finally:
            run([*control, "-m", "immediate", "stop"], user)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def run(command: list[str | Path], user: str | None) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    done = subprocess.run(
        command,
        env=kept | {"LC_ALL": "C.UTF-8"},
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        check=False,
        **server_user.identity(user),
    )
    if done.returncode:
        raise Missing(f"PostgreSQL 15 does not start: {done.stderr.strip().splitlines()[-1:]}")
