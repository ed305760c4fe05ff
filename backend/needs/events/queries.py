"""Events, their phases and what each phase asks, as rows."""

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from backend.access.models import User
from backend.core.sql import Rows
from backend.needs.events.errors import EventNotFound
from backend.needs.events.models import Event, EventPhaseConfig, EventPhaseHistory
from backend.needs.events.schemas import EventOut, EventQuery, PhaseConfigOut
from backend.needs.lists.models import NeedsList
from backend.needs.lists.workflow import ACTIVE
from backend.needs.phases import Phase


def events(query: EventQuery) -> Rows:
    rows = _events()
    if query.q is not None:
        rows = rows.where(
            or_(
                Event.code.icontains(query.q, autoescape=True),
                Event.name.icontains(query.q, autoescape=True),
            )
        )
    if query.status is not None:
        rows = rows.where(Event.status == query.status)
    if query.phase is not None:
        rows = rows.where(Event.current_phase == query.phase)
    return rows


def event(session: Session, event_id: int) -> EventOut:
    found = session.execute(_events().where(Event.id == event_id)).mappings().one_or_none()
    if found is None:
        raise EventNotFound(event_id)
    return EventOut.model_validate(dict(found))


def _events() -> Rows:
    current = and_(
        EventPhaseConfig.event_id == Event.id, EventPhaseConfig.phase == Event.current_phase
    )
    open_lists = (
        select(func.count())
        .where(NeedsList.event_id == Event.id, NeedsList.status.in_(ACTIVE))
        .correlate(Event)
        .scalar_subquery()
    )
    elsewhere = {
        "phase_changed_by": User.username,
        "demand_window_hours": EventPhaseConfig.demand_window_hours,
        "planning_window_hours": EventPhaseConfig.planning_window_hours,
        "open_needs_lists": open_lists,
    }
    columns = (
        elsewhere[name].label(name) if name in elsewhere else getattr(Event, name)
        for name in EventOut.model_fields
    )
    return (
        select(*columns)
        .select_from(Event)
        .join(EventPhaseConfig, current)
        .outerjoin(User, User.id == Event.phase_changed_by)
    )


def phase_history(event_id: int) -> Rows:
    history = EventPhaseHistory
    return (
        select(
            history.id,
            history.at,
            history.from_phase,
            history.to_phase,
            User.username.label("changed_by"),
            history.reason,
        )
        .outerjoin(User, User.id == history.changed_by)
        .where(history.event_id == event_id)
    )


def phase_configs(event_id: int) -> Rows:
    config = EventPhaseConfig
    elsewhere = {"is_current": config.phase == Event.current_phase}
    columns = (
        elsewhere[name].label(name) if name in elsewhere else getattr(config, name)
        for name in PhaseConfigOut.model_fields
    )
    return (
        select(*columns)
        .select_from(config)
        .join(Event, Event.id == config.event_id)
        .where(config.event_id == event_id)
    )


def phase_config(session: Session, event_id: int, phase: Phase) -> PhaseConfigOut:
    rows = phase_configs(event_id).where(EventPhaseConfig.phase == phase.value)
    found = session.execute(rows).mappings().one_or_none()
    if found is None:
        raise EventNotFound(event_id)
    return PhaseConfigOut.model_validate(dict(found))


def open_list_numbers(session: Session, event_id: int) -> list[str]:
    rows = (
        select(NeedsList.needs_list_no)
        .where(NeedsList.event_id == event_id, NeedsList.status.in_(ACTIVE))
        .order_by(NeedsList.needs_list_no)
    )
    return list(session.scalars(rows))
