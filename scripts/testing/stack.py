"""A whole Quartermaster for journeys and benchmarks: free ports, demo data, thrown away."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from scripts.testing.packages import Missing

SMALL = {"DEMO_ITEMS": "40", "DEMO_SITES": "4", "DEMO_DAYS": "500"}
# What would point the stack at somebody's own database, data or ports.
LEFT_OUT = ("DATABASE_URL", "MIGRATION_DATABASE_URL", "REDIS_URL", "DATA", "MAPPING", "BIND")
READY_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class Stack:
    url: str
    api_url: str
    credentials: Path


@contextmanager
def running_stack(*, small: bool = True) -> Iterator[Stack]:
    """Start it with the supervisor that `make run` uses, and end it as Ctrl-C would."""
    folder = Path(tempfile.mkdtemp(prefix="quartermaster-"))
    process = subprocess.Popen(
        [sys.executable, "-m", "scripts.run"],
        env=environment(folder, small=small),
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield await_ready(process, folder)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            process.wait(120)
        shutil.rmtree(folder, ignore_errors=True)


def environment(folder: Path, *, small: bool = True) -> dict[str, str]:
    port, api_port = free_ports(2)
    own = {"DATA_DIR": str(folder), "PORT": str(port), "API_PORT": str(api_port)}
    # An empty value also hides what .env says.
    size = SMALL if small else {}
    return os.environ | dict.fromkeys(LEFT_OUT, "") | size | own


def await_ready(process: subprocess.Popen[bytes], folder: Path) -> Stack:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise Missing("The stack for the browser journeys did not start; see above.")
        if (folder / "ready.json").exists():
            ready = json.loads((folder / "ready.json").read_text(encoding="utf-8"))
            return Stack(ready["url"], ready["api_url"], folder / "credentials")
        time.sleep(0.25)
    raise Missing(f"The stack for the browser journeys was not up after {READY_SECONDS:.0f} s.")


def free_ports(count: int) -> list[int]:
    """Ask the system for ports nobody uses; all are held until the last is known."""
    with ExitStack() as held:
        ports: list[int] = []
        for _ in range(count):
            probe = held.enter_context(socket.socket(socket.AF_INET, socket.SOCK_STREAM))
            probe.bind(("127.0.0.1", 0))
            ports.append(int(probe.getsockname()[1]))
        return ports
