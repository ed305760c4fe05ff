"""What must hold before anything is started, each told in one sentence when it does not."""

import re
import shutil
import socket
import subprocess
from contextlib import closing

import psycopg2
import redis

from scripts.runtime.failures import CannotStart

OLDEST_NODE = (20, 9)
OLDEST_SERVER = 150000


def check_tools() -> None:
    for tool in ("node", "npm"):
        if shutil.which(tool) is None:
            raise CannotStart(f"{tool} was not found; install Node.js 20.9 or newer.")
    answer = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False)
    version = re.match(r"v(\d+)\.(\d+)", answer.stdout)
    if version is None or (int(version[1]), int(version[2])) < OLDEST_NODE:
        found = answer.stdout.strip() or "broken"
        raise CannotStart(f"Node.js 20.9 or newer is needed, and this one is {found}.")


def check_port(name: str, port: int, bind: str) -> None:
    """Refuse a port that another program holds, here or on the address asked for."""
    try:
        addresses = socket.getaddrinfo(bind, port, type=socket.SOCK_STREAM)
    except OSError:
        raise CannotStart(f"BIND names {bind}, which is not an address of this machine.") from None
    family, _, _, _, address = addresses[0]
    with closing(socket.socket(family, socket.SOCK_STREAM)) as probe:
        # What servers do themselves: without it a port just left would count as taken.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except PermissionError:
            raise CannotStart(f"Port {port} may not be opened; choose one above 1023.") from None
        except OSError:
            raise _taken(name, port) from None
    if _answers("127.0.0.1", port) or _answers("::1", port):
        raise _taken(name, port)


def _answers(host: str, port: int) -> bool:
    try:
        with closing(socket.create_connection((host, port), timeout=0.5)):
            return True
    except OSError:
        return False


def _taken(name: str, port: int) -> CannotStart:
    return CannotStart(
        f"Port {port} is in use by another program; free it or choose another with "
        f"{name}={port + 1 if port < 65535 else port - 1}."
    )


def check_database(name: str, url: str) -> None:
    """Refuse an address that nobody answers, or a server that is too old."""
    try:
        with closing(psycopg2.connect(without_driver(url), connect_timeout=5)) as connection:
            version = connection.server_version
    except (psycopg2.Error, UnicodeError) as error:
        raise CannotStart(f"{name} does not lead to a database: {first_line(error)}.") from None
    if version < OLDEST_SERVER:
        raise CannotStart(f"{name} leads to PostgreSQL {version // 10000}; 15 or newer is needed.")


def check_redis(url: str) -> None:
    try:
        with closing(redis.Redis.from_url(url, socket_connect_timeout=3)) as client:
            client.ping()
    except (redis.RedisError, ValueError, OSError) as error:
        raise CannotStart(
            f"REDIS_URL does not lead to a Redis server: {first_line(error)}."
        ) from None


def without_driver(url: str) -> str:
    """Turn SQLAlchemy's spelling of an address into libpq's."""
    return re.sub(r"^postgres(?:ql)?(?:\+\w+)?://", "postgresql://", url)


def first_line(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return (lines[0] if lines else type(error).__name__).rstrip(".")
