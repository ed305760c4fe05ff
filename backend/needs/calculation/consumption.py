"""Consumption per hour of everything at some sites, as the calculation takes it."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.needs.burn.models import BurnRate
from backend.needs.calculation.inputs import Burn


def burns(
    session: Session, event_id: int, site_ids: Collection[int]
) -> dict[tuple[int, int], Burn]:
    """Return the rate of each (site, item) of the sites."""
    rows = session.scalars(
        select(BurnRate).where(BurnRate.event_id == event_id, BurnRate.site_id.in_(site_ids))
    )
    return {
        (row.site_id, row.item_id): Burn(
            rate=row.rate,
            source=row.source,
            window_hours=row.window_hours,
            issue_count=row.issue_count,
            issued_quantity=row.issued_quantity,
            reasons=tuple(row.reasons),
        )
        for row in rows
    }
