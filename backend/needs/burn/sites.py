"""Calculates the rates of whole sites, and stores nothing."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from sqlalchemy.orm import Session

from backend.core import clock
from backend.needs.burn import queries
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
