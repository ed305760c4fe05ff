"""How the rows of each target get into the database."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import polars as pl
from psycopg2.extensions import cursor as Cursor  # noqa: N812

from etl.clean.parts import Part
from etl.clean.period import Period
from etl.load.calendar import write_days
from etl.load.demand import copy_month
from etl.load.sql import count, execute, execute_on, stage
from etl.load.stock import load_movements, load_snapshots
from etl.sources.targets import Kind, Target, TargetName

ROW_NUMBER = "row_number"
EXACT = "numeric(18, 4)"
DOUBLE = "double precision"
# What four digits after the point are too few for.
FINE = {"baseline_burn_rate": "numeric(18, 8)"}
# Analytics computes in doubles; documents and the ledger are exact.
IN_DOUBLES = (
    TargetName.DEMAND,
    TargetName.PROMOTIONS,
    TargetName.SITES,
    TargetName.SUPPLIERS,
)
TYPES = {
    Kind.TEXT: "text",
    Kind.CHOICE: "text",
    Kind.INTEGER: "bigint",
    Kind.DATE: "date",
    Kind.INSTANT: "timestamp",
    Kind.BOOLEAN: "boolean",
}
NAMES = {"sku": "named_items", "site_code": "named_sites", "supplier_code": "named_suppliers"}


@dataclass(frozen=True, slots=True)
class Loading:
    """What every target's loading needs to know."""

    import_id: int
    period: Period


def load_rows(cursor: Cursor, target: Target, rows: pl.DataFrame, loading: Loading) -> int:
    """Load the rows of one target and return how many rows of the database changed."""
    if rows.is_empty():
        return 0
    if target.name is TargetName.CALENDAR:
        return write_days(cursor, rows)
    table = f"incoming_{target.name}"
    stage(cursor, table, _prepared(target, rows), _types(target))
    for column, name in NAMES.items():
        if column in target.column_names and target.name is not TargetName.ITEMS:
            execute_on(cursor, name, table)
    return LOADERS[target.name](cursor, rows, loading)


def load_part(cursor: Cursor, part: Part, loading: Loading) -> int:
    """Load a part, month by month where it is too large to be held."""
    if part.months is None:
        return load_rows(cursor, part.target, part.rows, loading)
    changed = 0
    for rows in part.months.frames():
        copied = copy_month(cursor, rows, str(loading.period), loading.import_id)
        changed += load_rows(cursor, part.target, rows, loading) if copied is None else copied
    return changed


def _types(target: Target) -> dict[str, str]:
    number = DOUBLE if target.name in IN_DOUBLES else EXACT
    types: dict[str, str] = {}
    for column in target.columns:
        types[column.name] = number if column.kind is Kind.NUMBER else TYPES[column.kind]
        types[column.name] = FINE.get(column.name, types[column.name])
        if column.kind is Kind.INSTANT:
            types[f"{column.name}_is_utc"] = "boolean"
    if target.name is TargetName.STOCK_MOVEMENTS:
        types[ROW_NUMBER] = "bigint"
    return types


def _prepared(target: Target, rows: pl.DataFrame) -> pl.DataFrame:
    match target.name:
        case TargetName.SUPPLIERS:
            return rows.with_columns(_as_share(rows["reliability"]))
        case TargetName.PROMOTIONS:
            return rows.with_columns(_as_share(rows["discount"]))
        case TargetName.STOCK_MOVEMENTS:
            # Another system's count is a difference it computed, so here it is an adjustment; a
            # count of ours is a statement about the balance, and comes with a snapshot.
            kind = pl.col("type").replace({"COUNT": "ADJUSTMENT"})
            return rows.with_columns(kind).with_row_index(ROW_NUMBER)
        case _:
            return rows


def _as_share(column: pl.Series) -> pl.Series:
    """Take a column that has a value above 1 for percentages."""
    largest = column.max()
    return column / 100 if isinstance(largest, float) and largest > 1 else column


def _load_sites(cursor: Cursor, _rows: pl.DataFrame, _loading: Loading) -> int:
    execute(cursor, "regions")
    return count(cursor, "sites")


def _load_supplier_items(cursor: Cursor, _rows: pl.DataFrame, _loading: Loading) -> int:
    return execute(cursor, "preferred_suppliers") + count(cursor, "supplier_items")


def _load_demand(cursor: Cursor, rows: pl.DataFrame, loading: Loading) -> int:
    first, last = _span(rows, "date")
    cursor.execute("SELECT core.ensure_partitions(%s, %s, 'core.fact_demand_daily')", (first, last))
    values = {"period": str(loading.period), "import_id": loading.import_id}
    return count(cursor, "demand", values | {"first_day": first, "last_day": last})


def _load_movements(cursor: Cursor, rows: pl.DataFrame, loading: Loading) -> int:
    return load_movements(cursor, loading.import_id, _span(rows, "occurred_at"))


def _load_snapshots(cursor: Cursor, rows: pl.DataFrame, loading: Loading) -> int:
    return load_snapshots(cursor, loading.import_id, _span(rows, "date"))


def _load_promotions(cursor: Cursor, _rows: pl.DataFrame, loading: Loading) -> int:
    return count(cursor, "promotions", {"import_id": loading.import_id})


def _load_orders(cursor: Cursor, _rows: pl.DataFrame, loading: Loading) -> int:
    return count(cursor, "orders", {"import_id": loading.import_id})


def _simply(name: str) -> "Loader":
    return lambda cursor, _rows, _loading: count(cursor, name)


def _span(rows: pl.DataFrame, column: str) -> tuple[date, date]:
    days = rows[column].cast(pl.Date)
    first, last = days.min(), days.max()
    assert isinstance(first, date)
    assert isinstance(last, date)
    return first, last


Loader = Callable[[Cursor, pl.DataFrame, Loading], int]
LOADERS: dict[TargetName, Loader] = {
    TargetName.ITEMS: _simply("items"),
    TargetName.SITES: _load_sites,
    TargetName.SUPPLIERS: _simply("suppliers"),
    TargetName.SUPPLIER_ITEMS: _load_supplier_items,
    TargetName.PROMOTIONS: _load_promotions,
    TargetName.DEMAND: _load_demand,
    TargetName.STOCK_MOVEMENTS: _load_movements,
    TargetName.STOCK_SNAPSHOTS: _load_snapshots,
    TargetName.ORDERS: _load_orders,
}
