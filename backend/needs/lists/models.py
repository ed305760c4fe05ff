"""Needs lists: the document, its lines, where each line's gap is filled from, who holds what."""

import datetime as dt
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    Numeric,
    Text,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.orm import Base, Identified, Money, Versioned, one_of
from backend.needs.lists.workflow import ReturnReason, Status
from backend.needs.phases import Phase

CONFIDENCES = ("HIGH", "MEDIUM", "LOW")
FAIR_SHARE_RULES = ("EQUAL_HOURS", "BY_NEED", "BY_PRIORITY")
USER = "support.users.id"


class NeedsList(Identified, Versioned, Base):
    """What one site needs in one event, calculated at one moment, on its way to a decision."""

    __tablename__ = "needs_list"
    __table_args__ = (
        one_of("phase", Phase),
        one_of("status", Status),
        one_of("data_freshness_level", CONFIDENCES),
        one_of("confidence", CONFIDENCES),
        one_of("fair_share_rule", FAIR_SHARE_RULES),
        one_of("return_reason_code", ReturnReason),
        CheckConstraint("total_gap_quantity >= 0", name="gap_not_negative"),
        CheckConstraint("approved_by <> submitted_by", name="approver_is_not_submitter"),
        CheckConstraint("rejected_by <> submitted_by", name="rejecter_is_not_submitter"),
        CheckConstraint("returned_by <> submitted_by", name="returner_is_not_submitter"),
        CheckConstraint(
            "status NOT IN ('PENDING_APPROVAL', 'UNDER_REVIEW', 'APPROVED', 'IN_PROGRESS')"
            " OR submitted_at IS NOT NULL",
            name="submitted_first",
        ),
        CheckConstraint(
            "status NOT IN ('APPROVED', 'IN_PROGRESS') OR approved_at IS NOT NULL",
            name="approved_first",
        ),
        CheckConstraint(
            "status <> 'REJECTED' OR coalesce(reject_reason, '') <> ''", name="reject_has_reason"
        ),
        CheckConstraint(
            "status <> 'RETURNED' OR return_reason_code IS NOT NULL", name="return_has_reason"
        ),
        CheckConstraint(
            "status <> 'SUPERSEDED' OR superseded_by_id IS NOT NULL", name="superseded_by_another"
        ),
        Index("ix_needs_list_status_updated_at", "status", "updated_at"),
        Index("ix_needs_list_event_id_site_id", "event_id", "site_id"),
        Index("ix_needs_list_created_by", "created_by"),
        {"schema": "ops"},
    )

    needs_list_no: Mapped[str] = mapped_column(unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("ops.event.id", ondelete="RESTRICT"))
    site_id: Mapped[int] = mapped_column(ForeignKey("core.dim_site.id", ondelete="RESTRICT"))
    phase: Mapped[str]
    status: Mapped[str] = mapped_column(server_default=Status.DRAFT.value)
    # As of when stock and consumption were looked at.
    calculated_at: Mapped[dt.datetime]
    demand_window_hours: Mapped[int]
    planning_window_hours: Mapped[int]
    safety_factor: Mapped[Decimal] = mapped_column(Numeric(6, 3))
    safety_buffer_pct: Mapped[Decimal] = mapped_column(Numeric(6, 2))
    data_freshness_level: Mapped[str]
    hours_behind: Mapped[Decimal | None] = mapped_column(Numeric(10, 2))
    confidence: Mapped[str]
    confidence_reasons: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    warnings: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    fair_share_rule: Mapped[str] = mapped_column(server_default="EQUAL_HOURS")
    total_gap_quantity: Mapped[Decimal] = mapped_column(Numeric(18, 4), server_default="0")
    # Null where a line has no cost; the warning cost_missing_for_approval says so.
    total_estimated_value: Mapped[Decimal | None] = mapped_column(Money)
    currency: Mapped[str | None]
    notes: Mapped[str | None]
    created_by: Mapped[int | None] = mapped_column(ForeignKey(USER, ondelete="RESTRICT"))
    is_edited: Mapped[bool] = mapped_column(server_default=text("false"))
    # How often it was submitted; approvals of an earlier round do not count.
    round: Mapped[int] = mapped_column(server_default="0")
    # What the approval policy asked for when it was submitted: roles in order, and by when.
    required_roles: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    policy_names: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    due_at: Mapped[dt.datetime | None]
    submitted_by: Mapped[int | None] = mapped_column(ForeignKey(USER, ondelete="RESTRICT"))
    submitted_at: Mapped[dt.datetime | None]
    reviewed_by: Mapped[int | None] = mapped_column(ForeignKey(USER, ondelete="RESTRICT"))
    reviewed_at: Mapped[dt.datetime | None]
    escalation_reason: Mapped[str | None]
    approved_by: Mapped[int | None] = mapped_column(ForeignKey(USER, ondelete="RESTRICT"))
    approved_at: Mapped[dt.datetime | None]
    rejected_by: Mapped[int | None] = mapped_column(ForeignKey(USER, ondelete="RESTRICT"))
    rejected_at: Mapped[dt.datetime | None]
    reject_reason: Mapped[str | None]
    returned_by: Mapped[int | None] = mapped_column(ForeignKey(USER, ondelete="RESTRICT"))
    returned_at: Mapped[dt.datetime | None]
    return_reason_code: Mapped[str | None]
    return_note: Mapped[str | None]
    cancelled_by: Mapped[int | None] = mapped_column(ForeignKey(USER, ondelete="RESTRICT"))
    cancelled_at: Mapped[dt.datetime | None]
    cancel_reason: Mapped[str | None]
    fulfilled_at: Mapped[dt.datetime | None]
    # Who knew that the data was stale, when submitting and when approving.
    stale_acknowledged_by: Mapped[int | None] = mapped_column(ForeignKey(USER, ondelete="RESTRICT"))
    stale_approved_by: Mapped[int | None] = mapped_column(ForeignKey(USER, ondelete="RESTRICT"))
    superseded_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("ops.needs_list.id", ondelete="RESTRICT")
    )
    # The list whose remaining lines this one took over when its safe lines were approved.
    parent_id: Mapped[int | None] = mapped_column(
        ForeignKey("ops.needs_list.id", ondelete="RESTRICT")
    )
    # What an older system knew and this one has no place for, and its number there.
    legacy_id: Mapped[str | None] = mapped_column(unique=True)
    legacy: Mapped[dict[str, Any] | None] = mapped_column(JSONB)


