"""Who can spare what sites are short of. The work is the database's: there may be many sites."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    ARRAY,
    CTE,
    BigInteger,
    ColumnElement,
    Numeric,
    and_,
    func,
    join,
    literal,
    select,
)
from sqlalchemy.orm import Session, aliased
from sqlalchemy.types import TypeEngine

from backend.catalogue.models import Item
from backend.core.sql import Rows
from backend.inventory.ledger.models import StockBalance
from backend.inventory.models import Site
from backend.needs.burn.models import BurnRate
from backend.needs.burn.queries import NO_EVENT
from backend.needs.calculation.inputs import Settings
from backend.needs.calculation.queries import Found, lots_of, within


def sites_with_rates(session: Session, event_id: int) -> set[int]:
    """Return the sites whose consumption is known already, of the event or without one."""
    rows = select(BurnRate.site_id).where(BurnRate.event_id.in_((NO_EVENT, event_id))).distinct()
    return set(session.scalars(rows))


@dataclass(frozen=True, slots=True)
class Asking:
    """What sites are short of, by (site, item), and whom each may ask in how many hours.

    ``hours`` are by (site that asks, source).
    """

    gaps: Mapping[tuple[int, int], Decimal]
    hours: Mapping[tuple[int, int], Decimal]


def surplus_rows(
    session: Session,
    event_id: int,
    settings: Settings,
    as_of: dt.datetime,
    asking: Asking,
    rates: Mapping[tuple[int, int], Decimal],
) -> Found:
    """Return who could give what each site is short of, the quickest first.

    A source never gives what it keeps as a minimum or will need itself. Those who come after the
    gap is filled twice over are left out: a country's warehouses would drown the line. ``rates``
    stand in, by (site, item), for those of sites that have none in the table.
    """
    spare = _spare(event_id, settings, as_of, asking, rates)
    wanted, way = _wanted(asking), _way(asking)
    before = func.sum(spare.c.capacity).over(
        partition_by=(wanted.c.for_site_id, spare.c.item_id),
        order_by=(way.c.hours, spare.c.capacity.desc(), spare.c.oldest_lot_on, spare.c.site_id),
    )
    leads_there = and_(way.c.site_id == spare.c.site_id, way.c.for_site_id == wanted.c.for_site_id)
    ranked = (
        select(
            *spare.c,
            wanted.c.for_site_id,
            wanted.c.gap,
            way.c.hours,
            (before - spare.c.capacity).label("before"),
        )
        .select_from(spare)
        .join(wanted, wanted.c.item_id == spare.c.item_id)
        .join(way, leads_there)
        .subquery("ranked")
    )
    return session.execute(select(ranked).where(ranked.c.before < 2 * ranked.c.gap)).all()


def _wanted(asking: Asking) -> Any:
    return _unnested(
        "wanted",
        ("for_site_id", BigInteger, [site_id for site_id, _ in asking.gaps]),
        ("item_id", BigInteger, [item_id for _, item_id in asking.gaps]),
        ("gap", Numeric, asking.gaps.values()),
    )


def _way(asking: Asking) -> Any:
    return _unnested(
        "way",
        ("for_site_id", BigInteger, [site_id for site_id, _ in asking.hours]),
        ("site_id", BigInteger, [source_id for _, source_id in asking.hours]),
        ("hours", Numeric, asking.hours.values()),
    )


def _spare(
    event_id: int,
    settings: Settings,
    as_of: dt.datetime,
    asking: Asking,
    rates: Mapping[tuple[int, int], Decimal],
) -> CTE:
    """Return what each source has beyond what it keeps, once for all sites that ask."""
    items = sorted({item_id for _, item_id in asking.gaps})
    sources = sorted({source_id for _, source_id in asking.hours})
    lots = lots_of(as_of, items, sources)
    rate, joined = _rate(event_id, rates)
    expired = func.coalesce(lots.c.expired, 0)
    available = func.greatest(StockBalance.on_hand - expired - StockBalance.reserved, 0)
    needed = rate * settings.planning_window_hours * settings.safety_factor
    threshold = func.coalesce(Item.min_stock_threshold, Site.min_stock_threshold, 0)
    kept = func.round(func.greatest(threshold, needed), 4)
    return (
        select(
            StockBalance.item_id,
            StockBalance.site_id,
            available.label("available"),
            kept.label("kept"),
            (available - kept).label("capacity"),
            lots.c.oldest_lot_on,
        )
        .select_from(joined)
        .join(Item, Item.id == StockBalance.item_id)
        .join(Site, Site.id == StockBalance.site_id)
        .outerjoin(lots, _same(lots.c))
        .where(within(StockBalance.item_id, StockBalance.site_id, items, sources), available > kept)
        .cte("spare")
        .prefix_with("MATERIALIZED")
    )


def _rate(
    event_id: int, rates: Mapping[tuple[int, int], Decimal]
) -> tuple[ColumnElement[Decimal], Any]:
    """Return consumption per hour: of the event, or without one, or what stands in for both."""
    own, general = aliased(BurnRate), aliased(BurnRate)
    joined = join(
        StockBalance, own, and_(_same(own), own.event_id == event_id), isouter=True
    ).outerjoin(general, and_(_same(general), general.event_id == NO_EVENT))
    known: list[Any] = [own.rate, general.rate]
    if rates:
        stood_in = _unnested(
            "stood_in",
            ("site_id", BigInteger, [site for site, _ in rates]),
            ("item_id", BigInteger, [item for _, item in rates]),
            ("rate", Numeric, rates.values()),
        )
        joined = joined.outerjoin(stood_in, _same(stood_in.c))
        known.append(stood_in.c.rate)
    return func.coalesce(*known, 0), joined


def stale_stock_rows(
    session: Session, item_ids: Collection[int], site_ids: Collection[int]
) -> Found:
    """Return what stale sites would have, were they believed."""
    balance = StockBalance
    rows: Rows = select(balance.item_id, balance.site_id).where(
        within(balance.item_id, balance.site_id, item_ids, site_ids),
        balance.on_hand > balance.reserved,
    )
    return session.execute(rows.order_by(balance.item_id, balance.site_id)).all()


def _same(part: Any) -> ColumnElement[bool]:
    return and_(part.item_id == StockBalance.item_id, part.site_id == StockBalance.site_id)


def _unnested(name: str, *columns: tuple[str, type[TypeEngine[Any]], Iterable[Any]]) -> Any:
    """Return lists of equal length as the columns of a table."""
    arrays = (literal(list(values), ARRAY(kind)) for _, kind, values in columns)
    names = [column for column, _, _ in columns]
    return func.unnest(*arrays).table_valued(*names).render_derived(name)
