"""The life of an alert: what people may do, what time undoes, what opens and clears."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from backend.alerts.findings import Finding, Presence, Subject
from backend.alerts.kinds import Action, AlertType, Happened, Level, Status
from backend.alerts.reconcile import Standing, reconcile, suppressors
from backend.alerts.workflow import EVENTS, Decision, next_status, undone_by

NOW = datetime(2024, 3, 3, 12, tzinfo=UTC)
BEFORE, AFTER = NOW - timedelta(hours=1), NOW + timedelta(hours=1)
STOCKOUT = AlertType.STOCKOUT


@pytest.mark.parametrize(("status", "action"), list(product(Status, Action)))
def test_only_these_changes_are_refused(status: Status, action: Action) -> None:
    refused = {
        (Status.OPEN, Action.REOPEN),
        (Status.RESOLVED, Action.ACKNOWLEDGE),
        (Status.RESOLVED, Action.SNOOZE),
        (Status.RESOLVED, Action.RESOLVE),
    }

    assert (next_status(status, action) is None) == ((status, action) in refused)


def test_every_action_has_its_event() -> None:
    assert EVENTS.keys() == set(Action)


@pytest.mark.parametrize(
    ("decision", "undone"),
    [
        (Decision(), None),
        (Decision(Status.ACKNOWLEDGED), None),
        (Decision(Status.ACKNOWLEDGED, promised_at=AFTER), None),
        (Decision(Status.ACKNOWLEDGED, promised_at=NOW), Happened.PROMISE_PASSED),
        (Decision(Status.ACKNOWLEDGED, promised_at=BEFORE), Happened.PROMISE_PASSED),
        (Decision(Status.SNOOZED, snoozed_until=AFTER), None),
        (Decision(Status.SNOOZED, snoozed_until=BEFORE), Happened.SNOOZE_ENDED),
        (Decision(Status.SNOOZED, until_worse_than=Level.WARNING), None),
        (Decision(Status.SNOOZED, until_worse_than=Level.NORMAL), Happened.GOT_WORSE),
        (
            Decision(Status.SNOOZED, snoozed_until=AFTER, until_worse_than=Level.NORMAL),
            Happened.GOT_WORSE,
        ),
        (Decision(Status.RESOLVED, until_worse_than=Level.WARNING), None),
        (Decision(Status.RESOLVED, until_worse_than=Level.NORMAL), Happened.GOT_WORSE),
    ],
)
def test_what_undoes_a_decision(decision: Decision, undone: Happened | None) -> None:
    assert undone_by(decision, Level.WARNING, NOW) == undone


def finding(presence: Presence, level: Level = Level.WARNING) -> Finding:
    subject = Subject(item_id=1, sku="A-1", site_id=2, site="MAIN")
    return Finding(STOCKOUT, subject, level, presence, "STOCKOUT", {})


def standing(clear_runs: int = 0) -> Standing:
    return Standing(7, "STOCKOUT:A-1:MAIN", STOCKOUT, Level.NORMAL, 1, 2, clear_runs)


def found(*findings: Finding) -> dict[str, Finding]:
    return {one.fingerprint: one for one in findings}


@pytest.mark.parametrize("presence", list(Presence))
def test_only_a_condition_that_is_met_opens_an_alert(presence: Presence) -> None:
    changes = reconcile([], found(finding(presence)), {STOCKOUT}, is_new_evidence=True)

    assert len(changes.opened) == (presence is Presence.MET)


def test_an_alert_is_there_once_however_often_it_is_found() -> None:
    met = finding(Presence.MET, Level.CRITICAL)

    changes = reconcile([standing(1)], found(met), {STOCKOUT}, is_new_evidence=True)

    assert changes.opened == []
    (kept,) = changes.kept
    assert (kept.level, kept.clear_runs) == (Level.CRITICAL, 0)


def test_a_condition_that_is_clearly_gone_clears_at_once() -> None:
    changes = reconcile([standing()], {}, {STOCKOUT}, is_new_evidence=True)

    assert [alert.id for alert in changes.cleared] == [7]


def test_a_condition_that_is_hardly_gone_clears_the_second_time() -> None:
    fading = found(finding(Presence.FADING))

    first = reconcile([standing()], fading, {STOCKOUT}, is_new_evidence=True)
    second = reconcile([standing(1)], fading, {STOCKOUT}, is_new_evidence=True)

    assert (first.kept[0].clear_runs, first.kept[0].level) == (1, Level.NORMAL)
    assert [alert.id for alert in second.cleared] == [7]


def test_the_same_evidence_again_is_no_second_time() -> None:
    fading = found(finding(Presence.FADING))

    changes = reconcile([standing(1)], fading, {STOCKOUT}, is_new_evidence=False)

    assert changes.kept[0].clear_runs == 1


def test_what_nobody_could_look_for_stays() -> None:
    changes = reconcile([standing()], {}, set(), is_new_evidence=True)

    assert changes.cleared == []
    assert changes.kept[0].finding is None


def test_what_is_held_back_stays_and_does_not_open() -> None:
    held = found(finding(Presence.HELD, Level.CRITICAL))

    changes = reconcile([standing(1)], held, {STOCKOUT}, is_new_evidence=True)

    assert (changes.kept[0].level, changes.kept[0].clear_runs) == (Level.NORMAL, 1)


def test_a_stale_site_and_worse_news_hold_stock_alerts_back() -> None:
    held = suppressors(
        [
            ("out", AlertType.STOCKOUT, 1, 1),
            ("low", AlertType.LOW_STOCK, 1, 1),
            ("low elsewhere", AlertType.LOW_STOCK, 1, 2),
            ("stale", AlertType.STALE_SITE, None, 3),
            ("out there", AlertType.STOCKOUT, 1, 3),
            ("late there", AlertType.OVERDUE_ORDER, 1, 3),
        ]
    )

    assert held == {"low": "out", "out there": "stale"}
