from etl.tests.conftest import Warehouse, WriteFolder

SNAPSHOTS = """date,sku,site_code,on_hand
2026-01-01,A,S1,10
2026-01-03,A,S1,6
2026-01-05,A,S1,6
"""
MOVEMENTS = """occurred_at,sku,site_code,type,quantity
2026-01-01,A,S1,OPENING,100
2026-01-02T10:00:00,A,S1,ISSUE,-30
2026-01-02T10:00:00,A,S1,ISSUE,-30
2026-01-04,A,S1,RECEIPT,50
2026-01-05,B,S1,OPENING,5
"""
STOCK = """
    SELECT item.sku, daily.date::text, daily.on_hand, daily.received, daily.issued
    FROM core.fact_inventory_daily AS daily
    JOIN core.dim_item AS item ON item.id = daily.item_id
    ORDER BY 1, 2
"""
LEDGER = """
    SELECT (occurred_at AT TIME ZONE 'UTC')::date::text, type, quantity::float
    FROM core.stock_movement ORDER BY occurred_at, id
"""
DEMAND_FROM_ISSUES = """
    SELECT date::text, quantity, source FROM core.fact_demand_daily ORDER BY 1
"""


def on_hand(warehouse: Warehouse, sku: str = "A") -> dict[str, float]:
    return {row[1]: row[2] for row in warehouse.rows(STOCK) if row[0] == sku}


def test_movements_make_a_day_for_every_day(warehouse: Warehouse, folder: WriteFolder) -> None:
    warehouse.load(folder(stock_movements=MOVEMENTS))

    assert warehouse.rows(STOCK) == [
        ("A", "2026-01-01", 100, 0, 0),
        ("A", "2026-01-02", 40, 0, 60),
        ("A", "2026-01-03", 40, 0, 0),
        ("A", "2026-01-04", 90, 50, 0),
        ("A", "2026-01-05", 90, 0, 0),
        ("B", "2026-01-05", 5, 0, 0),
    ]


def test_equal_lines_of_one_file_both_post_and_of_two_exports_once(
    warehouse: Warehouse, folder: WriteFolder
) -> None:
    warehouse.load(folder(stock_movements=MOVEMENTS))

    again = warehouse.load(folder(stock_movements=MOVEMENTS + "2026-01-06,B,S1,ISSUE,-1\n"))

    assert warehouse.value("SELECT count(*) FROM core.stock_movement") == 6
    assert again.rows_changed == 2  # the movement, and the demand read off it
    assert on_hand(warehouse)["2026-01-06"] == 90
    assert on_hand(warehouse, "B")["2026-01-06"] == 4


def test_snapshots_post_their_difference(warehouse: Warehouse, folder: WriteFolder) -> None:
    warehouse.load(folder(stock_snapshots=SNAPSHOTS))

    assert warehouse.rows(LEDGER) == [
        ("2026-01-01", "COUNT", 10),
        ("2026-01-03", "COUNT", -4),
        ("2026-01-05", "COUNT", 0),
    ]
    assert on_hand(warehouse) == {
        "2026-01-01": 10,
        "2026-01-02": 10,
        "2026-01-03": 6,
        "2026-01-04": 6,
        "2026-01-05": 6,
    }


def test_snapshots_again_post_nothing(warehouse: Warehouse, folder: WriteFolder) -> None:
    path = folder(stock_snapshots=SNAPSHOTS)
    warehouse.load(path)

    assert warehouse.load(path, is_forced=True).rows_changed == 0


def test_a_snapshot_that_comes_late_leaves_later_counts_true(
    warehouse: Warehouse, folder: WriteFolder
) -> None:
    warehouse.load(folder(stock_snapshots=SNAPSHOTS))

    warehouse.load(folder(stock_snapshots="date,sku,site_code,on_hand\n2026-01-02,A,S1,2\n"))

    assert list(on_hand(warehouse).values()) == [10, 2, 6, 6, 6]


def test_a_movement_that_comes_late_leaves_later_counts_true(
    warehouse: Warehouse, folder: WriteFolder
) -> None:
    warehouse.load(folder(stock_snapshots=SNAPSHOTS))
    late = "occurred_at,sku,site_code,type,quantity\n2026-01-02,A,S1,RECEIPT,7\n"

    warehouse.load(folder(stock_movements=late))

    assert list(on_hand(warehouse).values()) == [10, 17, 6, 6, 6]


def test_a_corrected_snapshot_replaces_the_count(warehouse: Warehouse, folder: WriteFolder) -> None:
    warehouse.load(folder(stock_snapshots=SNAPSHOTS))

    warehouse.load(folder(stock_snapshots=SNAPSHOTS.replace("03,A,S1,6", "03,A,S1,8")))

    assert list(on_hand(warehouse).values()) == [10, 10, 8, 8, 6]


def test_lots_are_counted_apart(warehouse: Warehouse, folder: WriteFolder) -> None:
    lots = """date,sku,site_code,on_hand,lot_number,expires_on
2026-01-01,A,S1,3,L1,2026-06-01
2026-01-01,A,S1,4,L2,2026-07-01
2026-01-02,A,S1,1,L1,2026-06-01
"""
    warehouse.load(folder(stock_snapshots=lots))

    assert on_hand(warehouse) == {"2026-01-01": 7, "2026-01-02": 5}
    assert warehouse.rows("SELECT lot_number, expires_on::text FROM core.lot ORDER BY 1") == [
        ("L1", "2026-06-01"),
        ("L2", "2026-07-01"),
    ]


def test_negative_stock_is_recorded_and_told(warehouse: Warehouse, folder: WriteFolder) -> None:
    loaded = warehouse.load(
        folder(
            stock_movements="occurred_at,sku,site_code,type,quantity\n2026-01-02,A,S1,ISSUE,-3\n"
        )
    )

    assert on_hand(warehouse) == {"2026-01-02": -3}
    assert any("1 item-sites have a day with negative stock" in note for note in loaded.notes)


def test_days_are_those_of_the_site(warehouse: Warehouse, folder: WriteFolder) -> None:
    sites = "code,time_zone\nS1,America/Sao_Paulo\n"
    movements = """occurred_at,sku,site_code,type,quantity
2026-01-02T01:00:00Z,A,S1,OPENING,5
2026-01-02T23:30:00,A,S1,RECEIPT,1
"""
    warehouse.load(folder(sites=sites, stock_movements=movements))

    assert on_hand(warehouse) == {"2026-01-01": 5, "2026-01-02": 6}


def test_issues_are_demand_where_no_file_covers_them(
    warehouse: Warehouse, folder: WriteFolder
) -> None:
    warehouse.load(folder(stock_movements=MOVEMENTS))
    assert warehouse.rows(DEMAND_FROM_ISSUES) == [("2026-01-02", 60, "ISSUES")]
    assert warehouse.value("SELECT demand_source FROM support.organisation") == "ISSUES"

    demand = "date,sku,site_code,quantity\n2026-01-01,A,S1,1\n2026-01-03,A,S1,2\n"
    warehouse.load(folder(demand=demand, stock_movements=MOVEMENTS))

    assert warehouse.rows(DEMAND_FROM_ISSUES) == [
        ("2026-01-01", 1, "FILE"),
        ("2026-01-03", 2, "FILE"),
    ]
    assert warehouse.value("SELECT demand_source FROM support.organisation") == "FILE"
