"""What planners changed, and what the engine had said. Survives a rebuild of analytics."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.orm import Base, Identified, Versioned, one_of
from backend.planning.overrides.rules import Kind, ReasonCode


class PlanOverride(Identified, Versioned, Base):
    """One change of a forecast, or of an order, for an item at a site over some days."""

    __tablename__ = "plan_override"
    __table_args__ = (
        one_of("kind", Kind),
        one_of("reason_code", ReasonCode),
        CheckConstraint("first_day <= last_day", name="days_in_order"),
        CheckConstraint("quantity >= 0 AND engine_quantity >= 0", name="not_negative"),
        CheckConstraint("reason <> '' AND team <> ''", name="says_why_and_who"),
        CheckConstraint("kind <> 'ORDER' OR position IS NOT NULL", name="order_has_position"),
        Index("ix_plan_override_item_id_site_id", "item_id", "site_id"),
        {"schema": "ops"},
    )

    kind: Mapped[str]
    item_id: Mapped[int] = mapped_column(ForeignKey("core.dim_item.id", ondelete="RESTRICT"))
    site_id: Mapped[int] = mapped_column(ForeignKey("core.dim_site.id", ondelete="RESTRICT"))
    first_day: Mapped[date]
    last_day: Mapped[date]
    engine_quantity: Mapped[float]
    quantity: Mapped[float]
    # Stock and orders in time when an order was changed: with demand they say what was needed.
    position: Mapped[float | None]
    reason_code: Mapped[str]
    reason: Mapped[str]
    team: Mapped[str]
    made_by: Mapped[str]
    withdrawn_at: Mapped[datetime | None]

    def covers(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day
