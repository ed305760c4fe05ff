"""Clients that send and read a byte at a time, through the production's proxy."""

import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from http.client import HTTPSConnection
from socket import create_connection

from scripts.drills.report import Drill, Outcome, Scale, broken
from scripts.drills.stage import stage
from scripts.testing import proxy

SLOW = 60
FAST = 20
# The API has four threads: were it to wait for the slow ones itself, nobody else got through.
REQUEST = b"GET /api/v1/health HTTP/1.1\r\nHost: localhost\r\nX-Slow: "
AT_ONCE_SECONDS = 5.0


def run(_scale: Scale) -> Outcome:
    with (
        stage() as made,
        made.api(PROXY_HOPS="1"),
        proxy.running(f"127.0.0.1:{made.port}") as (_, port, certificate),
    ):
        trusting = ssl.create_default_context(cafile=str(certificate))
        alone = ask(port, trusting)[1]
        with dripping(port, trusting):
            time.sleep(2)
            answers = [ask(port, trusting) for _ in range(FAST)]
    wrong = {status for status, _ in answers if status != 200}
    slowest = max(seconds for _, seconds in answers)
    return Outcome(
        f"{SLOW} clients that send a header for ever, a byte each 0.2 s; {FAST} requests beside "
        "them",
        f"alone {alone:.2f} s, beside them at most {slowest:.2f} s",
        broken(
            (not wrong, f"there were answers of status {wrong}"),
            (slowest < AT_ONCE_SECONDS, "somebody waited for a slow client"),
        ),
    )


@contextmanager
def dripping(port: int, trusting: ssl.SSLContext) -> Iterator[None]:
    stopped = threading.Event()
    threads = [threading.Thread(target=drip, args=(port, trusting, stopped)) for _ in range(SLOW)]
    for thread in threads:
        thread.start()
    yield
    stopped.set()
    for thread in threads:
        thread.join()


def drip(port: int, trusting: ssl.SSLContext, stopped: threading.Event) -> None:
    """Send one endless header; the proxy may cut us off."""
    with suppress(OSError), closing(connect(port, trusting)) as connection:
        connection.sendall(REQUEST)
        while not stopped.wait(0.2):
            connection.sendall(b"x")


def connect(port: int, trusting: ssl.SSLContext) -> ssl.SSLSocket:
    plain = create_connection(("127.0.0.1", port), timeout=10)
    return trusting.wrap_socket(plain, server_hostname="localhost")


def ask(port: int, trusting: ssl.SSLContext) -> tuple[int, float]:
    began = time.monotonic()
    with closing(HTTPSConnection("localhost", port, timeout=60, context=trusting)) as connection:
        connection.request("GET", "/api/v1/health")
        status = connection.getresponse().status
    return status, time.monotonic() - began


DRILL = Drill("slow clients", "they wait at the proxy; everybody else is answered as ever", run)
