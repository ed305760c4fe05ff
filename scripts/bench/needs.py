"""Needs at the size of a nation: 50 sites, 2,000 items each, 5,000 lists of forty lines.

python -m scripts.bench.needs            the whole size, a tenth of it short
python -m scripts.bench.needs --short 50 half of it short
python -m scripts.bench.needs --quick    a tenth of the size, to see that the harness works
"""

import argparse
import json
import sys
import time
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import psycopg2
from rich.console import Console
from rich.table import Table

from scripts.drills.stage import Stage, stage
from scripts.testing.packages import Missing

HERE = Path(__file__).parent
ROUNDS = 40
LIST_SECONDS = 0.2
SITE_SECONDS = 1.0
DRAFTS_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Size:
    items: int
    sites: int
    lists: int
    short: int = 10


WHOLE, TENTH = Size(2000, 50, 5000), Size(200, 50, 500)


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured, and what was promised for it, in seconds."""

    what: str
    seconds: float
    promised: float


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the size")
    parser.add_argument("--short", type=int, default=10, help="percent of item-sites run short")
    told = parser.parse_args(arguments)
    size = replace(TENTH if told.quick else WHOLE, short=told.short)
    try:
        with stage() as made, made.api(WEB_CONCURRENCY="2", STATEMENT_TIMEOUT_SECONDS="300"):
            rows = measure(made, size)
    except Missing as reason:
        print(reason, file=sys.stderr)
        return 1
    Console().print(table(rows, size))
    return 0 if all(row.seconds <= row.promised for row in rows) else 1


def measure(made: Stage, size: Size) -> list[Row]:
    fill(made, "needs.sql", size)
    client = Client(made.port, made.token())
    started = {"code": "BENCH", "name": "Bench", "phase": "SURGE", "reason": "Bench"}
    event = client.send("/events", started)["id"]
    calculated = made.run(sys.executable, "-m", "etl", "needs")
    if calculated.returncode:
        raise Missing(f"Stock status was not calculated: {calculated.stderr.strip()[-300:]}")
    fill(made, "needs_lists.sql", size)
    made.execute("ANALYZE")
    sites = [site["id"] for site in client.read("/sites?limit=500")["data"]]
    scope = {"event_id": event, "site_ids": sites[:1]}
    client.send("/needs-lists/preview", scope)
    preview = timed(lambda: client.send("/needs-lists/preview", scope))
    drafts = timed(lambda: client.send("/needs-lists", {"event_id": event, "site_ids": sites}))
    drafted = made.value(
        "SELECT count(*) FROM ops.needs_list_item WHERE formula_version <> 'bench'"
    )
    if not drafted:
        raise Missing("Nothing was short, so that drafting was not measured.")
    return [
        Row("needs lists, a page, 95th percentile", client.slow("/needs-lists"), LIST_SECONDS),
        Row(
            "stock status, a page, 95th percentile",
            client.slow(f"/stock-status?event_id={event}"),
            LIST_SECONDS,
        ),
        Row(f"one site's calculation, {size.items:,} items", preview, SITE_SECONDS),
        Row(f"drafts for {size.sites} sites, {drafted:,} lines", drafts, DRAFTS_SECONDS),
    ]


def fill(made: Stage, name: str, size: Size) -> None:
    sizes = asdict(size)
    statement = (HERE / name).read_text(encoding="utf-8")
    with closing(psycopg2.connect(made.addresses.owner)) as connection, connection:
        connection.cursor().execute(statement, sizes)


def timed(work: Any) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


@dataclass(frozen=True, slots=True)
class Client:
    """The administrator, over HTTP."""

    port: int
    token: str

    def read(self, path: str) -> Any:
        return self._ask("GET", path)

    def send(self, path: str, body: dict[str, Any]) -> Any:
        return self._ask("POST", path, json.dumps(body))

    def slow(self, path: str) -> float:
        """Return the 95th percentile of many requests after each other."""
        self.read(path)
        seconds = sorted(timed(lambda: self.read(path)) for _ in range(ROUNDS))
        return seconds[int(0.95 * (ROUNDS - 1))]

    def _ask(self, method: str, path: str, body: str | None = None) -> Any:
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=300)) as connection:
            connection.request(method, f"/api/v1{path}", body, headers)
            answer = connection.getresponse()
            told = answer.read()
        if answer.status >= 400:
            raise Missing(f"{method} {path} answered {answer.status}: {told[:300]!r}")
        return json.loads(told)


def table(rows: list[Row], size: Size) -> Table:
    title = f"Needs: {size.sites} sites, {size.items:,} items each, {size.lists:,} lists"
    shown = Table(title=title, title_justify="left")
    for heading in ("What", "Seconds", "Promised", "Kept"):
        shown.add_column(heading)
    for row in rows:
        kept = "yes" if row.seconds <= row.promised else "no"
        shown.add_row(row.what, f"{row.seconds:.3f}", f"{row.promised:g}", kept)
    return shown


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
