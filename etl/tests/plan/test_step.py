"""The planning step on a real database, from a folder to recommendations."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from backend.core.digests import digest
from backend.planning.explain import replay
from backend.settings import Settings
from etl.forecast.step import run as forecast
from etl.pipeline import RunContext
from etl.plan.step import run as plan
from etl.tests.conftest import Warehouse, WriteFolder

FIRST = date(2024, 1, 1)
LAST = FIRST + timedelta(days=139)

Context = Callable[[], RunContext]


@pytest.fixture
def context(warehouse: Warehouse, tmp_path: Path) -> Context:
    settings = Settings(_env_file=None, database_url=warehouse.url, output_dir=tmp_path / "output")
    return lambda: replace(warehouse.context(), settings=settings)


def history() -> str:
    """About ten a day of LOW at two sites, so that MAIN may lack what HUB has."""
    draw = random.Random(2)
    rows = ["date,sku,site_code,quantity,unit_price"]
    for number in range(140):
        day = FIRST + timedelta(days=number)
        rows += [f"{day},LOW,{site},{8 + draw.randint(0, 4)},2.0" for site in ("MAIN", "HUB")]
        rows.append(f"{day},LONE,MAIN,{3 + draw.randint(0, 2)},1.0")
    return "\n".join(rows)


def orders() -> str:
    """Four deliveries of LOW that took ten days each, and one that is still to come."""
    rows = ["order_number,supplier_code,sku,site_code,quantity,ordered_on,expected_on,received_on"]
    for number in range(4):
        ordered = FIRST + timedelta(days=20 * number)
        due = ordered + timedelta(days=10)
        rows.append(f"PO-{number},ACME,LOW,MAIN,100,{ordered},{due},{due}")
    rows.append(f"PO-9,ACME,LOW,MAIN,50,{LAST},{LAST + timedelta(days=10)},")
    return "\n".join(rows)


@pytest.fixture
def loaded(warehouse: Warehouse, folder: WriteFolder) -> Warehouse:
    stock = [
        "date,sku,site_code,on_hand",
        *(f"{LAST},LOW,{site},{on_hand}" for site, on_hand in (("MAIN", 30), ("HUB", 900))),
        f"{LAST},LONE,MAIN,0",
    ]
    terms = "supplier_code,sku,lead_time_days,min_order_quantity,pack_size,is_preferred\n"
    warehouse.load(
        folder(
            demand=history(),
            orders=orders(),
            stock_snapshots="\n".join(stock),
            supplier_items=f"{terms}ACME,LOW,30,40,12,true\n",
        )
    )
    return warehouse


def test_a_plan_from_the_folder_to_what_to_do(loaded: Warehouse, context: Context) -> None:
    forecast(context())
    counts = plan(context())

    lead_time = """
        SELECT source, observations, mean_days, sd_days, days, counts FROM analytics.lead_times
    """
    assert loaded.rows(lead_time) == [("OBSERVED", 4, 10, 0, [10], [4])]
    lines = """
        SELECT sku, code, on_hand, on_order_in_time, lead_time_days, service_level, reasons
        FROM analytics.plan_lines
        INNER JOIN core.dim_item ON plan_lines.item_id = dim_item.id
        INNER JOIN core.dim_site ON plan_lines.site_id = dim_site.id
        ORDER BY sku, code
    """
    assert loaded.rows(lines) == [
        ("LONE", "MAIN", 0, None, None, 0.95, ["NO_LEAD_TIME"]),
        ("LOW", "HUB", 900, 0, 10, 0.98, []),
        ("LOW", "MAIN", 30, 50, 10, 0.98, []),
    ]
    advice = """
        SELECT recommendations.type, code, from_site_id IS NOT NULL, priority::text
        FROM analytics.recommendations
        INNER JOIN core.dim_item ON recommendations.item_id = dim_item.id
        INNER JOIN core.dim_site ON recommendations.site_id = dim_site.id
        WHERE sku = 'LOW'
        ORDER BY recommendations.type
    """
    # MAIN runs out in three days: its order is too late, and HUB has far more than it needs.
    assert loaded.rows(advice) == [
        ("EXPEDITE", "MAIN", False, "CRITICAL"),
        ("REALLOCATE", "MAIN", True, "CRITICAL"),
    ]
    assert counts["plan_lines"] == 3


def test_nothing_is_recommended_where_no_lead_time_is_known(
    loaded: Warehouse, context: Context
) -> None:
    forecast(context())
    plan(context())

    lone = """
        SELECT count(*) FROM analytics.recommendations
        INNER JOIN core.dim_item ON recommendations.item_id = dim_item.id
        WHERE sku = 'LONE'
    """
    assert loaded.value(lone) == 0


def test_planning_again_changes_no_recommendation(loaded: Warehouse, context: Context) -> None:
    forecast(context())
    plan(context())
    told = "SELECT id, version, updated_at, explanation_hash FROM analytics.recommendations"
    before = loaded.rows(told)

    plan(context())

    assert loaded.rows(told) == before


def test_every_stored_explanation_is_intact_and_replays(
    loaded: Warehouse, context: Context
) -> None:
    forecast(context())
    plan(context())

    rows = loaded.rows("SELECT explanation, explanation_hash FROM analytics.recommendations")
    assert rows
    for explanation, stored in rows:
        assert digest(explanation) == stored
        again = replay(explanation)
        assert again == {part: explanation[part] for part in again}


def test_a_policy_of_the_item_at_the_site_beats_the_class(
    loaded: Warehouse, context: Context
) -> None:
    forecast(context())
    with loaded.engine.begin() as connection:
        connection.exec_driver_sql("""
            INSERT INTO core.item_site_policy (item_id, site_id, service_level, review_period_days)
            SELECT dim_item.id, dim_site.id, 0.75, 21 FROM core.dim_item, core.dim_site
            WHERE sku = 'LOW' AND code = 'HUB'
        """)
    plan(context())

    told = """
        SELECT service_level, review_days FROM analytics.plan_lines
        INNER JOIN core.dim_site ON plan_lines.site_id = dim_site.id
        WHERE code = 'HUB'
    """
    assert loaded.rows(told) == [(0.75, 21)]


def test_without_stock_data_the_plan_says_so_and_recommends_nothing(
    warehouse: Warehouse, folder: WriteFolder, context: Context
) -> None:
    warehouse.load(folder(demand=history()))
    forecast(context())
    counts = plan(context())

    assert counts["recommendations"] == 0
    assert "no stock data" in warehouse.said.notes[-1]
    reasons = "SELECT DISTINCT reasons FROM analytics.plan_lines"
    assert warehouse.rows(reasons) == [(["NO_STOCK_DATA", "NO_LEAD_TIME"],)]


def test_orders_alone_still_teach_lead_times(
    warehouse: Warehouse, folder: WriteFolder, context: Context
) -> None:
    warehouse.load(folder(orders=orders()))

    assert forecast(context()) is None
    counts = plan(context())

    assert (counts["lead_times"], counts["plan_lines"]) == (1, 0)


def test_an_empty_database_is_left_alone(warehouse: Warehouse, context: Context) -> None:
    assert plan(context()) == {}
    assert "neither" in warehouse.said.notes[-1]


def test_a_changed_forecast_is_what_the_plan_follows(loaded: Warehouse, context: Context) -> None:
    forecast(context())
    plan(context())
    told = """
        SELECT forecast_per_day, reasons FROM analytics.plan_lines
        INNER JOIN core.dim_item ON plan_lines.item_id = dim_item.id
        INNER JOIN core.dim_site ON plan_lines.site_id = dim_site.id
        WHERE sku = 'LOW' AND code = 'MAIN'
    """
    ((before, _),) = loaded.rows(told)
    first, last = LAST + timedelta(days=1), LAST + timedelta(days=17)
    with loaded.engine.begin() as connection:
        connection.exec_driver_sql(f"""
            INSERT INTO ops.plan_override (
                kind, item_id, site_id, first_day, last_day, engine_quantity, quantity,
                reason_code, reason, team, made_by
            )
            SELECT 'FORECAST', dim_item.id, dim_site.id, '{first}', '{last}', 170, 510,
                'PROMOTION', 'fair', 'Sales', 'noa'
            FROM core.dim_item, core.dim_site WHERE sku = 'LOW' AND code = 'MAIN'
        """)
    plan(context())

    ((after, reasons),) = loaded.rows(told)
    assert before == pytest.approx(10, abs=1)
    assert after == pytest.approx(30, abs=0.1)
    assert reasons == ["FORECAST_OVERRIDDEN"]


def test_a_level_chosen_on_a_replay_is_corrected_and_a_planners_own_is_not(
    loaded: Warehouse, context: Context
) -> None:
    forecast(context())
    plan(context())
    up_to = """
        SELECT code, order_up_to, inputs -> 'correction' ->> 'value' FROM analytics.plan_lines
        INNER JOIN core.dim_item ON plan_lines.item_id = dim_item.id
        INNER JOIN core.dim_site ON plan_lines.site_id = dim_site.id
        WHERE sku = 'LOW' ORDER BY code
    """
    before = loaded.rows(up_to)
    with loaded.engine.begin() as connection:
        connection.execute(text("UPDATE core.service_level_target SET correction = 2"))
        own = """
            INSERT INTO core.item_site_policy (item_id, site_id, service_level)
            SELECT dim_item.id, dim_site.id, 0.98 FROM core.dim_item, core.dim_site
            WHERE sku = 'LOW' AND code = 'HUB'
        """
        connection.execute(text(own))

    plan(context())

    hub, main = loaded.rows(up_to)
    assert hub == before[0]
    assert main[1] > before[1][1]
    assert (before[1][2], main[2]) == ("1.0", "2.0")
