"""GET /alerts, GET and PATCH /alerts/{id}, POST /alerts/bulk."""

from flask import Response

import backend.alerts.gauges  # noqa: F401  # registers the gauges of /metrics
from backend.access.guard import requires
from backend.access.permissions import Permission
from backend.alerts import queries, service
from backend.alerts.schemas import (
    AlertBulkChange,
    AlertBulkOut,
    AlertChange,
    AlertDetailOut,
    AlertOut,
    AlertPath,
    AlertQuery,
)
from backend.core import clock
from backend.core.http import blueprint, idempotent, require_match
from backend.core.listing import listing
from backend.core.paging import Ordering
from backend.core.schemas import Page
from backend.extensions import current_session

alerts = blueprint("alerts", "/alerts")
blueprints = (alerts,)

WORST_FIRST = Ordering(default="-level,-opened_at", unique=("id",))


@alerts.get("")
@requires(Permission.ALERT_READ)
def list_alerts(query: AlertQuery) -> Page[AlertOut] | Response:
    """List alerts, the worst and newest first."""
    return listing(query, queries.alerts(query, clock.now()), AlertOut, ordering=WORST_FIRST)


@alerts.get("/<int:alert_id>", versioned=True)
@requires(Permission.ALERT_READ)
def get_alert(path: AlertPath) -> AlertDetailOut:
    """Show one alert with its history."""
    return queries.alert_with_history(current_session(), path.alert_id, clock.now())


@alerts.patch("/<int:alert_id>", versioned=True, problems=(409,))
@requires(Permission.ALERT_UPDATE)
def change_alert(path: AlertPath, body: AlertChange) -> AlertDetailOut:
    """Acknowledge, snooze, resolve or reopen an alert."""
    session, now = current_session(), clock.now()
    held = service.hold(session, path.alert_id)
    require_match(held.version, queries.alert_with_history(session, path.alert_id, now))
    service.change(session, held, body, now)
    return queries.alert_with_history(session, path.alert_id, now)


@alerts.post("/bulk")
@requires(Permission.ALERT_UPDATE)
@idempotent
def change_alerts(body: AlertBulkChange) -> AlertBulkOut:
    """Do the same to many alerts, in one transaction, with an outcome for each.

    An alert that cannot be changed is left as it is and says why; the others are changed. No
    If-Match: what is asked for holds whatever the alerts have become since they were read.
    """
    outcomes = service.change_many(current_session(), body.ids, body, clock.now())
    changed = sum(outcome.ok for outcome in outcomes)
    return AlertBulkOut(data=outcomes, changed=changed, failed=len(outcomes) - changed)
