"""Procurements: the orders we place ourselves, from the draft to the last delivery."""

import datetime as dt
from decimal import Decimal

from sqlalchemy import BigInteger, CheckConstraint, Computed, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.orm import Base, Identified, Money, Quantity, Versioned, one_of
from backend.procurement.purchases.workflow import ProcurementMethod, ProcurementStatus

USER = "support.users.id"
TIERS = ("TIER_1", "TIER_2", "TIER_3", "EMERGENCY")
LINE_STATUSES = ("PENDING", "PARTIAL", "RECEIVED", "CANCELLED")


class Procurement(Identified, Versioned, Base):
    """One purchase for one site. Ordered, its lines become orders in ``core.fact_orders``."""

    __tablename__ = "procurement"
    __table_args__ = (
        one_of("method", ProcurementMethod),
        one_of("status", ProcurementStatus),
        one_of("approval_tier", TIERS),
        CheckConstraint("currency ~ '^[A-Z]{3}$'", name="currency"),
        CheckConstraint("approved_by <> submitted_by", name="approver_is_not_submitter"),
        CheckConstraint("rejected_by <> submitted_by", name="rejecter_is_not_submitter"),
        CheckConstraint(
            "status NOT IN ('ORDERED', 'SHIPPED', 'PARTIAL_RECEIVED', 'RECEIVED')"
            " OR (coalesce(po_number, '') <> ''"
            " AND supplier_id IS NOT NULL AND approved_at IS NOT NULL)",
            name="ordered_has_number",
        ),
        CheckConstraint(
            "status <> 'REJECTED' OR coalesce(reject_reason, '') <> ''", name="reject_has_reason"
        ),
        CheckConstraint(
            "status <> 'CANCELLED' OR coalesce(cancel_reason, '') <> ''", name="cancel_has_reason"
        ),
        CheckConstraint(
            "closed_short_at IS NULL"
            " OR (status = 'RECEIVED' AND coalesce(close_short_reason, '') <> '')",
            name="closed_short_has_reason",
        ),
        Index("ix_procurement_status_updated_at", "status", "updated_at"),
        Index("ix_procurement_needs_list_id", "needs_list_id"),
        Index("ix_procurement_target_site_id", "target_site_id"),
        {"schema": "ops"},
    )

    procurement_no: Mapped[str] = mapped_column(unique=True)
    needs_list_id: Mapped[int | None] = mapped_column(
        ForeignKey("ops.needs_list.id", ondelete="RESTRICT")
    )
    event_id: Mapped[int | None] = mapped_column(ForeignKey("ops.event.id", ondelete="RESTRICT"))
    target_site_id: Mapped[int] = mapped_column(ForeignKey("core.dim_site.id", ondelete="RESTRICT"))
    supplier_id: Mapped[int | None] = mapped_column(
        ForeignKey("core.dim_supplier.id", ondelete="RESTRICT")
    )
    method: Mapped[str] = mapped_column(server_default=ProcurementMethod.SINGLE_SOURCE.value)
    status: Mapped[str] = mapped_column(server_default=ProcurementStatus.DRAFT.value)
    po_number: Mapped[str | None] = mapped_column(unique=True)
    # Null where a line has no price.
    total_value: Mapped[Decimal | None] = mapped_column(Money)
    currency: Mapped[str | None]
    approval_tier: Mapped[str | None]
    notes: Mapped[str | None]
    created_by: Mapped[int | None] = mapped_column(ForeignKey(USER, ondelete="RESTRICT"))
    submitted_by: Mapped[int | None] = mapped_column(ForeignKey(USER, ondelete="RESTRICT"))
    submitted_at: Mapped[dt.datetime | None]
    approved_by: Mapped[int | None] = mapped_column(ForeignKey(USER, ondelete="RESTRICT"))
    approved_at: Mapped[dt.datetime | None]
    rejected_by: Mapped[int | None] = mapped_column(ForeignKey(USER, ondelete="RESTRICT"))
    rejected_at: Mapped[dt.datetime | None]
    reject_reason: Mapped[str | None]
    ordered_by: Mapped[int | None] = mapped_column(ForeignKey(USER, ondelete="RESTRICT"))
    ordered_at: Mapped[dt.datetime | None]
    shipped_by: Mapped[int | None] = mapped_column(ForeignKey(USER, ondelete="RESTRICT"))
    shipped_at: Mapped[dt.datetime | None]
    expected_arrival_at: Mapped[dt.datetime | None]
    received_at: Mapped[dt.datetime | None]
    # Part of it came, and somebody said that the rest never will.
    closed_short_by: Mapped[int | None] = mapped_column(ForeignKey(USER, ondelete="RESTRICT"))
    closed_short_at: Mapped[dt.datetime | None]
    close_short_reason: Mapped[str | None]
    cancelled_by: Mapped[int | None] = mapped_column(ForeignKey(USER, ondelete="RESTRICT"))
    cancelled_at: Mapped[dt.datetime | None]
    cancel_reason: Mapped[str | None]


class ProcurementItem(Identified, Versioned, Base):
    """One item of a procurement. More than was ordered cannot be received."""

    __tablename__ = "procurement_item"
    __table_args__ = (
        UniqueConstraint("procurement_id", "item_id"),
        CheckConstraint("ordered_quantity > 0", name="ordered_positive"),
        CheckConstraint(
            "received_quantity BETWEEN 0 AND ordered_quantity", name="received_within_ordered"
        ),
        CheckConstraint("unit_price >= 0", name="price_not_negative"),
        one_of("status", LINE_STATUSES),
        Index("ix_procurement_item_item_id", "item_id"),
        {"schema": "ops"},
    )

    procurement_id: Mapped[int] = mapped_column(
        ForeignKey("ops.procurement.id", ondelete="RESTRICT")
    )
    item_id: Mapped[int] = mapped_column(ForeignKey("core.dim_item.id", ondelete="RESTRICT"))
    needs_list_item_id: Mapped[int | None] = mapped_column(
        ForeignKey("ops.needs_list_item.id", ondelete="RESTRICT")
    )
    ordered_quantity: Mapped[Decimal] = mapped_column(Quantity)
    received_quantity: Mapped[Decimal] = mapped_column(Quantity, server_default="0")
    unit_price: Mapped[Decimal | None] = mapped_column(Money)
    line_total: Mapped[Decimal | None] = mapped_column(
        Money, Computed("ordered_quantity * unit_price", persisted=True)
    )
    status: Mapped[str] = mapped_column(server_default="PENDING")
    # The line of core.fact_orders that it became.
    order_id: Mapped[int | None] = mapped_column(BigInteger)
