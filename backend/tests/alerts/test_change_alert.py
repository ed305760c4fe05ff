"""PATCH /alerts/{id} and POST /alerts/bulk."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.alerts.kinds import Level
from backend.alerts.models import Alert, AlertEvent, AlertState
from backend.audit.models import AuditLog
from backend.core import clock
from backend.tests.alerts.factories import make_alert
from backend.tests.signing_in import SignedInClient

URL = "/api/v1/alerts"
SOON = (datetime.now(UTC) + timedelta(days=2)).isoformat()
PAST = "2020-01-01T00:00:00Z"


def patch(client: SignedInClient, alert: Alert, **body: Any) -> Any:
    etag = client.get(f"{URL}/{alert.id}").headers["ETag"]
    return client.patch(f"{URL}/{alert.id}", json=body, headers={"If-Match": etag})


def test_acknowledging_takes_the_alert_with_a_promise(
    noa: SignedInClient, session: Session
) -> None:
    alert = make_alert(session)

    response = patch(noa, alert, action="acknowledge", note="On its way", promised_at=SOON)

    shown = response.get_json()
    assert response.status_code == 200
    assert (shown["status"], shown["owner"], shown["note"]) == (
        "ACKNOWLEDGED", "noa", "On its way",
    )  # fmt: skip
    assert datetime.fromisoformat(shown["promised_at"]) == datetime.fromisoformat(SOON)
    assert shown["owner_id"] == noa.user_id
    assert response.headers["ETag"] == noa.get(f"{URL}/{alert.id}").headers["ETag"]


def test_history_and_audit_log_say_who_did_what(noa: SignedInClient, session: Session) -> None:
    alert = make_alert(session)

    patch(noa, alert, action="acknowledge", note="mine")
    shown = patch(noa, alert, action="resolve", note="done").get_json()

    told = [(event["action"], event["actor"], event["note"]) for event in shown["history"]]
    assert told == [("resolved", "noa", "done"), ("acknowledged", "noa", "mine")]
    entries = session.scalars(select(AuditLog).order_by(AuditLog.id)).all()
    assert [(entry.action, entry.entity_id, entry.reason) for entry in entries] == [
        ("alerts:alert:changed", str(alert.id), "mine"),
        ("alerts:alert:changed", str(alert.id), "done"),
    ]
    assert entries[0].after is not None
    assert entries[0].after["status"] == "ACKNOWLEDGED"


def test_a_snooze_lasts_until_a_time_or_until_worse(noa: SignedInClient, session: Session) -> None:
    alert = make_alert(session)

    shown = patch(noa, alert, action="snooze", until=SOON, until_worse=True).get_json()

    assert (shown["status"], shown["until_worse_than"]) == ("SNOOZED", "WARNING")
    alert.level = Level.CRITICAL
    session.commit()
    assert noa.get(f"{URL}/{alert.id}").get_json()["status"] == "OPEN"


def test_reopening_gives_the_alert_back(noa: SignedInClient, session: Session) -> None:
    alert = make_alert(session)
    patch(noa, alert, action="acknowledge", note="mine")

    shown = patch(noa, alert, action="reopen").get_json()

    assert (shown["status"], shown["owner"], shown["note"]) == ("OPEN", None, None)


def test_a_change_that_makes_no_sense_is_a_conflict(noa: SignedInClient, session: Session) -> None:
    alert = make_alert(session)
    patch(noa, alert, action="resolve")

    response = patch(noa, alert, action="acknowledge")

    assert response.status_code == 409
    assert response.get_json()["detail"] == "You cannot acknowledge an alert that is resolved."


def test_an_alert_whose_condition_ended_stays_as_it_is(
    noa: SignedInClient, session: Session
) -> None:
    alert = make_alert(session, resolved_at=clock.now())

    response = patch(noa, alert, action="reopen")

    assert response.status_code == 409
    assert response.get_json()["code"] == "ConditionEnded"


def test_a_promise_that_passed_is_told_before_the_next_step(
    noa: SignedInClient, session: Session
) -> None:
    alert = make_alert(session)
    session.add(
        AlertState(
            fingerprint=alert.fingerprint,
            status="ACKNOWLEDGED",
            promised_at=clock.now() - timedelta(hours=1),
        )
    )
    session.commit()

    response = patch(noa, alert, action="reopen")
    assert response.status_code == 409

    shown = patch(noa, alert, action="acknowledge").get_json()
    assert [event["action"] for event in shown["history"]] == ["acknowledged", "promise_passed"]


def test_a_stale_page_changes_nothing(noa: SignedInClient, session: Session) -> None:
    alert = make_alert(session)
    address, etag = f"{URL}/{alert.id}", noa.get(f"{URL}/{alert.id}").headers["ETag"]
    patch(noa, alert, action="acknowledge", note="first")

    late = noa.patch(address, json={"action": "resolve"}, headers={"If-Match": etag})
    blind = noa.patch(address, json={"action": "resolve"})

    assert (late.status_code, blind.status_code) == (412, 428)
    assert late.get_json()["current"]["note"] == "first"


@pytest.mark.parametrize(
    "body",
    [
        {"action": "explode"},
        {"action": "snooze"},
        {"action": "snooze", "until": PAST},
        {"action": "snooze", "until": "2030-01-01T00:00:00"},
        {"action": "acknowledge", "promised_at": "9999-12-31T23:59:59-14:00"},
        {"action": "acknowledge", "promised_at": PAST},
        {"action": "acknowledge", "until": SOON},
        {"action": "resolve", "promised_at": SOON},
        {"action": "resolve", "mood": "good"},
        {},
    ],
)
def test_what_cannot_be_asked(noa: SignedInClient, session: Session, body: dict[str, Any]) -> None:
    assert patch(noa, make_alert(session), **body).status_code == 422


def test_a_viewer_may_not_change(vic: SignedInClient, session: Session) -> None:
    alert = make_alert(session)

    assert patch(vic, alert, action="resolve").status_code == 403
    bulk = vic.post(f"{URL}/bulk", json={"ids": [alert.id], "action": "resolve"})
    assert bulk.status_code == 403


def test_many_are_changed_at_once_and_each_says_how(noa: SignedInClient, session: Session) -> None:
    one, other = make_alert(session), make_alert(session)
    ended = make_alert(session, resolved_at=clock.now())
    body = {"ids": [one.id, other.id, one.id, ended.id, 999_999], "action": "acknowledge"}

    answer = noa.post(f"{URL}/bulk", json=body).get_json()

    assert [(row["id"], row["ok"], row["code"]) for row in answer["data"]] == [
        (one.id, True, None),
        (other.id, True, None),
        (ended.id, False, "ConditionEnded"),
        (999_999, False, "AlertNotFound"),
    ]
    assert (answer["changed"], answer["failed"]) == (2, 2)
    assert noa.get(f"{URL}/{one.id}").get_json()["owner"] == "noa"


def test_the_same_bulk_request_again_does_nothing_twice(
    noa: SignedInClient, session: Session
) -> None:
    alert = make_alert(session)
    request = {"json": {"ids": [alert.id], "action": "acknowledge"},
               "headers": {"Idempotency-Key": "once"}}  # fmt: skip

    first, second = (noa.post(f"{URL}/bulk", **request) for _ in range(2))

    assert first.get_json() == second.get_json()
    assert session.scalar(select(func.count()).select_from(AlertEvent)) == 1
