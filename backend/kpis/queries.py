"""Sums of the daily components under one filter, by day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from backend.access.models import Organisation
from backend.catalogue.models import Item
from backend.core.sql import Rows
from backend.demand.models import ForecastAccuracy, ForecastRun
from backend.inventory.models import Site
from backend.kpis.carrying import SiteDay, carried
from backend.kpis.figures import BackTest, Days, Freshness
from backend.kpis.models import (
    BySiteAndFamily,
    DailyKpi,
    DataWindow,
    DemandDay,
    ForecastErrorDay,
    OrdersDay,
    SiteFreshness,
    StockDay,
)
from backend.kpis.windows import Window

KEYS = ("date", "site_id", "family")


@dataclass(frozen=True, slots=True)
class Scope:
    """What the figures are filtered by; the empty family stands for items without one."""

    site_id: int | None = None
    family: str | None = None


def data_window(session: Session) -> DataWindow:
    return session.execute(select(DataWindow)).scalar_one()


def organisation(session: Session) -> Organisation:
    return session.execute(select(Organisation)).scalar_one()


def has_site(session: Session, site_id: int) -> bool:
    return session.get(Site, site_id) is not None


def demand_days(session: Session, window: Window, scope: Scope) -> Days:
    return _days(session, DemandDay, window, scope)


def order_days(session: Session, window: Window, scope: Scope) -> Days:
    return _days(session, OrdersDay, window, scope)


def error_days(session: Session, window: Window, scope: Scope) -> Days:
    return _days(session, ForecastErrorDay, window, scope)


def plan_days(session: Session, window: Window, scope: Scope) -> Days:
    return _days(session, DailyKpi, window, scope)


def stock_days(session: Session, window: Window, scope: Scope) -> Days:
    """Return stock by day; the value of an active site that fell silent is carried on."""
    names = _components(StockDay)
    rows = session.execute(
        select(StockDay.date, StockDay.site_id, *_sums(StockDay, names))
        .where(*_filters(StockDay, window, scope))
        .group_by(StockDay.date, StockDay.site_id)
        .order_by(StockDay.date, StockDay.site_id)
    )
    days = [
        SiteDay(day, site, dict(zip(names, values, strict=True))) for day, site, *values in rows
    ]
    return carried(days, set(session.scalars(select(SiteFreshness.site_id))))


def has_orders(session: Session) -> bool:
    return session.execute(select(OrdersDay.date).limit(1)).first() is not None


def back_test(session: Session, scope: Scope) -> BackTest | None:
    """Return the error sums of the newest run; None where no run was ever made."""
    scaled = ForecastAccuracy.mase * ForecastAccuracy.points
    has_scale = ForecastAccuracy.mase.is_not(None)
    row = session.execute(
        select(
            ForecastRun.origin,
            func.sum(ForecastAccuracy.actual_total),
            func.sum(ForecastAccuracy.absolute_error),
            func.sum(ForecastAccuracy.error),
            func.sum(scaled),
            func.coalesce(func.sum(ForecastAccuracy.points).filter(has_scale), 0),
        )
        .join(ForecastAccuracy, ForecastAccuracy.run_id == ForecastRun.id)
        .join(Item, Item.id == ForecastAccuracy.item_id)
        .where(ForecastRun.is_latest, *_series_filters(scope))
        .group_by(ForecastRun.id)
    ).first()
    if row is None:
        return None
    origin, actual, absolute, error, scaled_error, points = row
    return BackTest(origin, actual, absolute, error, scaled_error, float(points))


def freshness(session: Session, scope: Scope) -> Freshness:
    counts = select(
        func.count().filter(SiteFreshness.status == "FRESH"),
        func.count().filter(SiteFreshness.status != "UNKNOWN"),
        func.count().filter(SiteFreshness.basis == "DEMAND"),
        func.count().filter(SiteFreshness.status.in_(("AGEING", "STALE"))),
    )
    if scope.site_id is not None:
        counts = counts.where(SiteFreshness.site_id == scope.site_id)
    return Freshness(*session.execute(counts).one())


def has_mixed_units(session: Session, scope: Scope) -> bool:
    units = select(func.count(Item.unit.distinct())).where(Item.is_active)
    if scope.family is not None:
        units = units.where(func.coalesce(Item.family, "") == scope.family)
    return session.execute(units).scalar_one() > 1


def site_freshness(statuses: Sequence[str] | None) -> Rows:
    """Return the active sites with how far each lags behind; all where no status is named."""
    sites = select(
        Site.id.label("site_id"),
        Site.code.label("site_code"),
        Site.name.label("site_name"),
        SiteFreshness.status,
        SiteFreshness.basis,
        SiteFreshness.last_at,
        SiteFreshness.hours_behind,
        SiteFreshness.as_of,
    ).join(SiteFreshness, SiteFreshness.site_id == Site.id)
    return sites.where(SiteFreshness.status.in_(statuses)) if statuses else sites


def _days(session: Session, view: type[BySiteAndFamily], window: Window, scope: Scope) -> Days:
    names = _components(view)
    rows = session.execute(
        select(view.date, *_sums(view, names))
        .where(*_filters(view, window, scope))
        .group_by(view.date)
        .order_by(view.date)
    ).all()
    columns = zip(*rows, strict=True) if rows else iter([(), *((),) * len(names)])
    dates: Iterable[date] = next(columns)
    return Days(tuple(dates), dict(zip(names, (_floats(c) for c in columns), strict=True)))


def _floats(values: Iterable[object]) -> tuple[float | None, ...]:
    return tuple(None if value is None else float(value) for value in values)  # type: ignore[arg-type]


def _components(view: type[BySiteAndFamily]) -> list[str]:
    return [name for name in view.__mapper__.columns.keys() if name not in KEYS]  # type: ignore[attr-defined]  # noqa: SIM118


def _sums(view: type[BySiteAndFamily], names: list[str]) -> list[ColumnElement[object]]:
    return [func.sum(getattr(view, name)) for name in names]


def _filters(
    view: type[BySiteAndFamily], window: Window, scope: Scope
) -> list[ColumnElement[bool]]:
    filters: list[ColumnElement[bool]] = [view.date.between(window.start, window.end)]
    if scope.site_id is not None:
        filters.append(view.site_id == scope.site_id)
    if scope.family is not None:
        filters.append(view.family == scope.family)
    return filters


def _series_filters(scope: Scope) -> list[ColumnElement[bool]]:
    filters: list[ColumnElement[bool]] = []
    if scope.site_id is not None:
        filters.append(ForecastAccuracy.site_id == scope.site_id)
    if scope.family is not None:
        filters.append(func.coalesce(Item.family, "") == scope.family)
    return filters
