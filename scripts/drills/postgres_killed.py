"""PostgreSQL is killed -9 under load and comes back."""

import time

from scripts.drills.clients import Load, lost_and_doubled
from scripts.drills.report import Drill, Outcome, Scale, broken
from scripts.drills.stage import Stage, stage

AT_ONCE_SECONDS = 2.0
RECOVERED_SECONDS = 5.0
WRITTEN = (
    "SELECT coalesce(array_agg(username), '{}') FROM support.users WHERE username LIKE 'drill%'"
)


def run(scale: Scale) -> Outcome:
    with stage() as made, made.api():
        load = Load(made.port, made.token())
        with load.running():
            time.sleep(scale.seconds / 2)
            made.kill_database()
            killed = time.monotonic()
            time.sleep(scale.seconds / 2)
            made.start_database()
            back = time.monotonic()
            recovered = _recovered(load, back)
            time.sleep(scale.seconds / 2)
        return _outcome(made, load, killed, back, recovered)


def _recovered(load: Load, back: float) -> float:
    """Wait until reads and writes are answered well again.

    Return for how long requests still failed, by when they were asked: how long a good answer
    takes is the machine's affair.
    """
    while time.monotonic() - back < 60:
        since = [entry for entry in load.answers if entry.asked_at > back]
        good = [entry for entry in since if entry.is_good]
        if any(entry.written for entry in good) and any(not entry.written for entry in good):
            break
        time.sleep(0.05)
    failed = [entry.asked_at for entry in since if not entry.is_good]
    return max(failed, default=back) - back


def _outcome(made: Stage, load: Load, killed: float, back: float, recovered: float) -> Outcome:
    down = [entry for entry in load.answers if killed < entry.asked_at < back - 1]
    wrong = [entry.status for entry in down if not entry.is_unavailable]
    slowest = max((entry.seconds for entry in down), default=0.0)
    others = {entry.status for entry in load.answers if entry.status not in (200, 201, 503)}
    lost, doubled = lost_and_doubled(load.acknowledged(), made.value(WRITTEN))
    return Outcome(
        f"{len(load.answers)} requests ({load.told()}), {len(load.acknowledged())} writes "
        "acknowledged",
        f"{len(down)} answers while it was down, the slowest after {slowest:.2f} s; the last "
        f"failure {recovered:.1f} s after its return; {lost} lost, {doubled} doubled",
        broken(
            (bool(down), "nothing was asked while it was down"),
            (not wrong, f"while it was down there were other answers than 503: {set(wrong)}"),
            (not others, f"there were answers of status {others}"),
            (slowest < AT_ONCE_SECONDS, "an answer took longer than two seconds"),
            (recovered < RECOVERED_SECONDS, "it took longer than five seconds to recover"),
            (lost == 0, f"{lost} acknowledged writes are gone"),
            (doubled == 0, f"{doubled} writes are there twice"),
        ),
    )


DRILL = Drill(
    "PostgreSQL killed -9",
    "503 problem+json at once, good again within 5 s of its return, every acknowledged write there",
    run,
)
