"""etl/sql/calculate_kpis.sql, as cron and psql run it."""

from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from backend.planning.models import PlanLine
from backend.tests.factories import make_daily_inventory, make_demand, make_item, make_site
from etl.kpis.step import run
from etl.settings import SQL
from etl.tests.conftest import Warehouse
from migrations.tests.databases import OWNER, Database

DAY = date(2024, 3, 3)
VIEWS = (
    "SELECT oid::regclass::text FROM pg_class"
    " WHERE relkind = 'm' AND relnamespace = 'analytics'::regnamespace"
)
UNITS = "SELECT coalesce(sum(units), 0) FROM analytics.demand_daily"


def calculate(warehouse: Warehouse) -> None:
    """Run the file as the application, which owns no view."""
    connection = warehouse.engine.raw_connection()
    connection.cursor().execute((SQL / "calculate_kpis.sql").read_text(encoding="utf-8"))
    connection.commit()
    connection.close()


@pytest.fixture
def sold(warehouse: Warehouse) -> Warehouse:
    with Session(warehouse.engine) as session:
        item, site = make_item(session), make_site(session)
        make_demand(session, DAY, item_id=item.id, site_id=site.id, quantity=3)
        make_daily_inventory(session, DAY, item_id=item.id, site_id=site.id, on_hand=2)
        session.add(
            PlanLine(
                item_id=item.id, site_id=site.id, as_of=DAY, available=2, forecast_per_day=1,
                confidence="HIGH", reasons=[],
            )
        )  # fmt: skip
        session.commit()
    return warehouse


def test_views_are_filled_the_first_time_and_concurrently_afterwards(
    database: Database, sold: Warehouse
) -> None:
    with database.as_role(OWNER) as connection:
        for name in connection.execute(text(VIEWS)).scalars().all():
            connection.execute(text(f"REFRESH MATERIALIZED VIEW {name} WITH NO DATA"))

    calculate(sold)
    assert sold.value(UNITS) == 3
    calculate(sold)
    assert sold.value(UNITS) == 3


def test_readers_see_the_old_figures_until_the_new_ones_are_there(sold: Warehouse) -> None:
    calculate(sold)
    with sold.engine.connect() as writing:
        writing.execute(text("UPDATE core.fact_demand_daily SET quantity = 5"))
        writing.execute(text("SELECT analytics.refresh_views()"))
        assert sold.value(UNITS) == 3
        writing.commit()

    assert sold.value(UNITS) == 5


def test_the_plan_is_written_down_once_a_day_and_kept(sold: Warehouse) -> None:
    assert run(sold.context()) == {"plan_rows_changed": 1}
    assert run(sold.context()) == {"plan_rows_changed": 0}
    with sold.engine.begin() as connection:
        connection.execute(text("UPDATE analytics.plan_lines SET as_of = as_of + 1"))

    assert run(sold.context()) == {"plan_rows_changed": 1}
    assert sold.value("SELECT count(*) FROM analytics.kpis_daily") == 2


def test_what_the_plan_no_longer_holds_leaves_the_day(sold: Warehouse) -> None:
    run(sold.context())
    with sold.engine.begin() as connection:
        connection.execute(text("DELETE FROM analytics.plan_lines"))

    run(sold.context())

    assert sold.value("SELECT count(*) FROM analytics.kpis_daily") == 0


def test_a_time_zone_nobody_knows_does_not_stop_the_refresh(sold: Warehouse) -> None:
    with sold.engine.begin() as connection:
        connection.execute(text("UPDATE core.dim_site SET time_zone = 'Middle/Earth'"))

    calculate(sold)

    assert sold.value("SELECT count(*) FROM analytics.mv_site_freshness") == 1
