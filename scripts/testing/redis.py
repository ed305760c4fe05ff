"""A Redis server for one drill: Debian's, on a port and in a folder of its own."""

import shutil
import subprocess
import time
from contextlib import closing
from pathlib import Path
from socket import create_connection

from scripts.testing.packages import Missing, install


def program() -> str:
    """Return where Redis is, installing it where we may."""
    found = shutil.which("redis-server")
    if found is None and install("redis-server"):
        found = shutil.which("redis-server")
    if found is None:
        raise Missing("Redis is missing: install it (apt-get install redis-server).")
    return found


def start(port: int, folder: Path) -> subprocess.Popen[bytes]:
    """Start a server that keeps nothing on disk, and wait until it answers."""
    command = [program(), "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
    with (folder / "redis.log").open("ab") as log:
        process = subprocess.Popen([*command, "--dir", str(folder)], stdout=log, stderr=log)
    for _ in range(100):
        try:
            with closing(create_connection(("127.0.0.1", port), timeout=1)):
                return process
        except OSError:
            time.sleep(0.1)
    raise Missing("Redis does not answer.")
