"""Demand, forecasts and features as rows."""

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from backend.access.models import Organisation
from backend.catalogue.errors import ItemNotFound
from backend.catalogue.models import Item
from backend.core.sql import Rows
from backend.demand.errors import ForecastRunNotFound
from backend.demand.models import (
    DailyDemand,
    FeatureRow,
    Forecast,
    ForecastAccuracy,
    ForecastRun,
    Promotion,
)
from backend.demand.schemas import (
    AccuracyOut,
    FeatureQuery,
    ForecastQuery,
    ForecastRunOut,
    ForecastRunQuery,
    PromotionQuery,
    RunQuery,
    SeriesQuery,
)
from backend.inventory.errors import SiteNotFound
from backend.inventory.models import Site


def check_subject(session: Session, query: SeriesQuery) -> None:
    """Raise unless the item and the site exist."""
    if session.get(Item, query.item_id) is None:
        raise ItemNotFound(query.item_id)
    if query.site_id is not None and session.get(Site, query.site_id) is None:
        raise SiteNotFound(query.site_id)


def demand_period(session: Session) -> str:
    """Return the frequency of the organisation's demand; days where there is none yet."""
    found = session.scalar(select(Organisation.demand_period))
    found = found or session.scalar(select(DailyDemand.period).limit(1))
    return found or "D"


def run_of(session: Session, query: ForecastQuery | RunQuery) -> ForecastRun | None:
    """Return the run that was asked for, or the latest one if there is any."""
    if query.run_id is None:
        return session.scalar(select(ForecastRun).where(ForecastRun.is_latest))
    run = session.get(ForecastRun, query.run_id)
    if run is None:
        raise ForecastRunNotFound(query.run_id)
    return run


def runs(query: ForecastRunQuery) -> Rows:
    rows = select(*(getattr(ForecastRun, name) for name in ForecastRunOut.model_fields))
    return rows if query.latest is None else rows.where(ForecastRun.is_latest.is_(query.latest))


def accuracy(session: Session, run: ForecastRun, query: ForecastQuery) -> AccuracyOut | None:
    if query.site_id is None:
        return None
    found = session.get(ForecastAccuracy, (run.id, query.item_id, query.site_id))
    return AccuracyOut.model_validate(found) if found else None


def forecast_sites(session: Session, run: ForecastRun, query: ForecastQuery) -> int:
    """Count the sites at which the item was forecast."""
    sites = select(func.count(func.distinct(Forecast.site_id))).where(
        Forecast.run_id == run.id, Forecast.item_id == query.item_id
    )
    return session.scalar(sites) or 0


def features(query: FeatureQuery) -> Rows:
    rows = select(
        FeatureRow.date,
        FeatureRow.site_id,
        FeatureRow.features,
        FeatureRow.schema_version,
        FeatureRow.run_id,
    ).where(FeatureRow.item_id == query.item_id)
    if query.site_id is not None:
        rows = rows.where(FeatureRow.site_id == query.site_id)
    if query.start_date is not None:
        rows = rows.where(FeatureRow.date >= query.start_date)
    if query.end_date is not None:
        rows = rows.where(FeatureRow.date <= query.end_date)
    return rows


def promotions(query: PromotionQuery) -> Rows:
    """Return an item's promotions; at a site also those of every site. None that is cancelled."""
    rows = (
        select(
            Promotion.id,
            Promotion.site_id,
            Site.code.label("site_code"),
            Promotion.starts_on,
            Promotion.ends_on,
            Promotion.unit_price,
            Promotion.discount,
        )
        .outerjoin(Site, Site.id == Promotion.site_id)
        .where(Promotion.item_id == query.item_id, Promotion.is_cancelled.is_(False))
    )
    if query.site_id is not None:
        rows = rows.where(or_(Promotion.site_id == query.site_id, Promotion.site_id.is_(None)))
    if query.start_date is not None:
        rows = rows.where(Promotion.ends_on >= query.start_date)
    if query.end_date is not None:
        rows = rows.where(Promotion.starts_on <= query.end_date)
    return rows
