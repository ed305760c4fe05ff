"""How old the data is, for whoever watches the metrics."""

from collections.abc import Iterable
from datetime import UTC, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.core import clock
from backend.core.metrics import Gauge, Sample, register_gauge
from backend.inventory.models import Site
from backend.kpis import queries
from backend.kpis.models import SiteFreshness


def _data_age(session: Session) -> Iterable[Sample]:
    """By the wall clock, unlike the KPIs: somebody must notice that nothing comes in any more."""
    as_of = queries.data_window(session).as_of
    if as_of is not None:
        ended = datetime.combine(as_of, time.max, UTC)
        yield Sample({}, max((clock.now() - ended).total_seconds(), 0.0))


def _refresh_age(session: Session) -> Iterable[Sample]:
    refreshed_at = queries.data_window(session).refreshed_at
    yield Sample({}, max((clock.now() - refreshed_at).total_seconds(), 0.0))


def _site_lag(session: Session) -> Iterable[Sample]:
    lags = select(Site.code, SiteFreshness.hours_behind).join(
        SiteFreshness, SiteFreshness.site_id == Site.id
    )
    for code, hours in session.execute(lags):
        if hours is not None:
            yield Sample({"site": code}, hours * 3600)


register_gauge(
    Gauge("data_age_seconds", "Time since the last day that there is data for.", (), _data_age)
)
register_gauge(
    Gauge("kpi_refresh_age_seconds", "Time since the KPI views were refreshed.", (), _refresh_age)
)
register_gauge(
    Gauge("site_lag_seconds", "How far a site lags behind the freshest one.", ("site",), _site_lag)
)
