"""Calculates burn rates, for one event or without one, and keeps each calculation."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from sqlalchemy import delete, func, select, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from backend.core import clock
from backend.needs.burn import queries
from backend.needs.burn.models import BurnRate
from backend.needs.burn.queries import Frame, Issued, SiteClock
from backend.needs.burn.rules import (
    Burn,
    Freshness,
    Reason,
    Window,
    burn_rate,
    freshness_of,
    request_days,
    window_of,
)
from backend.needs.burn.snapshots import keep_snapshots
from backend.needs.status.service import refresh

# Any fixed number: whoever calculates rates holds it until the transaction ends.
CALCULATION_LOCK = 402_118_612
KEY = ("event_id", "site_id", "item_id")
NOTHING = Issued(0, Decimal(0))


@dataclass(frozen=True, slots=True)
class SiteRates:
    """The rates of all items of a site in one frame, by item, and what they rest on."""

    site_id: int
    freshness: Freshness
    window: Window
    as_of: dt.datetime
    burns: dict[int, Burn]
    issued: dict[int, Issued]


def recalculate(session: Session, event_id: int) -> int:
    """Calculate all rates of an event (0: without one), and the stock status that follows.

    Return how many item-sites there are. Of an event that is not active, everything goes.
    """
    session.execute(select(func.pg_advisory_xact_lock(CALCULATION_LOCK)))
    frame = queries.frame_of(session, event_id)
    count = 0
    new: list[tuple[int, int]] = []
    if frame is None:
        session.execute(delete(BurnRate).where(BurnRate.event_id == event_id))
    else:
        for rates in rates_of(session, frame):
            count += len(rates.burns)
            new += [(item_id, rates.site_id) for item_id in _save(session, frame, rates)]
    refresh(session, event_id=event_id)
    keep_snapshots(session, event_id, new)
    return count


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


def rates_of(
    session: Session, frame: Frame, site_ids: Sequence[int] | None = None
) -> Iterator[SiteRates]:
    """Calculate the rates of all sites, or of those named, and store nothing."""
    clocks = queries.site_clocks(session)
    fresh = {site.site_id: _freshness(frame, site) for site in clocks}
    believed = [site_id for site_id, level in fresh.items() if level is not Freshness.LOW]
    as_of = next((site.as_of for site in clocks if site.as_of), clock.now())
    asked = [site for site in clocks if site_ids is None or site.site_id in site_ids]
    categories: dict[str, Decimal] = {}
    if believed and any(fresh[site.site_id] is Freshness.LOW for site in asked):
        categories = queries.category_rates(session, as_of, believed)
    for site in asked:
        yield _rates_of_site(session, frame, site, fresh[site.site_id], as_of, categories)


def _freshness(frame: Frame, site: SiteClock) -> Freshness:
    return freshness_of(site.hours_behind, frame.fresh_hours, frame.stale_hours)


def _rates_of_site(
    session: Session,
    frame: Frame,
    site: SiteClock,
    freshness: Freshness,
    as_of: dt.datetime,
    categories: dict[str, Decimal],
) -> SiteRates:
    window = window_of(
        as_of=as_of,
        demand_hours=frame.demand_window_hours,
        data_from=site.data_from,
        data_up_to=site.data_up_to,
        freshness=freshness,
        event_started_at=frame.started_at,
    )
    issued = queries.issued(session, site.site_id, window) if window.hours else {}
    if not issued and not queries.records_issues(session, site.site_id):
        window, issued = _by_requests(session, frame, site, window, as_of)
    burns = {
        item.item_id: burn_rate(
            issued.get(item.item_id, NOTHING).quantity,
            window,
            freshness,
            baseline=item.baseline,
            category=categories.get(item.category or ""),
        )
        for item in queries.stocked_items(session, site.site_id)
    }
    return SiteRates(site.site_id, freshness, window, as_of, burns, issued)


def _by_requests(
    session: Session, frame: Frame, site: SiteClock, window: Window, as_of: dt.datetime
) -> tuple[Window, dict[int, Issued]]:
    """Take daily demand for issues where a site records none; without demand, change nothing."""
    known = queries.last_demand(session, site.site_id)
    if known is None:
        return window, {}
    days = request_days(frame.demand_window_hours, known[1])
    last_day = min(known[0], as_of.date())
    if (as_of.date() - last_day).days > days:
        return window, {}
    hours = Decimal(days * 24)
    stood_in = replace(window, hours=hours, reasons=(Reason.REQUESTS,))
    return stood_in, queries.requested(session, site.site_id, last_day, days)


def _save(session: Session, frame: Frame, rates: SiteRates) -> list[int]:
    """Store the rates of a site, and return the items whose rate is worth a snapshot.

    Zero or unknown is kept once and not again while it lasts: nothing would be seen of it.
    """
    rows = [_row(frame, rates, item_id, burn) for item_id, burn in sorted(rates.burns.items())]
    if not rows:
        return []
    before = queries.stored_rates(session, frame.event_id, rates.site_id)
    fresh = insert(BurnRate)
    columns = [name for name in rows[0] if name not in KEY]
    known = tuple_(*(getattr(BurnRate, name) for name in columns))
    found = tuple_(*(fresh.excluded[name] for name in columns))
    changed = session.execute(
        fresh.on_conflict_do_update(
            index_elements=KEY,
            set_={name: fresh.excluded[name] for name in columns},
            where=known.is_distinct_from(found),
        ).returning(BurnRate.item_id),
        rows,
    )
    return [
        item_id
        for item_id in changed.scalars()
        if rates.burns[item_id].rate or before.get(item_id) != rates.burns[item_id].source
    ]


def _row(frame: Frame, rates: SiteRates, item_id: int, burn: Burn) -> dict[str, Any]:
    issued = rates.issued.get(item_id, NOTHING)
    return {
        "event_id": frame.event_id,
        "site_id": rates.site_id,
        "item_id": item_id,
        "phase": frame.phase.value,
        "rate": burn.rate,
        "source": burn.source.value,
        "freshness": rates.freshness.value,
        "window_hours": rates.window.hours,
        "issue_count": issued.count,
        "issued_quantity": issued.quantity,
        "reasons": [reason.value for reason in burn.reasons],
        "calculated_at": rates.as_of,
    }
