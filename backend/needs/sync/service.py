"""Writes down that a site reported; a trigger brings the site up to date."""

from sqlalchemy.orm import Session

from backend.audit.events import Event
from backend.audit.recorder import record
from backend.core import clock
from backend.core.context import acting
from backend.inventory.errors import SiteNotFound
from backend.inventory.models import Site
from backend.needs.burn.following import follow_all
from backend.needs.events.models import SyncLog
from backend.needs.sync.errors import ReportFromTheFuture
from backend.needs.sync.schemas import SyncDraft


def check_site(session: Session, site_id: int) -> None:
    if session.get(Site, site_id) is None:
        raise SiteNotFound(site_id)


def report(session: Session, site_id: int, draft: SyncDraft) -> SyncLog:
    """Keep a site's report; what all sites are compared with may have moved."""
    check_site(session, site_id)
    now = clock.now()
    data_up_to = draft.data_up_to or (None if draft.status == "FAILED" else now)
    if data_up_to is not None and data_up_to > now:
        raise ReportFromTheFuture
    log = SyncLog(
        site_id=site_id,
        type=draft.type,
        status=draft.status,
        data_up_to=data_up_to,
        items_synced=draft.items_synced,
        error_text=draft.error_text,
        at=now,
        actor=acting().actor,
    )
    session.add(log)
    session.flush()
    after = {"type": log.type, "status": log.status, "data_up_to": log.data_up_to}
    record(session, Event.SITE_SYNCED, "site", site_id, after=after, reason=draft.error_text)
    if draft.status != "FAILED":
        follow_all(session)
    return log
