"""The lines of needs lists, with everything that was computed and what people made of it."""

import datetime as dt
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    ARRAY,
    CheckConstraint,
    ForeignKey,
    Index,
    Numeric,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.orm import Base, Identified, Money, Quantity, Rate, Versioned, one_of
from backend.needs.burn.models import BURN_SOURCES
from backend.needs.lists.models import CONFIDENCES, USER
from backend.needs.lists.workflow import AdjustmentReason

SEVERITIES = ("CRITICAL", "WARNING", "WATCH", "OK")
FULFILLMENT_STATUSES = ("PENDING", "PARTIAL", "FULFILLED", "CANCELLED")
Hours = Numeric(18, 4)


class NeedsListItem(Identified, Versioned, Base):
    """One item of a list: consumption, stock, what is on its way, the gap and how to fill it.

    Computed and adjusted quantities stand side by side; neither overwrites the other.
    """

    __tablename__ = "needs_list_item"
    __table_args__ = (
        UniqueConstraint("needs_list_id", "item_id"),
        one_of("burn_rate_source", (*BURN_SOURCES, "MANUAL")),
        one_of("severity", SEVERITIES),
        one_of("confidence", CONFIDENCES),
        one_of("adjustment_reason_code", AdjustmentReason),
        one_of("fulfillment_status", FULFILLMENT_STATUSES),
        CheckConstraint("burn_rate >= 0", name="burn_rate_not_negative"),
        CheckConstraint(
            "gap_quantity >= 0 AND surplus_quantity >= 0 AND unmet_quantity >= 0"
            " AND horizon_a_quantity >= 0 AND horizon_b_quantity >= 0 AND horizon_c_quantity >= 0",
            name="quantities_not_negative",
        ),
        CheckConstraint("adjusted_quantity >= 0", name="adjusted_not_negative"),
        CheckConstraint(
            "(adjusted_quantity IS NULL) = (adjustment_reason_code IS NULL)",
            name="adjustment_has_reason",
        ),
        CheckConstraint("fulfilled_quantity >= 0", name="fulfilled_not_negative"),
        Index("ix_needs_list_item_item_id", "item_id"),
        {"schema": "ops"},
    )

    needs_list_id: Mapped[int] = mapped_column(ForeignKey("ops.needs_list.id", ondelete="RESTRICT"))
    item_id: Mapped[int] = mapped_column(ForeignKey("core.dim_item.id", ondelete="RESTRICT"))
    unit: Mapped[str]
    burn_rate: Mapped[Decimal | None] = mapped_column(Rate)
    burn_rate_source: Mapped[str]
    usable_quantity: Mapped[Decimal | None] = mapped_column(Quantity)
    reserved_quantity: Mapped[Decimal | None] = mapped_column(Quantity)
    available_quantity: Mapped[Decimal | None] = mapped_column(Quantity)
    inbound_transfer_quantity: Mapped[Decimal] = mapped_column(Quantity, server_default="0")
    inbound_donation_quantity: Mapped[Decimal] = mapped_column(Quantity, server_default="0")
    inbound_procurement_quantity: Mapped[Decimal] = mapped_column(Quantity, server_default="0")
    required_quantity: Mapped[Decimal | None] = mapped_column(Quantity)
    coverage_quantity: Mapped[Decimal | None] = mapped_column(Quantity)
    gap_quantity: Mapped[Decimal] = mapped_column(Quantity, server_default="0")
    surplus_quantity: Mapped[Decimal] = mapped_column(Quantity, server_default="0")
    time_to_stockout_hours: Mapped[Decimal | None] = mapped_column(Hours)
    time_to_stockout_with_inbound_hours: Mapped[Decimal | None] = mapped_column(Hours)
    severity: Mapped[str] = mapped_column(server_default="OK")
    horizon_a_quantity: Mapped[Decimal] = mapped_column(Quantity, server_default="0")
    horizon_b_quantity: Mapped[Decimal] = mapped_column(Quantity, server_default="0")
    horizon_c_quantity: Mapped[Decimal] = mapped_column(Quantity, server_default="0")
    # What nobody can cover before the site has nothing left.
    unmet_quantity: Mapped[Decimal] = mapped_column(Quantity, server_default="0")
    adjusted_quantity: Mapped[Decimal | None] = mapped_column(Quantity)
    adjustment_reason_code: Mapped[str | None]
    adjustment_note: Mapped[str | None]
    adjusted_by: Mapped[int | None] = mapped_column(ForeignKey(USER, ondelete="RESTRICT"))
    adjusted_at: Mapped[dt.datetime | None]
    unit_cost: Mapped[Decimal | None] = mapped_column(Money)
    confidence: Mapped[str]
    confidence_reasons: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    warnings: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    fulfilled_quantity: Mapped[Decimal] = mapped_column(Quantity, server_default="0")
    fulfillment_status: Mapped[str] = mapped_column(server_default="PENDING")
    formula_version: Mapped[str]
    # The decision receipt: inputs with their as-of times, steps and result.
    explanation: Mapped[dict[str, Any]] = mapped_column(JSONB)
    explanation_hash: Mapped[str]