class NeedsListClaim(Base):
    """An item at a site that is in an active list, and so in no other."""

    __tablename__ = "needs_list_claim"
    __table_args__ = (
        Index("ix_needs_list_claim_needs_list_id", "needs_list_id"),
        {"schema": "ops"},
    )

    item_id: Mapped[int] = mapped_column(
        ForeignKey("core.dim_item.id", ondelete="RESTRICT"), primary_key=True
    )
    site_id: Mapped[int] = mapped_column(
        ForeignKey("core.dim_site.id", ondelete="RESTRICT"), primary_key=True
    )
    needs_list_id: Mapped[int] = mapped_column(ForeignKey("ops.needs_list.id", ondelete="RESTRICT"))
    taken_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())


class NeedsListReviewNote(Identified, Base):
    """What a reviewer says about a line. Rows are only ever added."""

    __tablename__ = "needs_list_review_note"
    __table_args__ = (
        CheckConstraint("note <> ''", name="note_not_empty"),
        Index("ix_needs_list_review_note_item", "needs_list_item_id"),
        {"schema": "ops"},
    )

    needs_list_item_id: Mapped[int] = mapped_column(
        ForeignKey("ops.needs_list_item.id", ondelete="RESTRICT")
    )
    note: Mapped[str]
    created_by: Mapped[int | None] = mapped_column(ForeignKey(USER, ondelete="RESTRICT"))
    at: Mapped[dt.datetime] = mapped_column(server_default=func.now())


class NeedsListWizard(Versioned, Base):
    """How far somebody is with a new list; kept on the server so that a sign-out loses nothing."""

    __tablename__ = "needs_list_wizard"
    __table_args__ = ({"schema": "ops"},)

    user_id: Mapped[int] = mapped_column(
        ForeignKey(USER, ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    document: Mapped[dict[str, Any]] = mapped_column(JSONB)


class NeedsListAllocation(Identified, Versioned, Base):
    """One source that fills part of a line: a site (A), a donation (B) or procurement (C)."""

    __tablename__ = "needs_list_allocation"
    __table_args__ = (
        UniqueConstraint("needs_list_item_id", "sequence"),
        one_of("horizon", ("A", "B", "C")),
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint("lead_time_hours > 0", name="lead_time_positive"),
        CheckConstraint(
            "CASE horizon WHEN 'A' THEN source_site_id IS NOT NULL"
            " WHEN 'B' THEN donation_item_id IS NOT NULL ELSE true END",
            name="names_its_source",
        ),
        Index("ix_needs_list_allocation_source_site_id", "source_site_id"),
        {"schema": "ops"},
    )

    needs_list_item_id: Mapped[int] = mapped_column(
        ForeignKey("ops.needs_list_item.id", ondelete="RESTRICT")
    )
    sequence: Mapped[int]
    horizon: Mapped[str]
    source_site_id: Mapped[int | None] = mapped_column(
        ForeignKey("core.dim_site.id", ondelete="RESTRICT")
    )
    # A line of ops.donation_item, which belongs to a domain above.
    donation_item_id: Mapped[int | None] = mapped_column(BigInteger)
    supplier_id: Mapped[int | None] = mapped_column(
        ForeignKey("core.dim_supplier.id", ondelete="RESTRICT")
    )
    quantity: Mapped[Decimal] = mapped_column(Numeric(18, 4))
    lead_time_hours: Mapped[Decimal] = mapped_column(Numeric(10, 2))
    arrives_at: Mapped[dt.datetime]
    # Whether it arrives before the site has nothing left; null where that moment is not known.
    is_in_time: Mapped[bool | None]
    reasons: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
