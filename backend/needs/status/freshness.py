"""How fresh the stock status of an event is, as a whole and by site."""

from sqlalchemy.orm import Session

from backend.needs.burn.queries import frame_of
from backend.needs.burn.rules import Freshness, freshness_of
from backend.needs.status import queries
from backend.needs.status.errors import EventNotActive
from backend.needs.status.rules import SiteState, banner_of
from backend.needs.status.schemas import ReportingSiteOut, StockFreshnessOut


def freshness(session: Session, event_id: int) -> StockFreshnessOut:
    """Compare each site with the newest of all, by the limits of the event's phase."""
    frame = frame_of(session, event_id)
    if frame is None:
        raise EventNotActive(event_id)
    rows = queries.clocks_of_sites(session, event_id)
    levels = [
        freshness_of(row["hours_behind"], frame.fresh_hours, frame.stale_hours) for row in rows
    ]
    states = [
        SiteState(level, row["critical_items"]) for level, row in zip(levels, rows, strict=True)
    ]
    return StockFreshnessOut(
        event_id=event_id,
        phase=frame.phase,
        as_of=rows[0]["as_of"] if rows else None,
        state=banner_of(states),
        fresh=levels.count(Freshness.HIGH),
        ageing=levels.count(Freshness.MEDIUM),
        stale=levels.count(Freshness.LOW),
        sites=[
            ReportingSiteOut.model_validate({**row, "freshness": level})
            for level, row in zip(levels, rows, strict=True)
        ],
    )
