"""Orders as rows."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.catalogue.models import Item
from backend.core.sql import Rows
from backend.inventory.models import Site
from backend.procurement.errors import OrderNotFound
from backend.procurement.models import OrderLine
from backend.procurement.schemas import OrderDetailOut, OrderQuery
from backend.suppliers.models import Supplier


def orders(query: OrderQuery) -> Rows:
    rows = _lines()
    if query.q is not None:
        rows = rows.where(OrderLine.order_number.istartswith(query.q.strip(), autoescape=True))
    for name in ("supplier_id", "item_id", "site_id", "status"):
        wanted = getattr(query, name)
        if wanted is not None:
            rows = rows.where(getattr(OrderLine, name) == wanted)
    if query.open is not None:
        rows = rows.where(OrderLine.is_open.is_(query.open))
    if query.overdue is not None:
        rows = rows.where(OrderLine.is_overdue.is_(query.overdue))
    return rows


def order(session: Session, order_id: int) -> OrderDetailOut:
    extra = (
        OrderLine.lead_time_days,
        OrderLine.known_to,
        OrderLine.created_at,
        OrderLine.updated_at,
        OrderLine.version,
    )
    rows = _lines().add_columns(*extra).where(OrderLine.id == order_id)
    found = session.execute(rows).mappings().one_or_none()
    if found is None:
        raise OrderNotFound(order_id)
    return OrderDetailOut.model_validate(dict(found))


def _lines() -> Rows:
    return (
        select(
            OrderLine.id,
            OrderLine.order_number,
            OrderLine.line_number,
            OrderLine.supplier_id,
            Supplier.name.label("supplier_name"),
            OrderLine.item_id,
            Item.sku,
            Item.name.label("item_name"),
            Item.unit,
            OrderLine.site_id,
            Site.code.label("site_code"),
            Site.name.label("site_name"),
            OrderLine.quantity,
            OrderLine.received_quantity,
            OrderLine.outstanding_quantity,
            OrderLine.unit_price,
            OrderLine.value,
            OrderLine.ordered_on,
            OrderLine.expected_on,
            OrderLine.received_on,
            OrderLine.status,
            OrderLine.is_overdue,
            OrderLine.days_late,
        )
        .select_from(OrderLine)
        .join(Item, Item.id == OrderLine.item_id)
        .join(Site, Site.id == OrderLine.site_id)
        .outerjoin(Supplier, Supplier.id == OrderLine.supplier_id)
    )
