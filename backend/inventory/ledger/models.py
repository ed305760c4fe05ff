"""What the ledger adds up to, and what of it is promised. The database keeps both true."""

import datetime as dt
from decimal import Decimal

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, func
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.orm import Base, Identified, Quantity, Versioned, one_of

HOLDERS = ("TRANSFER_ITEM",)
RESERVATION_STATUSES = ("HELD", "CONSUMED", "RELEASED")


class StockBalance(Base):
    """Stock of an item at a site now. Written by triggers on the ledger and on reservations only.

    A count may find less than is reserved, or a file may issue more than there was; what a
    document of ours posts or reserves may not (constraint names ``stock_not_negative`` and
    ``reserved_within_stock``).
    """

    __tablename__ = "stock_balance"
    __table_args__ = (
        CheckConstraint("reserved >= 0", name="reserved_not_negative"),
        Index("ix_stock_balance_site_id", "site_id"),
        {"schema": "core"},
    )

    item_id: Mapped[int] = mapped_column(
        ForeignKey("core.dim_item.id", ondelete="RESTRICT"), primary_key=True
    )
    site_id: Mapped[int] = mapped_column(
        ForeignKey("core.dim_site.id", ondelete="RESTRICT"), primary_key=True
    )
    on_hand: Mapped[Decimal] = mapped_column(Quantity, server_default="0")
    reserved: Mapped[Decimal] = mapped_column(Quantity, server_default="0")
    changed_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())


class LotBalance(Identified, Base):
    """What the ledger says of one lot at one site; without a lot, of what names none."""

    __tablename__ = "lot_balance"
    __table_args__ = (
        Index(
            "uq_lot_balance_item_id_site_id_lot_id",
            "item_id",
            "site_id",
            "lot_id",
            unique=True,
            postgresql_nulls_not_distinct=True,
        ),
        {"schema": "core"},
    )

    item_id: Mapped[int] = mapped_column(ForeignKey("core.dim_item.id", ondelete="RESTRICT"))
    site_id: Mapped[int] = mapped_column(ForeignKey("core.dim_site.id", ondelete="RESTRICT"))
    lot_id: Mapped[int | None] = mapped_column(ForeignKey("core.lot.id", ondelete="RESTRICT"))
    quantity: Mapped[Decimal] = mapped_column(Quantity)


class StockReservation(Identified, Versioned, Base):
    """Stock promised to a line of a document until it is dispatched or given back."""

    __tablename__ = "stock_reservation"
    __table_args__ = (
        one_of("holder", HOLDERS),
        one_of("status", RESERVATION_STATUSES),
        CheckConstraint("quantity > 0", name="quantity_positive"),
        Index("ix_stock_reservation_holder_holder_id", "holder", "holder_id"),
        Index("ix_stock_reservation_item_id_site_id", "item_id", "site_id"),
        {"schema": "ops"},
    )

    item_id: Mapped[int] = mapped_column(ForeignKey("core.dim_item.id", ondelete="RESTRICT"))
    site_id: Mapped[int] = mapped_column(ForeignKey("core.dim_site.id", ondelete="RESTRICT"))
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    # The document lives in a domain above this one, so that no foreign key can name it.
    holder: Mapped[str]
    holder_id: Mapped[int] = mapped_column(BigInteger)
    status: Mapped[str] = mapped_column(server_default="HELD")
