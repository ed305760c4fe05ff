"""What KPIs are added up from. Ratios are never stored: a ratio of sums is not a sum of ratios."""

import datetime as dt
from typing import Any

from sqlalchemy import BigInteger, Index
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.orm import Base

VIEW: dict[str, Any] = {"schema": "analytics", "info": {"is_view": True}}


class BySiteAndFamily:
    """One row per day, site and family; the empty family stands for items without one."""

    date: Mapped[dt.date] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    family: Mapped[str] = mapped_column(primary_key=True)


class DailyKpi(BySiteAndFamily, Base):
    """What the plan and the lots said as of a day. The plan is replaced; this is its history."""

    __tablename__ = "kpis_daily"
    __table_args__ = ({"schema": "analytics"},)

    planned: Mapped[int] = mapped_column(BigInteger)
    covered: Mapped[int] = mapped_column(BigInteger)
    available_units: Mapped[float | None]
    forecast_per_day: Mapped[float | None]
    excess_known: Mapped[int] = mapped_column(BigInteger)
    excess_value: Mapped[float | None]
    expiring_value: Mapped[float | None]
    lots_without_cost: Mapped[int] = mapped_column(BigInteger)
    lots_estimated: Mapped[int] = mapped_column(BigInteger)


class DemandDay(BySiteAndFamily, Base):
    """Demand of the period that starts on ``date``, added up again where it changed."""

    __tablename__ = "demand_daily"
    __table_args__ = (
        Index("ix_demand_daily_site_id_date", "site_id", "date"),
        {"schema": "analytics"},
    )

    lines: Mapped[int] = mapped_column(BigInteger)
    units: Mapped[float]
    value: Mapped[float | None]
    priced_units: Mapped[float | None]
    list_priced_units: Mapped[float | None]
    classed_value: Mapped[float | None]
    class_a_value: Mapped[float | None]
    classed_by_quantity_value: Mapped[float | None]
    cost: Mapped[float | None]
    costed_units: Mapped[float | None]
    filled_units: Mapped[float | None]
    asked_units: Mapped[float | None]


class StaleDemandDay(Base):
    """A day whose demand changed since it was added up; a trigger on the facts notes it."""

    __tablename__ = "stale_demand_days"
    __table_args__ = ({"schema": "analytics"},)

    date: Mapped[dt.date] = mapped_column(primary_key=True)


class RolledUpItem(Base):
    """What an item's demand was added up with; where that changes, its days are stale."""

    __tablename__ = "rolled_up_items"
    __table_args__ = ({"schema": "analytics"},)

    item_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    family: Mapped[str]
    list_price: Mapped[float | None]
    unit_cost: Mapped[float | None]
    abc_class: Mapped[str | None]
    abc_basis: Mapped[str | None]


class StockDay(BySiteAndFamily, Base):
    """Stock at the end of a day."""

    __tablename__ = "mv_stock_daily"
    __table_args__ = (VIEW,)

    stocked: Mapped[int]
    stocked_out: Mapped[int]
    on_hand_value: Mapped[float | None]
    held: Mapped[int]
    held_without_cost: Mapped[int]


class OrdersDay(BySiteAndFamily, Base):
    """Order lines by the day they were expected."""

    __tablename__ = "mv_orders_daily"
    __table_args__ = (VIEW,)

    due: Mapped[int]
    late: Mapped[int]
    open_late: Mapped[int]


class ForecastErrorDay(BySiteAndFamily, Base):
    """Errors of the forecasts that were made before the period began."""

    __tablename__ = "mv_forecast_errors"
    __table_args__ = (VIEW,)

    points: Mapped[int]
    actual: Mapped[float]
    error: Mapped[float]
    absolute_error: Mapped[float]
    scaled_error: Mapped[float | None]
    scaled_points: Mapped[int]


class DataWindow(Base):
    """From when to when there are facts of each kind. One row."""

    __tablename__ = "mv_data_window"
    __table_args__ = (VIEW,)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    period: Mapped[str]
    demand_from: Mapped[dt.date | None]
    demand_last_start: Mapped[dt.date | None]
    demand_to: Mapped[dt.date | None]
    stock_from: Mapped[dt.date | None]
    stock_to: Mapped[dt.date | None]
    orders_to: Mapped[dt.date | None]
    as_of: Mapped[dt.date | None]
    refreshed_at: Mapped[dt.datetime]


class SiteFreshness(Base):
    """How far the records of a site lag behind those of the freshest one."""

    __tablename__ = "mv_site_freshness"
    __table_args__ = (VIEW,)

    site_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    basis: Mapped[str | None]
    last_at: Mapped[dt.datetime | None]
    hours_behind: Mapped[float | None]
    status: Mapped[str]
    as_of: Mapped[dt.date | None]


class LotStock(Base):
    """What is left of a lot at a site."""

    __tablename__ = "mv_lot_stock"
    __table_args__ = (VIEW,)

    lot_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    site_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    item_id: Mapped[int] = mapped_column(BigInteger)
    expires_on: Mapped[dt.date | None]
    quantity: Mapped[float]
    is_estimated: Mapped[bool]
