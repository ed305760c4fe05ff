"""The life of alerts over several runs: what opens, stays, clears and survives."""

from datetime import timedelta
from typing import Any

from backend.core import clock
from backend.tests.factories import make_site
from etl.alerts.step import run
from etl.tests.alerts.world import STATE, TODAY, World, at
from etl.tests.conftest import Warehouse

STATES = "SELECT status, note, version FROM ops.alert_state"


def test_an_empty_database_has_no_alerts(warehouse: Warehouse) -> None:
    assert run(warehouse.context()) == {
        "conditions": 0, "opened": 0, "cleared": 0, "reopened": 0,
    }  # fmt: skip


def test_a_stock_out_opens_once_and_clears_when_stock_is_back(world: World) -> None:
    assert world.have(0).open() == ["STOCKOUT:A-1:MAIN"]
    assert world.open() == ["STOCKOUT:A-1:MAIN"]
    assert world.have(100).open() == []
    assert world.events() == ["opened", "cleared"]


def test_running_again_on_the_same_facts_changes_no_row(world: World) -> None:
    world.have(0).evaluate()
    before = _everything(world.warehouse)

    run(world.warehouse.context())

    assert _everything(world.warehouse) == before


def test_stock_that_hardly_suffices_keeps_the_alert_until_seen_twice(world: World) -> None:
    world.plan_line.lead_time_days = world.plan_line.safety_stock = None

    assert world.have(0).open() == ["STOCKOUT:A-1:MAIN"]
    assert world.have(1.5).open() == ["STOCKOUT:A-1:MAIN"]
    assert world.open() == ["STOCKOUT:A-1:MAIN"]
    assert world.have(1.6).open() == []


def test_a_worse_stock_alert_holds_the_milder_one_back(world: World) -> None:
    assert world.have(12).open() == ["STOCKOUT_IMMINENT:A-1:MAIN"]

    assert world.have(0).open() == ["STOCKOUT:A-1:MAIN", "STOCKOUT_IMMINENT:A-1:MAIN"]

    held = world.warehouse.rows(
        "SELECT suppressed_by FROM analytics.alerts WHERE type = 'STOCKOUT_IMMINENT'"
    )
    assert held == [("STOCKOUT:A-1:MAIN",)]
    assert world.events() == ["opened", "opened", "suppressed"]


def test_a_stale_site_holds_its_stock_alerts_back(world: World) -> None:
    there = make_site(world.session, code="AWAY", last_synced_at=at(TODAY - timedelta(days=3)))
    world.put(there, 0)

    assert world.open() == ["STALE_SITE:AWAY", "STOCKOUT:A-1:AWAY"]

    rows = world.warehouse.rows("SELECT suppressed_by FROM analytics.alerts ORDER BY fingerprint")
    assert rows == [(None,), ("STALE_SITE:AWAY",)]
    there.last_synced_at = at(TODAY)
    assert world.open() == ["STOCKOUT:A-1:AWAY"]
    assert world.events()[-2:] == ["released", "cleared"]


def test_what_people_decided_survives_an_emptied_analytics_schema(world: World) -> None:
    world.have(0).evaluate()
    world.decide("STOCKOUT:A-1:MAIN", action="acknowledge", note="on its way")
    opened = world.warehouse.value("SELECT opened_at FROM analytics.alerts")
    world.run_execute("DELETE FROM analytics.alerts")
    world.run_execute("DELETE FROM analytics.alert_evaluations")

    assert world.open() == ["STOCKOUT:A-1:MAIN"]

    assert world.warehouse.value("SELECT opened_at FROM analytics.alerts") == opened
    assert world.warehouse.rows(STATES) == [("ACKNOWLEDGED", "on its way", 2)]
    assert world.events() == ["opened", "acknowledged"]


def test_an_episode_that_ended_while_analytics_was_lost_is_closed(world: World) -> None:
    world.have(0).evaluate()
    world.decide("STOCKOUT:A-1:MAIN", action="resolve", note="wrong")
    world.run_execute("DELETE FROM analytics.alerts")

    assert world.have(100).open() == []

    assert world.events() == ["opened", "resolved", "cleared"]
    assert world.have(0).open() == ["STOCKOUT:A-1:MAIN"]
    assert world.warehouse.value(STATE) == "OPEN"


def test_what_a_person_resolved_does_not_ring_again_until_it_comes_back(world: World) -> None:
    world.have(0).evaluate()
    world.decide("STOCKOUT:A-1:MAIN", action="resolve")

    assert world.have(-1).open() == ["STOCKOUT:A-1:MAIN"]
    assert world.warehouse.value(STATE) == "RESOLVED"

    world.have(100).evaluate()
    world.have(0).evaluate()
    assert world.warehouse.value(STATE) == "OPEN"
    assert world.events() == ["opened", "resolved", "cleared", "opened"]


def test_a_promise_that_passes_and_a_snooze_that_ends_reopen(world: World) -> None:
    world.have(0).evaluate()
    soon = clock.now() + timedelta(hours=1)
    world.decide("STOCKOUT:A-1:MAIN", action="acknowledge", promised_at=soon, note="mine")
    world.run_execute("UPDATE ops.alert_state SET promised_at = now() - INTERVAL '1 hour'")

    assert world.evaluate()["reopened"] == 1

    assert world.warehouse.rows("SELECT status, note FROM ops.alert_state") == [("OPEN", "mine")]
    world.session.expire_all()
    world.decide("STOCKOUT:A-1:MAIN", action="snooze", until=soon)
    world.run_execute("UPDATE ops.alert_state SET snoozed_until = now() - INTERVAL '1 hour'")
    world.evaluate()
    assert world.events()[-1] == "snooze_ended"


def test_a_snooze_ends_when_it_gets_worse(world: World) -> None:
    world.have(12).evaluate()
    world.decide("STOCKOUT_IMMINENT:A-1:MAIN", action="snooze", until_worse=True)

    world.have(11).evaluate()
    assert world.warehouse.value(STATE) == "SNOOZED"
    world.have(9).evaluate()

    assert world.warehouse.value(STATE) == "OPEN"
    assert world.events()[-2:] == ["worsened", "got_worse"]


def _everything(warehouse: Warehouse) -> list[list[tuple[Any, ...]]]:
    tables = ("analytics.alerts", "analytics.alert_evaluations", "ops.alert_state")
    return [
        warehouse.rows(f"SELECT * FROM {table} ORDER BY 1")
        for table in (*tables, "ops.alert_event")
    ]
