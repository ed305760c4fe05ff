"""Lists, series and exports read a real streaming replica; who wrote does not, for a while."""

import datetime as dt
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace

import pytest
from flask import Flask, g
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from backend.core import replica, replica_watch
from backend.tests.core.replicas import (
    Pair,
    add,
    application,
    caught_up,
    dispose,
    followed,
    names,
    people,
    readiness,
    statements,
)
from backend.tests.factories import make_demand, make_item
from migrations.tests.databases import APPLICATION
from scripts.runtime.postgres import EmbeddedPostgres
from scripts.runtime.stopping import Stop

pytestmark = pytest.mark.slow  # two servers are made


@pytest.fixture(scope="module")
def pair() -> Iterator[Pair]:
    # Not in pytest's own folder: the next pytest to start closes that to the server's user.
    with TemporaryDirectory(prefix="quartermaster-pair-", ignore_cleanup_errors=True) as folder:
        primary = EmbeddedPostgres(Path(folder) / "primary", Path(folder) / "primary.log")
        primary.start(Stop())
        try:
            with followed(primary, Path(folder)) as pair:
                yield pair
        finally:
            primary.stop()


@pytest.fixture(autouse=True)
def asked_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look at the replica in every request, so that no test waits for the next look."""
    monkeypatch.setattr(replica_watch, "ASK_EVERY_SECONDS", 0.0)


@pytest.fixture
def app(pair: Pair) -> Iterator[Flask]:
    app = application(pair)
    yield app
    dispose(app)


def test_lists_series_and_exports_are_read_from_the_replica(app: Flask, pair: Pair) -> None:
    with pair.database.as_role(APPLICATION) as connection, Session(connection) as session:
        item = make_item(session)
        session.commit()
        item_id = item.id
    (ana,) = people(app, pair, "ana")
    paths = (
        "items",
        "items?format=csv",
        "users",
        "users?format=csv",
        f"demand/timeseries?item_id={item_id}",
        f"demand/timeseries?item_id={item_id}&format=csv",
        f"inventory/timeseries?item_id={item_id}",
        "forecasts/runs",
        "analytics/freshness",
    )

    for path in paths:
        with statements(app) as told:
            answer = ana.get(f"/api/v1/{path}")
            content = answer.get_data(as_text=True)
        assert answer.status_code == 200, content
        on_primary = [line for line in told[None] if "core." in line or "count(*)" in line]
        assert on_primary == [], path
        assert len(told[replica.REPLICA]) >= 2, path


def test_nothing_that_is_read_asks_the_replica_for_more_than_reading(
    app: Flask, pair: Pair
) -> None:
    (ana,) = people(app, pair, "ana-everything")
    addresses = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/v1/") and "GET" in (rule.methods or ()) and not rule.arguments
    ]
    failed = []

    for address in addresses:
        for form in ("", "?format=csv"):
            answer = ana.get(address + form)
            answer.get_data()
            if answer.status_code >= 500:
                failed.append((address + form, answer.status_code))

    assert len(addresses) > 40
    assert failed == []


def test_what_the_replica_answered_is_not_kept(pair: Pair) -> None:
    app = application(pair, answers_kept_seconds=60)
    try:
        (ana,) = people(app, pair, "ana-again")
        for _ in range(2):
            with statements(app) as told:
                assert ana.get("/api/v1/users").status_code == 200
            assert len(told[replica.REPLICA]) >= 2
    finally:
        dispose(app)


def test_an_export_leaves_its_connection_as_it_was(pair: Pair) -> None:
    """A replica refuses a transaction that may write, so nothing may ask for one."""
    app = application(pair, database_pool_size=1)
    (ana,) = people(app, pair, "ana-exports")

    for _ in range(2):
        assert ana.get("/api/v1/users?format=csv").status_code == 200
        assert "ana-exports" in names(ana)
    assert readiness(app) == (200, "up")
    dispose(app)


def test_what_is_edited_is_read_from_the_primary(app: Flask, pair: Pair) -> None:
    ana, zoe = people(app, pair, "ana-detail", "zoe-detail")

    with pair.halted():
        body = {"username": "edited", "full_name": "Edited", "roles": ["VIEWER"]}
        made = ana.post("/api/v1/users", json=body).get_json()

        assert zoe.get(f"/api/v1/users/{made['id']}").get_json()["full_name"] == "Edited"
        assert "edited" not in names(zoe)


def test_who_wrote_reads_what_they_wrote(app: Flask, pair: Pair) -> None:
    ana, zoe = people(app, pair, "ana-writes", "zoe-reads")

    with pair.halted():
        before = names(ana)
        add(ana, "written")

        assert "written" not in before
        assert "written" in names(ana)
        assert "written" in ana.get("/api/v1/users?format=csv").get_data(as_text=True)
        assert "written" not in names(zoe)
    caught_up(pair)
    assert "written" in names(zoe)


def test_a_refused_change_sends_nobody_to_the_primary(app: Flask, pair: Pair) -> None:
    ana, zoe = people(app, pair, "ana-refused", "zoe-refused")

    with pair.halted():
        add(zoe, "unseen")
        assert ana.post("/api/v1/users", json={}).status_code == 422

        assert "unseen" not in names(ana)


def test_a_replica_that_lags_is_left_alone(pair: Pair) -> None:
    app = application(pair, max_lag_seconds=0.2)
    ana, zoe = people(app, pair, "ana-lag", "zoe-lag")

    with pair.halted():
        add(ana, "late")
        time.sleep(0.4)

        assert readiness(app) == (200, "lagging")
        assert "late" in names(zoe)
    caught_up(pair)
    assert readiness(app) == (200, "up")
    dispose(app)


def test_a_list_says_how_old_it_may_be(app: Flask, pair: Pair) -> None:
    ana, zoe = people(app, pair, "ana-age", "zoe-age")

    with pair.halted():
        add(ana, "aged")
        time.sleep(0.5)
        old = zoe.get("/api/v1/users").get_json()["meta"]["as_of"]
        new = ana.get("/api/v1/users").get_json()["meta"]["as_of"]

    assert old < new


def test_a_dead_replica_costs_nobody_an_answer(app: Flask, pair: Pair) -> None:
    (zoe,) = people(app, pair, "zoe-dead")
    assert readiness(app) == (200, "up")

    pair.replica.stop()
    try:
        assert "zoe-dead" in names(zoe)
        assert zoe.get("/api/v1/users?format=csv").status_code == 200
        assert readiness(app) == (200, "down")
        health = app.test_client().get("/health")
        assert (health.status_code, health.get_json()["status"]) == (200, "degraded")
    finally:
        pair.replica.start(Stop())
    caught_up(pair)
    assert readiness(app) == (200, "up")


def test_a_replica_that_dies_between_two_looks_is_noticed_by_its_failure(
    app: Flask, pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    (zoe,) = people(app, pair, "zoe-between")
    names(zoe)
    monkeypatch.setattr(replica_watch, "ASK_EVERY_SECONDS", 4.0)

    pair.replica.stop()
    try:
        with statements(app) as told:
            assert "zoe-between" in names(zoe)
            assert "zoe-between" in names(zoe)
        lists = [line for line in told[None] if " LIMIT " in line]
        assert len(lists) == 2
    finally:
        pair.replica.start(Stop())


def test_metrics_say_how_the_replica_is(app: Flask) -> None:
    told = app.test_client().get("/metrics").get_data(as_text=True)

    assert "\nreplica_used 1.0" in told
    assert "\nreplica_lag_seconds" in told


def test_demand_of_a_series_comes_from_the_replica(app: Flask, pair: Pair) -> None:
    with pair.database.as_role(APPLICATION) as connection, Session(connection) as session:
        row = make_demand(session, dt.date(2026, 3, 2), quantity=7)
        session.commit()
        item_id = row.item_id
    (zoe,) = people(app, pair, "zoe-series")

    answer = zoe.get(f"/api/v1/demand/timeseries?item_id={item_id}").get_json()

    assert [point["quantity"] for point in answer["data"]] == [7.0]


@pytest.mark.parametrize(
    ("code", "is_retried"), [("40001", True), ("57P01", True), ("57014", False), (None, True)]
)
def test_only_a_replica_that_could_not_answer_is_left(
    app: Flask, code: str | None, *, is_retried: bool
) -> None:
    cause = SimpleNamespace(pgcode=code)
    error = OperationalError("SELECT", {}, cause)  # type: ignore[arg-type]

    with app.test_request_context("/api/v1/items"):
        g.reads_replica = True
        assert replica.stop_reading_replica(error) is is_retried
        assert g.reads_replica is not is_retried


def test_a_promoted_replica_is_used_no_more(app: Flask, pair: Pair) -> None:
    (zoe,) = people(app, pair, "zoe-promoted")

    assert pair.on_replica("SELECT pg_promote()") is True

    assert readiness(app) == (200, "down")
    assert "zoe-promoted" in names(zoe)
