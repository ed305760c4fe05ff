"""GET /audit-logs."""

from flask import Response

from backend.access.guard import requires
from backend.access.permissions import Permission
from backend.audit import queries
from backend.audit.schemas import AuditLogOut, AuditLogQuery
from backend.core.http import blueprint
from backend.core.listing import listing
from backend.core.paging import Ordering
from backend.core.schemas import Page

logs = blueprint("audit", "/audit-logs")
blueprints = (logs,)


@logs.get("")
@requires(Permission.AUDIT_READ)
def list_audit_logs(query: AuditLogQuery) -> Page[AuditLogOut] | Response:
    """List who did what, the newest first."""
    newest_first = Ordering(default="-at,-id")
    return listing(query, queries.audit_entries(query), AuditLogOut, ordering=newest_first)
