"""Stock over time, in buckets of days."""

from typing import Any

from sqlalchemy import ColumnElement, Date, Subquery, case, cast, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from backend.catalogue.errors import ItemNotFound
from backend.catalogue.models import Item
from backend.core.sql import Rows
from backend.inventory.above import plan_lines
from backend.inventory.errors import SiteNotFound
from backend.inventory.models import DailyInventory, Site
from backend.inventory.schemas import Bucket, StockSeriesQuery


def check_subject(session: Session, query: StockSeriesQuery) -> None:
    """Raise unless the item and the site exist."""
    if session.get(Item, query.item_id) is None:
        raise ItemNotFound(query.item_id)
    if query.site_id is not None and session.get(Site, query.site_id) is None:
        raise SiteNotFound(query.site_id)


def stock_series(query: StockSeriesQuery) -> Rows:
    """Return one row per bucket with stock records, summed over sites.

    Stock is that of each site's last known day in the bucket; what came and went is of all days.
    """
    days = _days(query)
    ends = days.c.from_the_end == 1
    return select(
        days.c.bucket.label("date"),
        func.max(days.c.date).label("until"),
        func.sum(days.c.on_hand).filter(ends).label("on_hand"),
        func.sum(days.c.reserved).filter(ends).label("reserved"),
        func.sum(days.c.available).filter(ends).label("available"),
        func.sum(days.c.received).label("received"),
        func.sum(days.c.issued).label("issued"),
        func.count().filter(ends).label("sites"),
        (func.count().filter(ends) == _sites_by(query, days.c.bucket)).label("is_complete"),
        _planned(query, "safety_stock"),
        _planned(query, "reorder_point"),
    ).group_by(days.c.bucket)


def _days(query: StockSeriesQuery) -> Subquery:
    bucket = _bucket(query.bucket, DailyInventory.date)
    days = select(
        bucket.label("bucket"),
        DailyInventory.date,
        DailyInventory.on_hand,
        DailyInventory.reserved,
        DailyInventory.available,
        DailyInventory.received,
        DailyInventory.issued,
        func.row_number()
        .over(
            partition_by=(DailyInventory.site_id, bucket),
            order_by=DailyInventory.date.desc(),
        )
        .label("from_the_end"),
    ).where(DailyInventory.item_id == query.item_id)
    if query.site_id is not None:
        days = days.where(DailyInventory.site_id == query.site_id)
    if query.start_date is not None:
        days = days.where(DailyInventory.date >= query.start_date)
    if query.end_date is not None:
        days = days.where(DailyInventory.date <= query.end_date)
    return days.subquery("days")


def _bucket(bucket: Bucket, day: InstrumentedAttribute[Any] | ColumnElement[Any]) -> Any:
    return cast(func.date_trunc(bucket, day), Date)


def _sites_by(query: StockSeriesQuery, bucket: ColumnElement[Any]) -> ColumnElement[int]:
    """Count the sites whose records of the item begin in the bucket or before."""
    first = _bucket(query.bucket, func.min(DailyInventory.date)).label("bucket")
    began = (
        select(first)
        .where(DailyInventory.item_id == query.item_id)
        .group_by(DailyInventory.site_id)
    )
    if query.site_id is not None:
        began = began.where(DailyInventory.site_id == query.site_id)
    # Left to itself the server would add up all days of the item again for every bucket.
    begun = began.cte("begun").prefix_with("MATERIALIZED")
    return select(func.count()).where(begun.c.bucket <= bucket).scalar_subquery()


def _planned(query: StockSeriesQuery, name: str) -> ColumnElement[float | None]:
    """Sum a level of the current plan; null where it is unknown at one of the sites."""
    level = plan_lines.c[name]
    known = case((func.count() == func.count(level), func.sum(level)))
    planned = select(known).where(plan_lines.c.item_id == query.item_id)
    if query.site_id is not None:
        planned = planned.where(plan_lines.c.site_id == query.site_id)
    return planned.scalar_subquery().label(name)
