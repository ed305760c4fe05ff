"""What a database holds, told in natural keys, so that two of them can be compared.

Left out is what may differ between two databases that say the same: surrogate keys, clock
times, and which run or import wrote a row.
"""

import hashlib
from collections.abc import Mapping

from sqlalchemy import Connection, text

NATURAL_KEYS = {
    "item_id": "(SELECT sku FROM core.dim_item WHERE id = item_id)",
    "site_id": "(SELECT code FROM core.dim_site WHERE id = site_id)",
    "from_site_id": "(SELECT code FROM core.dim_site WHERE id = from_site_id)",
    "supplier_id": "(SELECT code FROM core.dim_supplier WHERE id = supplier_id)",
    "region_id": "(SELECT code FROM core.dim_region WHERE id = region_id)",
    "lot_id": "(SELECT lot_number FROM core.lot WHERE id = lot_id)",
    "order_id": (
        "(SELECT order_number || '/' || line_number FROM core.fact_orders WHERE id = order_id)"
    ),
}
# Hashes are of inputs that hold keys; versions count how often a row was written again.
LEFT_OUT = {"id", "run_id", "import_id", "seconds", "version", "fingerprint", "explanation_hash"}
TABLES = """
SELECT
    format('%I.%I', nspname, relname) AS name,
    array_agg(attname::text ORDER BY attname) AS columns,
    array_agg(format_type(atttypid, NULL) ORDER BY attname) AS types
FROM pg_class
INNER JOIN pg_namespace ON pg_class.relnamespace = pg_namespace.oid
INNER JOIN pg_attribute ON pg_attribute.attrelid = pg_class.oid
WHERE
    nspname IN ('core', 'analytics')
    AND relkind IN ('r', 'p', 'm')
    AND NOT relispartition
    AND attnum > 0
    AND NOT attisdropped
GROUP BY nspname, relname
"""


def fingerprints(connection: Connection) -> Mapping[str, tuple[int, str]]:
    """Return how many rows each table of core and analytics holds, and a hash of them."""
    tables = connection.execute(text(TABLES)).all()
    return {
        name: _fingerprint(connection, name, dict(zip(columns, types, strict=True)))
        for name, columns, types in tables
    }


def _fingerprint(connection: Connection, table: str, columns: Mapping[str, str]) -> tuple[int, str]:
    told = ", ".join(
        _told(column, kind)
        for column, kind in columns.items()
        if column not in LEFT_OUT and (column == "occurred_at" or "time zone" not in kind)
    )
    rows = sorted(
        row for (row,) in connection.execute(text(f"SELECT ROW({told})::text FROM {table} AS told"))
    )
    return len(rows), hashlib.sha256("\n".join(rows).encode()).hexdigest()


def _told(column: str, kind: str) -> str:
    if kind == "jsonb":
        # Keys that stand inside a document, such as {"order_id": 17}.
        return f"regexp_replace(told.{column}::text, '_id\": \\d+', '_id\": 0', 'g')"
    return NATURAL_KEYS.get(column, column).replace(f"= {column}", f"= told.{column}")
