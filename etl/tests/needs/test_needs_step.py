"""The step 'needs': from a folder of movements to burn rates and stock status."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import text

from etl.needs.step import run
from etl.tests.conftest import Warehouse, WriteFolder

MOVEMENTS = """occurred_at,sku,site_code,type,quantity
2026-01-01T00:00:00Z,A,S1,OPENING,1000
2026-01-01T00:00:00Z,A,S2,OPENING,100
2026-03-01T07:00:00Z,A,S1,ISSUE,-300
2026-03-01T11:00:00Z,A,S1,ISSUE,-300
2026-03-01T12:00:00Z,B,S1,OPENING,5
2026-02-20T12:00:00Z,A,S2,ISSUE,-10
"""
SURGE = """
    WITH event AS (
        INSERT INTO ops.event (code, name, started_at, current_phase, phase_reason)
        VALUES ('FLOOD', 'Flood', '2026-01-01', 'SURGE', 'Water rises')
        RETURNING id
    )
    INSERT INTO ops.event_phase_config (
        event_id, phase, demand_window_hours, planning_window_hours, safety_factor,
        safety_buffer_pct, freshness_threshold_hours, stale_threshold_hours
    )
    SELECT id, 'SURGE', 6, 24, 1.25, 50, 2, 4 FROM event
"""
STATUS = """
    SELECT event_id > 0, site.code, severity, burn_rate_source, freshness,
        round(time_to_stockout_hours, 2)::float
    FROM analytics.stock_status
    INNER JOIN core.dim_item AS item ON item.id = item_id AND item.sku = 'A'
    INNER JOIN core.dim_site AS site ON site.id = site_id
    ORDER BY 1, 2
"""
REPORTS = """
    SELECT site.code, log.type, log.status, log.data_up_to, log.items_synced, log.actor
    FROM ops.warehouse_sync_log AS log
    INNER JOIN core.dim_site AS site ON site.id = log.site_id
    ORDER BY log.id
"""
POST = text("""
    INSERT INTO core.stock_movement (item_id, site_id, occurred_at, type, quantity, source_key)
    SELECT item.id, site.id, :at, 'RECEIPT', 50, 'document:TRANSFER:1:' || :line
    FROM core.dim_item AS item
    CROSS JOIN core.dim_site AS site
    WHERE item.sku = 'A' AND site.code = 'S1'
""")
DAYS = """
    SELECT date::text, on_hand FROM core.fact_inventory_daily AS daily
    INNER JOIN core.dim_item AS item ON item.id = daily.item_id AND item.sku = 'A'
    INNER JOIN core.dim_site AS site ON site.id = daily.site_id AND site.code = 'S1'
    ORDER BY daily.date DESC LIMIT 2
"""


def test_a_load_reports_the_sites_and_the_step_follows(
    warehouse: Warehouse, folder: WriteFolder
) -> None:
    warehouse.load(folder(stock_movements=MOVEMENTS))
    with warehouse.engine.begin() as connection:
        connection.execute(text(SURGE))

    assert run(warehouse.context()) == {"events": 2, "rates": 6}

    noon, earlier = datetime(2026, 3, 1, 12, tzinfo=UTC), datetime(2026, 2, 20, 12, tzinfo=UTC)
    assert warehouse.rows(REPORTS) == [
        ("S1", "AUTO", "SUCCESS", noon, 2, "command line"),
        ("S2", "AUTO", "SUCCESS", earlier, 1, "command line"),
    ]
    # 600 in 720 hours without an event, in 6 hours in the event; S2 fell silent nine days ago.
    assert warehouse.rows(STATUS) == [
        (False, "S1", "OK", "CALCULATED", "HIGH", 480.0),
        (False, "S2", "OK", "CALCULATED", "LOW", 4536.0),
        (True, "S1", "CRITICAL", "CALCULATED", "HIGH", 4.0),
        (True, "S2", "OK", "UNAVAILABLE", "LOW", None),
    ]
    assert warehouse.value("SELECT count(*) FROM ops.burn_rate_snapshot") == 6


def test_a_second_run_on_the_same_data_changes_nothing(
    warehouse: Warehouse, folder: WriteFolder
) -> None:
    warehouse.load(folder(stock_movements=MOVEMENTS))
    run(warehouse.context())
    before = warehouse.rows("SELECT * FROM analytics.burn_rates ORDER BY site_id, item_id")

    run(warehouse.context())

    assert warehouse.rows("SELECT * FROM analytics.burn_rates ORDER BY site_id, item_id") == before
    assert warehouse.value("SELECT count(*) FROM ops.burn_rate_snapshot") == 3


def test_a_file_with_rejects_is_a_report_in_part(warehouse: Warehouse, folder: WriteFolder) -> None:
    warehouse.load(folder(stock_movements=MOVEMENTS + "never,A,S1,ISSUE,-1\n"))

    assert {row[2] for row in warehouse.rows(REPORTS)} == {"PARTIAL"}


def test_counts_are_reports_too(warehouse: Warehouse, folder: WriteFolder) -> None:
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).date()
    today = datetime.now(UTC).date()
    counts = f"date,sku,site_code,on_hand\n2026-01-01,A,S1,10\n{today},A,S1,9\n{tomorrow},A,S1,8\n"
    warehouse.load(folder(stock_snapshots=counts))

    code, _, _, data_up_to, items, _ = warehouse.rows(REPORTS)[0]
    assert (code, items) == ("S1", 1)
    # A day's count is of its end, but nobody reports from the future.
    assert data_up_to <= datetime.now(UTC)


def test_daily_stock_follows_documents_as_far_as_the_sites_own_records_go(
    warehouse: Warehouse, folder: WriteFolder
) -> None:
    warehouse.load(folder(stock_movements=MOVEMENTS))
    last_day, after = datetime(2026, 3, 1, 10, tzinfo=UTC), datetime(2026, 3, 2, 10, tzinfo=UTC)
    with warehouse.engine.begin() as connection:
        connection.execute(text("SELECT core.ensure_partitions('2026-03-01', '2026-03-31')"))
        connection.execute(POST, {"at": last_day, "line": 1})
        connection.execute(POST, {"at": after, "line": 2})
    run(warehouse.context())

    assert warehouse.rows(DAYS) == [("2026-03-01", 450.0), ("2026-02-28", 1000.0)]

    later = "occurred_at,sku,site_code,type,quantity\n2026-03-02T20:00:00Z,B,S1,ISSUE,-1\n"
    warehouse.load(folder(stock_movements=later))
    assert warehouse.rows(DAYS) == [("2026-03-02", 500.0), ("2026-03-01", 450.0)]
