"""Needs lists: preview, drafts, the list of lists, one of them, and the wizard's memory."""

from flask import Response

from backend.access.guard import current_user, requires
from backend.access.permissions import Permission
from backend.core import clock
from backend.core.http import blueprint, idempotent, require_match
from backend.core.listing import listing
from backend.core.paging import Ordering
from backend.core.schemas import Page
from backend.extensions import current_session
from backend.needs.approvals.queries import require_list
from backend.needs.lists import competing, queries, service, steps, wizard
from backend.needs.lists.preview import preview
from backend.needs.lists.preview_schemas import (
    AllocationOptionsOut,
    FairShareOut,
    OptionQuery,
    PreviewOut,
    PreviewScope,
)
from backend.needs.lists.schemas import (
    ListLinkOut,
    NeedsListChange,
    NeedsListDetailOut,
    NeedsListDrafts,
    NeedsListDraftsOut,
    NeedsListOut,
    NeedsListPath,
    NeedsListQuery,
    SkippedSiteOut,
    WizardDocument,
    WizardOut,
)

needs_lists = blueprint("needs lists", "/needs-lists")

NEWEST_FIRST = Ordering(default="-created_at,-id")


@needs_lists.get("")
@requires(Permission.NEEDS_LIST_READ)
def list_needs_lists(query: NeedsListQuery) -> Page[NeedsListOut] | Response:
    """List needs lists, the newest first."""
    rows = queries.needs_lists(query, current_user().id)
    return listing(query, rows, NeedsListOut, ordering=NEWEST_FIRST)


@needs_lists.post("/preview", problems=(404, 409))
@requires(Permission.NEEDS_LIST_DRAFT)
def preview_needs_lists(body: PreviewScope) -> PreviewOut:
    """Calculate what sites need, with its derivation, and save nothing."""
    session = current_session()
    scope = service.scope_of(session, body)
    return preview(session, scope, by=current_user().id, explain=body.explain)


@needs_lists.post("", status=201, problems=(404, 409))
@requires(Permission.NEEDS_LIST_DRAFT)
@idempotent
def draft_needs_lists(body: NeedsListDrafts) -> NeedsListDraftsOut:
    """Draft a list for each site where something is missing, in place of one's older draft."""
    session = current_session()
    drafted = service.draft(session, body, by=current_user().id)
    return NeedsListDraftsOut(
        created=queries.rows_of(session, drafted.created),
        superseded=[ListLinkOut.model_validate(entry) for entry in drafted.superseded],
        skipped=[
            SkippedSiteOut(site_id=entry.site.id, site_code=entry.site.code, reason="no_gap")
            for entry in drafted.skipped
        ],
    )


@needs_lists.get("/<int:needs_list_id>", versioned=True)
@requires(Permission.NEEDS_LIST_READ)
def get_needs_list(path: NeedsListPath) -> NeedsListDetailOut:
    """Show one list with its totals, its relatives and what the caller may do with it."""
    return queries.detail(current_session(), path.needs_list_id, current_user(), clock.now())


@needs_lists.patch("/<int:needs_list_id>", versioned=True, problems=(409,))
@requires(Permission.NEEDS_LIST_DRAFT)
def change_needs_list(path: NeedsListPath, body: NeedsListChange) -> NeedsListDetailOut:
    """Change a draft's notes, or by which rule contested surplus is shared."""
    session, person, now = current_session(), current_user(), clock.now()
    needs_list = steps.hold(session, path.needs_list_id)
    require_match(needs_list.version, queries.detail(session, needs_list.id, person, now))
    service.change(session, needs_list, body)
    return queries.detail(session, needs_list.id, person, now)


@needs_lists.get("/<int:needs_list_id>/allocation-options")
@requires(Permission.NEEDS_LIST_READ)
def list_allocation_options(path: NeedsListPath, query: OptionQuery) -> AllocationOptionsOut:
    """List every source of the lines as it is now, and how much others ask of it."""
    session = current_session()
    needs_list = require_list(session, path.needs_list_id)
    return competing.options(session, needs_list, query.line_id)


@needs_lists.get("/<int:needs_list_id>/fair-share")
@requires(Permission.NEEDS_LIST_READ)
def compare_fair_shares(path: NeedsListPath) -> FairShareOut:
    """Show what each rule would give to the lists that compete for the same surplus."""
    session = current_session()
    return competing.fair_share(session, require_list(session, path.needs_list_id))


@needs_lists.get("/wizard", versioned=True)
@requires(Permission.NEEDS_LIST_DRAFT)
def get_needs_list_wizard() -> WizardOut:
    """Show how far the caller is with new lists; version 0 where nothing was saved."""
    return wizard.saved(current_session(), current_user().id)


@needs_lists.put("/wizard", versioned=True)
@requires(Permission.NEEDS_LIST_DRAFT)
def save_needs_list_wizard(body: WizardDocument) -> WizardOut:
    """Save how far the caller is with new lists."""
    session, user_id = current_session(), current_user().id
    wizard.hold(session, user_id)
    current = wizard.saved(session, user_id)
    require_match(current.version, current)
    wizard.save(session, user_id, body)
    return wizard.saved(session, user_id)


@needs_lists.delete("/wizard", versioned=True)
@requires(Permission.NEEDS_LIST_DRAFT)
def forget_needs_list_wizard() -> None:
    """Forget what was saved, because the lists are made or given up."""
    session, user_id = current_session(), current_user().id
    wizard.hold(session, user_id)
    current = wizard.saved(session, user_id)
    require_match(current.version, current)
    wizard.forget(session, user_id)
