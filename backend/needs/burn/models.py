"""How fast items go out: the latest rate of each item at each site, and every one before it."""

import datetime as dt
from decimal import Decimal

from sqlalchemy import ARRAY, BigInteger, CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.orm import Base, Identified, Quantity, Rate, one_of
from backend.needs.burn.rules import Freshness, Source
from backend.needs.phases import Phase

BURN_SOURCES = tuple(source.value for source in Source)


class BurnRate(Base):
    """The latest burn rate, in units per hour. Computed; ``event_id`` 0 means without an event."""

    __tablename__ = "burn_rates"
    __table_args__ = (
        one_of("phase", Phase),
        one_of("source", Source),
        one_of("freshness", Freshness),
        CheckConstraint("rate >= 0", name="rate_not_negative"),
        CheckConstraint("(source = 'UNAVAILABLE') = (rate IS NULL)", name="rate_unless_unknown"),
        Index("ix_burn_rates_site_id_item_id", "site_id", "item_id"),
        {"schema": "analytics"},
    )

    event_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    site_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    item_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    phase: Mapped[str]
    rate: Mapped[Decimal | None] = mapped_column(Rate)
    source: Mapped[str]
    freshness: Mapped[str]
    window_hours: Mapped[Decimal] = mapped_column(Quantity)
    issue_count: Mapped[int]
    issued_quantity: Mapped[Decimal] = mapped_column(Quantity)
    reasons: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    calculated_at: Mapped[dt.datetime]


class BurnRateSnapshot(Identified, Base):
    """One calculation of a burn rate, kept for the trend. Rows are only ever added."""

    __tablename__ = "burn_rate_snapshot"
    __table_args__ = (
        one_of("phase", Phase),
        one_of("source", Source),
        one_of("freshness", Freshness),
        CheckConstraint("rate >= 0", name="rate_not_negative"),
        Index(
            "ix_burn_rate_snapshot_item_id_site_id_calculated_at",
            "item_id",
            "site_id",
            "calculated_at",
        ),
        {"schema": "ops"},
    )

    event_id: Mapped[int | None] = mapped_column(ForeignKey("ops.event.id", ondelete="RESTRICT"))
    site_id: Mapped[int] = mapped_column(ForeignKey("core.dim_site.id", ondelete="RESTRICT"))
    item_id: Mapped[int] = mapped_column(ForeignKey("core.dim_item.id", ondelete="RESTRICT"))
    phase: Mapped[str]
    # As of when the data was looked at; two calculations on the same data are one.
    calculated_at: Mapped[dt.datetime]
    window_hours: Mapped[Decimal] = mapped_column(Quantity)
    issue_count: Mapped[int]
    issued_quantity: Mapped[Decimal] = mapped_column(Quantity)
    rate: Mapped[Decimal | None] = mapped_column(Rate)
    source: Mapped[str]
    freshness: Mapped[str]
    available_quantity: Mapped[Decimal | None] = mapped_column(Quantity)
    time_to_stockout_hours: Mapped[Decimal | None] = mapped_column(Quantity)
