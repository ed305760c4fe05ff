"""The daily components that every KPI is a sum or a ratio of."""

import datetime as dt

from sqlalchemy import BigInteger, Index
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.orm import Base


class DailyKpi(Base):
    """Additive components of one day at one site for one family of items.

    Ratios are never stored: a share of a sum cannot be had from the shares of its parts.
    """

    __tablename__ = "kpis_daily"
    __table_args__ = (
        Index("ix_kpis_daily_date", "date"),
        {"schema": "analytics"},
    )

    date: Mapped[dt.date] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    # The empty string stands for items without a family: a key cannot be null.
    family: Mapped[str] = mapped_column(primary_key=True)
    demand_units: Mapped[float | None]
    demand_value: Mapped[float | None]
    demand_value_class_a: Mapped[float | None]
    demand_cost: Mapped[float | None]
    demand_filled: Mapped[float | None]
    demand_asked: Mapped[float | None]
    stocked: Mapped[int | None]
    stocked_out: Mapped[int | None]
    on_hand_value: Mapped[float | None]
    orders_due: Mapped[int | None]
    orders_late: Mapped[int | None]
