"""What people do about alerts. No Flask, no commit."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.alerts.errors import AlertNotFound, ConditionEnded, TransitionNotAllowed
from backend.alerts.kinds import Action, Happened, Status
from backend.alerts.models import Alert, AlertEvent, AlertState
from backend.alerts.schemas import AlertChange, AlertOutcome
from backend.alerts.workflow import EVENTS, Decision, next_status, undone_by
from backend.audit.events import Event
from backend.audit.recorder import record
from backend.core.context import acting
from backend.core.errors import AppError

SHOWN = ("status", "owner_id", "note", "promised_at", "snoozed_until", "until_worse_than")


@dataclass(frozen=True, slots=True)
class Held:
    """An alert and what was said about it, locked until the transaction ends."""

    alert: Alert
    state: AlertState | None

    @property
    def version(self) -> int:
        return self.state.version if self.state is not None else 0


def hold(session: Session, alert_id: int) -> Held:
    """Lock an alert, so that two people's changes come one after the other."""
    alert = session.get(Alert, alert_id, with_for_update=True, populate_existing=True)
    if alert is None:
        raise AlertNotFound(alert_id)
    state = None
    if alert.resolved_at is None:
        state = session.get(
            AlertState, alert.fingerprint, with_for_update=True, populate_existing=True
        )
    return Held(alert, state)


def change(session: Session, held: Held, wanted: AlertChange, now: datetime) -> AlertState:
    """Do what a person asks, or raise why not."""
    alert = held.alert
    if alert.resolved_at is not None:
        raise ConditionEnded
    state = held.state or _new_state(session, alert)
    _undo_if_passed(session, alert, state, now)
    status = next_status(Status(state.status), wanted.action)
    if status is None:
        raise TransitionNotAllowed(Status(state.status), wanted.action)

    before = _shown(state)
    _decide(alert, state, status, wanted)
    session.flush()
    session.refresh(state)
    after = _shown(state)
    changed = {name: value for name, value in after.items() if before[name] != value}
    session.add(_told(alert, EVENTS[wanted.action], now, wanted.note, changed))
    record(
        session,
        Event.ALERT_CHANGED,
        "alert",
        alert.id,
        before=before,
        after=after,
        reason=wanted.note,
    )
    return state


def change_many(
    session: Session, ids: Iterable[int], wanted: AlertChange, now: datetime
) -> list[AlertOutcome]:
    """Change each alert by itself: one that cannot be changed does not stop the others."""
    unique = list(dict.fromkeys(ids))
    # In the order of their keys, so that two such requests cannot wait for each other.
    session.execute(
        select(Alert.id).where(Alert.id.in_(unique)).order_by(Alert.id).with_for_update()
    )
    return [_outcome(session, alert_id, wanted, now) for alert_id in unique]


def _outcome(session: Session, alert_id: int, wanted: AlertChange, now: datetime) -> AlertOutcome:
    try:
        with session.begin_nested():
            state = change(session, hold(session, alert_id), wanted, now)
    except AppError as error:
        return AlertOutcome(
            id=alert_id, ok=False, status=None, version=None, code=error.code, detail=error.detail
        )
    return AlertOutcome(
        id=alert_id,
        ok=True,
        status=Status(state.status),
        version=state.version,
        code=None,
        detail=None,
    )


def _new_state(session: Session, alert: Alert) -> AlertState:
    state = AlertState(fingerprint=alert.fingerprint, status=Status.OPEN)
    session.add(state)
    session.flush()
    session.refresh(state)
    return state


def _undo_if_passed(session: Session, alert: Alert, state: AlertState, now: datetime) -> None:
    """Write down that a promise or a snooze ended before acting on what is left of it."""
    decision = Decision(
        Status(state.status), state.promised_at, state.snoozed_until, state.until_worse_than
    )
    reason = undone_by(decision, alert.level, now)
    if reason is None:
        return
    session.add(
        AlertEvent(
            fingerprint=alert.fingerprint,
            action=reason.value,
            at=now,
            actor="system",
            details={"status": state.status, "level": alert.level.value},
        )
    )
    state.status = Status.OPEN
    state.promised_at = state.snoozed_until = state.until_worse_than = None


def _decide(alert: Alert, state: AlertState, status: Status, wanted: AlertChange) -> None:
    state.status = status
    state.promised_at = wanted.promised_at
    state.snoozed_until = wanted.until
    keeps_level = wanted.until_worse or wanted.action is Action.RESOLVE
    state.until_worse_than = alert.level if keeps_level else None
    if wanted.action is Action.REOPEN:
        state.owner_id = None
    else:
        state.owner_id = acting().actor_id
    if wanted.note is not None or wanted.action is Action.REOPEN:
        state.note = wanted.note


def _told(
    alert: Alert, what: Happened, now: datetime, note: str | None, changed: dict[str, Any]
) -> AlertEvent:
    context = acting()
    return AlertEvent(
        fingerprint=alert.fingerprint,
        action=what.value,
        at=now,
        actor_id=context.actor_id,
        actor=context.actor,
        note=note,
        details={**changed, "level": alert.level.value},
    )


def _shown(state: AlertState) -> dict[str, Any]:
    values = {name: getattr(state, name) for name in SHOWN}
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in values.items()
    }
