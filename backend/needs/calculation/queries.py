"""What the calculation is made from, in a handful of questions however many items there are."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Row, Subquery, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from backend.catalogue.models import Item
from backend.core import clock
from backend.core.sql import Rows
from backend.inventory.ledger.models import StockBalance
from backend.inventory.models import Site
from backend.needs.calculation.above import inbound_stock, lot_stock, site_clock
from backend.needs.calculation.inputs import Settings
from backend.needs.calculation.lead_times import LeadTimes, Way
from backend.needs.events.models import Event, EventPhaseConfig, LeadTimeConfig
from backend.needs.phases import DEFAULTS, Phase

# Rows of whatever columns a statement selects.
Found: TypeAlias = Sequence[Row[*tuple[Any, ...]]]
Column: TypeAlias = ColumnElement[int] | InstrumentedAttribute[int]


@dataclass(frozen=True, slots=True)
class SiteClock:
    """A site, and up to when its own records go."""

    id: int
    code: str
    name: str
    priority_tier: int | None
    sync_status: str | None
    data_up_to: dt.datetime | None
    hours_behind: Decimal | None


@dataclass(frozen=True, slots=True)
class Clock:
    """All active sites, and the newest instant that any of them reported."""

    as_of: dt.datetime
    sites: dict[int, SiteClock]


def site_clocks(session: Session) -> Clock:
    """Return the clock; where no site ever reported, the time it is now."""
    rows = session.execute(
        select(
            Site.id,
            Site.code,
            Site.name,
            Site.priority_tier,
            site_clock.c.sync_status,
            site_clock.c.data_up_to,
            site_clock.c.hours_behind,
            site_clock.c.as_of,
        )
        .outerjoin(site_clock, site_clock.c.site_id == Site.id)
        .where(Site.is_active)
    ).all()
    newest = next((row.as_of for row in rows if row.as_of is not None), None)
    sites = {row.id: SiteClock(*row[:-1]) for row in rows}
    return Clock(newest or clock.now(), sites)


def settings_of(session: Session, event: Event, phase: Phase) -> Settings:
    """Return how the event calculates in a phase; what it never set is the phase's default."""
    row = session.scalars(
        select(EventPhaseConfig).where(
            EventPhaseConfig.event_id == event.id, EventPhaseConfig.phase == phase
        )
    ).one_or_none()
    said = row or DEFAULTS[phase]
    return Settings(
        phase=phase.value,
        demand_window_hours=said.demand_window_hours,
        planning_window_hours=said.planning_window_hours,
        safety_factor=said.safety_factor,
        safety_buffer_pct=said.safety_buffer_pct,
        freshness_threshold_hours=said.freshness_threshold_hours,
        stale_threshold_hours=said.stale_threshold_hours,
    )


def stock_rows(
    session: Session,
    as_of: dt.datetime,
    *,
    site_ids: Collection[int] | None = None,
    item_ids: Collection[int] | None = None,
) -> Found:
    """Return balances with what of them has expired."""
    in_question = within(StockBalance.item_id, StockBalance.site_id, item_ids, site_ids)
    lots = lots_of(as_of, item_ids, site_ids)
    same = and_(lots.c.item_id == StockBalance.item_id, lots.c.site_id == StockBalance.site_id)
    statement: Rows = (
        select(
            StockBalance.item_id,
            StockBalance.site_id,
            StockBalance.on_hand,
            StockBalance.reserved,
            func.coalesce(lots.c.expired, 0).label("expired"),
            func.coalesce(Item.min_stock_threshold, Site.min_stock_threshold, 0).label("threshold"),
        )
        .join(Item, Item.id == StockBalance.item_id)
        .join(Site, Site.id == StockBalance.site_id)
        .outerjoin(lots, same)
        .where(in_question, Item.is_active, Site.is_active)
    )
    return session.execute(statement).all()


def lots_of(
    as_of: dt.datetime,
    item_ids: Collection[int] | None,
    site_ids: Collection[int] | None,
) -> Subquery:
    """Return by item and site what has expired, and when the next lot will."""
    expired = lot_stock.c.expires_on < as_of.date()
    return (
        select(
            lot_stock.c.item_id,
            lot_stock.c.site_id,
            func.coalesce(func.sum(lot_stock.c.quantity).filter(expired), 0).label("expired"),
            func.min(lot_stock.c.expires_on).filter(~expired).label("oldest_lot_on"),
        )
        .where(
            within(lot_stock.c.item_id, lot_stock.c.site_id, item_ids, site_ids),
            lot_stock.c.expires_on.is_not(None),
        )
        .group_by(lot_stock.c.item_id, lot_stock.c.site_id)
        .subquery("lots")
    )


def within(
    item: Column,
    site: Column,
    item_ids: Collection[int] | None,
    site_ids: Collection[int] | None,
) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = [item.is_not(None)]
    if item_ids is not None:
        conditions.append(item == func.any_(list(item_ids)))
    if site_ids is not None:
        conditions.append(site == func.any_(list(site_ids)))
    return and_(*conditions)


def inbound_rows(session: Session, site_ids: Collection[int]) -> Found:
    rows = select(inbound_stock).where(inbound_stock.c.site_id == func.any_(list(site_ids)))
    order = (inbound_stock.c.item_id, inbound_stock.c.source, inbound_stock.c.document_id)
    return session.execute(rows.order_by(*order)).all()


def items_within(
    session: Session,
    item_ids: Collection[int],
    *,
    family: str | None = None,
    category: str | None = None,
) -> dict[int, Item]:
    """Return the active ones of the items, by their key."""
    found = select(Item).where(Item.id == func.any_(list(item_ids)), Item.is_active)
    if family is not None:
        found = found.where(Item.family == family)
    if category is not None:
        found = found.where(Item.category == category)
    return {item.id: item for item in session.scalars(found)}


def lead_times(session: Session, on: dt.date) -> LeadTimes:
    config = LeadTimeConfig
    rows = session.execute(
        select(
            config.horizon,
            config.from_site_id,
            config.to_site_id,
            config.supplier_id,
            config.hours,
            config.effective_from,
            config.is_default,
        ).where(
            config.effective_from <= on,
            or_(config.effective_to.is_(None), config.effective_to > on),
        )
    )
    return LeadTimes(Way(*row) for row in rows)
