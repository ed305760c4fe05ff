"""Transfers: stock reserved at one site, sent to another and counted there."""

import datetime as dt
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.orm import Base, Identified, Quantity, Versioned, one_of
from backend.execution.transfers.workflow import TransferStatus, VarianceLevel, VarianceReason

USER = "support.users.id"


class Transfer(Identified, Versioned, Base):
    """One consignment from one site to another."""

    __tablename__ = "transfer"
    __table_args__ = (
        one_of("status", TransferStatus),
        CheckConstraint("from_site_id <> to_site_id", name="to_another_site"),
        CheckConstraint("approved_by <> submitted_by", name="approver_is_not_submitter"),
        CheckConstraint(
            "status NOT IN ('DISPATCHED', 'IN_TRANSIT', 'RECEIVED', 'RECONCILED')"
            " OR (waybill_no IS NOT NULL AND dispatched_at IS NOT NULL)",
            name="dispatched_has_waybill",
        ),
        CheckConstraint(
            "status NOT IN ('REJECTED', 'CANCELLED') OR coalesce(end_reason, '') <> ''",
            name="end_has_reason",
        ),
        CheckConstraint(
            "override_approved_by <> override_requested_by", name="override_by_a_second_person"
        ),
        Index("ix_transfer_status_updated_at", "status", "updated_at"),
        Index("ix_transfer_needs_list_id", "needs_list_id"),
        Index("ix_transfer_from_site_id", "from_site_id"),
        Index("ix_transfer_to_site_id", "to_site_id"),
        {"schema": "ops"},
    )

    transfer_no: Mapped[str] = mapped_column(unique=True)
    needs_list_id: Mapped[int | None] = mapped_column(
        ForeignKey("ops.needs_list.id", ondelete="RESTRICT")
    )
    event_id: Mapped[int | None] = mapped_column(ForeignKey("ops.event.id", ondelete="RESTRICT"))
    from_site_id: Mapped[int] = mapped_column(ForeignKey("core.dim_site.id", ondelete="RESTRICT"))
    to_site_id: Mapped[int] = mapped_column(ForeignKey("core.dim_site.id", ondelete="RESTRICT"))
    status: Mapped[str] = mapped_column(server_default=TransferStatus.DRAFT.value)
    waybill_no: Mapped[str | None] = mapped_column(unique=True)
    notes: Mapped[str | None]
    created_by: Mapped[int | None] = mapped_column(ForeignKey(USER, ondelete="RESTRICT"))
    submitted_by: Mapped[int | None] = mapped_column(ForeignKey(USER, ondelete="RESTRICT"))
    submitted_at: Mapped[dt.datetime | None]
    approved_by: Mapped[int | None] = mapped_column(ForeignKey(USER, ondelete="RESTRICT"))
    approved_at: Mapped[dt.datetime | None]
    dispatched_by: Mapped[int | None] = mapped_column(ForeignKey(USER, ondelete="RESTRICT"))
    dispatched_at: Mapped[dt.datetime | None]
    departed_at: Mapped[dt.datetime | None]
    # Null once dispatched means that nobody said; the route's lead time then stands in, flagged.
    expected_arrival: Mapped[dt.datetime | None]
    received_by: Mapped[int | None] = mapped_column(ForeignKey(USER, ondelete="RESTRICT"))
    received_at: Mapped[dt.datetime | None]
    reconciled_by: Mapped[int | None] = mapped_column(ForeignKey(USER, ondelete="RESTRICT"))
    reconciled_at: Mapped[dt.datetime | None]
    # Why it was rejected or cancelled, and by whom.
    ended_by: Mapped[int | None] = mapped_column(ForeignKey(USER, ondelete="RESTRICT"))
    ended_at: Mapped[dt.datetime | None]
    end_reason: Mapped[str | None]
    # Other lots than those that expire first: asked for by one person, allowed by another.
    override_requested_by: Mapped[int | None] = mapped_column(ForeignKey(USER, ondelete="RESTRICT"))
    override_reason_code: Mapped[str | None]
    override_note: Mapped[str | None]
    override_approved_by: Mapped[int | None] = mapped_column(ForeignKey(USER, ondelete="RESTRICT"))
    override_approved_at: Mapped[dt.datetime | None]


class TransferItem(Identified, Versioned, Base):
    """One item of a transfer: asked for, dispatched, received."""

    __tablename__ = "transfer_item"
    __table_args__ = (
        UniqueConstraint("transfer_id", "item_id"),
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint(
            "dispatched_quantity BETWEEN 0 AND quantity", name="dispatched_within_quantity"
        ),
        CheckConstraint(
            "received_quantity BETWEEN 0 AND dispatched_quantity",
            name="received_within_dispatched",
        ),
        one_of("variance_level", VarianceLevel),
        one_of("variance_reason_code", VarianceReason),
        Index("ix_transfer_item_item_id", "item_id"),
        {"schema": "ops"},
    )

    transfer_id: Mapped[int] = mapped_column(ForeignKey("ops.transfer.id", ondelete="RESTRICT"))
    item_id: Mapped[int] = mapped_column(ForeignKey("core.dim_item.id", ondelete="RESTRICT"))
    needs_list_item_id: Mapped[int | None] = mapped_column(
        ForeignKey("ops.needs_list_item.id", ondelete="RESTRICT")
    )
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    dispatched_quantity: Mapped[Decimal] = mapped_column(Quantity, server_default="0")
    received_quantity: Mapped[Decimal] = mapped_column(Quantity, server_default="0")
    variance_level: Mapped[str | None]
    variance_reason_code: Mapped[str | None]
    variance_note: Mapped[str | None]


class TransferLot(Identified, Base):
    """The part of a transfer's line that one lot gives; without a lot where none is kept."""

    __tablename__ = "transfer_lot"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint(
            "received_quantity BETWEEN 0 AND quantity", name="received_within_quantity"
        ),
        Index("ix_transfer_lot_transfer_item_id", "transfer_item_id"),
        {"schema": "ops"},
    )

    transfer_item_id: Mapped[int] = mapped_column(
        ForeignKey("ops.transfer_item.id", ondelete="RESTRICT")
    )
    lot_id: Mapped[int | None] = mapped_column(ForeignKey("core.lot.id", ondelete="RESTRICT"))
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    received_quantity: Mapped[Decimal] = mapped_column(Quantity, server_default="0")
