import pytest

from etl.sources.errors import LoadRefused
from etl.tests.conftest import Warehouse, WriteFolder

DEMAND = """date,sku,site_code,quantity,unit_price
2026-01-01,A,S1,5,2.5
2026-01-02,A,S1,0,
2026-01-03,B,S1,3,1
"""
ITEMS = "sku,name,unit_cost\nA,Bolt,1.25\nB,Nut,\n"
ORDERS = """order_number,supplier_code,sku,site_code,quantity,ordered_on,expected_on,received_on
P1,V1,A,S1,10,2026-01-01,2026-01-05,2026-01-07
P2,V1,A,S2,4,2026-01-02,2026-01-09,
"""
FACTS = """
    SELECT item.sku, site.code, demand.date::text, demand.quantity, demand.source, demand.period
    FROM core.fact_demand_daily AS demand
    JOIN core.dim_item AS item ON item.id = demand.item_id
    JOIN core.dim_site AS site ON site.id = demand.site_id
    ORDER BY 1, 2, 3
"""


def test_a_folder_is_loaded(warehouse: Warehouse, folder: WriteFolder) -> None:
    warehouse.load(folder(demand=DEMAND, items=ITEMS, orders=ORDERS))

    assert warehouse.rows(FACTS) == [
        ("A", "S1", "2026-01-01", 5, "FILE", "D"),
        ("A", "S1", "2026-01-02", 0, "FILE", "D"),
        ("B", "S1", "2026-01-03", 3, "FILE", "D"),
    ]
    assert warehouse.rows("SELECT sku, name, unit_cost::text FROM core.dim_item ORDER BY 1") == [
        ("A", "Bolt", "1.2500"),
        ("B", "Nut", None),
    ]
    statuses = (
        "SELECT order_number, status, received_quantity::text FROM core.fact_orders ORDER BY 1"
    )
    assert warehouse.rows(statuses) == [("P1", "RECEIVED", "10.0000"), ("P2", "PLACED", "0.0000")]
    assert warehouse.rows("SELECT code, name FROM core.dim_supplier") == [("V1", "V1")]


def test_the_same_folder_again_is_skipped(warehouse: Warehouse, folder: WriteFolder) -> None:
    path = folder(demand=DEMAND)
    warehouse.load(path)

    assert warehouse.load(path).is_unchanged
    assert warehouse.value("SELECT count(*) FROM support.imports") == 1


def test_the_same_folder_loaded_again_changes_nothing(
    warehouse: Warehouse, folder: WriteFolder
) -> None:
    path = folder(demand=DEMAND, items=ITEMS, orders=ORDERS)
    warehouse.load(path)
    before = warehouse.rows("SELECT id, version, updated_at FROM core.dim_item ORDER BY id")

    again = warehouse.load(path, is_forced=True)

    assert again.rows_changed == 0
    assert warehouse.rows("SELECT id, version, updated_at FROM core.dim_item ORDER BY id") == before


def test_a_correction_changes_only_what_differs(warehouse: Warehouse, folder: WriteFolder) -> None:
    warehouse.load(folder(demand=DEMAND))

    changed = warehouse.load(folder(demand=DEMAND.replace("B,S1,3", "B,S1,4")))

    assert changed.rows_changed == 1
    assert warehouse.rows(FACTS)[2][3] == 4


def test_an_empty_field_leaves_what_is_known(warehouse: Warehouse, folder: WriteFolder) -> None:
    warehouse.load(folder(demand=DEMAND, items=ITEMS))

    warehouse.load(folder(items="sku,name,family\nA,,Fasteners\n"))

    assert warehouse.rows("SELECT name, family FROM core.dim_item WHERE sku = 'A'") == [
        ("Bolt", "Fasteners")
    ]


def test_every_row_is_accounted_for(warehouse: Warehouse, folder: WriteFolder) -> None:
    loaded = warehouse.load(folder(demand=DEMAND + "tomorrow,A,S1,1,\n,,,,\n"))

    assert warehouse.rows(
        "SELECT rows_read, rows_kept, rows_rejected, rows_changed FROM support.import_files"
    ) == [(5, 3, 2, 3)]
    assert warehouse.rows(
        "SELECT row_number, column_name, reason_code, raw FROM support.import_rejects ORDER BY 1"
    ) == [(5, "date", "NOT_A_DATE", "tomorrow,A,S1,1,"), (6, None, "EMPTY_ROW", ",,,,")]
    assert warehouse.rows("SELECT id, status, kind FROM support.imports") == [
        (loaded.import_id, "SUCCEEDED", "FOLDER")
    ]


