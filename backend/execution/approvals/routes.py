"""POST /needs-lists/{id}/steps."""

from backend.access.guard import current_user, requires
from backend.access.permissions import Permission
from backend.core import clock
from backend.core.http import blueprint, idempotent, require_match
from backend.execution.approvals import queries, service
from backend.execution.approvals.schemas import NeedsListStepOut
from backend.extensions import current_session
from backend.needs.approvals.schemas import NeedsListPath, NeedsListStep
from backend.needs.lists import steps

needs_list_steps = blueprint("needs_list_steps", "/needs-lists")


@needs_list_steps.post("/<int:needs_list_id>/steps", versioned=True, problems=(403, 404, 409))
@requires(Permission.NEEDS_LIST_READ)
@idempotent
def advance_needs_list(path: NeedsListPath, body: NeedsListStep) -> NeedsListStepOut:
    """Submit, approve, return, reject, escalate, remind of or cancel a needs list.

    Each action needs its own permission, and the approval policy says whose decision it is.
    """
    session, person, now = current_session(), current_user(), clock.now()
    needs_list = steps.hold(session, path.needs_list_id)
    require_match(needs_list.version, queries.after_step(session, needs_list, person, now))
    child = service.take_step(session, needs_list, person, body, now)
    return queries.after_step(session, needs_list, person, now, child=child)
