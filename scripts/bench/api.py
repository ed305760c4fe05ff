"""The API saturated, beside the least that Flask can do, and under a hundred people."""

import csv
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts.bench.demo import demonstration
from scripts.bench.report import Row, Scale, Scenario, at_least
from scripts.bench.statements import answer_of, watched_application
from scripts.bench.traffic import Tally, saturate
from scripts.drills.stage import BIN, Stage
from scripts.testing import redis
from scripts.testing.packages import Missing
from scripts.testing.stack import free_ports

BARE = (
    BIN / "gunicorn",
    "--config",
    "backend/gunicorn.conf.py",
    "scripts.bench.bare_app:create_app()",
)
PATHS = {
    "a page of 50 materials": "/api/v1/items?limit=50",
    "a page of 50 stocks": "/api/v1/inventory?limit=50",
    "a page of 50 orders": "/api/v1/orders?limit=50",
    "a page of 10 alerts": "/api/v1/alerts?limit=10",
    "the KPIs": "/api/v1/analytics/kpis",
}
LEAST_SHARE = 0.6
SLOWEST_MS = 200.0
TARGET_P95 = f"below {SLOWEST_MS:.0f} ms"


def measure(scale: Scale) -> Iterator[Row]:
    with demonstration(scale) as made:
        bare = _bare(made, scale)
        with made.api():
            kept = _saturated(made, made.token(), scale)
        with made.api(ANSWERS_KEPT_SECONDS="0"):
            anew = _saturated(made, made.token(), scale)
        for what, least in bare.items():
            compared = f"bare handler, {_rate(least)}"
            share = kept[what].per_second / least.per_second
            yield at_least(f"saturated, {what}", _rate(kept[what]), compared, share, LEAST_SHARE)
            share = anew[what].per_second / least.per_second
            yield Row(f"each made anew, {what}", _rate(anew[what]), compared, share)
        with as_in_production(made):
            yield from _people(made, scale)


def _bare(made: Stage, scale: Scale) -> dict[str, Tally]:
    answers = {}
    with watched_application(made) as (client, run):
        for path in PATHS.values():
            query, body = answer_of(made, client, run, path)
            answers[path] = {"query": query, "body": body}
    file = made.folder / "answers.json"
    file.write_text(json.dumps(answers), encoding="utf-8")
    with served(made, ANSWERS=str(file)):
        return _saturated(made, "", scale)


def _saturated(made: Stage, token: str, scale: Scale) -> dict[str, Tally]:
    return {
        what: saturate(made.port, [path], token, seconds=_slice(scale))
        for what, path in PATHS.items()
    }


@contextmanager
def served(made: Stage, **extra: str) -> Iterator[None]:
    """Serve the bare handlers as the API is served."""
    with made.api(command=BARE, **extra):
        yield


@contextmanager
def as_in_production(made: Stage) -> Iterator[None]:
    """Serve the API by two processes that share Redis."""
    (port,) = free_ports(1)
    server = redis.start(port, made.folder)
    try:
        with made.api(REDIS_URL=f"redis://127.0.0.1:{port}/0"):
            yield
    finally:
        server.terminate()
        server.wait(10)


def _people(made: Stage, scale: Scale) -> Iterator[Row]:
    told = {
        "TOKEN": made.token(),
        "ITEMS": str(made.value("SELECT count(*) FROM core.dim_item")),
        "SITES": str(made.value("SELECT count(*) FROM core.dim_site")),
    }
    with tempfile.TemporaryDirectory() as name:
        results = Path(name) / "run"
        done = made.run(
            *(sys.executable, "-m", "locust", "--headless", "--only-summary"),
            *("-f", "scripts/bench/people.py", "--host", f"http://127.0.0.1:{made.port}"),
            *("-u", str(scale.users), "-r", str(max(scale.users // 5, 1))),
            *("-t", f"{scale.seconds}s", "--csv", str(results)),
            **told,
        )
        file = results.with_name("run_stats.csv")
        if not file.exists():
            raise Missing(f"locust did not end: {done.stderr.strip()[-400:]}")
        with file.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
    for row in sorted(rows, key=lambda row: row["Name"] == "Aggregated"):
        yield _read(row, scale)


def _read(row: dict[str, str], scale: Scale) -> Row:
    slow, failed = float(row["95%"] or 0), int(row["Failure Count"])
    name = "every read" if row["Name"] == "Aggregated" else f"`{row['Name']}`"
    return Row(
        f"{scale.users} people, {name}, 95th percentile",
        f"{slow:.0f} ms, {int(row['Request Count']):,} requests, {failed} errors",
        to_reach=f"{TARGET_P95}, 0 errors",
        reached=slow < SLOWEST_MS and not failed,
    )


def _slice(scale: Scale) -> float:
    return 2.0 if scale.is_quick else 10.0


def _rate(tally: Tally) -> str:
    failed = f", {tally.failed} failed" if tally.failed else ""
    return f"{tally.per_second:,.0f} requests/s{failed}"


SCENARIO = Scenario("api", "The API", measure)
