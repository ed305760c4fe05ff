"""Who must approve what, who did, who stands in for whom, and who was reminded."""

import datetime as dt
from decimal import Decimal

from sqlalchemy import (
    ARRAY,
    CheckConstraint,
    ForeignKey,
    Index,
    Numeric,
    Text,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.orm import Base, Identified, Money, Versioned, one_of
from backend.needs.phases import Phase

USER = "support.users.id"
NOTICE_LEVELS = ("REMINDER", "WARNING", "ESCALATION")


class ApprovalPolicy(Identified, Versioned, Base):
    """One tier: which roles, in order, approve lists of this horizon, value, phase and scope.

    A tier is found by the highest ``rank`` among those that fit; without a cost the highest of
    the horizon counts. Values are in the organisation's currency.
    """

    __tablename__ = "approval_policy"
    __table_args__ = (
        one_of("horizon", ("A", "B", "C")),
        one_of("phase", Phase),
        CheckConstraint("minimum_value >= 0", name="minimum_not_negative"),
        CheckConstraint("maximum_value > minimum_value", name="range_in_order"),
        CheckConstraint("cardinality(roles) BETWEEN 1 AND 5", name="roles_named"),
        CheckConstraint("time_limit_hours > 0", name="time_limit_positive"),
        UniqueConstraint("name"),
        {"schema": "ops"},
    )

    name: Mapped[str]
    horizon: Mapped[str]
    phase: Mapped[str | None]
    # What part of the assortment: an item category, or null for all.
    scope: Mapped[str | None]
    minimum_value: Mapped[Decimal] = mapped_column(Money, server_default="0")
    maximum_value: Mapped[Decimal | None] = mapped_column(Money)
    roles: Mapped[list[str]] = mapped_column(ARRAY(Text))
    time_limit_hours: Mapped[Decimal] = mapped_column(Numeric(10, 2))
    rank: Mapped[int]
    is_active: Mapped[bool] = mapped_column(server_default=text("true"))


class ApprovalDelegation(Identified, Versioned, Base):
    """Somebody decides in another's place between two days."""

    __tablename__ = "approval_delegation"
    __table_args__ = (
        CheckConstraint("from_user_id <> to_user_id", name="to_somebody_else"),
        CheckConstraint("ends_on >= starts_on", name="days_in_order"),
        CheckConstraint("reason <> ''", name="has_reason"),
        Index("ix_approval_delegation_to_user_id", "to_user_id"),
        {"schema": "ops"},
    )

    from_user_id: Mapped[int] = mapped_column(ForeignKey(USER, ondelete="RESTRICT"))
    to_user_id: Mapped[int] = mapped_column(ForeignKey(USER, ondelete="RESTRICT"))
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date]
    reason: Mapped[str]
    revoked_at: Mapped[dt.datetime | None]


class NeedsListApproval(Identified, Base):
    """One person's approval. The list moves when as many as its policy asks for are there."""

    __tablename__ = "needs_list_approval"
    __table_args__ = (
        UniqueConstraint("needs_list_id", "round", "step"),
        UniqueConstraint("needs_list_id", "round", "decided_by"),
        CheckConstraint("step >= 1 AND round >= 1", name="counts_from_one"),
        {"schema": "ops"},
    )

    needs_list_id: Mapped[int] = mapped_column(ForeignKey("ops.needs_list.id", ondelete="RESTRICT"))
    round: Mapped[int]
    step: Mapped[int]
    role: Mapped[str]
    decided_by: Mapped[int] = mapped_column(ForeignKey(USER, ondelete="RESTRICT"))
    on_behalf_of: Mapped[int | None] = mapped_column(ForeignKey(USER, ondelete="RESTRICT"))
    note: Mapped[str | None]
    at: Mapped[dt.datetime] = mapped_column(server_default=func.now())


class ApprovalNotice(Identified, Base):
    """One reminder, warning or escalation that the scheduler gave; each level once a round."""

    __tablename__ = "approval_notice"
    __table_args__ = (
        UniqueConstraint("needs_list_id", "round", "level"),
        one_of("level", NOTICE_LEVELS),
        {"schema": "ops"},
    )

    needs_list_id: Mapped[int] = mapped_column(ForeignKey("ops.needs_list.id", ondelete="RESTRICT"))
    round: Mapped[int]
    level: Mapped[str]
    role: Mapped[str]
    at: Mapped[dt.datetime] = mapped_column(server_default=func.now())
