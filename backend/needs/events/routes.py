"""GET, POST /events; GET, PATCH /events/{id}; its phase, phase history and phase configs."""

from flask import Response, url_for

from backend.access.guard import requires
from backend.access.permissions import Permission
from backend.core.http import blueprint, idempotent, require_match
from backend.core.listing import listing
from backend.core.paging import Ordering
from backend.core.schemas import ListQuery, Page
from backend.extensions import current_session
from backend.needs.events import queries, service
from backend.needs.events.schemas import (
    EventChange,
    EventDraft,
    EventOut,
    EventPath,
    EventQuery,
    PhaseChange,
    PhaseConfigChange,
    PhaseConfigOut,
    PhaseConfigPath,
    PhaseHistoryOut,
)

events = blueprint("events", "/events")
blueprints = (events,)

NEWEST_FIRST = Ordering(default="-started_at")
LATEST_FIRST = Ordering(default="-at,-id")
BY_PHASE = Ordering(default="demand_window_hours", unique=("phase",))
CONFIG = "/<int:event_id>/phase-configs/<string:phase>"


@events.get("")
@requires(Permission.EVENT_READ)
def list_events(query: EventQuery) -> Page[EventOut] | Response:
    """List events, the phase each is in, and how that phase calculates."""
    return listing(query, queries.events(query), EventOut, ordering=NEWEST_FIRST)


@events.post("", status=201, problems=(409,))
@requires(Permission.EVENT_MANAGE)
@idempotent
def create_event(body: EventDraft) -> tuple[EventOut, dict[str, str]]:
    """Open an event; each phase starts with its default settings."""
    session = current_session()
    event = service.create_event(session, body)
    location = url_for("events.get_event", event_id=event.id)
    return queries.event(session, event.id), {"Location": location}


@events.get("/<int:event_id>", versioned=True)
@requires(Permission.EVENT_READ)
def get_event(path: EventPath) -> EventOut:
    """Show one event."""
    return queries.event(current_session(), path.event_id)


@events.patch("/<int:event_id>", versioned=True, problems=(409,))
@requires(Permission.EVENT_MANAGE)
def change_event(path: EventPath, body: EventChange) -> EventOut:
    """Change an event's name, kind or start, close it, or open it again."""
    session = current_session()
    event = service.event_to_change(session, path.event_id)
    require_match(event.version, queries.event(session, event.id))
    service.change_event(session, event, body)
    return queries.event(session, event.id)


@events.post("/<int:event_id>/phase", versioned=True, problems=(409,))
@requires(Permission.EVENT_MANAGE)
@idempotent
def change_phase(path: EventPath, body: PhaseChange) -> EventOut:
    """Move an event to another phase; burn rates and stock status follow."""
    session = current_session()
    event = service.event_to_change(session, path.event_id)
    require_match(event.version, queries.event(session, event.id))
    service.change_phase(session, event, body)
    return queries.event(session, event.id)


@events.get("/<int:event_id>/phase-history", problems=(404,))
@requires(Permission.EVENT_READ)
def list_phase_history(path: EventPath, query: ListQuery) -> Page[PhaseHistoryOut] | Response:
    """List every phase that an event was moved to, by whom and why."""
    queries.event(current_session(), path.event_id)
    rows = queries.phase_history(path.event_id)
    return listing(query, rows, PhaseHistoryOut, ordering=LATEST_FIRST)


@events.get("/<int:event_id>/phase-configs", problems=(404,))
@requires(Permission.EVENT_READ)
def list_phase_configs(path: EventPath, query: ListQuery) -> Page[PhaseConfigOut] | Response:
    """List how an event calculates in each of its phases."""
    queries.event(current_session(), path.event_id)
    rows = queries.phase_configs(path.event_id)
    return listing(query, rows, PhaseConfigOut, ordering=BY_PHASE)


@events.get(CONFIG, versioned=True)
@requires(Permission.EVENT_READ)
def get_phase_config(path: PhaseConfigPath) -> PhaseConfigOut:
    """Show how an event calculates in one phase."""
    return queries.phase_config(current_session(), path.event_id, path.phase)


@events.put(CONFIG, versioned=True, problems=(409,))
@requires(Permission.EVENT_MANAGE)
def change_phase_config(path: PhaseConfigPath, body: PhaseConfigChange) -> PhaseConfigOut:
    """Set windows, safety and freshness limits of one phase, with the reason."""
    session = current_session()
    config = service.config_to_change(session, path.event_id, path.phase)
    require_match(config.version, queries.phase_config(session, path.event_id, path.phase))
    service.change_config(session, config, body)
    return queries.phase_config(session, path.event_id, path.phase)
