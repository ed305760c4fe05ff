"""The lines of a needs list: adjust, add, remove, note, explain, replay and export."""

from flask import Response

from backend.access.guard import current_user, requires
from backend.access.permissions import Permission
from backend.core import clock
from backend.core.http import blueprint, idempotent, require_match
from backend.core.listing import listing
from backend.core.paging import Ordering
from backend.core.schemas import ListQuery, Page
from backend.extensions import current_session
from backend.needs.approvals.queries import require_list
from backend.needs.lines import queries, service
from backend.needs.lines.schemas import (
    DonationRequestOut,
    LineExplanationOut,
    LineQuery,
    LineRemoval,
    LineReplayOut,
    NeedsListLineChange,
    NeedsListLineDetailOut,
    NeedsListLineDraft,
    NeedsListLineOut,
    NeedsListLinePath,
    ProcurementRequestOut,
    ReviewNoteDraft,
)
from backend.needs.lists import steps
from backend.needs.lists.schemas import NeedsListPath

needs_list_lines = blueprint("needs list lines", "/needs-lists/<int:needs_list_id>")

SOONEST_FIRST = Ordering(default="time_to_stockout_hours,-quantity,id")
BY_SKU = Ordering(default="sku", unique=("sku",))


@needs_list_lines.get("/lines")
@requires(Permission.NEEDS_LIST_READ)
def list_needs_list_lines(
    path: NeedsListPath, query: LineQuery
) -> Page[NeedsListLineOut] | Response:
    """List the lines, those that run out first at the top."""
    require_list(current_session(), path.needs_list_id)
    return listing(
        query, queries.lines(path.needs_list_id, query), NeedsListLineOut, ordering=SOONEST_FIRST
    )


@needs_list_lines.post("/lines", status=201, problems=(404, 409))
@requires(Permission.NEEDS_LIST_DRAFT)
@idempotent
def add_needs_list_line(path: NeedsListPath, body: NeedsListLineDraft) -> NeedsListLineDetailOut:
    """Add an item to a draft, with what is missing of it or a quantity of one's own."""
    session = current_session()
    needs_list = steps.hold(session, path.needs_list_id)
    line = service.add_line(session, needs_list, body, by=current_user().id, at=clock.now())
    return queries.line_detail(session, needs_list.id, line.id)


@needs_list_lines.get("/lines/<int:line_id>", versioned=True)
@requires(Permission.NEEDS_LIST_READ)
def get_needs_list_line(path: NeedsListLinePath) -> NeedsListLineDetailOut:
    """Show one line with its sources and what reviewers said."""
    return queries.line_detail(current_session(), path.needs_list_id, path.line_id)


@needs_list_lines.patch("/lines/<int:line_id>", versioned=True, problems=(409,))
@requires(Permission.NEEDS_LIST_DRAFT)
def adjust_needs_list_line(
    path: NeedsListLinePath, body: NeedsListLineChange
) -> NeedsListLineDetailOut:
    """Put a quantity beside the computed one, with a reason, or take it back."""
    session = current_session()
    needs_list = steps.hold(session, path.needs_list_id)
    line = queries.line_of(session, needs_list.id, path.line_id)
    require_match(line.version, queries.line_detail(session, needs_list.id, line.id))
    service.adjust(session, needs_list, line, body, by=current_user().id, at=clock.now())
    return queries.line_detail(session, needs_list.id, line.id)


@needs_list_lines.delete("/lines/<int:line_id>", versioned=True, problems=(409,))
@requires(Permission.NEEDS_LIST_DRAFT)
def remove_needs_list_line(path: NeedsListLinePath, query: LineRemoval) -> None:
    """Take a line out of a draft, with a reason; the audit log keeps it."""
    session = current_session()
    needs_list = steps.hold(session, path.needs_list_id)
    line = queries.line_of(session, needs_list.id, path.line_id)
    require_match(line.version, queries.line_detail(session, needs_list.id, line.id))
    service.remove_line(session, needs_list, line, query)


@needs_list_lines.post("/lines/<int:line_id>/notes", status=201, problems=(404, 409))
@requires(Permission.NEEDS_LIST_REVIEW)
@idempotent
def note_needs_list_line(path: NeedsListLinePath, body: ReviewNoteDraft) -> NeedsListLineDetailOut:
    """Say something about a line while the list waits for its decision; no status moves."""
    session = current_session()
    needs_list = steps.hold(session, path.needs_list_id)
    line = queries.line_of(session, needs_list.id, path.line_id)
    service.note(session, needs_list, line, body.note, by=current_user().id)
    return queries.line_detail(session, needs_list.id, line.id)


@needs_list_lines.get("/lines/<int:line_id>/explain", problems=(409,))
@requires(Permission.NEEDS_LIST_READ)
def explain_needs_list_line(path: NeedsListLinePath) -> LineExplanationOut:
    """Show how a line came about: inputs with as-of times, steps, doubts and hash."""
    found = service.explained(current_session(), path.needs_list_id, path.line_id)
    return LineExplanationOut.model_validate(found)


@needs_list_lines.post("/lines/<int:line_id>/replay", problems=(404, 409))
@requires(Permission.NEEDS_LIST_READ)
def replay_needs_list_line(path: NeedsListLinePath) -> LineReplayOut:
    """Calculate a line on today's data, and name the inputs that moved. Nothing is changed."""
    session = current_session()
    needs_list = require_list(session, path.needs_list_id)
    line = queries.line_of(session, needs_list.id, path.line_id)
    return LineReplayOut.model_validate(service.replayed(session, needs_list, line))


@needs_list_lines.get("/donation-request")
@requires(Permission.NEEDS_LIST_READ)
def export_donation_request(
    path: NeedsListPath, query: ListQuery
) -> Page[DonationRequestOut] | Response:
    """List what donors are asked for."""
    require_list(current_session(), path.needs_list_id)
    rows = queries.donation_request(path.needs_list_id)
    return listing(query, rows, DonationRequestOut, ordering=BY_SKU)


@needs_list_lines.get("/procurement-request")
@requires(Permission.NEEDS_LIST_READ)
def export_procurement_request(
    path: NeedsListPath, query: ListQuery
) -> Page[ProcurementRequestOut] | Response:
    """List what is to be bought, with what it is estimated to cost."""
    require_list(current_session(), path.needs_list_id)
    rows = queries.procurement_request(path.needs_list_id)
    return listing(query, rows, ProcurementRequestOut, ordering=BY_SKU)
