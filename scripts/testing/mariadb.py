"""A MariaDB server for one test: Debian's, on a socket in a folder of its own."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from scripts.testing.packages import Missing, install

SERVER = "mariadbd"
START_SECONDS = 60.0


def program(name: str) -> str:
    """Return where a program of the server is, installing the server where we may."""
    # Debian keeps the server where only root looks.
    places = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin"])
    found = shutil.which(name, path=places)
    if found is None and install("mariadb-server"):
        found = shutil.which(name, path=places)
    if found is None:
        raise Missing("MariaDB is missing: install it (apt-get install mariadb-server).")
    return found


@contextmanager
def running() -> Iterator[str]:
    """Start the server with an empty database and give its address; nothing stays afterwards."""
    server, maker, client = map(program, (SERVER, "mariadb-install-db", "mariadb"))
    home = Path(tempfile.mkdtemp(prefix="mariadb-"))
    socket = home / "socket"
    own = ["--no-defaults", f"--datadir={home / 'data'}"]
    # The server refuses to be root by accident; here it is meant, in a folder of its own.
    own += ["--user=root"] if os.geteuid() == 0 else []
    try:
        with (home / "log").open("wb") as log:
            subprocess.run([maker, *own, "--skip-test-db"], stdout=log, stderr=log, check=True)
            quiet = ["--skip-networking", f"--socket={socket}", f"--pid-file={home / 'pid'}"]
            process = subprocess.Popen([server, *own, *quiet], stdout=log, stderr=log)
        try:
            ask = [client, "--no-defaults", f"--socket={socket}", "--user=root", "--execute"]
            _await([*ask, "CREATE DATABASE legacy CHARACTER SET utf8mb4"], process)
            yield f"mysql://root@localhost/legacy?unix_socket={quote(str(socket), safe='/')}"
        finally:
            process.terminate()
            process.wait(30)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _await(command: list[str], process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if subprocess.run(command, capture_output=True, check=False).returncode == 0:
            return
        time.sleep(0.2)
    raise Missing("MariaDB does not start.")
