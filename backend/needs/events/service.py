"""Creating events, moving them between phases, and setting how each phase calculates."""

from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.audit.events import Event as Happened
from backend.audit.recorder import record
from backend.core import clock
from backend.core.context import acting
from backend.needs.burn.following import follow_event
from backend.needs.events import queries
from backend.needs.events.errors import (
    EventClosed,
    EventCodeTaken,
    EventHasOpenLists,
    EventNotFound,
    PhaseConfigUnchanged,
    PhaseUnchanged,
)
from backend.needs.events.models import Event, EventPhaseConfig
from backend.needs.events.schemas import (
    EventChange,
    EventDraft,
    PhaseChange,
    PhaseConfigChange,
)
from backend.needs.phases import DEFAULTS, Phase

CONFIG_FIELDS = (
    "demand_window_hours",
    "planning_window_hours",
    "safety_factor",
    "safety_buffer_pct",
    "freshness_threshold_hours",
    "stale_threshold_hours",
)
EVENT_FIELDS = ("code", "name", "kind", "status", "started_at", "closed_at")


def create_event(session: Session, draft: EventDraft) -> Event:
    """Open an event with the default settings of each phase."""
    if session.scalar(select(Event.id).where(Event.code == draft.code)) is not None:
        raise EventCodeTaken(draft.code)
    now = clock.now()
    event = Event(
        code=draft.code,
        name=draft.name,
        kind=draft.kind,
        started_at=draft.started_at or now,
        current_phase=draft.phase.value,
        phase_changed_at=now,
        phase_changed_by=acting().actor_id,
        phase_reason=draft.reason,
    )
    session.add(event)
    session.flush()
    for phase, defaults in DEFAULTS.items():
        settings = {name: getattr(defaults, name) for name in CONFIG_FIELDS}
        session.add(EventPhaseConfig(event_id=event.id, phase=phase.value, **settings))
    session.flush()
    session.refresh(event)
    after = {**_state(event), "phase": draft.phase.value}
    record(session, Happened.EVENT_CREATED, "event", event.id, after=after, reason=draft.reason)
    follow_event(session, event.id)
    return event


def event_to_change(session: Session, event_id: int) -> Event:
    """Find an event and hold its row, so that two changes come one after the other."""
    event = session.get(Event, event_id, with_for_update=True)
    if event is None:
        raise EventNotFound(event_id)
    return event


def change_event(session: Session, event: Event, change: EventChange) -> None:
    """Change what is given; an event with lists on their way cannot be closed."""
    before = _state(event)
    closes = change.status == "CLOSED" and event.status != "CLOSED"
    if closes and (numbers := queries.open_list_numbers(session, event.id)):
        raise EventHasOpenLists(event.code, numbers)
    for name in change.model_fields_set - {"reason"}:
        setattr(event, name, getattr(change, name))
    if event.status == "ACTIVE":
        event.closed_at = None
    elif closes:
        event.closed_at = clock.now()
    after = _state(event)
    if before == after:
        return
    session.flush()
    record(
        session,
        Happened.EVENT_CHANGED,
        "event",
        event.id,
        before=before,
        after=after,
        reason=change.reason,
    )
    follow_event(session, event.id)


def change_phase(session: Session, event: Event, change: PhaseChange) -> None:
    """Move an event to another phase; the trigger writes the history."""
    if event.status == "CLOSED":
        raise EventClosed(event.code)
    before = Phase(event.current_phase)
    if before is change.phase:
        raise PhaseUnchanged(event.code, before)
    event.current_phase = change.phase.value
    event.phase_changed_at = clock.now()
    event.phase_changed_by = acting().actor_id
    event.phase_reason = change.reason
    session.flush()
    record(
        session,
        Happened.EVENT_PHASE_CHANGED,
        "event",
        event.id,
        before={"phase": before.value},
        after={"phase": change.phase.value},
        reason=change.reason,
    )
    follow_event(session, event.id)


def config_to_change(session: Session, event_id: int, phase: Phase) -> EventPhaseConfig:
    rows = select(EventPhaseConfig).where(
        EventPhaseConfig.event_id == event_id, EventPhaseConfig.phase == phase.value
    )
    config = session.execute(rows.with_for_update()).scalar_one_or_none()
    if config is None:
        raise EventNotFound(event_id)
    return config


def change_config(session: Session, config: EventPhaseConfig, change: PhaseConfigChange) -> None:
    """Set how a phase calculates; saying what is set already is an error, and no entry."""
    before = _settings(config)
    for name in CONFIG_FIELDS:
        setattr(config, name, getattr(change, name))
    after = _settings(config)
    if before == after:
        raise PhaseConfigUnchanged(Phase(config.phase))
    session.flush()
    record(
        session,
        Happened.PHASE_CONFIG_CHANGED,
        "event_phase_config",
        f"{config.event_id}/{config.phase}",
        before=before,
        after=after,
        reason=change.reason,
    )
    follow_event(session, config.event_id)


def _state(event: Event) -> dict[str, Any]:
    return {name: getattr(event, name) for name in EVENT_FIELDS}


def _settings(config: EventPhaseConfig) -> dict[str, Decimal]:
    return {name: Decimal(getattr(config, name)) for name in CONFIG_FIELDS}
