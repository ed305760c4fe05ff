"""GET, POST /planning/overrides; GET, PATCH /planning/overrides/{id}; GET .../value."""

from flask import Response, url_for

from backend.access.guard import requires
from backend.access.permissions import Permission
from backend.core import clock
from backend.core.http import blueprint, idempotent, require_match
from backend.core.listing import listing
from backend.core.paging import Ordering
from backend.core.schemas import Page
from backend.extensions import current_session
from backend.planning.overrides import queries, service
from backend.planning.overrides.schemas import (
    OverrideChange,
    OverrideDraft,
    OverrideOut,
    OverridePath,
    OverrideQuery,
    OverrideValueOut,
    ValueQuery,
)

overrides = blueprint("overrides", "/planning/overrides")
blueprints = (overrides,)

NEWEST_FIRST = Ordering(default="-id")
MOST_VALUE_FIRST = Ordering(default="-value_added,name", unique=("name",))


@overrides.get("")
@requires(Permission.POLICY_READ)
def list_overrides(query: OverrideQuery) -> Page[OverrideOut] | Response:
    """List what planners changed and, once the days have passed, whether it beat the engine."""
    return listing(query, queries.overrides(query), OverrideOut, ordering=NEWEST_FIRST)


@overrides.post("", status=201, problems=(409,))
@requires(Permission.POLICY_UPDATE)
@idempotent
def make_override(body: OverrideDraft) -> tuple[OverrideOut, dict[str, str]]:
    """Change a forecast or an order, with a reason; the engine's figure is kept beside it."""
    session = current_session()
    override_id = service.make(session, body)
    shown = queries.override(session, override_id)
    return shown, {"Location": url_for("overrides.get_override", override_id=override_id)}


@overrides.get("/value")
@requires(Permission.POLICY_READ)
def list_override_values(query: ValueQuery) -> Page[OverrideValueOut] | Response:
    """List by reason, team or person what overrides were worth, with bias and tracking signal."""
    rows = queries.value_added(query)
    return listing(query, rows, OverrideValueOut, ordering=MOST_VALUE_FIRST)


@overrides.get("/<int:override_id>", versioned=True)
@requires(Permission.POLICY_READ)
def get_override(path: OverridePath) -> OverrideOut:
    """Show one override."""
    return queries.override(current_session(), path.override_id)


@overrides.patch("/<int:override_id>", versioned=True, problems=(409,))
@requires(Permission.POLICY_UPDATE)
def change_override(path: OverridePath, body: OverrideChange) -> OverrideOut:
    """Withdraw an override; the next plan does without it."""
    session = current_session()
    found = service.override_to_change(session, path.override_id)
    require_match(found.version, queries.override(session, path.override_id))
    service.withdraw(session, found, body, at=clock.now())
    session.expire_all()
    return queries.override(session, path.override_id)
