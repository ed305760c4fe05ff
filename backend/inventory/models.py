"""Sites, lots, the stock ledger and the daily stock derived from it."""

import datetime as dt
from decimal import Decimal

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Computed,
    ForeignKey,
    Identity,
    Index,
    SmallInteger,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.orm import Base, Identified, Quantity, Versioned, one_of

SITE_TYPES = ("WAREHOUSE", "STORE", "DISTRIBUTION_CENTER", "HUB", "CUSTOMER")
SYNC_STATUSES = ("ONLINE", "STALE", "OFFLINE", "UNKNOWN")
MOVEMENT_TYPES = (
    "OPENING",
    "RECEIPT",
    "ISSUE",
    "RETURN",
    "TRANSFER_IN",
    "TRANSFER_OUT",
    "ADJUSTMENT",
    "COUNT",
    "SCRAP",
)


class Region(Identified, Base):
    """A state, province or other area that sites are grouped by."""

    __tablename__ = "dim_region"
    __table_args__ = ({"schema": "core"},)

    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    country: Mapped[str | None]


class Site(Identified, Versioned, Base):
    """A place that holds stock or has demand."""

    __tablename__ = "dim_site"
    __table_args__ = (
        CheckConstraint("code <> ''", name="code_not_empty"),
        one_of("type", SITE_TYPES),
        CheckConstraint("latitude BETWEEN -90 AND 90", name="latitude"),
        CheckConstraint("longitude BETWEEN -180 AND 180", name="longitude"),
        CheckConstraint("min_stock_threshold >= 0", name="min_stock_not_negative"),
        CheckConstraint("priority_tier BETWEEN 1 AND 9", name="priority_tier"),
        one_of("sync_status", SYNC_STATUSES),
        Index("ix_dim_site_region_id", "region_id"),
        {"schema": "core"},
    )

    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    type: Mapped[str] = mapped_column(server_default="WAREHOUSE")
    region_id: Mapped[int | None] = mapped_column(
        ForeignKey("core.dim_region.id", ondelete="RESTRICT")
    )
    country: Mapped[str | None]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    time_zone: Mapped[str | None]
    is_active: Mapped[bool] = mapped_column(server_default=text("true"))
    last_synced_at: Mapped[dt.datetime | None]
    # ONLINE, STALE or OFFLINE when it was last looked at; set by trigger, never by hand.
    sync_status: Mapped[str] = mapped_column(server_default="UNKNOWN")
    # What it keeps of any item that has no threshold of its own.
    min_stock_threshold: Mapped[Decimal | None] = mapped_column(Quantity)
    # Who is served first where sites compete by tier; 1 comes first.
    priority_tier: Mapped[int | None] = mapped_column(SmallInteger)


class Lot(Identified, Base):
    """A batch of an item that shares one expiry date."""

    __tablename__ = "lot"
    __table_args__ = (
        UniqueConstraint("item_id", "lot_number"),
        Index("ix_lot_expires_on", "expires_on"),
        {"schema": "core"},
    )

    item_id: Mapped[int] = mapped_column(ForeignKey("core.dim_item.id", ondelete="RESTRICT"))
    lot_number: Mapped[str]
    expires_on: Mapped[dt.date | None]


class StockMovement(Base):
    """One line of the stock ledger. Rows are only ever added; the sign is the direction.

    A COUNT carries the difference between what was counted and what the ledger said.
    """

    __tablename__ = "stock_movement"
    __table_args__ = (
        one_of("type", MOVEMENT_TYPES),
        # A count that confirms the ledger is kept as zero: later lines must not move its balance.
        CheckConstraint("quantity <> 0 OR type = 'COUNT'", name="quantity_not_zero"),
        CheckConstraint(
            "type NOT IN ('OPENING', 'RECEIPT', 'RETURN', 'TRANSFER_IN') OR quantity > 0",
            name="inward_is_positive",
        ),
        CheckConstraint(
            "type NOT IN ('ISSUE', 'TRANSFER_OUT', 'SCRAP') OR quantity < 0",
            name="outward_is_negative",
        ),
        # The same line of the same file posts once. The partition key must be part of it.
        UniqueConstraint("source_key", "occurred_at"),
        Index("ix_stock_movement_item_id_site_id_occurred_at", "item_id", "site_id", "occurred_at"),
        Index("ix_stock_movement_site_id_occurred_at", "site_id", "occurred_at"),
        # Few among many: what documents posted since daily stock was last derived.
        Index(
            "ix_stock_movement_recorded_at_documents",
            "recorded_at",
            postgresql_where=text("source_key LIKE 'document:%'"),
        ),
        {"schema": "core", "postgresql_partition_by": "RANGE (occurred_at)"},
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    occurred_at: Mapped[dt.datetime] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("core.dim_item.id", ondelete="RESTRICT"))
    site_id: Mapped[int] = mapped_column(ForeignKey("core.dim_site.id", ondelete="RESTRICT"))
    lot_id: Mapped[int | None] = mapped_column(ForeignKey("core.lot.id", ondelete="RESTRICT"))
    type: Mapped[str]
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    document: Mapped[str | None]
    source_key: Mapped[str]
    import_id: Mapped[int | None] = mapped_column(BigInteger)
    recorded_at: Mapped[dt.datetime] = mapped_column(server_default=text("now()"))


class DailyInventory(Base):
    """Stock of an item at a site at the end of a day, derived from the ledger.

    No foreign keys: the row is a sum of ledger lines, which have them.
    """

    __tablename__ = "fact_inventory_daily"
    __table_args__ = (
        CheckConstraint("reserved >= 0", name="reserved_not_negative"),
        Index("ix_fact_inventory_daily_date", "date"),
        {"schema": "core", "postgresql_partition_by": "RANGE (date)"},
    )

    item_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    site_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    date: Mapped[dt.date] = mapped_column(primary_key=True)
    on_hand: Mapped[float]
    reserved: Mapped[float] = mapped_column(server_default="0")
    available: Mapped[float] = mapped_column(Computed("on_hand - reserved", persisted=True))
    received: Mapped[float] = mapped_column(server_default="0")
    issued: Mapped[float] = mapped_column(server_default="0")


class CurrentStock(Base):
    """Stock of an item at a site on the last day that is known. A materialised view."""

    __tablename__ = "mv_current_stock"
    __table_args__ = ({"schema": "analytics", "info": {"is_view": True}},)

    item_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    site_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    date: Mapped[dt.date]
    on_hand: Mapped[float]
    reserved: Mapped[float]
    available: Mapped[float]
