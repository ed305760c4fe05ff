"""Donations: what was promised, what of it is promised on, and what really came."""

import datetime as dt
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.orm import Base, Identified, Quantity, Versioned, one_of
from backend.execution.donations.workflow import DonationStatus, IntakeStatus

USER = "support.users.id"
ALLOCATION_STATUSES = ("HELD", "RELEASED", "RECEIVED")


class Donation(Identified, Versioned, Base):
    """What one donor gives. Pledges (ENTERED, PENDING) are never counted on."""

    __tablename__ = "donation"
    __table_args__ = (
        one_of("status", DonationStatus),
        CheckConstraint("donor_name <> ''", name="donor_named"),
        CheckConstraint("verified_by <> created_by", name="verifier_is_not_creator"),
        CheckConstraint("status <> 'VERIFIED' OR verified_at IS NOT NULL", name="verified_at"),
        CheckConstraint(
            "status <> 'CANCELLED' OR coalesce(cancel_reason, '') <> ''", name="cancel_has_reason"
        ),
        Index("ix_donation_status_updated_at", "status", "updated_at"),
        {"schema": "ops"},
    )

    donation_no: Mapped[str] = mapped_column(unique=True)
    donor_name: Mapped[str]
    event_id: Mapped[int | None] = mapped_column(ForeignKey("ops.event.id", ondelete="RESTRICT"))
    # Where it goes unless a needs list asks for it elsewhere.
    site_id: Mapped[int | None] = mapped_column(ForeignKey("core.dim_site.id", ondelete="RESTRICT"))
    status: Mapped[str] = mapped_column(server_default=DonationStatus.ENTERED.value)
    # What the donor said it may be used for; restricted gifts are for people to decide on.
    restriction: Mapped[str | None]
    notes: Mapped[str | None]
    created_by: Mapped[int | None] = mapped_column(ForeignKey(USER, ondelete="RESTRICT"))
    verified_by: Mapped[int | None] = mapped_column(ForeignKey(USER, ondelete="RESTRICT"))
    verified_at: Mapped[dt.datetime | None]
    # Confirmed and on its way: from then on it is strict inbound.
    shipped_at: Mapped[dt.datetime | None]
    expected_arrival_at: Mapped[dt.datetime | None]
    cancelled_by: Mapped[int | None] = mapped_column(ForeignKey(USER, ondelete="RESTRICT"))
    cancelled_at: Mapped[dt.datetime | None]
    cancel_reason: Mapped[str | None]


class DonationItem(Identified, Versioned, Base):
    """One item of a donation; what is allocated cannot exceed what was given."""

    __tablename__ = "donation_item"
    __table_args__ = (
        UniqueConstraint("donation_id", "item_id"),
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint(
            "allocated_quantity BETWEEN 0 AND quantity", name="allocated_within_quantity"
        ),
        CheckConstraint("received_quantity >= 0", name="received_not_negative"),
        Index("ix_donation_item_item_id", "item_id"),
        {"schema": "ops"},
    )

    donation_id: Mapped[int] = mapped_column(ForeignKey("ops.donation.id", ondelete="RESTRICT"))
    item_id: Mapped[int] = mapped_column(ForeignKey("core.dim_item.id", ondelete="RESTRICT"))
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    allocated_quantity: Mapped[Decimal] = mapped_column(Quantity, server_default="0")
    received_quantity: Mapped[Decimal] = mapped_column(Quantity, server_default="0")


class DonationAllocation(Identified, Versioned, Base):
    """Part of a donated item that an approved needs list counts on."""

    __tablename__ = "donation_allocation"
    __table_args__ = (
        one_of("status", ALLOCATION_STATUSES),
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint(
            "received_quantity BETWEEN 0 AND quantity", name="received_within_quantity"
        ),
        CheckConstraint(
            "(allocated_by IS NULL) = (reason IS NULL) AND reason <> ''", name="by_hand_has_reason"
        ),
        Index("ix_donation_allocation_donation_item_id", "donation_item_id"),
        Index("ix_donation_allocation_needs_list_item_id", "needs_list_item_id"),
        {"schema": "ops"},
    )

    donation_item_id: Mapped[int] = mapped_column(
        ForeignKey("ops.donation_item.id", ondelete="RESTRICT")
    )
    needs_list_item_id: Mapped[int] = mapped_column(
        ForeignKey("ops.needs_list_item.id", ondelete="RESTRICT")
    )
    site_id: Mapped[int] = mapped_column(ForeignKey("core.dim_site.id", ondelete="RESTRICT"))
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    received_quantity: Mapped[Decimal] = mapped_column(Quantity, server_default="0")
    status: Mapped[str] = mapped_column(server_default="HELD")
    # Who gave it by hand, and why; null where an approved list had planned it.
    allocated_by: Mapped[int | None] = mapped_column(ForeignKey(USER, ondelete="RESTRICT"))
    reason: Mapped[str | None]


class DonationIntake(Identified, Versioned, Base):
    """One arrival of a donation at one site. Verified by a second person, it becomes stock."""

    __tablename__ = "donation_intake"
    __table_args__ = (
        one_of("status", IntakeStatus),
        CheckConstraint("verified_by <> created_by", name="verifier_is_not_creator"),
        CheckConstraint("status <> 'VERIFIED' OR verified_at IS NOT NULL", name="verified_at"),
        Index("ix_donation_intake_donation_id", "donation_id"),
        {"schema": "ops"},
    )

    intake_no: Mapped[str] = mapped_column(unique=True)
    donation_id: Mapped[int] = mapped_column(ForeignKey("ops.donation.id", ondelete="RESTRICT"))
    site_id: Mapped[int] = mapped_column(ForeignKey("core.dim_site.id", ondelete="RESTRICT"))
    status: Mapped[str] = mapped_column(server_default=IntakeStatus.DRAFT.value)
    arrived_at: Mapped[dt.datetime]
    notes: Mapped[str | None]
    created_by: Mapped[int | None] = mapped_column(ForeignKey(USER, ondelete="RESTRICT"))
    verified_by: Mapped[int | None] = mapped_column(ForeignKey(USER, ondelete="RESTRICT"))
    verified_at: Mapped[dt.datetime | None]


class DonationIntakeItem(Identified, Base):
    """What was counted of one item: usable = counted - defective - expired."""

    __tablename__ = "donation_intake_item"
    __table_args__ = (
        CheckConstraint(
            "counted_quantity > 0 AND defective_quantity >= 0 AND expired_quantity >= 0"
            " AND defective_quantity + expired_quantity <= counted_quantity",
            name="parts_within_count",
        ),
        CheckConstraint(
            "expires_on IS NULL OR coalesce(lot_number, '') <> ''", name="expiry_needs_lot"
        ),
        Index("ix_donation_intake_item_intake_id", "intake_id"),
        {"schema": "ops"},
    )

    intake_id: Mapped[int] = mapped_column(
        ForeignKey("ops.donation_intake.id", ondelete="RESTRICT")
    )
    donation_item_id: Mapped[int] = mapped_column(
        ForeignKey("ops.donation_item.id", ondelete="RESTRICT")
    )
    counted_quantity: Mapped[Decimal] = mapped_column(Quantity)
    defective_quantity: Mapped[Decimal] = mapped_column(Quantity, server_default="0")
    expired_quantity: Mapped[Decimal] = mapped_column(Quantity, server_default="0")
    lot_number: Mapped[str | None]
    expires_on: Mapped[dt.date | None]
