"""One of gunicorn's processes is killed -9 under load."""

import time

import psutil  # type: ignore[import-untyped]

from scripts.drills.clients import NO_ANSWER, Load, lost_and_doubled
from scripts.drills.postgres_killed import WRITTEN
from scripts.drills.report import Drill, Outcome, Scale, broken
from scripts.drills.stage import stage

WORKERS = 2
THREADS = 5


def run(scale: Scale) -> Outcome:
    with stage() as made, made.api(WEB_CONCURRENCY=str(WORKERS)) as api:
        load = Load(made.port, made.token())
        parent = psutil.Process(api.pid)
        with load.running(readers=3, writers=2):
            time.sleep(scale.seconds / 2)
            before = {child.pid for child in parent.children()}
            psutil.Process(min(before)).kill()
            time.sleep(scale.seconds)
            after = {child.pid for child in parent.children()}
        lost, doubled = lost_and_doubled(load.acknowledged(), made.value(WRITTEN))
    silent = sum(1 for entry in load.answers if entry.status == NO_ANSWER)
    wrong = {entry.status for entry in load.answers if not entry.is_good} - {NO_ANSWER}
    return Outcome(
        f"{len(load.answers)} requests by {THREADS} clients ({load.told()})",
        f"{silent} cut off, {len(after)} processes again, {lost} lost, {doubled} doubled",
        broken(
            (len(before) == WORKERS, f"there were {len(before)} processes to begin with"),
            (min(before) not in after and len(after) == WORKERS, "it was not replaced"),
            (silent <= THREADS, "more requests were cut off than it can have been working on"),
            (not wrong, f"there were answers of status {wrong}"),
            (lost == 0 and doubled == 0, "an acknowledged write is gone, or there twice"),
        ),
    )


DRILL = Drill(
    "a gunicorn process killed -9",
    "replaced by itself; only what it was working on is cut off; no acknowledged write lost",
    run,
)
