"""Keeps each calculation of a burn rate, for the trend."""

from sqlalchemy import and_, func, insert, or_, select, true, tuple_
from sqlalchemy.orm import Session, aliased

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
# Two calculations with the same of all these are one.
TOLD_APART_BY = ("calculated_at", "rate", "source", "freshness", "phase", "window_hours")


def keep_snapshots(session: Session, event_id: int) -> int:
    """Add a snapshot for each rate that is new, and return how many were added.

    Zero or unknown is kept once and not again while it lasts: nothing would be seen of it.
    """
    kept = BurnRateSnapshot
    before = aliased(BurnRateSnapshot)
    last = (
        select(*(getattr(before, name) for name in ("id", *TOLD_APART_BY)))
        .where(
            before.item_id == BurnRate.item_id,
            before.site_id == BurnRate.site_id,
            before.event_id.is_not_distinct_from(func.nullif(BurnRate.event_id, 0)),
        )
        .order_by(before.calculated_at.desc(), before.id.desc())
        .limit(1)
        .lateral("last")
    )
    known = tuple_(*(last.c[name] for name in TOLD_APART_BY))
    found = tuple_(*(getattr(BurnRate, name) for name in TOLD_APART_BY))
    rows = (
        select(
            func.nullif(BurnRate.event_id, 0),
            *(getattr(BurnRate, name) for name in COPIED),
            StockStatus.available_quantity,
            StockStatus.time_to_stockout_hours,
        )
        .select_from(BurnRate)
        .outerjoin(last, true())
        .outerjoin(
            StockStatus,
            and_(
                StockStatus.event_id == BurnRate.event_id,
                StockStatus.site_id == BurnRate.site_id,
                StockStatus.item_id == BurnRate.item_id,
            ),
        )
        .where(
            BurnRate.event_id == event_id,
            or_(last.c.id.is_(None), known.is_distinct_from(found)),
            or_(
                last.c.id.is_(None),
                BurnRate.rate > 0,
                last.c.source != BurnRate.source,
            ),
        )
        .order_by(BurnRate.site_id, BurnRate.item_id)
    )
    names = ["event_id", *COPIED, "available_quantity", "time_to_stockout_hours"]
    added = session.execute(insert(kept).from_select(names, rows).returning(kept.id))
    return len(added.all())
