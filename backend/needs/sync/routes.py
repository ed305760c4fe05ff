"""GET, POST /sites/{id}/sync-log."""

from flask import Response

from backend.access.guard import requires
from backend.access.permissions import Permission
from backend.core.http import blueprint, idempotent
from backend.core.listing import listing
from backend.core.paging import Ordering
from backend.core.schemas import Page
from backend.extensions import current_session
from backend.needs.sync import queries, service
from backend.needs.sync.schemas import SitePath, SyncDraft, SyncOut, SyncQuery

sync = blueprint("sync", "/sites")
blueprints = (sync,)

LATEST_FIRST = Ordering(default="-at,-id")
LOG = "/<int:site_id>/sync-log"


@sync.get(LOG, problems=(404,))
@requires(Permission.STOCK_STATUS_READ)
def list_sync_log(path: SitePath, query: SyncQuery) -> Page[SyncOut] | Response:
    """List when a site handed in its data, and up to when that went."""
    service.check_site(current_session(), path.site_id)
    rows = queries.sync_log(path.site_id, query)
    return listing(query, rows, SyncOut, ordering=LATEST_FIRST)


@sync.post(LOG, status=201, problems=(404, 422))
@requires(Permission.SYNC_RECORD)
@idempotent
def record_sync(path: SitePath, body: SyncDraft) -> SyncOut:
    """Write down that a site handed in its data, or that it failed to."""
    log = service.report(current_session(), path.site_id, body)
    return SyncOut.model_validate(log)
