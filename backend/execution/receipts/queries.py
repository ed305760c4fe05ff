"""Goods received notes as rows, whatever they are of."""

from typing import Any

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import Session

from backend.access.models import User
from backend.catalogue.models import Item
from backend.core.sql import Rows
from backend.execution.donations.models import DonationIntake
from backend.execution.receipts.errors import GoodsReceiptNotFound
from backend.execution.receipts.models import GoodsReceipt, GoodsReceiptItem
from backend.execution.receipts.schemas import GoodsReceiptDetailOut, GoodsReceiptQuery
from backend.execution.transfers.models import Transfer
from backend.inventory.models import Lot, Site
from backend.procurement.purchases.models import Procurement

number = func.coalesce(Transfer.transfer_no, Procurement.procurement_no, DonationIntake.intake_no)
kind: ColumnElement[str] = case(
    (GoodsReceipt.transfer_id.is_not(None), "TRANSFER"),
    (GoodsReceipt.procurement_id.is_not(None), "PROCUREMENT"),
    else_="INTAKE",
)


def receipts(query: GoodsReceiptQuery) -> Rows:
    own = GoodsReceipt
    rows = _receipts()
    if query.q is not None:
        asked = query.q
        rows = rows.where(
            or_(*(no.icontains(asked, autoescape=True) for no in (own.receipt_no, number)))
        )
    if query.source is not None:
        rows = rows.where(kind == query.source)
    for name in ("transfer_id", "procurement_id", "intake_id", "site_id"):
        wanted = getattr(query, name)
        if wanted is not None:
            rows = rows.where(getattr(own, name) == wanted)
    return rows


def receipt(session: Session, receipt_id: int) -> GoodsReceiptDetailOut:
    rows = _receipts().where(GoodsReceipt.id == receipt_id)
    found = session.execute(rows).mappings().one_or_none()
    if found is None:
        raise GoodsReceiptNotFound(receipt_id)
    items = [dict(row) for row in session.execute(_items(receipt_id)).mappings()]
    return GoodsReceiptDetailOut.model_validate({**found, "items": items})


def _receipts() -> Rows:
    own = GoodsReceipt
    counted = select(func.count()).where(GoodsReceiptItem.receipt_id == own.id)
    return (
        select(
            own.id,
            own.receipt_no,
            kind.label("source"),
            func.coalesce(own.transfer_id, own.procurement_id, own.intake_id).label("document_id"),
            number.label("document_no"),
            own.site_id,
            Site.code.label("site_code"),
            Site.name.label("site_name"),
            counted.correlate(own).scalar_subquery().label("lines"),
            User.username.label("received_by"),
            own.at,
            own.note,
        )
        .select_from(own)
        .join(Site, Site.id == own.site_id)
        .outerjoin(Transfer, Transfer.id == own.transfer_id)
        .outerjoin(Procurement, Procurement.id == own.procurement_id)
        .outerjoin(DonationIntake, DonationIntake.id == own.intake_id)
        .outerjoin(User, User.id == own.received_by)
    )


def _items(receipt_id: int) -> Any:
    own = GoodsReceiptItem
    return (
        select(
            own.id,
            own.item_id,
            Item.sku,
            Item.name.label("item_name"),
            Item.unit,
            own.lot_id,
            Lot.lot_number,
            Lot.expires_on,
            own.quantity,
            own.condition,
        )
        .join(Item, Item.id == own.item_id)
        .outerjoin(Lot, Lot.id == own.lot_id)
        .where(own.receipt_id == receipt_id)
        .order_by(Item.sku, own.id)
    )
