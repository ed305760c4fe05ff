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
# What the demonstration has too few rows of for an index to pay, each with who reads by it.
KEPT = {
    "ix_alert_event_fingerprint_at": "the history of an alert",
    "ix_alerts_level_opened_at": "open alerts, the gravest first",
    "ix_audit_logs_actor": "the log of one person",
    "ix_audit_logs_at": "the log of a span of time",
    "ix_audit_logs_entity_entity_id": "the log of one document",
    "ix_burn_rates_site_id_item_id": "burn rates of a site",
    "ix_dim_item_family": "materials of a family",
    "ix_dim_item_search": "the search for materials",
    "ix_donation_status_updated_at": "donations of a status, the newest first",
    "ix_idempotency_keys_created_at": "upkeep, which forgets old answers",
    "ix_imports_started_at": "imports, the newest first",
    "ix_job_run_queued_at": "the worker, which takes what has waited longest",
    "ix_mv_current_stock_site_id": "stock of a site",
    "ix_mv_lot_stock_expires_on": "alerts of lots that expire",
    "ix_needs_list_status_updated_at": "needs lists of a status, the newest first",
    "ix_recommendations_priority_id": "recommendations, the most urgent first",
    "ix_refresh_tokens_family": "the check of a session at every request",
    "ix_stock_reservation_holder_holder_id": "what a document holds, when it lets go",
    "ix_stock_status_site_id_item_id": "stock status of a site and of what a document moves",
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
        yield Row(reason, str(len(names)))
    for name, *_ in (entry for entry in found if _reason(entry) == FEW_ROWS):
        yield Row(f"`{name}`, not used here", "", f"kept for {KEPT[name]}")
    loose = [str(entry[0]) for entry in found if _reason(entry) == NO_REASON]
    yield Row(
        "indexes that nothing keeps",
        ", ".join(loose) or "none",
        to_reach="none",
        reached=not loose,
    )


USED = "used"
FEW_ROWS = "not used here, and kept for a reader named below"
NO_REASON = "not used here, and kept by nothing"


def _reason(entry: tuple[Any, ...]) -> str:
    name, scans, is_unique, is_of_foreign_key, _kind = entry
    if scans:
        return USED
    if is_unique:
        return "not used here, but holds a constraint (unique)"
    if is_of_foreign_key:
        return "not used here, but deleting the parent looks for its children by it"
    return FEW_ROWS if name in KEPT else NO_REASON


def _by_reason(found: list[tuple[Any, ...]]) -> dict[str, list[str]]:
    reasons: dict[str, list[str]] = {}
    for entry in found:
        if _reason(entry) not in (USED, NO_REASON):
            reasons.setdefault(_reason(entry), []).append(str(entry[0]))
    return reasons


def _indexes(made: Stage) -> list[tuple[Any, ...]]:
    with (
        closing(psycopg2.connect(made.addresses.owner)) as connection,
        connection.cursor() as cursor,
    ):
        cursor.execute(UNUSED)
        return cursor.fetchall()


SCENARIO = Scenario("indexes", "Indexes", measure)
