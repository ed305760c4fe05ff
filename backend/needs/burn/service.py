"""Calculates burn rates, for one event or without one, and keeps each calculation."""

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from backend.needs.burn import queries
from backend.needs.burn.models import BurnRate
from backend.needs.burn.sites import SiteRates, rates_of
from backend.needs.burn.storage import keep_snapshots, store_rates
from backend.needs.status.service import refresh

# Any fixed number: whoever calculates rates holds it until the transaction ends.
CALCULATION_LOCK = 402_118_612


def recalculate(session: Session, event_id: int) -> int:
    """Calculate all rates of an event (0: without one), and the stock status that follows.

    Return how many item-sites there are. Of an event that is not active, everything goes.
    """
    session.execute(select(func.pg_advisory_xact_lock(CALCULATION_LOCK)))
    frame = queries.frame_of(session, event_id)
    new: list[tuple[SiteRates, list[int]]] = []
    if frame is None:
        session.execute(delete(BurnRate).where(BurnRate.event_id == event_id))
    else:
        new = [(rates, store_rates(session, frame, rates)) for rates in rates_of(session, frame)]
    refresh(session, event_id=event_id)
    if frame is not None:
        for rates, item_ids in new:
            keep_snapshots(session, frame, rates, item_ids)
    return sum(len(rates.burns) for rates, _ in new)


def calculated_events(session: Session) -> tuple[int, ...]:
    """The events that rates are calculated for; 0, the first, is without an event."""
    return (queries.NO_EVENT, *queries.active_event_ids(session))


def forget_closed_events(session: Session) -> int:
    """Remove the rates of events that are not active any more."""
    kept = calculated_events(session)
    gone = session.execute(
        delete(BurnRate).where(BurnRate.event_id.not_in(kept)).returning(BurnRate.item_id)
    )
    return len(gone.all())
