"""The life of an alert, in tables. Pure: no database, no Flask.

A condition opens an alert and its end clears it; in between, people decide its status. Time and
worsening can undo what they decided.
"""

from dataclasses import dataclass
from datetime import datetime

from backend.alerts.kinds import Action, Happened, Level, Status

TRANSITIONS: dict[tuple[Status, Action], Status] = {
    (Status.OPEN, Action.ACKNOWLEDGE): Status.ACKNOWLEDGED,
    (Status.OPEN, Action.SNOOZE): Status.SNOOZED,
    (Status.OPEN, Action.RESOLVE): Status.RESOLVED,
    # Acknowledging again changes the owner, the note or the promise.
    (Status.ACKNOWLEDGED, Action.ACKNOWLEDGE): Status.ACKNOWLEDGED,
    (Status.ACKNOWLEDGED, Action.SNOOZE): Status.SNOOZED,
    (Status.ACKNOWLEDGED, Action.RESOLVE): Status.RESOLVED,
    (Status.ACKNOWLEDGED, Action.REOPEN): Status.OPEN,
    (Status.SNOOZED, Action.ACKNOWLEDGE): Status.ACKNOWLEDGED,
    (Status.SNOOZED, Action.SNOOZE): Status.SNOOZED,
    (Status.SNOOZED, Action.RESOLVE): Status.RESOLVED,
    (Status.SNOOZED, Action.REOPEN): Status.OPEN,
    (Status.RESOLVED, Action.REOPEN): Status.OPEN,
}

EVENTS: dict[Action, Happened] = {
    Action.ACKNOWLEDGE: Happened.ACKNOWLEDGED,
    Action.SNOOZE: Happened.SNOOZED,
    Action.RESOLVE: Happened.RESOLVED,
    Action.REOPEN: Happened.REOPENED,
}

# Evaluations of new evidence in a row that must find a condition gone before it clears by itself.
CLEAR_AFTER_RUNS = 2


@dataclass(frozen=True, slots=True)
class Decision:
    """What people last said about an alert that is still there."""

    status: Status = Status.OPEN
    promised_at: datetime | None = None
    snoozed_until: datetime | None = None
    until_worse_than: Level | None = None


def next_status(status: Status, action: Action) -> Status | None:
    """Return where ``action`` leads from ``status``, or None if it is not allowed."""
    return TRANSITIONS.get((status, action))


def undone_by(decision: Decision, level: Level, now: datetime) -> Happened | None:
    """Return what undoes a decision, so that the alert is open again; None while it holds."""
    is_worse = decision.until_worse_than is not None and (
        level.rank > decision.until_worse_than.rank
    )
    match decision.status:
        case Status.ACKNOWLEDGED if _passed(decision.promised_at, now):
            return Happened.PROMISE_PASSED
        case Status.SNOOZED if _passed(decision.snoozed_until, now):
            return Happened.SNOOZE_ENDED
        case Status.SNOOZED | Status.RESOLVED if is_worse:
            return Happened.GOT_WORSE
    return None


def _passed(moment: datetime | None, now: datetime) -> bool:
    return moment is not None and moment <= now
