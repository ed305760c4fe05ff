"""Keeps each calculation of a burn rate, for the trend."""

from collections.abc import Sequence

from sqlalchemy import ARRAY, BigInteger, and_, func, insert, literal, select
from sqlalchemy.orm import Session

from backend.needs.burn.models import BurnRate, BurnRateSnapshot
from backend.needs.status.models import StockStatus

COPIED = (
    "site_id",
    "item_id",
    "phase",
    "calculated_at",
    "window_hours",
    "issue_count",
    "issued_quantity",
    "rate",
    "source",
    "freshness",
)


def keep_snapshots(session: Session, event_id: int, places: Sequence[tuple[int, int]]) -> None:
    """Add a snapshot of the rate at each (item, site), with the stock it was seen with."""
    if not places:
        return
    keys = ARRAY(BigInteger)
    new = (
        func.unnest(
            literal([item_id for item_id, _ in places], keys),
            literal([site_id for _, site_id in places], keys),
        )
        .table_valued("item_id", "site_id")
        .render_derived("new")
    )
    of_place = and_(
        BurnRate.event_id == event_id,
        BurnRate.item_id == new.c.item_id,
        BurnRate.site_id == new.c.site_id,
    )
    with_stock = and_(
        StockStatus.event_id == BurnRate.event_id,
        StockStatus.item_id == BurnRate.item_id,
        StockStatus.site_id == BurnRate.site_id,
    )
    rows = (
        select(
            func.nullif(BurnRate.event_id, 0),
            *(getattr(BurnRate, name) for name in COPIED),
            StockStatus.available_quantity,
            StockStatus.time_to_stockout_hours,
        )
        .select_from(new)
        .join(BurnRate, of_place)
        .outerjoin(StockStatus, with_stock)
    )
    names = ["event_id", *COPIED, "available_quantity", "time_to_stockout_hours"]
    session.execute(insert(BurnRateSnapshot).from_select(names, rows))
