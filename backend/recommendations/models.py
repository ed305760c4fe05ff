"""Recommendations the plan makes, and what people decided about them."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ARRAY, BigInteger, CheckConstraint, Index, Text, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.orm import Base, Identified, Versioned, one_of, ordered_enum

CONFIDENCES = ("HIGH", "MEDIUM", "LOW")


class RecommendationType(StrEnum):
    REORDER = "REORDER"
    EXPEDITE = "EXPEDITE"
    REALLOCATE = "REALLOCATE"
    HOLD = "HOLD"


class Priority(StrEnum):
    """Ordered: CRITICAL sorts above HIGH in the database too."""

    LOW = "LOW"
    MEDIUM = "MEDIUM"
    HIGH = "HIGH"
    CRITICAL = "CRITICAL"


class Recommendation(Identified, Versioned, Base):
    """What the latest plan advises. One open row per fingerprint."""

    __tablename__ = "recommendations"
    __table_args__ = (
        one_of("type", RecommendationType),
        one_of("status", ("OPEN", "SUPERSEDED")),
        one_of("confidence", CONFIDENCES),
        CheckConstraint("quantity >= 0", name="quantity_not_negative"),
        Index("ix_recommendations_item_id_site_id", "item_id", "site_id"),
        Index("ix_recommendations_priority_id", text("priority DESC"), "id"),
        {"schema": "analytics"},
    )

    fingerprint: Mapped[str] = mapped_column(unique=True)
    type: Mapped[str]
    priority: Mapped[Priority] = mapped_column(
        ordered_enum(Priority, schema="analytics", name="priority")
    )
    item_id: Mapped[int] = mapped_column(BigInteger)
    site_id: Mapped[int] = mapped_column(BigInteger)
    from_site_id: Mapped[int | None] = mapped_column(BigInteger)
    supplier_id: Mapped[int | None] = mapped_column(BigInteger)
    order_id: Mapped[int | None] = mapped_column(BigInteger)
    quantity: Mapped[float | None]
    action_on: Mapped[date | None]
    status: Mapped[str] = mapped_column(server_default="OPEN")
    message_code: Mapped[str]
    message_params: Mapped[dict[str, Any]] = mapped_column(JSONB)
    explanation: Mapped[dict[str, Any]] = mapped_column(JSONB)
    explanation_hash: Mapped[str]
    confidence: Mapped[str]
    confidence_reasons: Mapped[list[str]] = mapped_column(ARRAY(Text))
    run_id: Mapped[int | None] = mapped_column(BigInteger)


class RecommendationDecision(Versioned, Base):
    """What people decided. Survives a rebuild of the analytics schema."""

    __tablename__ = "recommendation_decision"
    __table_args__ = (
        one_of("status", ("OPEN", "ACCEPTED", "REJECTED")),
        CheckConstraint(
            "status <> 'REJECTED' OR coalesce(reason, '') <> ''", name="reject_has_reason"
        ),
        {"schema": "ops"},
    )

    fingerprint: Mapped[str] = mapped_column(primary_key=True)
    status: Mapped[str]
    reason: Mapped[str | None]
    # What was decided on, so that a materially worse case can be told apart and raised again.
    quantity: Mapped[float | None]
    priority: Mapped[Priority | None] = mapped_column(
        ordered_enum(Priority, schema="analytics", name="priority")
    )
    explanation_hash: Mapped[str | None]
    decided_by: Mapped[int | None] = mapped_column(BigInteger)
    decided_at: Mapped[datetime] = mapped_column(server_default=func.now())
