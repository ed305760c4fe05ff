"""A list of a million rows as CSV, beside psql's own copy of the same query."""

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection

import psutil  # type: ignore[import-untyped]

from scripts.bench.children import held_mb
from scripts.bench.demo import demonstration
from scripts.bench.report import Row, Scale, Scenario, at_least, below
from scripts.bench.statements import answer_of, watched_application
from scripts.drills.stage import Stage
from scripts.testing.packages import Missing

PATH = "/api/v1/orders"
LEAST_SHARE = 0.4
MOST_GROWTH_MB = 60.0
CHUNK = 1024 * 1024
FILL = """
    INSERT INTO core.fact_orders (
        order_number, line_number, supplier_id, item_id, site_id, quantity, unit_price,
        ordered_on, expected_on
    )
    SELECT
        'BENCH-' || number, 1,
        (SELECT min(id) FROM core.dim_supplier) + number % (SELECT count(*) FROM core.dim_supplier),
        (SELECT min(id) FROM core.dim_item) + number % (SELECT count(*) FROM core.dim_item),
        (SELECT min(id) FROM core.dim_site) + number % (SELECT count(*) FROM core.dim_site),
        1 + number % 90, 10 + number % 7, DATE '2026-01-01' - number % 700,
        DATE '2026-01-15' - number % 700
    FROM generate_series(1, {rows}) AS number
"""


def measure(scale: Scale) -> Iterator[Row]:
    rows = scale.rows[0]
    with demonstration(scale, "load") as made:
        made.execute(FILL.format(rows=rows))
        made.execute("ANALYZE core.fact_orders")
        with watched_application(made) as (client, run):
            page, _ = answer_of(made, client, run, f"{PATH}?limit=1")
        query = page.rsplit("LIMIT", 1)[0]
        by_psql = _copy(made, query)
        with made.api() as process:
            seconds, lines, growth = _download(made, process.pid)
        total = int(made.value("SELECT count(*) FROM core.fact_orders"))
        if lines != total + 1:
            raise Missing(f"The file has {lines:,} lines, and the list {total:,} rows.")
        yield at_least(
            f"orders as CSV, {total:,} rows",
            f"{seconds:.1f} s",
            f"psql \\copy, {by_psql:.1f} s",
            by_psql / seconds,
            LEAST_SHARE,
        )
        yield below("the worker's memory grows by", growth, MOST_GROWTH_MB, "MB")


def _copy(made: Stage, query: str) -> float:
    psql = shutil.which("psql") or made.server.psql
    one_line = " ".join(query.split())
    begun = time.perf_counter()
    subprocess.run(
        [
            *(psql, "--quiet", "--dbname", made.addresses.application),
            *("--command", f"\\copy ({one_line}) TO '{made.folder / 'copy.csv'}' CSV HEADER"),
        ],
        check=True,
    )
    return time.perf_counter() - begun


def _download(made: Stage, master: int) -> tuple[float, int, float]:
    """Return how long the whole file took, its lines, and by how much the worker grew."""
    (worker,) = psutil.Process(master).children()
    headers = {"Authorization": f"Bearer {made.token()}", "Accept": "text/csv"}
    # What the first export of all loads is not what a large one takes.
    list(_read(made.port, f"{PATH}?site_id=1", headers))
    before, most = held_mb(worker.pid), 0.0
    begun = time.perf_counter()
    lines = 0
    for chunk in _read(made.port, PATH, headers):
        lines += chunk.count(b"\n")
        most = max(most, held_mb(worker.pid))
    return time.perf_counter() - begun, lines, most - before


def _read(port: int, path: str, headers: dict[str, str]) -> Iterator[bytes]:
    with closing(HTTPConnection("127.0.0.1", port, timeout=600)) as connection:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        if answer.status != 200:
            raise Missing(f"The export answered {answer.status}: {answer.read()[:300]!r}")
        while chunk := answer.read(CHUNK):
            yield chunk


SCENARIO = Scenario("export", "CSV export", measure)
