"""Lets burn rates and stock status follow a change at once, or as soon as the worker can."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.inventory.ledger.models import StockBalance
from backend.jobs.errors import JobAlreadyRunning
from backend.jobs.service import queue_job
from backend.needs.burn.service import calculated_events, recalculate

# Item-sites that one request may calculate: more would take longer than a person waits.
AT_ONCE = 10_000


def follow_event(session: Session, event_id: int) -> None:
    """Calculate an event again whose phase or settings changed."""
    if _is_small(session):
        recalculate(session, event_id)
    else:
        _queue(session)


def follow_all(session: Session) -> None:
    """Calculate everything again, because what is newest changed for all sites."""
    if not _is_small(session):
        _queue(session)
        return
    for event_id in calculated_events(session):
        recalculate(session, event_id)


def _is_small(session: Session) -> bool:
    pairs = session.execute(select(func.count()).select_from(StockBalance)).scalar_one()
    return pairs <= AT_ONCE


def _queue(session: Session) -> None:
    """Leave it to the worker. A run that waits already will see the change too."""
    try:
        queue_job(session, "needs")
    except JobAlreadyRunning:
        return
