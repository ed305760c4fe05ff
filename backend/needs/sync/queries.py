"""Reports of sites as rows."""

from sqlalchemy import select

from backend.core.sql import Rows
from backend.needs.events.models import SyncLog
from backend.needs.sync.schemas import SyncOut, SyncQuery


def sync_log(site_id: int, query: SyncQuery) -> Rows:
    rows = select(*(getattr(SyncLog, name) for name in SyncOut.model_fields)).where(
        SyncLog.site_id == site_id
    )
    if query.status is not None:
        rows = rows.where(SyncLog.status == query.status)
    if query.type is not None:
        rows = rows.where(SyncLog.type == query.type)
    return rows
