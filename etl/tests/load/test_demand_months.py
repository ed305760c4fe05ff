"""A month that is new is copied at once; one that is there is brought up to date."""

from datetime import date

from etl.tests.conftest import Warehouse, WriteFolder

HEADER = "date,sku,site_code,quantity,returned_quantity,unit_price"
JANUARY = f"{HEADER}\n2026-01-05,A,S,1,,2.5\n2026-01-06,B,S,2,1,\n"
BOTH = f"{JANUARY}2026-02-01,A,T,4,,\n"
ROWS = (
    "SELECT sku, code, date, quantity, returned_quantity, demand.unit_price, period, source"
    " FROM core.fact_demand_daily AS demand"
    " INNER JOIN core.dim_item ON demand.item_id = dim_item.id"
    " INNER JOIN core.dim_site ON demand.site_id = dim_site.id ORDER BY date, sku"
)
# Whether a partition has what its parent has, and who may write to it by itself.
INDEXES = "SELECT count(*) FROM pg_indexes WHERE schemaname = 'core' AND tablename = :name"
KEYS = (
    "SELECT count(*) FROM pg_constraint"
    " WHERE conrelid = CAST('core.' || :name AS regclass) AND contype = 'f'"
)
MAY_WRITE = "SELECT has_table_privilege(current_user, 'core.' || :name, 'INSERT')"


def test_a_new_month_holds_the_rows_with_their_keys_and_indexes(
    warehouse: Warehouse, folder: WriteFolder
) -> None:
    loaded = warehouse.load(folder(demand=BOTH))

    assert loaded.rows_changed == 3
    assert warehouse.rows(ROWS) == [
        ("A", "S", date(2026, 1, 5), 1.0, 0.0, 2.5, "D", "FILE"),
        ("B", "S", date(2026, 1, 6), 2.0, 1.0, None, "D", "FILE"),
        ("A", "T", date(2026, 2, 1), 4.0, 0.0, None, "D", "FILE"),
    ]
    made_apart = {"name": "fact_demand_daily_p202601"}
    with warehouse.engine.begin() as connection:
        connection.exec_driver_sql("SELECT core.ensure_partitions('2026-03-01', '2026-03-01')")
    made_empty = {"name": "fact_demand_daily_p202603"}
    for asked in (INDEXES, KEYS, MAY_WRITE):
        assert warehouse.value(asked, **made_apart) == warehouse.value(asked, **made_empty), asked
    assert warehouse.value(MAY_WRITE, **made_apart) is False


def test_a_month_that_is_there_takes_changes_and_new_rows_only(
    warehouse: Warehouse, folder: WriteFolder
) -> None:
    first = warehouse.load(folder(demand=JANUARY)).import_id
    more = JANUARY.replace("05,A,S,1", "05,A,S,9") + "2026-01-07,A,S,3,,\n"

    loaded = warehouse.load(folder(demand=more))

    assert loaded.rows_changed == 2
    imports = "SELECT date, quantity, import_id FROM core.fact_demand_daily ORDER BY date"
    assert warehouse.rows(imports) == [
        (date(2026, 1, 5), 9.0, loaded.import_id),
        (date(2026, 1, 6), 2.0, first),
        (date(2026, 1, 7), 3.0, loaded.import_id),
    ]
