"""Demand as it happened and as it is forecast."""

import datetime as dt
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    Double,
    ForeignKey,
    Index,
    SmallInteger,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.orm import Base, Identified, one_of

PERIODS = ("D", "W", "M")
DEMAND_SOURCES = ("FILE", "ISSUES", "DELIVERIES")


class CalendarDay(Base):
    """One day of the organisation's calendar."""

    __tablename__ = "dim_calendar"
    __table_args__ = (
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        {"schema": "core"},
    )

    full_date: Mapped[dt.date] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(SmallInteger)
    quarter: Mapped[int] = mapped_column(SmallInteger)
    month: Mapped[int] = mapped_column(SmallInteger)
    week: Mapped[int] = mapped_column(SmallInteger)
    # Monday is 0.
    weekday: Mapped[int] = mapped_column(SmallInteger)
    day: Mapped[int] = mapped_column(SmallInteger)
    is_weekend: Mapped[bool]
    is_holiday: Mapped[bool] = mapped_column(server_default=text("false"))
    holiday_name: Mapped[str | None]


class DailyDemand(Base):
    """Demand for an item at a site in the period that starts on ``date``.

    ``quantity`` is what was sold or used; ``unfilled_quantity`` what was asked for and not
    there, null where nobody wrote it down. Returns are kept apart.
    """

    __tablename__ = "fact_demand_daily"
    __table_args__ = (
        one_of("period", PERIODS),
        one_of("source", DEMAND_SOURCES),
        CheckConstraint("quantity >= 0 AND quantity < 'Infinity'", name="quantity_not_negative"),
        CheckConstraint("unfilled_quantity >= 0", name="unfilled_not_negative"),
        CheckConstraint("returned_quantity >= 0", name="returned_not_negative"),
        CheckConstraint("unit_price >= 0", name="price_not_negative"),
        Index("ix_fact_demand_daily_date", "date"),
        # What a load derives anew; files bring nearly all rows, so it is small.
        Index(
            "ix_fact_demand_daily_derived",
            "item_id",
            "site_id",
            "date",
            postgresql_where=text("source <> 'FILE'"),
        ),
        {"schema": "core", "postgresql_partition_by": "RANGE (date)"},
    )

    item_id: Mapped[int] = mapped_column(
        ForeignKey("core.dim_item.id", ondelete="RESTRICT"), primary_key=True
    )
    site_id: Mapped[int] = mapped_column(
        ForeignKey("core.dim_site.id", ondelete="RESTRICT"), primary_key=True
    )
    date: Mapped[dt.date] = mapped_column(primary_key=True)
    period: Mapped[str]
    quantity: Mapped[float]
    unfilled_quantity: Mapped[float | None]
    returned_quantity: Mapped[float] = mapped_column(server_default="0")
    unit_price: Mapped[float | None]
    on_promotion: Mapped[bool | None]
    source: Mapped[str]
    import_id: Mapped[int | None] = mapped_column(BigInteger)


class Promotion(Identified, Base):
    """An item on offer at a site, or at every site where none is named; both days included.

    It is known ahead: what is planned makes the forecast, what has been teaches it.
    """

    __tablename__ = "promotion"
    __table_args__ = (
        CheckConstraint("starts_on <= ends_on", name="days_in_order"),
        CheckConstraint("unit_price >= 0 AND unit_price < 'Infinity'", name="price_not_negative"),
        CheckConstraint("discount BETWEEN 0 AND 1", name="discount_is_share"),
        Index(
            "uq_promotion_item_id_site_id_starts_on",
            "item_id",
            "site_id",
            "starts_on",
            unique=True,
            postgresql_nulls_not_distinct=True,
        ),
        {"schema": "core"},
    )

    item_id: Mapped[int] = mapped_column(ForeignKey("core.dim_item.id", ondelete="RESTRICT"))
    site_id: Mapped[int | None] = mapped_column(ForeignKey("core.dim_site.id", ondelete="RESTRICT"))
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date]
    # What one unit costs meanwhile, or which share of the usual price is taken off.
    unit_price: Mapped[float | None]
    discount: Mapped[float | None]
    is_cancelled: Mapped[bool] = mapped_column(server_default=text("false"))
    import_id: Mapped[int | None] = mapped_column(BigInteger)