def test_a_dry_run_reports_and_writes_no_facts(warehouse: Warehouse, folder: WriteFolder) -> None:
    path = folder(demand=DEMAND + "tomorrow,A,S1,1,\n")

    warehouse.load(path, is_dry_run=True)

    assert warehouse.value("SELECT count(*) FROM core.dim_item") == 0
    assert warehouse.value("SELECT count(*) FROM core.fact_demand_daily") == 0
    assert warehouse.value("SELECT count(*) FROM support.import_rejects") == 1
    assert warehouse.value("SELECT is_dry_run FROM support.imports")
    assert not warehouse.load(path).is_unchanged


def test_strict_refuses_what_no_file_describes(warehouse: Warehouse, folder: WriteFolder) -> None:
    warehouse.load(
        folder(
            demand=DEMAND,
            items="sku\nA\n",
            sites="code\nS1\n",
            mapping_yaml="strict: true",
        )
    )

    assert warehouse.rows("SELECT reason_code, row_number FROM support.import_rejects") == [
        ("UNKNOWN_ITEM", 4)
    ]
    assert warehouse.rows("SELECT sku FROM core.dim_item") == [("A",)]


def test_two_files_may_not_contradict_each_other(warehouse: Warehouse, folder: WriteFolder) -> None:
    second = "date,sku,site_code,quantity,unit_price\n2026-01-01,A,S1,9,\n2026-01-03,B,S1,3,1\n"

    warehouse.load(folder(demand=DEMAND, demand_2=second))

    assert warehouse.rows("SELECT reason_code, row_number FROM support.import_rejects") == [
        ("DUPLICATE_KEY", 2)
    ]
    assert warehouse.rows(FACTS)[0][3] == 5


def test_days_spread_over_files_are_added_up(warehouse: Warehouse, folder: WriteFolder) -> None:
    mapping = """
files:
  - file: "lines*"
    target: demand
    columns: {date: day, sku: sku, quantity: units}
    aggregate: day
"""
    first = "day,sku,units\n2026-01-01,A,1\n2026-01-02,A,2\n"
    second = "day,sku,units\n2026-01-02,A,3\n"

    warehouse.load(folder(lines_1=first, lines_2=second, mapping_yaml=mapping))

    assert [row[2:4] for row in warehouse.rows(FACTS)] == [("2026-01-01", 1), ("2026-01-02", 5)]
    assert warehouse.rows("SELECT file_name, rows_read FROM support.import_files ORDER BY 1") == [
        ("lines_1.csv", 2),
        ("lines_2.csv", 1),
    ]


@pytest.mark.parametrize(
    ("dates", "period", "first"),
    [
        (("2026-01-04", "2026-01-11", "2026-01-18"), "W", "2025-12-29"),
        (("2026-01-31", "2026-02-28", "2026-03-31"), "M", "2026-01-01"),
        (("2026-01-01", "2026-01-02", "2026-01-04"), "D", "2026-01-01"),
    ],
)
def test_the_period_is_detected_and_demand_dated_by_its_start(
    warehouse: Warehouse, folder: WriteFolder, dates: tuple[str, ...], period: str, first: str
) -> None:
    lines = "".join(f"{day},A,1\n" for day in dates)

    warehouse.load(folder(demand=f"date,sku,quantity\n{lines}"))

    assert warehouse.value("SELECT demand_period FROM support.organisation") == period
    assert warehouse.rows(FACTS)[0] == ("A", "MAIN", first, 1, "FILE", period)


def test_another_period_is_refused_and_told(warehouse: Warehouse, folder: WriteFolder) -> None:
    warehouse.load(folder(demand=DEMAND))
    weekly = "date,sku,quantity\n2026-01-05,A,1\n2026-01-12,A,1\n2026-01-19,A,1\n"

    with pytest.raises(LoadRefused, match="weekly, and the database holds daily"):
        warehouse.load(folder(demand=weekly))

    assert warehouse.rows("SELECT status FROM support.imports ORDER BY id") == [
        ("SUCCEEDED",),
        ("FAILED",),
    ]


def test_a_stated_period_adds_up_days(warehouse: Warehouse, folder: WriteFolder) -> None:
    warehouse.load(folder(demand=DEMAND, mapping_yaml="organisation: {demand_period: W}"))

    assert warehouse.rows(FACTS) == [
        ("A", "S1", "2025-12-29", 5, "FILE", "W"),
        ("B", "S1", "2025-12-29", 3, "FILE", "W"),
    ]


def test_a_folder_without_facts_is_refused(warehouse: Warehouse, folder: WriteFolder) -> None:
    with pytest.raises(LoadRefused, match="neither demand, nor stock, nor orders"):
        warehouse.load(folder(items=ITEMS))


