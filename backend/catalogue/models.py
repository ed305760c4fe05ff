"""Items: what is stocked, sold, used and ordered."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.orm import Base, Identified, Money, Quantity, Rate, Versioned, one_of

CRITICALITY_LEVELS = ("CRITICAL", "HIGH", "NORMAL", "LOW")


class Item(Identified, Versioned, Base):
    """One stock-keeping unit."""

    __tablename__ = "dim_item"
    __table_args__ = (
        CheckConstraint("sku <> ''", name="sku_not_empty"),
        CheckConstraint("criticality BETWEEN 0 AND 10", name="criticality"),
        CheckConstraint("unit_cost >= 0 AND unit_price >= 0", name="prices_not_negative"),
        CheckConstraint("shelf_life_days > 0", name="shelf_life_positive"),
        CheckConstraint("discontinued_on >= introduced_on", name="life_in_order"),
        CheckConstraint("baseline_burn_rate >= 0", name="baseline_burn_rate_not_negative"),
        CheckConstraint("min_stock_threshold >= 0", name="min_stock_not_negative"),
        one_of("criticality_level", CRITICALITY_LEVELS),
        Index("ix_dim_item_family", "family"),
        Index(
            "ix_dim_item_search",
            text("to_tsvector('simple', sku || ' ' || name || ' ' || coalesce(family, ''))"),
            postgresql_using="gin",
        ),
        {"schema": "core"},
    )

    sku: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    family: Mapped[str | None]
    category: Mapped[str | None]
    unit: Mapped[str] = mapped_column(server_default="UN")
    unit_cost: Mapped[Decimal | None] = mapped_column(Money)
    unit_price: Mapped[Decimal | None] = mapped_column(Money)
    criticality: Mapped[int | None]
    # What its lack would mean; without one, ``criticality`` says.
    criticality_level: Mapped[str | None]
    # Units per hour to reckon with where nothing was recorded and the data is stale.
    baseline_burn_rate: Mapped[Decimal | None] = mapped_column(Rate)
    # What a site keeps for itself before it gives any away.
    min_stock_threshold: Mapped[Decimal | None] = mapped_column(Quantity)
    shelf_life_days: Mapped[int | None]
    is_active: Mapped[bool] = mapped_column(server_default=text("true"))
    introduced_on: Mapped[date | None]
    discontinued_on: Mapped[date | None]
    attributes: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"))
