"""Redis goes away under load, and comes back."""

import time
from collections.abc import Sequence
from statistics import median

from scripts.drills.clients import Answer, Load, lost_and_doubled
from scripts.drills.postgres_killed import WRITTEN
from scripts.drills.report import Drill, Outcome, Scale, broken
from scripts.drills.stage import stage
from scripts.testing import redis
from scripts.testing.stack import free_ports

# A cached list, so that each read asks Redis.
CACHED = "/api/v1/analytics/kpis"
# What looking for it may cost a request: a few refused connections.
WAIT_SECONDS = 1.0


def run(scale: Scale) -> Outcome:
    with stage() as made:
        (port,) = free_ports(1)
        server = redis.start(port, made.folder)
        try:
            with made.api(REDIS_URL=f"redis://127.0.0.1:{port}/0"):
                load = Load(made.port, made.token(), reads=CACHED)
                with load.running():
                    time.sleep(scale.seconds / 2)
                    server.kill()
                    server.wait()
                    gone = time.monotonic()
                    time.sleep(scale.seconds / 2)
                    signed_in = bool(made.token())
                    back = time.monotonic()
                    server = redis.start(port, made.folder)
                    time.sleep(scale.seconds / 2)
                lost, doubled = lost_and_doubled(load.acknowledged(), made.value(WRITTEN))
        finally:
            server.kill()
            server.wait()
    without = [entry for entry in load.answers if gone < entry.asked_at < back]
    wrong = {entry.status for entry in load.answers if not entry.is_good}
    usual = _usual_seconds([entry for entry in load.answers if entry.asked_at < gone])
    alone = _usual_seconds(without)
    return Outcome(
        f"{len(load.answers)} requests ({load.told()}), {len(without)} of them without Redis, "
        "and one sign-in",
        f"half of the reads within {usual:.2f} s with Redis and {alone:.2f} s without; "
        f"{lost} lost, {doubled} doubled",
        broken(
            (bool(without), "nothing was asked while it was gone"),
            (signed_in, "nobody could sign in without it"),
            (alone < usual + WAIT_SECONDS, "an answer waited for Redis"),
            (not wrong, f"there were answers of status {wrong}"),
            (lost == 0 and doubled == 0, "an acknowledged write is gone, or there twice"),
        ),
    )


def _usual_seconds(answers: Sequence[Answer]) -> float:
    """Return the median of reads: the slowest answer tells more of the machine than of Redis."""
    return median(answer.seconds for answer in answers if not answer.written)


DRILL = Drill("Redis gone and back", "nobody notices but by the time that answers take", run)
