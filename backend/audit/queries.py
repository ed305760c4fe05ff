"""Reading the audit log."""

from sqlalchemy import String, cast, func, select

from backend.audit.models import AuditLog
from backend.audit.schemas import AuditLogQuery
from backend.core.sql import Rows


def audit_entries(query: AuditLogQuery) -> Rows:
    columns = [column for column in AuditLog.__table__.columns if column.key != "ip"]
    entries = select(*columns, cast(func.host(AuditLog.ip), String).label("ip"))
    for name in ("actor", "action", "entity", "entity_id"):
        wanted = getattr(query, name)
        if wanted is not None:
            entries = entries.where(getattr(AuditLog, name) == wanted)
    if query.since is not None:
        entries = entries.where(AuditLog.at >= query.since)
    if query.until is not None:
        entries = entries.where(AuditLog.at < query.until)
    return entries
