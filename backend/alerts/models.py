"""Alerts that the rules raise, and what people did about them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Index, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from backend.alerts.kinds import AlertType, Level, Status
from backend.core.orm import Base, Identified, Versioned, one_of, ordered_enum


class Alert(Identified, Versioned, Base):
    """A condition that a rule found. At most one unresolved row per fingerprint."""

    __tablename__ = "alerts"
    __table_args__ = (
        one_of("type", AlertType),
        CheckConstraint("clear_runs >= 0", name="clear_runs"),
        Index(
            "uq_alerts_fingerprint_unresolved",
            "fingerprint",
            unique=True,
            postgresql_where=text("resolved_at IS NULL"),
        ),
        Index("ix_alerts_level_opened_at", text("level DESC"), text("opened_at DESC")),
        Index("ix_alerts_item_id_site_id", "item_id", "site_id"),
        {"schema": "analytics"},
    )

    fingerprint: Mapped[str]
    type: Mapped[str]
    level: Mapped[Level] = mapped_column(
        ordered_enum(Level, schema="analytics", name="alert_level")
    )
    item_id: Mapped[int | None] = mapped_column(BigInteger)
    site_id: Mapped[int | None] = mapped_column(BigInteger)
    supplier_id: Mapped[int | None] = mapped_column(BigInteger)
    order_id: Mapped[int | None] = mapped_column(BigInteger)
    lot_id: Mapped[int | None] = mapped_column(BigInteger)
    # The sentence that the screen shows: its code, the figures in it, and how it reads in English.
    message_code: Mapped[str]
    message: Mapped[str]
    params: Mapped[dict[str, Any]] = mapped_column(JSONB)
    opened_at: Mapped[datetime] = mapped_column(server_default=func.now())
    last_seen_at: Mapped[datetime] = mapped_column(server_default=func.now())
    # Runs in a row that no longer found the condition: hysteresis before it resolves itself.
    clear_runs: Mapped[int] = mapped_column(server_default="0")
    resolved_at: Mapped[datetime | None]
    # Fingerprint of the alert that inhibits this one, such as a stale site.
    suppressed_by: Mapped[str | None]


class AlertEvaluation(Identified, Base):
    """What one look at the facts found. A second look at the same facts leaves no row.

    Without the digest a run that is repeated would count as new evidence that a condition ended.
    """

    __tablename__ = "alert_evaluations"
    __table_args__ = ({"schema": "analytics"},)

    at: Mapped[datetime] = mapped_column(server_default=func.now())
    as_of: Mapped[date | None]
    evidence_digest: Mapped[str]
    conditions: Mapped[int]
    opened: Mapped[int]
    cleared: Mapped[int]


class AlertState(Versioned, Base):
    """What people said about an alert. Survives a rebuild of the analytics schema.

    ``until_worse_than`` is the level at which it was snoozed or resolved: a higher one reopens it.
    """

    __tablename__ = "alert_state"
    __table_args__ = (
        one_of("status", Status),
        CheckConstraint(
            "status <> 'SNOOZED' OR snoozed_until IS NOT NULL OR until_worse_than IS NOT NULL",
            name="snooze_ends",
        ),
        {"schema": "ops"},
    )

    fingerprint: Mapped[str] = mapped_column(primary_key=True)
    status: Mapped[str] = mapped_column(server_default="OPEN")
    owner_id: Mapped[int | None] = mapped_column(BigInteger)
    note: Mapped[str | None]
    promised_at: Mapped[datetime | None]
    snoozed_until: Mapped[datetime | None]
    until_worse_than: Mapped[Level | None] = mapped_column(
        ordered_enum(Level, schema="analytics", name="alert_level")
    )


class AlertEvent(Identified, Base):
    """One step in the life of an alert. Rows are only ever added."""

    __tablename__ = "alert_event"
    __table_args__ = (
        Index("ix_alert_event_fingerprint_at", "fingerprint", "at"),
        {"schema": "ops"},
    )

    fingerprint: Mapped[str]
    action: Mapped[str]
    at: Mapped[datetime] = mapped_column(server_default=func.now())
    actor_id: Mapped[int | None] = mapped_column(BigInteger)
    actor: Mapped[str]
    note: Mapped[str | None]
    details: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"))
