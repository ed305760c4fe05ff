"""GET /analytics/kpis: every number against one worked out by hand."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.access.models import Organisation
from backend.kpis.definitions import KPIS
from backend.planning.models import PlanLine
from backend.tests.kpis.scenes import (
    D1,
    D2,
    D3,
    URL,
    Shop,
    accuracy,
    ask,
    forecast,
    kpis,
    make_run,
    refresh,
)


@pytest.fixture
def shop(session: Session) -> Shop:
    return Shop(session)


def test_an_empty_database_has_reasons_and_no_numbers(vic: FlaskClient, session: Session) -> None:
    found = kpis(vic, session)

    assert list(found) == [kpi.slug for kpi in KPIS]
    assert {kpi["value"] for kpi in found.values()} == {None}
    assert None not in {kpi["reason"] for kpi in found.values()}
    assert {kpi["confidence"] for kpi in found.values()} == {"LOW"}


def test_demand_is_summed_and_valued(vic: FlaskClient, session: Session, shop: Shop) -> None:
    shop.sell(shop.anchor, shop.north, D1, 4, unit_price=5, unfilled_quantity=1)
    shop.sell(shop.anchor, shop.south, D2, 2, unit_price=6)
    shop.sell(shop.bolt, shop.south, D3, 10, unfilled_quantity=0)

    found = kpis(vic, session)

    assert found["total_demand_units"]["value"] == 16
    assert found["total_demand_value"]["value"] == 4 * 5 + 2 * 6 + 10 * 3
    assert found["total_demand_value"]["confidence_reasons"] == [
        "PARTLY_COVERED",
        "LIST_PRICES_USED",
    ]
    assert found["abc_a_share"]["value"] == pytest.approx(32 / 62)
    assert found["fill_rate"]["value"] == pytest.approx(14 / 15)
    assert found["total_demand_units"]["as_of"] == str(D3)


def test_site_family_and_dates_filter(vic: FlaskClient, session: Session, shop: Shop) -> None:
    shop.sell(shop.anchor, shop.north, D1, 4)
    shop.sell(shop.anchor, shop.south, D2, 2)
    shop.sell(shop.bolt, shop.south, D3, 10)

    def units(**query: Any) -> float:
        return float(ask(vic, **query)["total_demand_units"]["value"])

    assert kpis(vic, session)["total_demand_units"]["value"] == 16
    assert units(site_id=shop.south.id) == 12
    assert units(family="Fixings") == 6
    assert units(family="") == 10
    assert units(family="nothing of ours") == 0
    assert units(start_date=D2, end_date=D2) == 2
    assert units(start_date=D2, end_date=D3, site_id=shop.south.id, family="Fixings") == 2


def test_the_same_days_before_are_beside(vic: FlaskClient, session: Session, shop: Shop) -> None:
    for day, quantity in ((D1, 1), (D2, 2), (D3, 4)):
        shop.sell(shop.anchor, shop.north, day, quantity)

    found = kpis(vic, session, start_date=D2, end_date=D3)["total_demand_units"]

    assert (found["value"], found["previous"]) == (6, 1)
    assert found["series"] == [{"date": str(D2), "value": 2}, {"date": str(D3), "value": 4}]


def test_stock_outs_count_active_stocked_item_sites_on_the_day(
    vic: FlaskClient, session: Session, shop: Shop
) -> None:
    shop.stock(shop.anchor, shop.north, D3, 5, reserved=5)
    shop.stock(shop.anchor, shop.south, D3, 1)
    shop.stock(shop.bolt, shop.north, D3, 0)
    shop.stock(shop.bolt, shop.north, D2, 8)
    shop.bolt.discontinued_on = D2

    found = kpis(vic, session)

    assert found["stockout_rate"]["value"] == 0.5
    assert found["stockout_rate"]["series"][-2:] == [
        {"date": str(D2), "value": 0.0},
        {"date": str(D3), "value": 0.5},
    ]
    assert found["inventory_value"]["value"] == (5 + 1) * 2
    assert found["inventory_turnover"]["reason"] == "NO_DEMAND_DATA"


def test_a_negative_balance_is_stocked_out_and_worth_nothing(
    vic: FlaskClient, session: Session, shop: Shop
) -> None:
    shop.stock(shop.anchor, shop.north, D3, -3)

    found = kpis(vic, session)

    assert found["stockout_rate"]["value"] == 1
    assert found["inventory_value"]["value"] == 0


def test_a_site_that_fell_silent_keeps_its_value(
    vic: FlaskClient, session: Session, shop: Shop
) -> None:
    shop.stock(shop.anchor, shop.north, D1, 10)
    shop.stock(shop.anchor, shop.south, D3, 1)

    found = kpis(vic, session)

    assert found["inventory_value"]["value"] == 22
    assert found["inventory_value"]["confidence_reasons"] == ["SITES_BEHIND"]


def test_orders_are_late_when_they_came_late_or_are_still_to_come(
    vic: FlaskClient, session: Session, shop: Shop
) -> None:
    shop.order(D1, status="RECEIVED", received_on=D1, received_quantity=10)
    shop.order(D1, status="RECEIVED", received_on=D3, received_quantity=10)
    shop.order(D2, status="PART_RECEIVED", received_quantity=2)
    shop.order(D3)
    shop.order(D2, status="CANCELLED")
    shop.order(D3 + timedelta(days=30))

    found = kpis(vic, session)["delayed_orders_pct"]

    assert found["value"] == 0.5
    assert found["as_of"] == str(D3)


def test_forecasts_made_before_are_compared_with_what_came(
    vic: FlaskClient, session: Session, shop: Shop
) -> None:
    for day, quantity in ((D1, 6), (D2, 10), (D3, 4)):
        shop.sell(shop.anchor, shop.north, day, quantity)
    old, recent = make_run(session, D1 - timedelta(days=1)), make_run(session, D2)
    for day, mean in ((D1, 5), (D2, 7), (D3, 99)):
        forecast(session, old, shop.anchor, shop.north, day, mean)
    forecast(session, recent, shop.anchor, shop.north, D3, 8)
    for run in (old, recent):
        accuracy(session, run, shop.anchor, shop.north, mase=0.5, absolute_error=10)

    found = kpis(vic, session, start_date=D1, end_date=D3)

    assert found["forecast_wape"]["value"] == pytest.approx((1 + 3 + 4) / 20)
    assert found["forecast_bias"]["value"] == pytest.approx((-1 - 3 + 4) / 20)
    assert found["forecast_mase"]["value"] == pytest.approx((1 + 3 + 4) / 3 / (10 / 10 / 0.5))
    assert found["forecast_wape"]["confidence"] == "HIGH"


def test_a_day_without_stock_or_without_records_judges_no_forecast(
    vic: FlaskClient, session: Session, shop: Shop
) -> None:
    shop.sell(shop.anchor, shop.north, D1, 6)
    shop.sell(shop.anchor, shop.north, D3, 4)
    shop.sell(shop.bolt, shop.north, D3, 0)
    shop.stock(shop.bolt, shop.north, D3, 0)
    run = make_run(session, D1 - timedelta(days=1))
    for day in (D1, D2, D3):
        forecast(session, run, shop.anchor, shop.north, day, 5)
    forecast(session, run, shop.bolt, shop.north, D3, 50)

    found = kpis(vic, session, start_date=D1, end_date=D3)

    assert found["forecast_wape"]["value"] == pytest.approx((1 + 1) / 10)


def test_without_an_earlier_run_the_back_test_answers(
    vic: FlaskClient, session: Session, shop: Shop
) -> None:
    shop.sell(shop.anchor, shop.north, D3, 4)
    run = make_run(session, D3, is_latest=True)
    scores = {"actual_total": 30, "absolute_error": 6, "error": -3, "mase": 0.8}
    accuracy(session, run, shop.anchor, shop.north, **scores)
    accuracy(session, run, shop.bolt, shop.south, points=30, actual_total=70, absolute_error=24,
             error=3, mase=0.4)  # fmt: skip

    found = kpis(vic, session)

    assert found["forecast_wape"]["value"] == pytest.approx(30 / 100)
    assert found["forecast_bias"]["value"] == 0
    assert found["forecast_mase"]["value"] == pytest.approx((0.8 * 10 + 0.4 * 30) / 40)
    assert found["forecast_wape"]["confidence_reasons"] == ["BACK_TEST"]
    assert found["forecast_wape"]["previous"] is None
    assert ask(vic, family="Fixings")["forecast_wape"]["value"] == pytest.approx(0.2)


def test_cover_excess_and_expiring_lots(vic: FlaskClient, session: Session, shop: Shop) -> None:
    shop.plan(shop.anchor, shop.north, on_hand=30, available=20, forecast_per_day=4,
              excess_level=25)  # fmt: skip
    shop.plan(shop.bolt, shop.south, on_hand=5, available=10, forecast_per_day=1, excess_level=9)
    shop.stock(shop.anchor, shop.north, D3, 30)
    shop.lot(shop.anchor, shop.north, D3 + timedelta(days=30), 7)
    shop.lot(shop.anchor, shop.north, D3 + timedelta(days=31), 100)
    shop.move(shop.anchor, shop.north, D3, -2)

    found = kpis(vic, session)

    assert found["days_of_cover"]["value"] == 6
    assert found["excess_value"]["value"] == (30 - 25) * 2
    assert found["expiring_value_30d"]["value"] == (7 - 2) * 2
    assert found["expiring_value_30d"]["confidence_reasons"] == ["LOTS_ESTIMATED"]


def test_what_the_plan_said_is_kept(vic: FlaskClient, session: Session, shop: Shop) -> None:
    shop.plan(shop.anchor, shop.north, available=20, forecast_per_day=4)
    refresh(session)
    for line in session.scalars(select(PlanLine)):
        line.as_of, line.available = D3 + timedelta(days=1), 8

    found = kpis(vic, session, start_date=D3, end_date=D3 + timedelta(days=1))["days_of_cover"]

    assert [point["value"] for point in found["series"]] == [5, 2]
    assert found["value"] == 2


def test_a_state_before_the_range_is_used_and_doubted(
    vic: FlaskClient, session: Session, shop: Shop
) -> None:
    shop.stock(shop.anchor, shop.north, D1, 3)
    shop.sell(shop.anchor, shop.north, D3, 1)

    found = kpis(vic, session, start_date=D2, end_date=D3)["inventory_value"]

    assert found["value"] == 6
    assert found["as_of"] == str(D1)
    assert found["confidence_reasons"][-1] == "OLDER_THAN_RANGE"


def test_monthly_demand_is_asked_for_in_whole_months(
    vic: FlaskClient, session: Session, shop: Shop
) -> None:
    session.get_one(Organisation, 1).demand_period = "M"
    for month, quantity in ((1, 7), (2, 5), (3, 100)):
        shop.sell(shop.anchor, shop.north, date(2024, month, 1), quantity, period="M")
    shop.stock(shop.anchor, shop.north, date(2024, 3, 10), 1)
    refresh(session)
    session.commit()

    answer = vic.get(URL).get_json()

    units = next(kpi for kpi in answer["data"] if kpi["slug"] == "total_demand_units")
    assert (units["value"], units["previous"]) == (5, 7)
    assert (answer["meta"]["start_date"], answer["meta"]["end_date"]) == (
        "2024-02-01",
        "2024-02-29",
    )
    assert units["series"] == [{"date": "2024-02-01", "value": 5}]


def test_sites_lag_behind_the_freshest_one(vic: FlaskClient, session: Session, shop: Shop) -> None:
    shop.north.last_synced_at = datetime(2024, 3, 3, 18, tzinfo=UTC)
    shop.south.last_synced_at = datetime(2024, 3, 1, 17, tzinfo=UTC)
    shop.stock(shop.anchor, shop.north, D3, 1)

    found = kpis(vic, session)

    assert found["site_freshness"]["value"] == 0.5
    rows = vic.get("/api/v1/analytics/freshness").get_json()["data"]
    assert [(row["site_id"], row["status"], row["hours_behind"]) for row in rows] == [
        (shop.south.id, "STALE", 49),
        (shop.north.id, "FRESH", 0),
    ]
    assert rows[0]["as_of"] == "2024-03-01"
