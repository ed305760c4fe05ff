"""When each rule speaks, how loudly, and when it lets go."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.alerts.findings import (
    BiasSeen,
    DemandSeen,
    Finding,
    LotSeen,
    OrderSeen,
    Presence,
    SiteSeen,
    StockSeen,
    Subject,
    fingerprint,
)
from backend.alerts.kinds import AlertType, Level
from backend.alerts.messages import SENTENCES, sentence
from backend.alerts.rules import findings, tracking_limit

TODAY = date(2024, 3, 3)
HERE = Subject(item_id=1, sku="A-1", site_id=2, site="MAIN")
STOCK = StockSeen(
    HERE, TODAY, available=100, forecast_per_day=2, lead_time_days=10, safety_stock=8,
    on_order_in_time=0,
)  # fmt: skip


def stock(**changes: Any) -> dict[AlertType, Finding]:
    return {found.type: found for found in findings(replace(STOCK, **changes))}


def one(seen: object) -> tuple[Level, Presence]:
    (found,) = findings(seen)
    return found.level, found.presence


def test_enough_stock_is_silent() -> None:
    assert stock() == {}


@pytest.mark.parametrize(
    ("available", "per_day", "level", "presence"),
    [
        (0, 2, "CRITICAL", "MET"),
        (-1, 2, "CRITICAL", "MET"),
        (0, None, "WARNING", "MET"),
        (0, 0, "NORMAL", "MET"),
        (1.9, 2, "CRITICAL", "FADING"),
    ],
)
def test_stock_out_is_as_bad_as_it_is_asked_for(
    available: float, per_day: float | None, level: str, presence: str
) -> None:
    found = stock(available=available, forecast_per_day=per_day)[AlertType.STOCKOUT]

    assert (found.level, found.presence) == (level, presence)


def test_a_day_of_stock_ends_a_stock_out() -> None:
    assert AlertType.STOCKOUT not in stock(available=2)


@pytest.mark.parametrize(
    ("available", "inbound", "level", "presence"),
    [
        (9.9, 0, "CRITICAL", "MET"),
        (10, 0, "WARNING", "MET"),
        (19.9, 0, "WARNING", "MET"),
        (20, 0, "WARNING", "FADING"),
        (21.9, 0, "WARNING", "FADING"),
        (12, 7, "WARNING", "MET"),
    ],
)
def test_a_stock_out_is_imminent_when_cover_ends_before_the_lead_time(
    available: float, inbound: float, level: str, presence: str
) -> None:
    found = stock(available=available, on_order_in_time=inbound)[AlertType.STOCKOUT_IMMINENT]

    assert (found.level, found.presence) == (level, presence)


@pytest.mark.parametrize(
    "changes",
    [
        {"available": 22.0},
        {"available": 12.0, "on_order_in_time": 10.0},
        {"available": 1.0, "forecast_per_day": 0.0},
        {"available": 1.0, "forecast_per_day": None},
        {"available": 1.0, "lead_time_days": None},
    ],
)
def test_no_stock_out_is_imminent(changes: dict[str, float | None]) -> None:
    assert AlertType.STOCKOUT_IMMINENT not in stock(**changes)


def test_low_stock_is_below_the_safety_stock() -> None:
    slow = {"forecast_per_day": 0.1}

    low = stock(**slow, available=8)[AlertType.LOW_STOCK]
    assert (low.level, low.presence) == (Level.WARNING, Presence.MET)
    helped = stock(**slow, available=8, on_order_in_time=1)[AlertType.LOW_STOCK]
    assert (helped.level, helped.message_code) == (Level.NORMAL, "LOW_STOCK_INBOUND")
    assert stock(**slow, available=8.5)[AlertType.LOW_STOCK].presence is Presence.FADING
    assert stock(**slow, available=8.9) == {}
    assert stock(**slow, available=8, safety_stock=None) == {}


def test_the_worst_that_can_be_said_of_stock_holds_the_rest_back() -> None:
    out = stock(available=0)

    assert [found.presence for found in out.values()] == ["MET", "HELD", "HELD"]
    soon = stock(available=4)
    assert [found.presence for found in soon.values()] == ["MET", "HELD"]


@given(st.floats(-10, 300), st.floats(0, 20), st.floats(0, 60), st.floats(0, 50))
def test_at_most_one_stock_alert_opens_and_more_stock_never_makes_it_worse(
    available: float, per_day: float, lead: float, safety: float
) -> None:
    seen = {"forecast_per_day": per_day, "lead_time_days": lead, "safety_stock": safety}

    def worst(amount: float) -> int:
        met = [
            finding
            for finding in stock(**seen, available=amount).values()
            if finding.presence is Presence.MET
        ]
        assert len(met) <= 1
        kinds = list(AlertType)
        return kinds.index(met[0].type) if met else len(kinds)

    assert worst(available + 1) >= worst(available)


@pytest.mark.parametrize(
    ("days", "is_needed", "level"),
    [(1, False, "WARNING"), (7, False, "WARNING"), (8, False, "CRITICAL"), (1, True, "CRITICAL")],
)
def test_an_order_is_overdue_the_day_after(days: int, is_needed: bool, level: str) -> None:
    order = OrderSeen(HERE, TODAY, TODAY - timedelta(days=days), 5, is_needed)

    assert one(order) == (level, Presence.MET)


def test_an_order_due_today_is_not_overdue() -> None:
    assert findings(OrderSeen(HERE, TODAY, TODAY, 5, True)) == ()


@pytest.mark.parametrize(
    ("days", "quantity", "before", "per_day", "level"),
    [
        (30, 10, 0, None, "WARNING"),
        (30, 10, 0, 0.1, "WARNING"),
        (30, 10, 0, 1, "NORMAL"),
        (30, 10, 25, 1, "WARNING"),
        (7, 10, 0, 1, "CRITICAL"),
        (7, 7, 0, 1, "NORMAL"),
        (0, 1, 0, 9, "CRITICAL"),
        (-1, 1, 0, 9, "CRITICAL"),
    ],
)
def test_a_lot_is_at_risk_as_far_as_it_will_not_be_used(
    days: int, quantity: float, before: float, per_day: float | None, level: str
) -> None:
    lot = LotSeen(HERE, TODAY, TODAY + timedelta(days=days), quantity, before, per_day)

    assert one(lot) == (level, Presence.MET)


def test_a_lot_with_time_or_without_stock_is_silent() -> None:
    assert findings(LotSeen(HERE, TODAY, TODAY + timedelta(days=31), 5)) == ()
    assert findings(LotSeen(HERE, TODAY, TODAY, 0)) == ()


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        (18, None),
        (20, ("WARNING", "FADING")),
        (24, ("WARNING", "FADING")),
        (24.1, ("WARNING", "MET")),
        (48, ("WARNING", "MET")),
        (48.1, ("CRITICAL", "MET")),
    ],
)
def test_a_site_goes_stale_after_a_day(hours: float, expected: tuple[str, str] | None) -> None:
    site = SiteSeen(HERE, datetime(2024, 3, 1, tzinfo=UTC), hours)

    assert (one(site) if findings(site) else None) == expected


@pytest.mark.parametrize(
    ("actual", "is_foretold", "expected"),
    [
        (10, True, ("NORMAL", "FADING")),
        (10.5, True, ("WARNING", "MET")),
        (15.1, True, ("CRITICAL", "MET")),
        (15.1, False, ("WARNING", "MET")),
    ],
)
def test_demand_spikes_above_the_interval(
    actual: float, is_foretold: bool, expected: tuple[str, str]
) -> None:
    assert one(DemandSeen(HERE, TODAY, actual, 5, 1, 10, is_foretold)) == expected


def test_demand_below_the_interval_is_worth_knowing() -> None:
    (found,) = findings(DemandSeen(HERE, TODAY, 0, 5, 1, 10, True))

    assert (found.level, found.message_code) == (Level.NORMAL, "DEMAND_DROP")


def test_bias_needs_more_than_chance() -> None:
    def bias(points: int, share: float, is_foretold: bool = True) -> BiasSeen:
        return BiasSeen(HERE, points, 150, share * 100, 100, is_foretold)

    assert findings(bias(5, 1)) == ()
    assert findings(bias(30, 0.4)) == ()
    assert findings(BiasSeen(HERE, 30, 0, 0, 0, True)) == ()
    assert findings(BiasSeen(HERE, 30, 0, 3, 3, True)) == ()
    assert len(findings(BiasSeen(HERE, 30, 0, 30, 30, True))) == 1
    assert one(bias(30, 0.6)) == (Level.WARNING, Presence.FADING)
    assert one(bias(30, 0.7)) == (Level.WARNING, Presence.MET)
    assert one(bias(30, -0.95)) == (Level.CRITICAL, Presence.MET)
    assert one(bias(300, 0.95, is_foretold=False)) == (Level.WARNING, Presence.MET)
    assert findings(bias(30, -0.95))[0].message_code == "FORECAST_TOO_LOW"


@given(st.integers(6, 1000))
def test_the_limit_can_be_reached_and_grows(points: int) -> None:
    assert 4 <= tracking_limit(points) < points
    assert tracking_limit(points) <= tracking_limit(points + 1)


@given(st.text(), st.text(), st.text(), st.text())
def test_different_subjects_never_share_a_fingerprint(a: str, b: str, c: str, d: str) -> None:
    one, other = Subject(sku=a, site=b), Subject(sku=c, site=d)

    same = fingerprint(AlertType.STOCKOUT, one) == fingerprint(AlertType.STOCKOUT, other)

    assert same == ((a, b) == (c, d))


def test_every_sentence_can_be_said() -> None:
    lot = replace(HERE, lot_number="L1", order_number="PO-1/1")
    seen: list[object] = [
        *(replace(STOCK, available=a, forecast_per_day=p) for a in (0, 4) for p in (0, 2, None)),
        replace(STOCK, available=8, forecast_per_day=0.1),
        replace(STOCK, available=8, forecast_per_day=0.1, on_order_in_time=9.0),
        *(OrderSeen(lot, TODAY, date(2024, 1, 1), 5, needed) for needed in (True, False)),
        *(LotSeen(lot, TODAY, TODAY + timedelta(days=d), 5) for d in (-1, 9)),
        SiteSeen(HERE, datetime(2024, 3, 1, tzinfo=UTC), 50),
        *(DemandSeen(HERE, TODAY, actual, 5, 1, 10, True) for actual in (0, 12)),
        *(BiasSeen(HERE, 30, 150, share, 100, True) for share in (-90, 90)),
    ]

    said = {
        finding.message_code: sentence(finding.message_code, finding.params)
        for thing in seen
        for finding in findings(thing)
    }

    assert said.keys() == SENTENCES.keys()
    assert said["STALE_SITE"] == (
        "MAIN is 50 hours behind the other sites; its last report is of 2024-03-01 00:00 UTC."
    )
    assert said["LOT_EXPIRED"].startswith("Lot L1 of A-1 at MAIN expired on 2024-03-02")