class ForecastRun(Identified, Base):
    """One run of the forecasting pipeline, kept with its settings and its accuracy."""

    __tablename__ = "forecast_runs"
    __table_args__ = (
        one_of("period", PERIODS),
        Index("uq_forecast_runs_latest", "is_latest", unique=True, postgresql_where="is_latest"),
        {"schema": "analytics"},
    )

    created_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())
    # Start of the last period that was known.
    origin: Mapped[dt.date]
    period: Mapped[str]
    horizon: Mapped[int]
    model: Mapped[str]
    series: Mapped[int]
    candidates: Mapped[dict[str, Any]] = mapped_column(JSONB)
    accuracy: Mapped[dict[str, Any]] = mapped_column(JSONB)
    settings: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"))
    # How much each part of the forecast counts; null for runs of an engine without parts.
    weights: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    # The hash of the data alone; input_hash adds settings and code.
    data_snapshot: Mapped[str | None]
    input_hash: Mapped[str]
    seconds: Mapped[float]
    is_latest: Mapped[bool] = mapped_column(server_default=text("false"))


class Forecast(Base):
    """Forecast demand of an item at a site in the period that starts on ``date``."""

    __tablename__ = "forecasts"
    __table_args__ = (
        CheckConstraint("horizon > 0", name="horizon_positive"),
        CheckConstraint("mean >= 0", name="mean_not_negative"),
        CheckConstraint("analytics.are_quantiles(quantiles)", name="quantiles_in_order"),
        Index("ix_forecasts_item_id_site_id_run_id", "item_id", "site_id", "run_id"),
        {"schema": "analytics"},
    )

    run_id: Mapped[int] = mapped_column(
        ForeignKey("analytics.forecast_runs.id", ondelete="CASCADE"), primary_key=True
    )
    item_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    site_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    date: Mapped[dt.date] = mapped_column(primary_key=True)
    horizon: Mapped[int] = mapped_column(SmallInteger)
    mean: Mapped[float]
    # One for each of levels.QUANTILE_LEVELS, in that order.
    quantiles: Mapped[list[float]] = mapped_column(ARRAY(Double))
    model: Mapped[str]


class ForecastAccuracy(Base):
    """How well a run forecast one series in the back-test. Null with a reason if unknown."""

    __tablename__ = "forecast_accuracy"
    __table_args__ = ({"schema": "analytics"},)

    run_id: Mapped[int] = mapped_column(
        ForeignKey("analytics.forecast_runs.id", ondelete="CASCADE"), primary_key=True
    )
    item_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    site_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    model: Mapped[str]
    points: Mapped[int]
    mase: Mapped[float | None]
    rmsse: Mapped[float | None]
    wape: Mapped[float | None]
    bias: Mapped[float | None]
    pinball: Mapped[float | None]
    coverage_80: Mapped[float | None]
    naive_rmsse: Mapped[float | None]
    # Sums over the points, so that accuracy of any group of series can be had without averaging.
    actual_total: Mapped[float | None]
    absolute_error: Mapped[float | None]
    error: Mapped[float | None]
    reason: Mapped[str | None]
    # How far actual demand strays from the mean; planning rebuilds distributions from it.
    spread: Mapped[dict[str, Any]] = mapped_column(JSONB)


class ForecastFold(Base):
    """Errors on the calibration fold, added up by family, site, origin and steps ahead."""

    __tablename__ = "forecast_folds"
    __table_args__ = ({"schema": "analytics"},)

    run_id: Mapped[int] = mapped_column(
        ForeignKey("analytics.forecast_runs.id", ondelete="CASCADE"), primary_key=True
    )
    site_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    # Empty where the items have none.
    family: Mapped[str] = mapped_column(primary_key=True)
    # Start of the last period that was known at the time.
    origin: Mapped[dt.date] = mapped_column(primary_key=True)
    horizon: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    points: Mapped[int]
    actual_total: Mapped[float]
    absolute_error: Mapped[float]
    error: Mapped[float]
    # How many points stayed within each of levels.QUANTILE_LEVELS; null where none was tested.
    within: Mapped[list[int] | None] = mapped_column(ARRAY(BigInteger))


class DemandRepair(Base):
    """What was likely asked for in a period whose demand is unknown: out of stock, or closed."""

    __tablename__ = "demand_repairs"
    __table_args__ = ({"schema": "analytics"},)

    item_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    site_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    date: Mapped[dt.date] = mapped_column(primary_key=True)
    quantity: Mapped[float]
    run_id: Mapped[int] = mapped_column(
        ForeignKey("analytics.forecast_runs.id", ondelete="CASCADE")
    )


class FeatureRow(Base):
    """The features of one series at one period, as the models saw them."""

    __tablename__ = "features_store"
    __table_args__ = ({"schema": "analytics"},)

    item_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    site_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    date: Mapped[dt.date] = mapped_column(primary_key=True)
    features: Mapped[dict[str, Any]] = mapped_column(JSONB)
    schema_version: Mapped[int]
    run_id: Mapped[int] = mapped_column(
        ForeignKey("analytics.forecast_runs.id", ondelete="CASCADE")
    )
