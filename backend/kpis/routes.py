"""GET /analytics/kpis, /analytics/kpis/definitions, /analytics/freshness."""

from flask import Response, current_app

import backend.kpis.gauges  # noqa: F401  # registers the gauges of /metrics
from backend.access.guard import requires
from backend.access.permissions import Permission
from backend.core.caching import remember
from backend.core.http import blueprint
from backend.core.listing import csv_response, listing, wants_csv
from backend.core.paging import Ordering
from backend.core.replica import reading_session
from backend.core.schemas import ListQuery, Page
from backend.kpis import queries, service, tables
from backend.kpis.queries import Scope
from backend.kpis.schemas import (
    KpiDefinitionOut,
    KpiMeta,
    KpiOut,
    KpiPoint,
    KpiQuery,
    KpiReportOut,
    SiteFreshnessOut,
    SiteFreshnessQuery,
)

analytics = blueprint("kpis", "/analytics")
blueprints = (analytics,)


@analytics.get("/kpis", problems=(404,))
@requires(Permission.KPI_READ)
def get_kpis(query: KpiQuery) -> KpiReportOut | Response:
    """Show every KPI for some days, a site and a family of items."""
    session = reading_session()
    report = remember(
        "kpis",
        (query.start_date, query.end_date, query.site_id, query.family),
        lambda: _report(query),
        seconds=current_app.config["SETTINGS"].cache_seconds,
        stamp=queries.data_window(session).refreshed_at,
    )
    if wants_csv(ListQuery(format=query.format)):
        return csv_response(tables.figures(report))
    return report


@analytics.get("/kpis/definitions")
@requires(Permission.KPI_READ)
def list_kpi_definitions(query: ListQuery) -> Page[KpiDefinitionOut] | Response:
    """List what each KPI means, from which view it comes and how fresh that is."""
    in_order = Ordering(default="position", unique=("slug",))
    return listing(query, tables.definitions(), KpiDefinitionOut, ordering=in_order)


@analytics.get("/freshness")
@requires(Permission.KPI_READ)
def list_site_freshness(query: SiteFreshnessQuery) -> Page[SiteFreshnessOut] | Response:
    """List the active sites, those that lag most first."""
    behind_first = Ordering(default="-hours_behind,site_code", unique=("site_id",))
    rows = queries.site_freshness(query.status)
    return listing(query, rows, SiteFreshnessOut, ordering=behind_first)


def _report(query: KpiQuery) -> KpiReportOut:
    scope = Scope(query.site_id, query.family)
    report = service.report(reading_session(), query.start_date, query.end_date, scope)
    return KpiReportOut(
        data=[_kpi(answer, report) for answer in report.answers],
        meta=KpiMeta(
            total=len(report.answers),
            limit=len(report.answers),
            offset=0,
            as_of=report.as_of,
            refreshed_at=report.refreshed_at,
            start_date=report.window.start,
            end_date=report.window.end,
            previous_start_date=report.previous.start,
            previous_end_date=report.previous.end,
            period=report.period,
            currency=report.currency,
        ),
    )


def _kpi(answer: service.Answer, report: service.Report) -> KpiOut:
    return KpiOut(
        slug=answer.kpi.slug,
        value=answer.figure.value,
        unit=answer.kpi.unit,
        previous=answer.previous,
        reason=answer.figure.reason,
        confidence=answer.figure.confidence,
        confidence_reasons=list(answer.figure.doubts),
        as_of=answer.figure.as_of,
        refreshed_at=report.refreshed_at,
        series=[KpiPoint(date=point.date, value=point.value) for point in answer.series],
    )
