"""A thousand connections to the API that say nothing."""

import resource
import time
from contextlib import ExitStack, closing
from http.client import HTTPConnection
from socket import create_connection

from scripts.drills.report import Drill, Outcome, Scale, broken
from scripts.drills.stage import Stage, stage
from scripts.testing.packages import Missing

IDLE = 1000
ASKED = 50
AT_ONCE_SECONDS = 2.0


def run(_scale: Scale) -> Outcome:
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if most < 2 * IDLE:
        raise Missing(f"Only {most} files may be open here; {2 * IDLE} are needed.")
    resource.setrlimit(resource.RLIMIT_NOFILE, (2 * IDLE, most))
    with stage() as made, made.api(), ExitStack() as held:
        for _ in range(IDLE):
            connection = create_connection(("127.0.0.1", made.port), timeout=30)
            held.enter_context(closing(connection))
        answers = [ask(made) for _ in range(ASKED)]
    wrong = {status for status, _ in answers if status != 200}
    slowest = max(seconds for _, seconds in answers)
    return Outcome(
        f"{IDLE} connections held open, {ASKED} requests beside them",
        f"the slowest answer after {slowest:.2f} s",
        broken(
            (not wrong, f"there were answers of status {wrong}"),
            (slowest < AT_ONCE_SECONDS, "somebody waited for an idle connection"),
        ),
    )


def ask(made: Stage) -> tuple[int, float]:
    began = time.monotonic()
    with closing(HTTPConnection("127.0.0.1", made.port, timeout=60)) as connection:
        connection.request("GET", "/livez")
        status = connection.getresponse().status
    return status, time.monotonic() - began


DRILL = Drill("1,000 idle connections", "everybody else is answered as ever", run)
