"""Setting lead times. An old one is never overwritten: it ends, or its hours change on record."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.audit.events import Event
from backend.audit.recorder import record
from backend.inventory.models import Site
from backend.needs.events.models import LeadTimeConfig
from backend.needs.lead_times.errors import (
    EndsBeforeItStarts,
    LeadTimeNotFound,
    LeadTimeTaken,
    WayUnknown,
)
from backend.needs.lead_times.schemas import LeadTimeChange, LeadTimeDraft
from backend.suppliers.models import Supplier

KEY = ("horizon", "from_site_id", "to_site_id", "supplier_id", "effective_from")
NAMES = {"from_site_id": Site, "to_site_id": Site, "supplier_id": Supplier}


def create_lead_time(session: Session, draft: LeadTimeDraft) -> LeadTimeConfig:
    stated = draft.model_dump(mode="python")
    stated["horizon"] = draft.horizon.value
    for field, kind in NAMES.items():
        key = stated[field]
        if key is not None and session.get(kind, key) is None:
            raise WayUnknown(field, key)
    same = select(LeadTimeConfig.id).where(
        *(getattr(LeadTimeConfig, name).is_not_distinct_from(stated[name]) for name in KEY)
    )
    if session.scalar(same) is not None:
        raise LeadTimeTaken
    lead_time = LeadTimeConfig(**stated)
    session.add(lead_time)
    session.flush()
    after = {**stated, "created": True}
    _record(session, lead_time, before=None, after=after, reason=draft.reason)
    return lead_time


def lead_time_to_change(session: Session, lead_time_id: int) -> LeadTimeConfig:
    """Find a lead time and hold its row, so that two changes come one after the other."""
    lead_time = session.get(LeadTimeConfig, lead_time_id, with_for_update=True)
    if lead_time is None:
        raise LeadTimeNotFound(lead_time_id)
    return lead_time


def change_lead_time(session: Session, lead_time: LeadTimeConfig, change: LeadTimeChange) -> None:
    """Change the hours, or the last day on which they count."""
    before = _state(lead_time)
    if change.hours is not None:
        lead_time.hours = change.hours
    if "effective_to" in change.model_fields_set:
        lead_time.effective_to = change.effective_to
    ends = lead_time.effective_to
    if ends is not None and ends <= lead_time.effective_from:
        raise EndsBeforeItStarts
    after = _state(lead_time)
    if before == after:
        return
    lead_time.reason = change.reason
    session.flush()
    _record(session, lead_time, before=before, after=after, reason=change.reason)


def _record(
    session: Session,
    lead_time: LeadTimeConfig,
    *,
    before: dict[str, Any] | None,
    after: dict[str, Any],
    reason: str,
) -> None:
    record(
        session,
        Event.LEAD_TIME_CHANGED,
        "lead_time",
        lead_time.id,
        before=before,
        after=after,
        reason=reason,
    )


def _state(lead_time: LeadTimeConfig) -> dict[str, Any]:
    return {"hours": lead_time.hours, "effective_to": lead_time.effective_to}
