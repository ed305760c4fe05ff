"""Demand by day is added up again where it changed, and nowhere else."""

from datetime import date

from etl.tests.conftest import Warehouse, WriteFolder

JANUARY = """\
date,sku,site_code,quantity,unit_price
2026-01-05,A,S,1,2
2026-01-05,B,S,2,3
2026-01-06,B,S,4,3
"""
DAYS = "SELECT date, family, units, value FROM analytics.demand_daily ORDER BY date, family"
STALE = "SELECT date FROM analytics.stale_demand_days ORDER BY date"
AS_IT_IS = """
    SELECT demand.date, demand.site_id, coalesce(item.family, ''), count(*), sum(demand.quantity)
    FROM core.fact_demand_daily AS demand
    INNER JOIN core.dim_item AS item ON demand.item_id = item.id
    GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""
AS_KEPT = "SELECT date, site_id, family, lines, units FROM analytics.demand_daily ORDER BY 1, 2, 3"
ADD_A_DAY = """
    INSERT INTO core.fact_demand_daily (item_id, site_id, date, period, quantity, source)
    SELECT item_id, site_id, '2026-01-09', 'D', 7, 'FILE' FROM core.fact_demand_daily
    WHERE date = '2026-01-08'
"""


def refresh(warehouse: Warehouse) -> None:
    with warehouse.engine.begin() as connection:
        connection.exec_driver_sql("SELECT analytics.refresh_views()")


def change(warehouse: Warehouse, statement: str) -> None:
    with warehouse.engine.begin() as connection:
        connection.exec_driver_sql(statement)


def test_a_load_makes_its_days_stale_and_a_refresh_adds_them_up(
    warehouse: Warehouse, folder: WriteFolder
) -> None:
    warehouse.load(folder(demand=JANUARY))
    assert warehouse.rows(STALE) == [(date(2026, 1, 5),), (date(2026, 1, 6),)]

    refresh(warehouse)

    assert warehouse.rows(STALE) == []
    assert warehouse.rows(DAYS) == [
        (date(2026, 1, 5), "", 3.0, 8.0),
        (date(2026, 1, 6), "", 4.0, 12.0),
    ]


def test_only_the_days_that_changed_are_touched(warehouse: Warehouse, folder: WriteFolder) -> None:
    warehouse.load(folder(demand=JANUARY))
    refresh(warehouse)
    where = "SELECT date, ctid::text FROM analytics.demand_daily ORDER BY date"
    before = dict(warehouse.rows(where))

    warehouse.load(folder(demand=JANUARY.replace("06,B,S,4", "06,B,S,5")))
    assert warehouse.rows(STALE) == [(date(2026, 1, 6),)]
    refresh(warehouse)

    after = dict(warehouse.rows(where))
    assert after[date(2026, 1, 5)] == before[date(2026, 1, 5)]
    assert after[date(2026, 1, 6)] != before[date(2026, 1, 6)]
    assert warehouse.rows(AS_KEPT) == warehouse.rows(AS_IT_IS)


def test_inserted_moved_and_deleted_rows_are_noticed(
    warehouse: Warehouse, folder: WriteFolder
) -> None:
    warehouse.load(folder(demand=JANUARY))
    refresh(warehouse)

    for statement in (
        "UPDATE core.fact_demand_daily SET date = '2026-01-08' WHERE date = '2026-01-06'",
        ADD_A_DAY,
        "DELETE FROM core.fact_demand_daily WHERE date = '2026-01-05' AND quantity = 2",
    ):
        change(warehouse, statement)
        refresh(warehouse)
        assert warehouse.rows(AS_KEPT) == warehouse.rows(AS_IT_IS), statement


def test_an_item_that_changes_is_added_up_anew(warehouse: Warehouse, folder: WriteFolder) -> None:
    warehouse.load(folder(demand=JANUARY))
    refresh(warehouse)

    change(warehouse, "UPDATE core.dim_item SET family = 'Ropes' WHERE sku = 'A'")
    refresh(warehouse)

    assert warehouse.rows(DAYS) == [
        (date(2026, 1, 5), "", 2.0, 6.0),
        (date(2026, 1, 5), "Ropes", 1.0, 2.0),
        (date(2026, 1, 6), "", 4.0, 12.0),
    ]
    classes = "SELECT class_a_value FROM analytics.demand_daily ORDER BY date, family"
    change(
        warehouse,
        "INSERT INTO analytics.item_classes (item_id, abc_class, abc_basis)"
        " SELECT id, 'A', 'VALUE' FROM core.dim_item WHERE sku = 'B'",
    )
    refresh(warehouse)
    assert warehouse.rows(classes) == [(6.0,), (None,), (12.0,)]
