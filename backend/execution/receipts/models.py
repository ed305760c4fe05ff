"""Goods received notes: what came in, when, of which document. Rows are only ever added."""

import datetime as dt
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, func
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.orm import Base, Identified, Quantity, one_of


class GoodsReceipt(Identified, Base):
    """One arrival of a transfer or a procurement at its site."""

    __tablename__ = "goods_receipt"
    __table_args__ = (
        CheckConstraint("num_nonnulls(transfer_id, procurement_id, intake_id) = 1", name="of_one"),
        Index("ix_goods_receipt_transfer_id", "transfer_id"),
        Index("ix_goods_receipt_procurement_id", "procurement_id"),
        {"schema": "ops"},
    )

    receipt_no: Mapped[str] = mapped_column(unique=True)
    transfer_id: Mapped[int | None] = mapped_column(
        ForeignKey("ops.transfer.id", ondelete="RESTRICT")
    )
    procurement_id: Mapped[int | None] = mapped_column(
        ForeignKey("ops.procurement.id", ondelete="RESTRICT")
    )
    intake_id: Mapped[int | None] = mapped_column(
        ForeignKey("ops.donation_intake.id", ondelete="RESTRICT")
    )
    site_id: Mapped[int] = mapped_column(ForeignKey("core.dim_site.id", ondelete="RESTRICT"))
    received_by: Mapped[int | None] = mapped_column(
        ForeignKey("support.users.id", ondelete="RESTRICT")
    )
    at: Mapped[dt.datetime] = mapped_column(server_default=func.now())
    note: Mapped[str | None]


class GoodsReceiptItem(Identified, Base):
    """What came of one item and lot."""

    __tablename__ = "goods_receipt_item"
    __table_args__ = (
        one_of("condition", ("GOOD", "DAMAGED")),
        CheckConstraint("quantity > 0", name="quantity_positive"),
        Index("ix_goods_receipt_item_receipt_id", "receipt_id"),
        {"schema": "ops"},
    )

    receipt_id: Mapped[int] = mapped_column(ForeignKey("ops.goods_receipt.id", ondelete="RESTRICT"))
    item_id: Mapped[int] = mapped_column(ForeignKey("core.dim_item.id", ondelete="RESTRICT"))
    lot_id: Mapped[int | None] = mapped_column(ForeignKey("core.lot.id", ondelete="RESTRICT"))
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    condition: Mapped[str] = mapped_column(server_default="GOOD")
    at: Mapped[dt.datetime] = mapped_column(server_default=func.now())
