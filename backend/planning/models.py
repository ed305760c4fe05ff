"""What planners decide (service levels, policies) and what the plan computes from it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    Double,
    ForeignKey,
    Index,
    Integer,
    Text,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.orm import Base, Identified, Versioned, one_of

ABC_CLASSES = ("A", "B", "C")
XYZ_CLASSES = ("X", "Y", "Z")
DEMAND_CLASSES = ("SMOOTH", "ERRATIC", "INTERMITTENT", "LUMPY")
CONFIDENCES = ("HIGH", "MEDIUM", "LOW")
POLICIES = ("CURRENT", "CLASSIC", "PROPOSED")
REPLAY_CLASSES = ("ALL", "A", "B", "C", "NONE")


class ServiceLevelTarget(Versioned, Base):
    """The cycle service level asked of a class of items."""

    __tablename__ = "service_level_target"
    __table_args__ = (
        one_of("abc_class", ABC_CLASSES),
        CheckConstraint("service_level BETWEEN 0.5 AND 0.999", name="service_level"),
        CheckConstraint("correction BETWEEN 0.5 AND 2", name="correction"),
        {"schema": "core"},
    )

    abc_class: Mapped[str] = mapped_column(primary_key=True)
    service_level: Mapped[float]
    # What the odds of the level are multiplied by so that it is reached; of the replay on whose
    # curve it was chosen, which may be gone. A level that was typed in is taken as it is.
    correction: Mapped[float] = mapped_column(server_default=text("1"))
    replay_id: Mapped[int | None] = mapped_column(BigInteger)


class ItemSitePolicy(Versioned, Base):
    """What a planner set for one item at one site; null means the default."""

    __tablename__ = "item_site_policy"
    __table_args__ = (
        CheckConstraint("service_level BETWEEN 0.5 AND 0.999", name="service_level"),
        CheckConstraint("review_period_days BETWEEN 1 AND 365", name="review_period"),
        {"schema": "core"},
    )

    item_id: Mapped[int] = mapped_column(
        ForeignKey("core.dim_item.id", ondelete="RESTRICT"), primary_key=True
    )
    site_id: Mapped[int] = mapped_column(
        ForeignKey("core.dim_site.id", ondelete="RESTRICT"), primary_key=True
    )
    service_level: Mapped[float | None]
    review_period_days: Mapped[float | None]
    is_stocked: Mapped[bool] = mapped_column(server_default=text("true"))


class ItemClass(Base):
    """How an item ranks by value (ABC), variability (XYZ) and pattern of demand."""

    __tablename__ = "item_classes"
    __table_args__ = (
        one_of("abc_class", ABC_CLASSES),
        one_of("abc_basis", ("VALUE", "QUANTITY")),
        one_of("xyz_class", XYZ_CLASSES),
        one_of("demand_class", DEMAND_CLASSES),
        {"schema": "analytics"},
    )

    item_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    abc_class: Mapped[str | None]
    abc_basis: Mapped[str | None]
    xyz_class: Mapped[str | None]
    demand_class: Mapped[str | None]
    adi: Mapped[float | None]
    cv2: Mapped[float | None]
    trailing_value: Mapped[float | None]
    trailing_quantity: Mapped[float | None]
    computed_at: Mapped[datetime] = mapped_column(server_default=func.now())


class LeadTime(Base):
    """Lead time of an item from a supplier, with what it rests on."""

    __tablename__ = "lead_times"
    __table_args__ = (
        one_of("source", ("OBSERVED", "SUPPLIER", "STATED")),
        {"schema": "analytics"},
    )

    supplier_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    item_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    source: Mapped[str]
    observations: Mapped[int]
    mean_days: Mapped[float]
    sd_days: Mapped[float | None]
    # The distribution: so many deliveries (counts) took so many days.
    days: Mapped[list[float]] = mapped_column(ARRAY(Double), default=list)
    counts: Mapped[list[int]] = mapped_column(ARRAY(Integer), default=list)
    due: Mapped[int]
    late_share: Mapped[float | None]
    mean_days_late: Mapped[float | None]
    computed_at: Mapped[datetime] = mapped_column(server_default=func.now())


class PlanLine(Base):
    """The latest plan of one item at one site. Null with a reason where unknown."""

    __tablename__ = "plan_lines"
    __table_args__ = (
        one_of("confidence", CONFIDENCES),
        {"schema": "analytics"},
    )

    item_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    site_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    as_of: Mapped[date]
    supplier_id: Mapped[int | None] = mapped_column(BigInteger)
    on_hand: Mapped[float | None]
    available: Mapped[float | None]
    on_order_in_time: Mapped[float | None]
    forecast_per_day: Mapped[float | None]
    days_of_cover: Mapped[float | None]
    lead_time_days: Mapped[float | None]
    review_days: Mapped[float | None]
    service_level: Mapped[float | None]
    safety_stock: Mapped[float | None]
    reorder_point: Mapped[float | None]
    order_up_to: Mapped[float | None]
    excess_level: Mapped[float | None]
    suggested_quantity: Mapped[float | None]
    confidence: Mapped[str]
    reasons: Mapped[list[str]] = mapped_column(ARRAY(Text))
    # What the line was decided from; null in lines planned before this was kept.
    inputs: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    run_id: Mapped[int | None] = mapped_column(BigInteger)
    computed_at: Mapped[datetime] = mapped_column(server_default=func.now())


class Replay(Identified, Base):
    """One replay, with the assumptions it rests on."""

    __tablename__ = "replays"
    __table_args__ = (
        one_of("period", ("D", "W", "M")),
        CheckConstraint("counted_from <= counted_to", name="counted_in_order"),
        CheckConstraint("level_correction BETWEEN 0.5 AND 2", name="level_correction"),
        {"schema": "analytics"},
    )

    as_of: Mapped[date]
    period: Mapped[str]
    counted_from: Mapped[date]
    counted_to: Mapped[date]
    windows: Mapped[int]
    review_days: Mapped[float]
    holding_rate: Mapped[float]
    shortage_rate: Mapped[float]
    # What the odds of not running out are multiplied by; chosen on earlier windows, if any.
    correction: Mapped[float]
    # The same for a service level: by how much its odds fell short of what was reached.
    level_correction: Mapped[float] = mapped_column(server_default=text("1"))
    is_correction_chosen: Mapped[bool]
    equal_fill_ratio: Mapped[float | None]
    equal_fill_low: Mapped[float | None]
    equal_fill_high: Mapped[float | None]
    series: Mapped[int]
    series_without_lead_time: Mapped[int]
    series_without_value: Mapped[int]
    seconds: Mapped[float]
    requested_by: Mapped[str]
    computed_at: Mapped[datetime] = mapped_column(server_default=func.now())


class ReplayResult(Identified, Base):
    """One policy in one class of items. ``asked`` null: as it stands, or by cost.

    Money and orders are per year; null where no item of the class has a value.
    """

    __tablename__ = "replay_results"
    __table_args__ = (
        one_of("policy", POLICIES),
        one_of("abc_class", REPLAY_CLASSES),
        CheckConstraint("asked > 0 AND asked < 1", name="asked"),
        Index(
            "uq_replay_results_key",
            "replay_id",
            "policy",
            "abc_class",
            text("coalesce(asked, 0)"),
            unique=True,
        ),
        {"schema": "analytics"},
    )

    replay_id: Mapped[int] = mapped_column(ForeignKey("analytics.replays.id", ondelete="CASCADE"))
    policy: Mapped[str]
    asked: Mapped[float | None]
    abc_class: Mapped[str]
    series: Mapped[int]
    priced_series: Mapped[int]
    demand: Mapped[float]
    lost: Mapped[float]
    fill_rate: Mapped[float | None]
    fill_rate_low: Mapped[float | None]
    fill_rate_high: Mapped[float | None]
    cycle_service: Mapped[float | None]
    cycle_service_low: Mapped[float | None]
    cycle_service_high: Mapped[float | None]
    mean_stock: Mapped[float]
    stock_value: Mapped[float | None]
    holding_cost: Mapped[float | None]
    lost_cost: Mapped[float | None]
    cost: Mapped[float | None]
    cost_low: Mapped[float | None]
    cost_high: Mapped[float | None]
    orders: Mapped[float]
