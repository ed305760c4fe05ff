"""Orders placed with suppliers."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.orm import Base, Identified, Money, Quantity, Versioned, one_of

ORDER_STATUSES = ("PLACED", "PART_RECEIVED", "RECEIVED", "CANCELLED")


class Order(Identified, Versioned, Base):
    """One line of a purchase order. Late is derived from the dates, never stored."""

    __tablename__ = "fact_orders"
    __table_args__ = (
        UniqueConstraint("order_number", "line_number"),
        one_of("status", ORDER_STATUSES),
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint("received_quantity >= 0", name="received_not_negative"),
        CheckConstraint("unit_price >= 0", name="price_not_negative"),
        CheckConstraint("status <> 'RECEIVED' OR received_on IS NOT NULL", name="received_on"),
        Index("ix_fact_orders_item_id_site_id", "item_id", "site_id"),
        Index("ix_fact_orders_supplier_id_item_id", "supplier_id", "item_id"),
        Index(
            "ix_fact_orders_open",
            "expected_on",
            postgresql_where=text("status IN ('PLACED', 'PART_RECEIVED')"),
        ),
        # The order of GET /orders, word for word.
        Index(
            "ix_fact_orders_newest",
            text("ordered_on DESC NULLS LAST"),
            text("id DESC NULLS LAST"),
        ),
        {"schema": "core"},
    )

    order_number: Mapped[str]
    line_number: Mapped[int] = mapped_column(server_default="1")
    supplier_id: Mapped[int | None] = mapped_column(
        ForeignKey("core.dim_supplier.id", ondelete="RESTRICT")
    )
    item_id: Mapped[int] = mapped_column(ForeignKey("core.dim_item.id", ondelete="RESTRICT"))
    site_id: Mapped[int] = mapped_column(ForeignKey("core.dim_site.id", ondelete="RESTRICT"))
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    received_quantity: Mapped[Decimal] = mapped_column(Quantity, server_default="0")
    unit_price: Mapped[Decimal | None] = mapped_column(Money)
    ordered_on: Mapped[date | None]
    expected_on: Mapped[date | None]
    received_on: Mapped[date | None]
    status: Mapped[str] = mapped_column(server_default="PLACED")
    import_id: Mapped[int | None] = mapped_column(BigInteger)


class OrderLine(Base):
    """An order line with what its dates say: due, late, still to come. A view."""

    __tablename__ = "v_order_lines"
    __table_args__ = ({"schema": "analytics", "info": {"is_view": True}},)

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    order_number: Mapped[str]
    line_number: Mapped[int]
    supplier_id: Mapped[int | None] = mapped_column(BigInteger)
    item_id: Mapped[int] = mapped_column(BigInteger)
    site_id: Mapped[int] = mapped_column(BigInteger)
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    received_quantity: Mapped[Decimal] = mapped_column(Quantity)
    outstanding_quantity: Mapped[Decimal] = mapped_column(Quantity)
    unit_price: Mapped[Decimal | None] = mapped_column(Money)
    value: Mapped[Decimal | None] = mapped_column(Money)
    ordered_on: Mapped[date | None]
    expected_on: Mapped[date | None]
    received_on: Mapped[date | None]
    status: Mapped[str]
    is_open: Mapped[bool]
    is_due: Mapped[bool]
    is_overdue: Mapped[bool]
    days_late: Mapped[int | None]
    lead_time_days: Mapped[int | None]
    known_to: Mapped[date | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    version: Mapped[int]
