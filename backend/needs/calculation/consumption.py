"""Consumption per hour of everything at some sites, calculated on the ledger as it is now."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from backend.needs.burn.queries import Frame
from backend.needs.burn.sites import NOTHING, rates_of
from backend.needs.calculation.inputs import Burn, Settings
from backend.needs.events.models import Event
from backend.needs.phases import Phase


def burns(
    session: Session, event: Event, settings: Settings, site_ids: Sequence[int]
) -> dict[tuple[int, int], Burn]:
    """Return the rate of each (site, item) of the sites, for the phase that is asked for."""
    if not site_ids:
        return {}
    frame = Frame(
        event_id=event.id,
        phase=Phase(settings.phase),
        demand_window_hours=settings.demand_window_hours,
        fresh_hours=settings.freshness_threshold_hours,
        stale_hours=settings.stale_threshold_hours,
        started_at=event.started_at,
    )
    found: dict[tuple[int, int], Burn] = {}
    for rates in rates_of(session, frame, site_ids):
        for item_id, burn in rates.burns.items():
            issued = rates.issued.get(item_id, NOTHING)
            found[rates.site_id, item_id] = Burn(
                rate=burn.rate,
                source=burn.source.value,
                window_hours=rates.window.hours,
                issue_count=issued.count,
                issued_quantity=issued.quantity,
                reasons=tuple(reason.value for reason in burn.reasons),
            )
    return found
