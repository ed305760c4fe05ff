"""What the old records say, and what is wrong with some of them."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from backend.needs.lists.workflow import Status
from etl.legacy.records import read_record
from etl.tests.legacy.stores import a_record, an_item


def reasons(raw: Any) -> list[str]:
    return [reject.reason for reject in read_record("1", raw).rejects]


def test_a_record_is_read_with_all_that_it_says() -> None:
    raw = a_record(
        an_item(),
        submitted_by="ann",
        submitted_at="2025-12-01T11:00:00",
        history=[{"action": "SUBMITTED", "actor": "ann"}],
        colour="red",
    )

    old = read_record("17", raw).record

    assert old is not None
    assert (old.event, old.site, old.status) == ("3", "1", Status.DRAFT)
    assert old.planning_window_hours == 72
    # The old store wrote times without a zone, and meant UTC.
    assert old.deeds["submitted"].at == dt.datetime(2025, 12, 1, 11, tzinfo=dt.UTC)
    assert old.legacy["record"] == {"colour": "red"}
    assert old.legacy["people"] == {"created": "ann", "updated": "bob", "submitted": "ann"}
    assert len(old.history) == 1
    line = old.lines[0]
    assert (line.item, line.unit, line.confidence) == ("12", "LT", "MEDIUM")
    assert line.quantities["burn_rate"] == Decimal("50.5")
    assert line.quantities["horizon_a_quantity"] == 200
    assert line.quantities["horizon_c_quantity"] is None


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ("SUBMITTED", Status.PENDING_APPROVAL),
        ("modified", Status.DRAFT),
        ("ESCALATED", Status.UNDER_REVIEW),
        ("COMPLETED", Status.FULFILLED),
        ("DISPATCHED", Status.IN_PROGRESS),
        *((status.value, status) for status in Status),
    ],
)
def test_every_status_of_the_old_system_has_its_own_here(told: str, status: Status) -> None:
    old = read_record("1", a_record(status=told)).record

    assert old is not None
    assert old.status is status


def test_no_demand_is_no_number() -> None:
    old = read_record("1", a_record(an_item(time_to_stockout="N/A - No current demand"))).record

    assert old is not None
    assert old.lines[0].quantities["time_to_stockout_hours"] is None


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("text", ["NOT_AN_OBJECT"]),
        (a_record(status="LOST"), ["STATUS_UNKNOWN"]),
        (a_record(phase="PANIC"), ["PHASE_UNKNOWN"]),
        (a_record(as_of_datetime="soon"), ["DATE_UNREADABLE"]),
        (a_record(event_id=None), ["VALUE_MISSING"]),
        (a_record(an_item(gap_qty="many")), ["NUMBER_UNREADABLE"]),
        (a_record(an_item(gap_qty=float("inf"))), ["NUMBER_UNREADABLE"]),
        (a_record(an_item(required_qty=-1)), ["NUMBER_NEGATIVE"]),
        (a_record(an_item(horizon={"A": {"recommended_qty": -5}})), ["NUMBER_NEGATIVE"]),
        (a_record(an_item(item_id=None)), ["VALUE_MISSING"]),
        (a_record(snapshot={"items": {}}), ["NOT_A_LIST"]),
        (
            a_record(an_item(gap_qty="x"), status="LOST", phase="PANIC"),
            ["NUMBER_UNREADABLE", "STATUS_UNKNOWN", "PHASE_UNKNOWN"],
        ),
    ],
)
def test_what_cannot_be_read_is_refused_with_every_reason(raw: Any, expected: list[str]) -> None:
    assert sorted(reasons(raw)) == sorted(expected)
