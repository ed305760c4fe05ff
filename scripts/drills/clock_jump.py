"""The clock jumps: an hour ahead for the API, back over two o'clock for the scheduler."""

import json
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection, HTTPException
from typing import Any

from scripts.drills.report import Drill, Outcome, Scale, broken
from scripts.drills.stage import Stage, stage
from scripts.drills.two_schedulers import DUE, QUEUED, schedulers, wait_for_jobs
from scripts.testing import faketime

PATIENCE = 20
FINISH = "UPDATE support.job_run SET status = 'SUCCEEDED', progress = 1, finished_at = now()"


def run(_scale: Scale) -> Outcome:
    with stage() as made:
        before, ahead, renewed, back = _api(made)
        queued, again = _scheduler(made)
    return Outcome(
        "the API's clock by one hour ahead and back; the scheduler's from 02:00 back to 01:59, "
        "twice over two o'clock",
        f"a session answered {before}; an hour later {ahead}, renewed {renewed}; an hour back "
        f"{back}; queued {queued}, after the second two o'clock {again}",
        broken(
            (before == 200, "the session did not work to begin with"),
            (ahead == 401, "an access token outlived its quarter of an hour"),
            (renewed == 200, "a session could not be renewed after the jump"),
            (back == 200, "a session did not work after the clock went back"),
            (queued == DUE, f"each of {DUE} should be queued once"),
            (again == DUE, "a job was queued again for the same night"),
        ),
    )


def _api(made: Stage) -> tuple[int, int, int, int]:
    file = made.folder / "clock"
    faketime.set_clock(file, _now(), real=_now())
    with made.api(**faketime.told_by(file, sleeps=True)):
        tokens = _post(made, "/api/v1/auth/login", made.credentials())[1]
        before = _me(made, tokens)
        faketime.set_clock(file, _now() + timedelta(hours=1), real=_now())
        ahead = _me(made, tokens)
        refresh = {"refresh_token": tokens["refresh_token"]}
        renewed, fresh = _post(made, "/api/v1/auth/refresh", refresh)
        faketime.set_clock(file, _now(), real=_now())
        return before, ahead, renewed, _me(made, fresh)


def _scheduler(made: Stage) -> tuple[str, str]:
    file = made.folder / "clock"
    night = _now().replace(hour=2, minute=0, second=5) - timedelta(days=1)
    faketime.set_clock(file, night, real=_now())
    with schedulers(made, 1, faketime.told_by(file)):
        wait_for_jobs(made)
        time.sleep(2)
    queued = made.value(QUEUED)
    made.execute(FINISH)
    # It looks once a minute, so it is started again shortly before the second two o'clock.
    faketime.set_clock(file, night - timedelta(seconds=10), real=_now())
    with schedulers(made, 1, faketime.told_by(file)):
        time.sleep(20)
    return queued, made.value(QUEUED)


def _now() -> datetime:
    return datetime.now(UTC)


def _me(made: Stage, tokens: dict[str, Any]) -> int:
    """Ask who is signed in, for as long as a process that noticed the jump is replaced."""
    headers = {"Authorization": f"Bearer {tokens.get('access_token')}"}
    for _ in range(PATIENCE):
        try:
            return _ask(made, "GET", "/api/v1/auth/me", None, headers)[0]
        except (OSError, HTTPException):
            time.sleep(1)
    return 0


def _post(made: Stage, path: str, body: dict[str, str]) -> tuple[int, dict[str, Any]]:
    return _ask(made, "POST", path, json.dumps(body), {"Content-Type": "application/json"})


def _ask(
    made: Stage, method: str, path: str, body: str | None, headers: dict[str, str]
) -> tuple[int, dict[str, Any]]:
    with closing(HTTPConnection("127.0.0.1", made.port, timeout=30)) as connection:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())


DRILL = Drill(
    "the clock jumps",
    "a token ends by the clock and a session goes on; a night's jobs are queued once",
    run,
)
