"""Which indexes the pipeline and the API use, and what keeps those that neither does."""

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import psycopg2

from scripts.bench.api import PATHS
from scripts.bench.demo import demonstration
from scripts.bench.report import Row, Scale, Scenario
from scripts.bench.traffic import saturate
from scripts.drills.stage import Stage

# One row an index of the application; a partition's count goes to the index that it belongs to.
UNUSED = """
    WITH RECURSIVE parts AS (
        SELECT indexrelid AS part, indexrelid AS whole FROM pg_index
        UNION ALL
        SELECT parts.part, pg_inherits.inhparent
        FROM parts
        INNER JOIN pg_inherits ON parts.whole = pg_inherits.inhrelid
    ),
    tops AS (
        SELECT part, whole FROM parts
        WHERE NOT EXISTS (SELECT FROM pg_inherits WHERE inhrelid = parts.whole)
    ),
    scans AS (
        SELECT tops.whole, sum(coalesce(stat.idx_scan, 0)) AS scans
        FROM tops
        LEFT JOIN pg_stat_user_indexes AS stat ON tops.part = stat.indexrelid
        GROUP BY tops.whole
    )
    SELECT
        index_class.relname,
        scans.scans,
        pg_index.indisunique,
        EXISTS (
            SELECT FROM pg_constraint
            WHERE
                contype = 'f'
                AND conrelid = pg_index.indrelid
                AND conkey[1] = pg_index.indkey[0]
        ) AS is_of_foreign_key,
        table_class.relkind
    FROM scans
    INNER JOIN pg_index ON scans.whole = pg_index.indexrelid
    INNER JOIN pg_class AS index_class ON pg_index.indexrelid = index_class.oid
    INNER JOIN pg_class AS table_class ON pg_index.indrelid = table_class.oid
    INNER JOIN pg_namespace ON table_class.relnamespace = pg_namespace.oid
    WHERE pg_namespace.nspname IN ('core', 'ops', 'analytics', 'support')
    ORDER BY index_class.relname
"""
# Indexes for what this traffic has too few rows for, or does not do; each names its reader.
KEPT = {
    "ix_dim_item_search": "the search for materials, which reads small catalogues whole",
}
MORE_PATHS = (
    "/api/v1/demand/timeseries?item_id=1&site_id=1",
    "/api/v1/forecasts?item_id=1&site_id=1",
    "/api/v1/inventory/timeseries?item_id=1&site_id=1",
    "/api/v1/items/1",
    "/api/v1/items?q=cable",
    "/api/v1/planning/lines?limit=50",
    "/api/v1/planning/lead-times?item_id=1",
    "/api/v1/recommendations?limit=50",
    "/api/v1/orders?item_id=1",
    "/api/v1/orders?supplier_id=1",
    "/api/v1/stock-status?limit=50",
    "/api/v1/needs-lists?limit=50",
    "/api/v1/transfers?limit=50",
    "/api/v1/donations?limit=50",
    "/api/v1/procurements?limit=50",
    "/api/v1/jobs?limit=50",
    "/api/v1/imports?limit=50",
    "/api/v1/audit-logs?limit=50",
)


def measure(scale: Scale) -> Iterator[Row]:
    with demonstration(scale) as made:
        with made.api():
            paths = [*PATHS.values(), *MORE_PATHS]
            tally = saturate(made.port, paths, made.token(), seconds=5 if scale.is_quick else 20)
        if tally.failed:
            yield Row("requests that failed", str(dict(tally.statuses)), reached=False)
        found = _indexes(made)
    used = [name for name, scans, *_ in found if scans]
    yield Row("indexes used by the pipeline and the API", f"{len(used)} of {len(found)}")
    for reason, names in sorted(_by_reason(found).items()):
        yield Row(reason, f"{len(names)}: {', '.join(names)}", reached=reason != NO_REASON or None)


NO_REASON = "not used here, and without a constraint to keep"


def _by_reason(found: list[tuple[Any, ...]]) -> dict[str, list[str]]:
    reasons: dict[str, list[str]] = {}
    for name, scans, is_unique, is_of_foreign_key, _kind in found:
        if scans:
            continue
        if is_unique:
            reason = "unused, but holds a constraint (unique)"
        elif is_of_foreign_key:
            reason = "unused, but a delete of the parent row looks for children by it"
        else:
            reason = f"unused here: {KEPT[name]}" if name in KEPT else NO_REASON
        reasons.setdefault(reason, []).append(name)
    return reasons


def _indexes(made: Stage) -> list[tuple[Any, ...]]:
    with (
        closing(psycopg2.connect(made.addresses.owner)) as connection,
        connection.cursor() as cursor,
    ):
        cursor.execute(UNUSED)
        return cursor.fetchall()


SCENARIO = Scenario("indexes", "Indexes", measure)
