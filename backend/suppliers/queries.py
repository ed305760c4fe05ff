"""Suppliers as rows, with what their deliveries say about them."""

from sqlalchemy import ColumnElement, Double, Subquery, func, or_, select
from sqlalchemy.orm import Session

from backend.catalogue.models import Item
from backend.core.sql import Rows
from backend.suppliers.above import lead_times, order_lines
from backend.suppliers.errors import SupplierNotFound
from backend.suppliers.models import Supplier, SupplierItem
from backend.suppliers.schemas import SupplierDetailOut, SupplierItemOut, SupplierQuery


def suppliers(query: SupplierQuery) -> Rows:
    rows = _suppliers_with_record()
    if query.q is not None:
        rows = rows.where(
            or_(
                Supplier.code.icontains(query.q, autoescape=True),
                Supplier.name.icontains(query.q, autoescape=True),
            )
        )
    if query.type is not None:
        rows = rows.where(Supplier.type == query.type)
    if query.country is not None:
        rows = rows.where(Supplier.country == query.country)
    if query.item_id is not None:
        rows = rows.where(
            Supplier.id.in_(
                select(SupplierItem.supplier_id).where(SupplierItem.item_id == query.item_id)
            )
        )
    if query.active is not None:
        rows = rows.where(Supplier.is_active.is_(query.active))
    return rows


def supplier_detail(session: Session, supplier_id: int) -> SupplierDetailOut:
    stamps = (Supplier.created_at, Supplier.updated_at, Supplier.version)
    rows = _suppliers_with_record().add_columns(*stamps).where(Supplier.id == supplier_id)
    found = session.execute(rows).mappings().one_or_none()
    if found is None:
        raise SupplierNotFound(supplier_id)
    offered = session.execute(_offered(supplier_id)).mappings()
    return SupplierDetailOut.model_validate(
        {**found, "offered": [SupplierItemOut.model_validate(dict(row)) for row in offered]}
    )


def _suppliers_with_record() -> Rows:
    record = _record()
    items = (
        select(func.count())
        .where(SupplierItem.supplier_id == Supplier.id)
        .correlate(Supplier)
        .scalar_subquery()
    )
    return (
        select(
            Supplier.id,
            Supplier.code,
            Supplier.name,
            Supplier.type,
            Supplier.country,
            Supplier.reliability,
            Supplier.lead_time_days.label("stated_lead_time_days"),
            Supplier.is_active,
            items.label("items"),
            _or_none_yet(record.c.observations),
            record.c.mean_lead_time_days,
            record.c.sd_lead_time_days,
            _or_none_yet(record.c.due),
            _or_none_yet(record.c.late),
            (record.c.late.cast(Double) / func.nullif(record.c.due, 0)).label("late_share"),
            _or_none_yet(record.c.open_orders),
            _or_none_yet(record.c.overdue_orders),
        )
        .select_from(Supplier)
        .outerjoin(record, record.c.supplier_id == Supplier.id)
    )


def _record() -> Subquery:
    """What each supplier's order lines say: lead time, and how many came when they should."""
    line = order_lines.c
    return (
        select(
            line.supplier_id,
            func.count(line.lead_time_days).label("observations"),
            func.avg(line.lead_time_days).cast(Double).label("mean_lead_time_days"),
            func.stddev_samp(line.lead_time_days).cast(Double).label("sd_lead_time_days"),
            func.count().filter(line.is_due).label("due"),
            func.count().filter(line.is_due, line.days_late > 0).label("late"),
            func.count().filter(line.is_open).label("open_orders"),
            func.count().filter(line.is_overdue).label("overdue_orders"),
        )
        .group_by(line.supplier_id)
        .subquery("record")
    )


def _or_none_yet(count: ColumnElement[int]) -> ColumnElement[int]:
    """Say 0 where a supplier has no order at all."""
    return func.coalesce(count, 0).label(str(count.key))


def _offered(supplier_id: int) -> Rows:
    """What the supplier offers or has delivered, by SKU."""
    terms = select(SupplierItem).where(SupplierItem.supplier_id == supplier_id).subquery("terms")
    learned = select(lead_times).where(lead_times.c.supplier_id == supplier_id).subquery("learned")
    return (
        select(
            Item.id.label("item_id"),
            Item.sku,
            Item.name.label("item_name"),
            func.coalesce(terms.c.is_preferred, False).label("is_preferred"),
            terms.c.lead_time_days.label("stated_lead_time_days"),
            terms.c.min_order_quantity,
            terms.c.pack_size,
            terms.c.unit_price,
            learned.c.source.label("lead_time_source"),
            learned.c.mean_days.label("mean_lead_time_days"),
            learned.c.sd_days.label("sd_lead_time_days"),
            learned.c.observations,
            learned.c.late_share,
            learned.c.mean_days_late,
        )
        .select_from(Item)
        .outerjoin(terms, terms.c.item_id == Item.id)
        .outerjoin(learned, learned.c.item_id == Item.id)
        .where(or_(terms.c.item_id.is_not(None), learned.c.item_id.is_not(None)))
        .order_by(Item.sku)
    )
