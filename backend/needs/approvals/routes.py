"""GET /needs-lists/notices, /needs-lists/{id}/history and /needs-lists/{id}/decision-sheet."""

from flask import Response

from backend.access.guard import current_user, requires
from backend.access.permissions import Permission
from backend.core import clock
from backend.core.http import blueprint
from backend.core.listing import listing
from backend.core.paging import Ordering
from backend.core.schemas import ListQuery, Page
from backend.extensions import current_session
from backend.needs.approvals import listings, queries, sheet
from backend.needs.approvals.schemas import (
    HistoryEntryOut,
    NeedsListPath,
    NoticeOut,
    NoticeQuery,
)
from backend.needs.approvals.sheet_schemas import DecisionSheetOut

needs_list_decisions = blueprint("needs_list_decisions", "/needs-lists")

MOST_URGENT = Ordering(default="due_at", unique=("needs_list_id",))
NEWEST = Ordering(default="-id")


@needs_list_decisions.get("/notices")
@requires(Permission.NEEDS_LIST_READ)
def list_notices(query: NoticeQuery) -> Page[NoticeOut] | Response:
    """List the needs lists that wait for a decision, the one due first at the top."""
    session = current_session()
    rows = listings.notices(session, query, current_user())
    return listing(query, rows, NoticeOut, ordering=MOST_URGENT)


@needs_list_decisions.get("/<int:needs_list_id>/history")
@requires(Permission.NEEDS_LIST_READ)
def list_needs_list_history(
    path: NeedsListPath, query: ListQuery
) -> Page[HistoryEntryOut] | Response:
    """List everything that happened to a needs list, the newest first."""
    queries.require_list(current_session(), path.needs_list_id)
    rows = listings.history(path.needs_list_id)
    return listing(query, rows, HistoryEntryOut, ordering=NEWEST)


@needs_list_decisions.get("/<int:needs_list_id>/decision-sheet", versioned=True)
@requires(Permission.NEEDS_LIST_READ)
def get_decision_sheet(path: NeedsListPath) -> DecisionSheetOut:
    """Show both sides of the decision: my stock, the sources', what comes, who competes."""
    session = current_session()
    needs_list = queries.require_list(session, path.needs_list_id)
    return sheet.decision_sheet(session, needs_list, current_user(), clock.now())
