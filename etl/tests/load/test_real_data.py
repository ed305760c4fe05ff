"""The three real data sets, whole: the counts were checked by hand against the files."""

from collections.abc import Callable
from pathlib import Path

import pytest

from etl.tests.conftest import Warehouse

pytestmark = [pytest.mark.real_data, pytest.mark.slow]

DataSet = Callable[[str], Path]
REASONS = """
    SELECT reject.reason_code, count(*)
    FROM support.import_rejects AS reject GROUP BY 1 ORDER BY 1
"""


def counts(warehouse: Warehouse, target: str) -> tuple[int, ...]:
    return warehouse.rows(
        "SELECT rows_read, rows_kept, rows_rejected FROM support.import_files"
        " WHERE target = :target",
        target=target,
    )[0]


def test_online_retail(warehouse: Warehouse, data_set: DataSet) -> None:
    warehouse.load(data_set("online_retail"))

    assert counts(warehouse, "demand") == (541_909, 536_462, 5_447)
    assert warehouse.rows(REASONS) == [("NOT_GOODS", 2_950), ("PRICE_NOT_POSITIVE", 2_497)]
    lantern = "SELECT name FROM core.dim_item WHERE sku = '85123A'"
    assert warehouse.value(lantern) == "WHITE HANGING HEART T-LIGHT HOLDER"
    # 80,995 paper birds were sold and cancelled again twelve minutes later.
    birds = """
        SELECT quantity, returned_quantity, demand.unit_price
        FROM core.fact_demand_daily AS demand JOIN core.dim_item ON dim_item.id = item_id
        WHERE sku = '23843' AND date = '2011-12-09'
    """
    assert warehouse.rows(birds) == [(80_995, 80_995, 2.08)]
    assert warehouse.rows("SELECT code, name FROM core.dim_site") == [("MAIN", "UK warehouse")]
    assert warehouse.load(data_set("online_retail"), is_forced=True).rows_changed == 0


def test_pasta_daily(warehouse: Warehouse, data_set: DataSet) -> None:
    loaded = warehouse.load(data_set("pasta_daily"))

    assert counts(warehouse, "demand") == (212_164, 212_164, 0)
    assert warehouse.value("SELECT count(*) FROM core.dim_item") == 118
    assert warehouse.value("SELECT count(DISTINCT date) FROM core.fact_demand_daily") == 1_798
    assert any(note.startswith("27 days") for note in loaded.notes)
    on_promotion = "SELECT count(*) FROM core.fact_demand_daily WHERE on_promotion"
    assert warehouse.value(on_promotion) > 0
    assert warehouse.rows("SELECT demand_period, country FROM support.organisation") == [
        ("D", "IT")
    ]
    ferragosto = "SELECT is_holiday FROM core.dim_calendar WHERE full_date = '2018-08-15'"
    assert warehouse.value(ferragosto)
    assert warehouse.load(data_set("pasta_daily"), is_forced=True).rows_changed == 0


def test_scms_deliveries(warehouse: Warehouse, data_set: DataSet) -> None:
    warehouse.load(data_set("scms_deliveries"))

    assert counts(warehouse, "orders") == (10_324, 10_324, 0)
    assert warehouse.value("SELECT count(*) FROM core.fact_demand_daily") == 0
    assert warehouse.value("SELECT count(*) FROM core.dim_supplier") == 73
    assert warehouse.value("SELECT count(*) FROM core.dim_site WHERE type = 'CUSTOMER'") == 43
    late = """
        SELECT round(100.0 * avg((received_on > expected_on)::int), 1)::float,
            round(avg(received_on - expected_on) FILTER (WHERE received_on > expected_on))::int
        FROM core.fact_orders
    """
    assert warehouse.rows(late) == [(11.5, 21)]
    # Text such as "Date Not Captured" and 5 orders sent after their own delivery.
    unknown = "SELECT count(*) FROM core.fact_orders WHERE ordered_on IS NULL"
    assert warehouse.value(unknown) == 5_404 + 328 + 5
    assert warehouse.load(data_set("scms_deliveries"), is_forced=True).rows_changed == 0
