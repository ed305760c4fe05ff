"""Stock: movements and counts go to the ledger, and daily stock is derived from it."""

from datetime import date, timedelta

import polars as pl
from psycopg2.extensions import cursor as Cursor  # noqa: N812

from etl.clean.ledger import BUCKET, LEDGER_SCHEMA, SNAPSHOT_SCHEMA, counts_to_post
from etl.load.sql import copy_out, execute, execute_on, stage
from etl.settings import COMMAND_LINE

COUNT_TYPES = {
    **dict.fromkeys(BUCKET, "bigint"),
    "at": "bigint",
    "quantity": "bigint",
    "earlier_counts": "bigint",
}
# Who asked for the load says how the sites reported; anybody else is a person.
SYNC_TYPES = {"scheduler": "SCHEDULED", COMMAND_LINE: "AUTO"}
NO_SNAPSHOTS = (
    "CREATE TEMP TABLE keyed_snapshots (item_id bigint, site_id bigint, lot_id bigint,"
    " counted_at timestamptz, on_hand numeric) ON COMMIT DROP"
)
NO_MOVEMENTS = (
    "CREATE TEMP TABLE new_movements (item_id bigint, site_id bigint, lot_id bigint,"
    " occurred_at timestamptz, quantity numeric) ON COMMIT DROP"
)


def load_movements(cursor: Cursor, import_id: int, span: tuple[date, date]) -> int:
    """Post the staged movements that are not in the ledger yet."""
    execute_on(cursor, "lots", "incoming_stock_movements")
    execute(cursor, "keyed_movements")
    execute(cursor, "new_movements")
    _tell(cursor, "SELECT item_id, site_id, occurred_at AS at FROM keyed_movements")
    cursor.execute(NO_SNAPSHOTS)
    return _post(cursor, import_id, span, movements=True)


def load_snapshots(cursor: Cursor, import_id: int, span: tuple[date, date]) -> int:
    """Post what the staged counts differ from the ledger by."""
    execute_on(cursor, "lots", "incoming_stock_snapshots")
    execute(cursor, "keyed_snapshots")
    _tell(cursor, "SELECT item_id, site_id, counted_at AS at FROM keyed_snapshots")
    cursor.execute(NO_MOVEMENTS)
    return _post(cursor, import_id, span, movements=False)


def report_sites(cursor: Cursor, *, requested_by: str, is_whole: bool) -> None:
    """Write down that each site in the staged file reported; a trigger moves its clock."""
    values = {
        "type": SYNC_TYPES.get(requested_by, "MANUAL"),
        "status": "SUCCESS" if is_whole else "PARTIAL",
        "actor": requested_by,
    }
    execute(cursor, "report_sites", values)


def _tell(cursor: Cursor, told: str) -> None:
    cursor.execute(f"CREATE TEMP TABLE told_stock ON COMMIT DROP AS {told}")


def _post(cursor: Cursor, import_id: int, span: tuple[date, date], *, movements: bool) -> int:
    ledger = copy_out(cursor, "counted_ledger", LEDGER_SCHEMA)
    snapshots = copy_out(cursor, "snapshots", SNAPSHOT_SCHEMA)
    counts = counts_to_post(ledger, snapshots)
    _ensure_partitions(cursor, counts, span)
    execute(cursor, "posted_movements")
    changed = 0
    if movements:
        changed += execute(cursor, "post_movements", {"import_id": import_id})
    if not counts.is_empty():
        stage(cursor, "incoming_counts", counts, COUNT_TYPES)
        changed += execute(cursor, "post_counts", {"import_id": import_id})
    if changed:
        derive(cursor)
    return changed


def derive(cursor: Cursor) -> None:
    """Derive daily stock again where ``posted_movements`` says that the ledger went on."""
    cursor.execute("ANALYZE posted_movements")
    execute(cursor, "stale_inventory")
    cursor.execute("SELECT min(first_day), max(last_day) FROM stale_inventory")
    first, last = cursor.fetchone() or (None, None)
    if first is not None:
        cursor.execute(
            "SELECT core.ensure_partitions(%s, %s, 'core.fact_inventory_daily')", (first, last)
        )
        cursor.execute("ANALYZE stale_inventory")
        execute(cursor, "derive_inventory")


def _ensure_partitions(cursor: Cursor, counts: pl.DataFrame, span: tuple[date, date]) -> None:
    """Make the months ready, a day more on either side for the time zones."""
    first, last = span
    if not counts.is_empty():
        days = counts["at"].cast(pl.Datetime("us")).dt.date()
        first, last = min(first, *days), max(last, *days)
    cursor.execute(
        "SELECT core.ensure_partitions(%s, %s, 'core.stock_movement')",
        (max(first - timedelta(days=1), date(1970, 1, 1)), last + timedelta(days=1)),
    )
