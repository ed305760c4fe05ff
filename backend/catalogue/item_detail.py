"""One item with everything known about it."""

from typing import TypeVar

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from backend.catalogue.above import (
    current_stock,
    item_classes,
    lead_times,
    order_lines,
    plan_lines,
    sites,
    supplier_items,
    suppliers,
)
from backend.catalogue.errors import ItemNotFound
from backend.catalogue.models import Item
from backend.catalogue.queries import items_with_stock
from backend.catalogue.schemas import (
    ItemDetailOut,
    ItemSiteOut,
    OpenOrderOut,
    SupplierTermsOut,
)
from backend.core.schemas import Out
from backend.core.sql import Rows

OutT = TypeVar("OutT", bound=Out)


def item_detail(session: Session, item_id: int) -> ItemDetailOut:
    """Return everything known about one item."""
    extra = (
        Item.attributes,
        Item.created_at,
        Item.updated_at,
        Item.version,
        item_classes.c.adi,
        item_classes.c.cv2,
        item_classes.c.computed_at.label("classified_at"),
    )
    rows = items_with_stock().add_columns(*extra).where(Item.id == item_id)
    found = session.execute(rows).mappings().one_or_none()
    if found is None:
        raise ItemNotFound(item_id)
    return ItemDetailOut.model_validate(
        {
            **found,
            "suppliers": _read(session, _terms(item_id), SupplierTermsOut),
            "sites": _read(session, _sites(item_id), ItemSiteOut),
            "open_orders": _read(session, _open_orders(item_id), OpenOrderOut),
        }
    )


def _read(session: Session, rows: Rows, schema: type[OutT]) -> list[OutT]:
    return [schema.model_validate(dict(row)) for row in session.execute(rows).mappings()]


def _terms(item_id: int) -> Rows:
    """Who offers or has delivered the item, the preferred supplier first."""
    offered = select(supplier_items).where(supplier_items.c.item_id == item_id).subquery("offered")
    learned = select(lead_times).where(lead_times.c.item_id == item_id).subquery("learned")
    supplier_id = func.coalesce(offered.c.supplier_id, learned.c.supplier_id)
    is_preferred = func.coalesce(offered.c.is_preferred, False)
    return (
        select(
            suppliers.c.id.label("supplier_id"),
            suppliers.c.code.label("supplier_code"),
            suppliers.c.name.label("supplier_name"),
            is_preferred.label("is_preferred"),
            offered.c.lead_time_days.label("stated_lead_time_days"),
            offered.c.min_order_quantity,
            offered.c.pack_size,
            offered.c.unit_price,
            learned.c.source.label("lead_time_source"),
            learned.c.mean_days.label("mean_lead_time_days"),
            learned.c.sd_days.label("sd_lead_time_days"),
            learned.c.observations,
        )
        .select_from(offered)
        .join(learned, learned.c.supplier_id == offered.c.supplier_id, full=True, isouter=True)
        .join(suppliers, suppliers.c.id == supplier_id)
        .order_by(is_preferred.desc(), suppliers.c.code)
    )


def _sites(item_id: int) -> Rows:
    """Where the item has stock or a plan."""
    return (
        select(
            sites.c.id.label("site_id"),
            sites.c.code.label("site_code"),
            sites.c.name.label("site_name"),
            current_stock.c.on_hand,
            current_stock.c.available,
            current_stock.c.date.label("stock_as_of"),
            plan_lines.c.forecast_per_day,
            plan_lines.c.days_of_cover,
            plan_lines.c.safety_stock,
            plan_lines.c.reorder_point,
            plan_lines.c.order_up_to,
            plan_lines.c.as_of.label("plan_as_of"),
            plan_lines.c.confidence,
            plan_lines.c.reasons,
        )
        .select_from(sites)
        .outerjoin(
            current_stock,
            and_(current_stock.c.site_id == sites.c.id, current_stock.c.item_id == item_id),
        )
        .outerjoin(
            plan_lines, and_(plan_lines.c.site_id == sites.c.id, plan_lines.c.item_id == item_id)
        )
        .where(or_(current_stock.c.item_id.is_not(None), plan_lines.c.item_id.is_not(None)))
        .order_by(sites.c.code)
    )


def _open_orders(item_id: int) -> Rows:
    """What is still to come, the next arrival first."""
    return (
        select(
            order_lines.c.id,
            order_lines.c.order_number,
            order_lines.c.line_number,
            suppliers.c.name.label("supplier_name"),
            sites.c.code.label("site_code"),
            order_lines.c.outstanding_quantity,
            order_lines.c.ordered_on,
            order_lines.c.expected_on,
            order_lines.c.is_overdue,
        )
        .select_from(order_lines)
        .join(sites, sites.c.id == order_lines.c.site_id)
        .outerjoin(suppliers, suppliers.c.id == order_lines.c.supplier_id)
        .where(order_lines.c.item_id == item_id, order_lines.c.is_open)
        .order_by(order_lines.c.expected_on.asc().nulls_last(), order_lines.c.id)
    )
