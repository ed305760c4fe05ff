"""Sites and current stock as rows."""

from typing import Any

from sqlalchemy import ColumnElement, Numeric, and_, case, cast, func, or_, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import Session

from backend.catalogue.models import Item
from backend.core.sql import Rows
from backend.inventory.above import lot_stock, plan_lines, site_freshness
from backend.inventory.errors import SiteNotFound
from backend.inventory.models import CurrentStock, Lot, Region, Site
from backend.inventory.schemas import InventoryQuery, SiteDetailOut, SiteQuery

# The status of the view in the words that every other figure's confidence is told in.
FRESHNESS: ColumnElement[Any] = case(
    (site_freshness.c.status == "FRESH", "HIGH"),
    (site_freshness.c.status == "AGEING", "MEDIUM"),
    (site_freshness.c.status == "STALE", "LOW"),
)


def sites(query: SiteQuery) -> Rows:
    rows = _sites()
    if query.q is not None:
        rows = rows.where(
            or_(
                Site.code.icontains(query.q, autoescape=True),
                Site.name.icontains(query.q, autoescape=True),
            )
        )
    if query.type is not None:
        rows = rows.where(Site.type == query.type)
    if query.region is not None:
        rows = rows.where(Region.code == query.region)
    if query.freshness is not None:
        rows = rows.where(FRESHNESS.in_((query.freshness,)))
    if query.active is not None:
        rows = rows.where(Site.is_active.is_(query.active))
    return rows


def site(session: Session, site_id: int) -> SiteDetailOut:
    stamps = (Site.created_at, Site.updated_at, Site.version)
    rows = _sites().add_columns(*stamps).where(Site.id == site_id)
    found = session.execute(rows).mappings().one_or_none()
    if found is None:
        raise SiteNotFound(site_id)
    return SiteDetailOut.model_validate(dict(found))


def _sites() -> Rows:
    in_stock = func.count().filter(CurrentStock.available > 0).label("in_stock")
    out_of_stock = func.count().filter(CurrentStock.available <= 0).label("out_of_stock")
    held = (
        select(CurrentStock.site_id, in_stock, out_of_stock)
        .group_by(CurrentStock.site_id)
        .subquery("held")
    )
    return (
        select(
            Site.id,
            Site.code,
            Site.name,
            Site.type,
            Region.code.label("region"),
            Region.name.label("region_name"),
            Site.country,
            Site.latitude,
            Site.longitude,
            Site.time_zone,
            Site.is_active,
            Site.last_synced_at,
            site_freshness.c.last_at.label("last_data_at"),
            site_freshness.c.hours_behind,
            FRESHNESS.label("freshness"),
            site_freshness.c.basis.label("freshness_basis"),
            func.coalesce(held.c.in_stock, 0).label("items_in_stock"),
            func.coalesce(held.c.out_of_stock, 0).label("items_out_of_stock"),
        )
        .select_from(Site)
        .outerjoin(Region, Region.id == Site.region_id)
        .outerjoin(site_freshness, site_freshness.c.site_id == Site.id)
        .outerjoin(held, held.c.site_id == Site.id)
    )


def inventory(query: InventoryQuery) -> Rows:
    rows = _inventory()
    if query.q is not None:
        rows = rows.where(
            or_(
                Item.sku.icontains(query.q, autoescape=True),
                Item.name.icontains(query.q, autoescape=True),
            )
        )
    if query.item_id is not None:
        rows = rows.where(CurrentStock.item_id == query.item_id)
    if query.site_id is not None:
        rows = rows.where(CurrentStock.site_id == query.site_id)
    if query.family is not None:
        rows = rows.where(Item.family == query.family)
    if query.out_of_stock is not None:
        rows = rows.where((CurrentStock.available <= 0).is_(query.out_of_stock))
    if query.below_reorder_point is not None:
        below = CurrentStock.available < plan_lines.c.reorder_point
        rows = rows.where(below.is_(query.below_reorder_point))
    if query.expires_before is not None:
        rows = rows.where(_next_expiry() < query.expires_before)
    return rows


def _inventory() -> Rows:
    """One row per item and site with any stock record."""
    stock = CurrentStock
    value = func.round(cast(func.greatest(stock.on_hand, 0), Numeric) * Item.unit_cost, 4)
    return (
        select(
            stock.item_id,
            Item.sku,
            Item.name.label("item_name"),
            Item.family,
            Item.unit,
            stock.site_id,
            Site.code.label("site_code"),
            Site.name.label("site_name"),
            stock.date,
            stock.on_hand,
            stock.reserved,
            stock.available,
            Item.unit_cost,
            value.label("value"),
            plan_lines.c.days_of_cover,
            plan_lines.c.safety_stock,
            plan_lines.c.reorder_point,
            _next_expiry().label("next_expiry_on"),
            _lots().label("lots"),
        )
        .select_from(CurrentStock)
        .join(Item, Item.id == stock.item_id)
        .join(Site, Site.id == stock.site_id)
        .outerjoin(
            plan_lines,
            and_(plan_lines.c.item_id == stock.item_id, plan_lines.c.site_id == stock.site_id),
        )
    )


def _next_expiry() -> ColumnElement[Any]:
    return (
        select(func.min(lot_stock.c.expires_on))
        .where(_of_the_row())
        .correlate(CurrentStock)
        .scalar_subquery()
    )


def _lots() -> ColumnElement[Any]:
    """The lots of a row as a JSON array, what expires first at the top."""
    lot = func.jsonb_build_object(
        *("lot_id", lot_stock.c.lot_id),
        *("lot_number", Lot.lot_number),
        *("expires_on", lot_stock.c.expires_on),
        *("quantity", lot_stock.c.quantity),
        *("is_estimated", lot_stock.c.is_estimated),
    )
    in_order = func.jsonb_agg(
        aggregate_order_by(lot, lot_stock.c.expires_on.asc().nulls_last(), Lot.lot_number)
    )
    return (
        select(func.coalesce(in_order, func.jsonb_build_array()))
        .select_from(lot_stock)
        .join(Lot, Lot.id == lot_stock.c.lot_id)
        .where(_of_the_row())
        .correlate(CurrentStock)
        .scalar_subquery()
    )


def _of_the_row() -> ColumnElement[bool]:
    return and_(
        lot_stock.c.item_id == CurrentStock.item_id,
        lot_stock.c.site_id == CurrentStock.site_id,
    )
