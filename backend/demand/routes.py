"""GET /demand/timeseries, /demand/promotions, /forecasts, /forecasts/runs, /features."""

from flask import Response

from backend.access.guard import requires
from backend.access.permissions import Permission
from backend.core.http import blueprint
from backend.core.listing import listing
from backend.core.paging import Ordering
from backend.core.replica import reading_session
from backend.core.schemas import Page
from backend.demand import queries
from backend.demand.accuracy import accuracy_groups, series_accuracy
from backend.demand.schemas import (
    AccuracyGroupOut,
    AccuracyQuery,
    DemandPointOut,
    DemandQuery,
    FeatureOut,
    FeatureQuery,
    ForecastOut,
    ForecastQuery,
    ForecastRunOut,
    ForecastRunQuery,
    ForecastSeriesPage,
    PromotionOut,
    PromotionQuery,
    SeriesAccuracyOut,
    SeriesAccuracyQuery,
)
from backend.demand.series import demand_series, forecast_series, no_forecast, quantiles_reason

demand = blueprint("demand", "/demand")
forecasts = blueprint("forecasts", "/forecasts")
features = blueprint("features", "/features")
blueprints = (demand, forecasts, features)

BY_DATE = Ordering(default="date", unique=("date",), counts_along=True)
BY_START = Ordering(default="starts_on,id")
BY_DATE_AND_SITE = Ordering(default="date,site_id", unique=("date", "site_id"))


@demand.get("/timeseries", problems=(404,))
@requires(Permission.DEMAND_READ)
def list_demand_timeseries(query: DemandQuery) -> Page[DemandPointOut] | Response:
    """Show demand for an item over time, at one site or at all of them together."""
    session = reading_session()
    queries.check_subject(session, query)
    rows = demand_series(query, queries.demand_period(session))
    return listing(query, rows, DemandPointOut, ordering=BY_DATE)


@demand.get("/promotions", problems=(404,))
@requires(Permission.DEMAND_READ)
def list_promotions(query: PromotionQuery) -> Page[PromotionOut] | Response:
    """List an item's promotions, past and planned, the earliest first."""
    queries.check_subject(reading_session(), query)
    return listing(query, queries.promotions(query), PromotionOut, ordering=BY_START)


@forecasts.get("", problems=(404,))
@requires(Permission.FORECAST_READ)
def list_forecasts(query: ForecastQuery) -> ForecastSeriesPage | Response:
    """Show the forecast of an item with its quantiles, its run and its accuracy."""
    session = reading_session()
    queries.check_subject(session, query)
    run = queries.run_of(session, query)
    sites = queries.forecast_sites(session, run, query) if run else 0
    rows = forecast_series(query, run, sites=sites) if run else no_forecast()
    page = listing(query, rows, ForecastOut, ordering=BY_DATE)
    if isinstance(page, Response):
        return page
    return ForecastSeriesPage(
        data=page.data,
        meta=page.meta,
        run=ForecastRunOut.model_validate(run) if run else None,
        accuracy=queries.accuracy(session, run, query) if run else None,
        quantiles_reason=quantiles_reason(query, run.period, sites) if run else None,
    )


@forecasts.get("/runs")
@requires(Permission.FORECAST_READ)
def list_forecast_runs(query: ForecastRunQuery) -> Page[ForecastRunOut] | Response:
    """List the kept forecast runs with their models and accuracy, the newest first."""
    newest_first = Ordering(default="-created_at")
    return listing(query, queries.runs(query), ForecastRunOut, ordering=newest_first)


@forecasts.get("/accuracy", problems=(404,))
@requires(Permission.FORECAST_READ)
def list_forecast_accuracy(query: AccuracyQuery) -> Page[AccuracyGroupOut] | Response:
    """Show a run's errors and coverage by family, site, steps ahead or origin."""
    run = queries.run_of(reading_session(), query)
    in_order = Ordering(default="position,group", unique=("group",))
    return listing(query, accuracy_groups(query, run), AccuracyGroupOut, ordering=in_order)


@forecasts.get("/accuracy/series", problems=(404,))
@requires(Permission.FORECAST_READ)
def list_series_accuracy(query: SeriesAccuracyQuery) -> Page[SeriesAccuracyOut] | Response:
    """List the series of a run by how well they were forecast, the worst first."""
    run = queries.run_of(reading_session(), query)
    worst_first = Ordering(default="-rmsse,item_id,site_id", unique=("item_id", "site_id"))
    return listing(query, series_accuracy(query, run), SeriesAccuracyOut, ordering=worst_first)


@features.get("", problems=(404,))
@requires(Permission.FORECAST_READ)
def list_features(query: FeatureQuery) -> Page[FeatureOut] | Response:
    """Show the features of an item's series, one row per site and period."""
    queries.check_subject(reading_session(), query)
    return listing(query, queries.features(query), FeatureOut, ordering=BY_DATE_AND_SITE)
