"""What facts raise which alert."""

from datetime import timedelta
from decimal import Decimal

from backend.demand.models import ForecastAccuracy
from backend.procurement.models import Order
from backend.tests.factories import make_lot, make_order, make_stock_movement
from etl.tests.alerts.world import TODAY, World, at, forecast, sell


def test_an_order_is_overdue_until_it_is_received(world: World) -> None:
    order = make_order(
        world.session, item_id=world.item.id, site_id=world.site.id, order_number="PO-9",
        expected_on=TODAY - timedelta(days=1), received_quantity=Decimal(4),
    )  # fmt: skip

    assert world.open() == ["OVERDUE_ORDER:PO-9/1"]
    assert world.warehouse.value("SELECT message FROM analytics.alerts") == (
        "Order PO-9/1 of A-1 for MAIN is 1 days late: 6 still to come."
    )
    received = world.session.get_one(Order, order.id)
    received.status, received.received_on = "RECEIVED", TODAY
    assert world.open() == []


def test_lots_that_will_not_be_used_in_time(world: World) -> None:
    lot = make_lot(
        world.session, item_id=world.item.id, lot_number="L:1",
        expires_on=TODAY + timedelta(days=20),
    )  # fmt: skip
    make_stock_movement(
        world.session, at(TODAY), item_id=world.item.id, site_id=world.site.id, lot_id=lot.id,
        quantity=Decimal(100),
    )  # fmt: skip

    assert world.open() == ["EXPIRING_LOT:A-1:L%3A1:MAIN"]
    assert world.warehouse.value("SELECT params ->> 'at_risk' FROM analytics.alerts") == "60.0"


def test_demand_outside_the_interval_foretold(world: World) -> None:
    sell(world, TODAY, 40)
    sell(world, TODAY - timedelta(days=1), 3)
    run_id = forecast(world, TODAY - timedelta(days=2), {TODAY: 3})

    assert world.open() == ["DEMAND_SPIKE:A-1:MAIN"]
    assert world.warehouse.value("SELECT level::text FROM analytics.alerts") == "CRITICAL"
    assert run_id


def test_without_an_earlier_run_the_same_weekday_to_come_is_the_measure(world: World) -> None:
    sell(world, TODAY, 40)
    forecast(world, TODAY, {TODAY + timedelta(days=7): 3, TODAY + timedelta(days=1): 99})

    assert world.open() == ["DEMAND_SPIKE:A-1:MAIN"]
    assert world.warehouse.value("SELECT level::text FROM analytics.alerts") == "WARNING"


def test_forecasts_that_are_always_too_low_are_biased(world: World) -> None:
    days = [TODAY - timedelta(days=back) for back in range(10)]
    for day in days:
        sell(world, day, 5 if day == TODAY else 10)
    forecast(world, days[-1] - timedelta(days=1), dict.fromkeys(days, 3))

    assert world.open() == ["FORECAST_BIAS:A-1:MAIN"]
    assert world.warehouse.value("SELECT message_code FROM analytics.alerts") == "FORECAST_TOO_LOW"


def test_a_back_test_shows_bias_before_any_forecast_was_overtaken(world: World) -> None:
    sell(world, TODAY, 5)
    run_id = forecast(world, TODAY, {TODAY + timedelta(days=7): 5})
    world.session.add(
        ForecastAccuracy(
            run_id=run_id, item_id=world.item.id, site_id=world.site.id, model="SES", points=56,
            actual_total=100, absolute_error=50, error=45, spread={},
        )
    )  # fmt: skip

    assert world.open() == ["FORECAST_BIAS:A-1:MAIN"]


def test_facts_that_are_missing_do_not_clear_alerts(world: World) -> None:
    world.have(12).evaluate()
    world.session.delete(world.plan_line)

    assert world.open() == ["STOCKOUT_IMMINENT:A-1:MAIN"]


def test_an_item_that_is_not_stocked_there_is_nobodys_worry(world: World) -> None:
    world.run_execute(
        "INSERT INTO core.item_site_policy (item_id, site_id, is_stocked)"
        f" VALUES ({world.item.id}, {world.site.id}, false)"
    )

    assert world.have(0).open() == []
