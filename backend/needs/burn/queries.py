"""What burn rates are calculated from: events in their phase, sites with their clocks, issues."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, column, func, select, table
from sqlalchemy.orm import Session

from backend.catalogue.models import Item
from backend.demand.models import DailyDemand
from backend.inventory.ledger.models import StockBalance
from backend.inventory.models import StockMovement
from backend.needs.burn.models import BurnRate
from backend.needs.burn.rules import CATEGORY_HOURS, Window, category_rate
from backend.needs.events.models import Event, EventPhaseConfig
from backend.needs.phases import DEFAULTS, Phase

NO_EVENT = 0
ISSUE = "ISSUE"
PERIOD_DAYS = {"D": 1, "W": 7, "M": 31}
CLOCK = ("site_id", "sync_status", "data_up_to", "as_of", "hours_behind")
clock = table("v_site_clock", *(column(name) for name in CLOCK), schema="ops")


@dataclass(frozen=True, slots=True)
class Frame:
    """What an event asks of a calculation in one of its phases; event 0 is none at all."""

    event_id: int
    phase: Phase
    demand_window_hours: int
    fresh_hours: Decimal
    stale_hours: Decimal
    started_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class SiteClock:
    """From when to when a site's own records go, and how far that is behind the newest."""

    site_id: int
    data_from: dt.datetime | None
    data_up_to: dt.datetime | None
    as_of: dt.datetime | None
    hours_behind: Decimal | None


@dataclass(frozen=True, slots=True)
class Issued:
    """How often and how much of an item a site gave out."""

    count: int
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class StockedItem:
    """An item that a site has or had, with what stands in for its consumption."""

    item_id: int
    baseline: Decimal | None
    category: str | None


def frame_without_event() -> Frame:
    limits = DEFAULTS[Phase.BASELINE]
    return Frame(
        event_id=NO_EVENT,
        phase=Phase.BASELINE,
        demand_window_hours=limits.demand_window_hours,
        fresh_hours=limits.freshness_threshold_hours,
        stale_hours=limits.stale_threshold_hours,
        started_at=None,
    )


def frame_of(session: Session, event_id: int, phase: Phase | None = None) -> Frame | None:
    """Return how an active event calculates in ``phase``, or in the phase it is in."""
    if event_id == NO_EVENT:
        return frame_without_event()
    wanted = Event.current_phase if phase is None else phase.value
    rows = (
        select(Event, EventPhaseConfig)
        .join(EventPhaseConfig, EventPhaseConfig.event_id == Event.id)
        .where(Event.id == event_id, Event.status == "ACTIVE", EventPhaseConfig.phase == wanted)
    )
    found = session.execute(rows).one_or_none()
    if found is None:
        return None
    event, config = found
    return Frame(
        event_id=event.id,
        phase=Phase(config.phase),
        demand_window_hours=config.demand_window_hours,
        fresh_hours=config.freshness_threshold_hours,
        stale_hours=config.stale_threshold_hours,
        started_at=event.started_at,
    )


def active_event_ids(session: Session) -> list[int]:
    rows = select(Event.id).where(Event.status == "ACTIVE").order_by(Event.id)
    return list(session.scalars(rows))


def site_clocks(session: Session, site_ids: Sequence[int] | None = None) -> list[SiteClock]:
    """The active sites, or those named, in the order of their keys."""
    data_from = (
        select(func.min(StockMovement.occurred_at))
        .where(StockMovement.site_id == clock.c.site_id)
        .correlate(clock)
        .scalar_subquery()
    )
    rows = select(clock, data_from.label("data_from")).order_by(clock.c.site_id)
    if site_ids is not None:
        rows = rows.where(clock.c.site_id.in_(site_ids))
    return [_site_clock(row) for row in session.execute(rows).mappings()]


def _site_clock(row: RowMapping) -> SiteClock:
    return SiteClock(
        site_id=row["site_id"],
        data_from=row["data_from"],
        data_up_to=row["data_up_to"],
        as_of=row["as_of"],
        hours_behind=row["hours_behind"],
    )


