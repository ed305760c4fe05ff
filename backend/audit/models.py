"""The audit log: who did what to which record, and why. Rows are only ever added."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, func, text
from sqlalchemy.dialects.postgresql import INET, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.orm import Base, Identified


class AuditLog(Identified, Base):
    """One action. The database refuses UPDATE, DELETE and TRUNCATE.

    ``actor_id`` has no foreign key: the log must outlive whatever it speaks of.
    """

    __tablename__ = "audit_logs"
    __table_args__ = (
        Index("ix_audit_logs_at", text("at DESC"), text("id DESC")),
        Index("ix_audit_logs_entity_entity_id", "entity", "entity_id"),
        Index("ix_audit_logs_actor", "actor"),
        {"schema": "support"},
    )

    at: Mapped[datetime] = mapped_column(server_default=func.now())
    actor_id: Mapped[int | None]
    actor: Mapped[str]
    action: Mapped[str]
    entity: Mapped[str]
    entity_id: Mapped[str | None]
    before: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    after: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    reason: Mapped[str | None]
    ip: Mapped[str | None] = mapped_column(INET)
    user_agent: Mapped[str | None]
    request_id: Mapped[str | None]
