"""Demand of a month that the database does not have yet: copied first, indexed and checked after.

Row by row, two foreign keys and two indexes cost several times what the rows do; on a table that
is attached as a partition when it is full, each is one pass.
"""

from datetime import date

import polars as pl
from psycopg2.extensions import cursor as Cursor  # noqa: N812

from etl.load.sql import copy_in, execute_on, stage

KNOWN = {
    "sku": "SELECT sku, id FROM core.dim_item",
    "site_code": "SELECT code, id FROM core.dim_site",
}
NAMED = {"sku": "named_items", "site_code": "named_sites"}
COLUMNS = (
    "item_id", "site_id", "date", "period", "quantity", "unfilled_quantity", "returned_quantity",
    "unit_price", "on_promotion", "source", "import_id",
)  # fmt: skip


def copy_month(cursor: Cursor, rows: pl.DataFrame, period: str, import_id: int) -> int | None:
    """Copy rows of one month into a partition of their own; None where the month is there."""
    month = rows["date"].min()
    assert isinstance(month, date)
    cursor.execute("SELECT core.open_demand_month(%s)", (month,))
    (partition,) = cursor.fetchone() or (None,)
    if partition is None:
        return None
    keyed = rows.join(_ids(cursor, "sku", "item_id", rows), on="sku")
    keyed = keyed.join(_ids(cursor, "site_code", "site_id", rows), on="site_code")
    written = keyed.with_columns(
        pl.lit(period).alias("period"),
        pl.col("returned_quantity").fill_null(0.0),
        pl.lit("FILE").alias("source"),
        pl.lit(import_id).alias("import_id"),
    )
    # Frozen rows need no vacuum later; nobody sees the table before this transaction ends.
    command = f"COPY {partition} ({', '.join(COLUMNS)}) FROM STDIN (FORMAT csv, FREEZE)"
    copy_in(cursor, command, written.select(COLUMNS).sort("date", "item_id", "site_id"))
    cursor.execute("SELECT core.close_demand_month(%s)", (month,))
    return written.height


def _ids(cursor: Cursor, code: str, key: str, rows: pl.DataFrame) -> pl.DataFrame:
    """Return the key of each code; those that only demand names are added first."""
    known = _known(cursor, code, key)
    missing = rows.select(code).unique().join(known, on=code, how="anti")
    if missing.is_empty():
        return known
    stage(cursor, "incoming_names", missing, {code: "text"})
    execute_on(cursor, NAMED[code], "incoming_names")
    return _known(cursor, code, key)


def _known(cursor: Cursor, code: str, key: str) -> pl.DataFrame:
    cursor.execute(KNOWN[code])
    return pl.DataFrame(cursor.fetchall(), schema={code: pl.String, key: pl.Int64}, orient="row")