def test_a_header_without_rows_is_told(warehouse: Warehouse, folder: WriteFolder) -> None:
    loaded = warehouse.load(folder(demand="date,sku,quantity\n", orders=ORDERS))

    assert "demand.csv has a header but no rows." in loaded.notes
    assert warehouse.value("SELECT demand_period FROM support.organisation") is None


def test_reliability_may_be_a_percentage(warehouse: Warehouse, folder: WriteFolder) -> None:
    warehouse.load(folder(orders=ORDERS, suppliers="code,reliability\nV1,93\nV2,1\n"))

    shares = "SELECT code, reliability FROM core.dim_supplier ORDER BY 1"
    assert warehouse.rows(shares) == [("V1", 0.93), ("V2", 0.01)]


def test_the_preferred_supplier_is_replaced(warehouse: Warehouse, folder: WriteFolder) -> None:
    offers = "supplier_code,sku,is_preferred\nV1,A,true\nV2,A,false\n"
    warehouse.load(folder(demand=DEMAND, supplier_items=offers))

    turned = offers.replace("V1,A,true", "V1,A,false").replace("V2,A,false", "V2,A,true")
    warehouse.load(folder(demand=DEMAND, supplier_items=turned))

    assert warehouse.rows(
        "SELECT code FROM core.supplier_item AS offer"
        " JOIN core.dim_supplier AS supplier ON supplier.id = offer.supplier_id"
        " WHERE offer.is_preferred"
    ) == [("V2",)]


def test_deliveries_become_demand_only_when_a_mapping_says_so(
    warehouse: Warehouse, folder: WriteFolder
) -> None:
    warehouse.load(folder(orders=ORDERS))
    assert warehouse.rows(FACTS) == []

    warehouse.load(folder(orders=ORDERS, mapping_yaml="organisation: {demand_source: DELIVERIES}"))

    assert warehouse.rows(FACTS) == [("A", "S1", "2026-01-07", 10, "DELIVERIES", "D")]
    assert warehouse.value("SELECT demand_source FROM support.organisation") == "DELIVERIES"


def test_the_calendar_knows_the_country_and_the_file_knows_better(
    warehouse: Warehouse, folder: WriteFolder
) -> None:
    calendar = "date,is_holiday,holiday_name\n2026-01-01,false,\n2026-01-02,,Inventory\n"
    warehouse.load(
        folder(demand=DEMAND, calendar=calendar, mapping_yaml="organisation: {country: IT}")
    )

    named = "SELECT full_date::text, holiday_name FROM core.dim_calendar WHERE is_holiday"
    holidays = dict(warehouse.rows(f"{named} AND full_date < '2026-02-01'"))
    assert holidays == {"2026-01-02": "Inventory", "2026-01-06": "Epifania"}
    assert warehouse.value("SELECT max(full_date)::text FROM core.dim_calendar") >= "2027-01-03"
    assert (
        warehouse.value("SELECT weekday FROM core.dim_calendar WHERE full_date = '2026-01-05'") == 0
    )


PROMOTIONS = """sku,site_code,starts_on,ends_on,unit_price,discount,is_cancelled
A,,2026-02-01,2026-02-07,,20,
A,S1,2026-02-01,2026-02-03,1.99,,
B,S1,2026-02-10,2026-02-12,,,
"""
PLANNED = """
    SELECT item.sku, site.code, starts_on::text, ends_on::text, promotion.unit_price, discount,
        is_cancelled
    FROM core.promotion
    JOIN core.dim_item AS item ON item.id = promotion.item_id
    LEFT JOIN core.dim_site AS site ON site.id = promotion.site_id
    ORDER BY 1, 2 NULLS FIRST
"""


def test_promotions_are_loaded_for_one_site_or_all(
    warehouse: Warehouse, folder: WriteFolder
) -> None:
    warehouse.load(folder(demand=DEMAND, promotions=PROMOTIONS))

    assert warehouse.rows(PLANNED) == [
        ("A", None, "2026-02-01", "2026-02-07", None, 0.2, False),
        ("A", "S1", "2026-02-01", "2026-02-03", 1.99, None, False),
        ("B", "S1", "2026-02-10", "2026-02-12", None, None, False),
    ]


def test_a_later_plan_of_promotions_corrects_the_earlier(
    warehouse: Warehouse, folder: WriteFolder
) -> None:
    warehouse.load(folder(demand=DEMAND, promotions=PROMOTIONS))

    moved = "sku,starts_on,ends_on,discount,is_cancelled\nA,2026-02-01,2026-02-09,0.5,true\n"
    warehouse.load(folder(promotions=moved))

    assert warehouse.rows(PLANNED)[0] == ("A", None, "2026-02-01", "2026-02-09", None, 0.5, True)
    assert len(warehouse.rows(PLANNED)) == 3
    again = warehouse.load(folder(promotions=moved), is_forced=True)
    assert again.rows_changed == 0
