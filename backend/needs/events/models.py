"""Events with their phases, the lead times of the three horizons, and when sites reported."""

import datetime as dt
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, UniqueConstraint, func, text
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.orm import Base, Identified, Versioned, one_of
from backend.needs.phases import Phase

EVENT_STATUSES = ("ACTIVE", "CLOSED")
HORIZONS = ("A", "B", "C")
SYNC_TYPES = ("AUTO", "MANUAL", "SCHEDULED")
SYNC_STATUSES = ("SUCCESS", "PARTIAL", "FAILED")
Hours = Numeric(10, 2)


class Event(Identified, Versioned, Base):
    """What makes needs urgent: a flood, an outbreak, a campaign. Its phase sets the pace."""

    __tablename__ = "event"
    __table_args__ = (
        CheckConstraint("code ~ '^[A-Z0-9]{2,12}$'", name="code_format"),
        CheckConstraint("name <> ''", name="name_not_empty"),
        one_of("status", EVENT_STATUSES),
        one_of("current_phase", Phase),
        CheckConstraint("(status = 'CLOSED') = (closed_at IS NOT NULL)", name="closed_at"),
        CheckConstraint("phase_reason <> ''", name="phase_has_reason"),
        {"schema": "ops"},
    )

    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    kind: Mapped[str | None]
    status: Mapped[str] = mapped_column(server_default="ACTIVE")
    started_at: Mapped[dt.datetime]
    closed_at: Mapped[dt.datetime | None]
    current_phase: Mapped[str] = mapped_column(server_default=Phase.BASELINE.value)
    phase_changed_at: Mapped[dt.datetime | None]
    phase_changed_by: Mapped[int | None] = mapped_column(
        ForeignKey("support.users.id", ondelete="RESTRICT")
    )
    # Why it is in this phase; the trigger copies it into the history.
    phase_reason: Mapped[str | None]


class EventPhaseConfig(Identified, Versioned, Base):
    """How an event calculates in one of its phases."""

    __tablename__ = "event_phase_config"
    __table_args__ = (
        UniqueConstraint("event_id", "phase"),
        one_of("phase", Phase),
        CheckConstraint("demand_window_hours BETWEEN 1 AND 8760", name="demand_window"),
        CheckConstraint("planning_window_hours BETWEEN 1 AND 8760", name="planning_window"),
        CheckConstraint("safety_factor BETWEEN 1 AND 2", name="safety_factor"),
        CheckConstraint("safety_buffer_pct BETWEEN 0 AND 100", name="safety_buffer"),
        CheckConstraint(
            "freshness_threshold_hours > 0 AND stale_threshold_hours > freshness_threshold_hours",
            name="freshness_limits",
        ),
        {"schema": "ops"},
    )

    event_id: Mapped[int] = mapped_column(ForeignKey("ops.event.id", ondelete="RESTRICT"))
    phase: Mapped[str]
    demand_window_hours: Mapped[int]
    planning_window_hours: Mapped[int]
    safety_factor: Mapped[Decimal] = mapped_column(Numeric(6, 3))
    safety_buffer_pct: Mapped[Decimal] = mapped_column(Numeric(6, 2))
    # Up to the first limit data is fresh (HIGH), up to the second ageing (MEDIUM), then LOW.
    freshness_threshold_hours: Mapped[Decimal] = mapped_column(Hours)
    stale_threshold_hours: Mapped[Decimal] = mapped_column(Hours)


class EventPhaseHistory(Identified, Base):
    """One change of phase. Written by a trigger; rows are only ever added."""

    __tablename__ = "event_phase_history"
    __table_args__ = (
        Index("ix_event_phase_history_event_id_at", "event_id", "at"),
        {"schema": "ops"},
    )

    event_id: Mapped[int] = mapped_column(ForeignKey("ops.event.id", ondelete="RESTRICT"))
    from_phase: Mapped[str | None]
    to_phase: Mapped[str]
    changed_by: Mapped[int | None]
    at: Mapped[dt.datetime] = mapped_column(server_default=func.now())
    reason: Mapped[str | None]


class SyncLog(Identified, Base):
    """One time a site handed in its data. A trigger brings the site up to date."""

    __tablename__ = "warehouse_sync_log"
    __table_args__ = (
        one_of("type", SYNC_TYPES),
        one_of("status", SYNC_STATUSES),
        CheckConstraint("items_synced >= 0", name="items_not_negative"),
        CheckConstraint(
            "status <> 'FAILED' OR coalesce(error_text, '') <> ''", name="failure_has_text"
        ),
        Index("ix_warehouse_sync_log_site_id_at", "site_id", "at"),
        {"schema": "ops"},
    )

    site_id: Mapped[int] = mapped_column(ForeignKey("core.dim_site.id", ondelete="RESTRICT"))
    type: Mapped[str]
    status: Mapped[str]
    # Up to when the site's own records go; what makes them fresh or stale.
    data_up_to: Mapped[dt.datetime | None]
    items_synced: Mapped[int] = mapped_column(server_default="0")
    error_text: Mapped[str | None]
    at: Mapped[dt.datetime] = mapped_column(server_default=func.now())
    actor: Mapped[str]


class LeadTimeConfig(Identified, Versioned, Base):
    """How many hours a horizon takes: a route (A), a donor's or a supplier's way (B, C).

    The row that names most and took effect last is the one that counts; one default each.
    """

    __tablename__ = "lead_time_config"
    __table_args__ = (
        one_of("horizon", HORIZONS),
        CheckConstraint("hours > 0", name="hours_positive"),
        CheckConstraint("effective_to > effective_from", name="effective_in_order"),
        CheckConstraint(
            "CASE WHEN is_default THEN num_nonnulls(from_site_id, to_site_id, supplier_id) = 0"
            " WHEN horizon = 'A' THEN num_nonnulls(from_site_id, to_site_id) = 2"
            " AND supplier_id IS NULL AND from_site_id <> to_site_id"
            " ELSE supplier_id IS NOT NULL AND from_site_id IS NULL END",
            name="names_its_way",
        ),
        Index(
            "uq_lead_time_config_way",
            "horizon",
            "from_site_id",
            "to_site_id",
            "supplier_id",
            "effective_from",
            unique=True,
            postgresql_nulls_not_distinct=True,
        ),
        {"schema": "ops"},
    )

    horizon: Mapped[str]
    from_site_id: Mapped[int | None] = mapped_column(
        ForeignKey("core.dim_site.id", ondelete="RESTRICT")
    )
    to_site_id: Mapped[int | None] = mapped_column(
        ForeignKey("core.dim_site.id", ondelete="RESTRICT")
    )
    supplier_id: Mapped[int | None] = mapped_column(
        ForeignKey("core.dim_supplier.id", ondelete="RESTRICT")
    )
    hours: Mapped[Decimal] = mapped_column(Hours)
    effective_from: Mapped[dt.date]
    effective_to: Mapped[dt.date | None]
    is_default: Mapped[bool] = mapped_column(server_default=text("false"))
    reason: Mapped[str | None]