def stored_rates(session: Session, event_id: int, site_id: int) -> dict[int, str]:
    """How each item's rate at a site was come by when it was last calculated."""
    rows = select(BurnRate.item_id, BurnRate.source).where(
        BurnRate.event_id == event_id, BurnRate.site_id == site_id
    )
    return {row.item_id: row.source for row in session.execute(rows)}


def stocked_items(session: Session, site_id: int) -> list[StockedItem]:
    rows = (
        select(Item.id, Item.baseline_burn_rate, Item.category)
        .join(StockBalance, StockBalance.item_id == Item.id)
        .where(StockBalance.site_id == site_id, Item.is_active)
        .order_by(Item.id)
    )
    return [StockedItem(*row) for row in session.execute(rows)]


def issued(session: Session, site_id: int, window: Window) -> dict[int, Issued]:
    """What the site issued after the window's start, up to its end, by item."""
    moved = StockMovement
    rows = (
        select(moved.item_id, func.count(), func.sum(-moved.quantity))
        .where(
            moved.site_id == site_id,
            moved.type == ISSUE,
            moved.occurred_at > window.starts_at,
            moved.occurred_at <= window.ends_at,
        )
        .group_by(moved.item_id)
    )
    return {item_id: Issued(count, total) for item_id, count, total in session.execute(rows)}


def records_issues(session: Session, site_id: int) -> bool:
    """Whether the site's ledger has issues at all; one kept by counts alone has none."""
    any_issue = select(StockMovement.id).where(
        StockMovement.site_id == site_id, StockMovement.type == ISSUE
    )
    return bool(session.scalar(select(any_issue.exists())))


def last_demand(session: Session, site_id: int) -> tuple[dt.date, int] | None:
    """Return the last day with demand at the site, and how many days one period has."""
    # Not max(): of two columns at once it reads every row, and this only the newest.
    newest = (
        select(DailyDemand.date, DailyDemand.period)
        .where(DailyDemand.site_id == site_id)
        .order_by(DailyDemand.date.desc())
        .limit(1)
    )
    found = session.execute(newest).one_or_none()
    return None if found is None else (found.date, PERIOD_DAYS[found.period])


def requested(session: Session, site_id: int, last_day: dt.date, days: int) -> dict[int, Issued]:
    """What was asked of the site in the days up to ``last_day``, by item."""
    demand = DailyDemand
    rows = (
        select(demand.item_id, func.count(), func.sum(demand.quantity))
        .where(
            demand.site_id == site_id,
            demand.date > last_day - dt.timedelta(days=days),
            demand.date <= last_day,
            demand.quantity > 0,
        )
        .group_by(demand.item_id)
    )
    return {
        item_id: Issued(count, Decimal(str(total)))
        for item_id, count, total in session.execute(rows)
    }


def category_rates(
    session: Session, as_of: dt.datetime, site_ids: Sequence[int]
) -> dict[str, Decimal]:
    """What an item of each category uses an hour at one of these sites, by the last 30 days."""
    starts_at = as_of - dt.timedelta(hours=CATEGORY_HOURS)
    used = (
        select(StockMovement.item_id, func.sum(-StockMovement.quantity).label("quantity"))
        .where(
            StockMovement.site_id.in_(site_ids),
            StockMovement.type == ISSUE,
            StockMovement.occurred_at > starts_at,
            StockMovement.occurred_at <= as_of,
        )
        .group_by(StockMovement.item_id)
        .subquery("used")
    )
    places = (
        select(StockBalance.item_id, func.count().label("places"))
        .where(StockBalance.site_id.in_(site_ids))
        .group_by(StockBalance.item_id)
        .subquery("places")
    )
    rows = (
        select(Item.category, _sum(used.c.quantity), _sum(places.c.places))
        .join(places, places.c.item_id == Item.id)
        .outerjoin(used, used.c.item_id == Item.id)
        .where(Item.category.is_not(None), Item.is_active)
        .group_by(Item.category)
    )
    rates = {
        str(category): category_rate(Decimal(quantity), int(count))
        for category, quantity, count in session.execute(rows)
    }
    return {category: rate for category, rate in rates.items() if rate is not None}


def _sum(amount: ColumnElement[Any]) -> ColumnElement[Any]:
    return func.coalesce(func.sum(amount), 0)
