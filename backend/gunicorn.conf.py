# ruff: noqa: N999 (gunicorn looks for this name)
"""How gunicorn serves the API: threads for waiting on the database, processes for the cores."""

import os
import resource
import shutil
import tempfile
import time
from functools import partial
from pathlib import Path
from selectors import EVENT_READ
from typing import Any

from gunicorn.workers.gthread import (  # type: ignore[import-untyped]
    TConn,
    ThreadWorker,
)

METRICS = "PROMETHEUS_MULTIPROC_DIR"

host = os.environ.get("BIND") or "127.0.0.1"
port = os.environ.get("API_PORT") or "5000"
bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


class PatientWorker(ThreadWorker):  # type: ignore[misc]
    """Waits for the first byte of a connection without a thread.

    The worker it extends lets a thread wait for five seconds, so that a thousand connections that
    say nothing would keep everybody else waiting for minutes.
    """

    def accept(self, listener: Any) -> None:
        try:
            client, address = listener.accept()
        except OSError:
            return
        self.nr_conns += 1
        conn = TConn(self.cfg, client, address, listener.getsockname())
        conn.timeout = time.monotonic() + self.cfg.keepalive
        self.pending_conns.append(conn)
        self.poller.register(client, EVENT_READ, partial(self.on_pending_socket_readable, conn))


worker_class = PatientWorker
# Idle connections cost next to nothing but a file each; beyond this many, new ones wait in line.
worker_connections = 4000
_, most_files = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (min(most_files, 2 * worker_connections), most_files))
# A proxy takes the whole answer from a thread at once, so few suffice; each further one that
# computes lets the others wait for the interpreter after every statement (docs/benchmarks.md).
threads = int(os.environ.get("WEB_THREADS") or 4)
# Without Redis the cache and the rate limits live in the process: a second one would have its own.
workers = int(os.environ.get("WEB_CONCURRENCY") or (2 if os.environ.get("REDIS_URL") else 1))

timeout = 120  # an export streams for as long as its reader reads; its thread tells it is alive
graceful_timeout = 8
keepalive = 75  # longer than a proxy keeps a connection idle
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108

accesslog = None  # the application logs each request itself, with its id
errorlog = "-"
control_socket_disable = True  # it lies in the home folder, where two clones would share it

# Several processes add up their counters in a folder; it must be named before they start.
own_metrics = workers > 1 and not os.environ.get(METRICS)
if own_metrics:
    os.environ[METRICS] = tempfile.mkdtemp(prefix="quartermaster-metrics-")


def child_exit(_server: Any, worker: Any) -> None:
    """Drop the gauges of a process that is gone; its counters stay."""
    if os.environ.get(METRICS):
        from prometheus_client.multiprocess import mark_process_dead

        mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]


def on_exit(_server: Any) -> None:
    if own_metrics:
        shutil.rmtree(os.environ[METRICS], ignore_errors=True)
