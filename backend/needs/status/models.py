"""Stock status as it is listed: a copy of ``ops.v_stock_status``, brought up to date in parts."""

import datetime as dt
from decimal import Decimal

from sqlalchemy import BigInteger, Index, Numeric, func
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.orm import Base, Quantity, Rate, one_of
from backend.needs.phases import Phase

SEVERITIES = ("CRITICAL", "WARNING", "WATCH", "OK")
FRESHNESS = ("HIGH", "MEDIUM", "LOW")


class StockStatus(Base):
    """One item at one site in one event (0: without an event). Computed; made again by the job."""

    __tablename__ = "stock_status"
    __table_args__ = (
        one_of("phase", Phase),
        one_of("severity", SEVERITIES),
        one_of("freshness", FRESHNESS),
        Index(
            "ix_stock_status_event_id_time_to_stockout_hours",
            "event_id",
            "time_to_stockout_hours",
            "site_id",
            "item_id",
        ),
        Index("ix_stock_status_site_id_item_id", "site_id", "item_id"),
        {"schema": "analytics"},
    )

    event_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    site_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    item_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    phase: Mapped[str]
    on_hand: Mapped[Decimal] = mapped_column(Quantity)
    expired_quantity: Mapped[Decimal] = mapped_column(Quantity)
    usable_quantity: Mapped[Decimal] = mapped_column(Quantity)
    reserved_quantity: Mapped[Decimal] = mapped_column(Quantity)
    available_quantity: Mapped[Decimal] = mapped_column(Quantity)
    inbound_transfer_quantity: Mapped[Decimal] = mapped_column(Quantity)
    inbound_donation_quantity: Mapped[Decimal] = mapped_column(Quantity)
    inbound_procurement_quantity: Mapped[Decimal] = mapped_column(Quantity)
    inbound_quantity: Mapped[Decimal] = mapped_column(Quantity)
    min_stock_threshold: Mapped[Decimal] = mapped_column(Quantity)
    surplus_quantity: Mapped[Decimal] = mapped_column(Quantity)
    burn_rate: Mapped[Decimal | None] = mapped_column(Rate)
    burn_rate_source: Mapped[str]
    window_hours: Mapped[Decimal | None] = mapped_column(Quantity)
    burn_calculated_at: Mapped[dt.datetime | None]
    # Severity falls as this grows, so that sorting by it sorts by severity too.
    time_to_stockout_hours: Mapped[Decimal | None] = mapped_column(Quantity)
    time_to_stockout_with_inbound_hours: Mapped[Decimal | None] = mapped_column(Quantity)
    severity: Mapped[str]
    freshness: Mapped[str]
    sync_status: Mapped[str]
    hours_behind: Mapped[Decimal | None] = mapped_column(Numeric(10, 2))
    data_up_to: Mapped[dt.datetime | None]
    as_of: Mapped[dt.datetime | None]
    refreshed_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())
