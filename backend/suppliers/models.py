"""Suppliers and what each of them offers."""

from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.orm import Base, Identified, Money, Quantity, Versioned, one_of


class Supplier(Identified, Versioned, Base):
    """A company that delivers to us."""

    __tablename__ = "dim_supplier"
    __table_args__ = (
        CheckConstraint("code <> ''", name="code_not_empty"),
        one_of("type", ("DOMESTIC", "IMPORT", "HYBRID")),
        CheckConstraint("reliability BETWEEN 0 AND 1", name="reliability"),
        CheckConstraint("lead_time_days >= 0", name="lead_time_not_negative"),
        {"schema": "core"},
    )

    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    type: Mapped[str | None]
    country: Mapped[str | None]
    reliability: Mapped[float | None]
    # What the supplier states; what was observed lives in analytics.lead_times.
    lead_time_days: Mapped[float | None]
    is_active: Mapped[bool] = mapped_column(server_default=text("true"))


class SupplierItem(Identified, Versioned, Base):
    """The terms on which a supplier delivers an item."""

    __tablename__ = "supplier_item"
    __table_args__ = (
        UniqueConstraint("supplier_id", "item_id"),
        CheckConstraint("lead_time_days >= 0", name="lead_time_not_negative"),
        CheckConstraint("min_order_quantity > 0 AND pack_size > 0", name="lot_sizes_positive"),
        CheckConstraint("unit_price >= 0", name="price_not_negative"),
        Index("ix_supplier_item_item_id", "item_id"),
        Index(
            "uq_supplier_item_preferred",
            "item_id",
            unique=True,
            postgresql_where=text("is_preferred"),
        ),
        {"schema": "core"},
    )

    supplier_id: Mapped[int] = mapped_column(
        ForeignKey("core.dim_supplier.id", ondelete="RESTRICT")
    )
    item_id: Mapped[int] = mapped_column(ForeignKey("core.dim_item.id", ondelete="RESTRICT"))
    lead_time_days: Mapped[float | None]
    min_order_quantity: Mapped[Decimal | None] = mapped_column(Quantity)
    pack_size: Mapped[Decimal | None] = mapped_column(Quantity)
    unit_price: Mapped[Decimal | None] = mapped_column(Money)
    is_preferred: Mapped[bool] = mapped_column(server_default=text("false"))
