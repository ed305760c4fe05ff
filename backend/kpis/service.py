"""Answers one request for KPIs: which days, which facts, which figures. No Flask."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import text
from sqlalchemy.orm import Session

from backend.core import clock
from backend.core.errors import BadRequest, NotFound
from backend.kpis import queries
from backend.kpis.definitions import KPIS, Kpi
from backend.kpis.figures import Doubt, Facts, Figure
from backend.kpis.models import DataWindow
from backend.kpis.queries import Scope
from backend.kpis.windows import (
    DEFAULT_DAYS,
    Periods,
    Window,
    default_window,
    previous,
    steps,
    trailing_year,
)

MOST_DAYS = 3660
A_MONDAY = date(1970, 1, 5)


class RangeUpsideDown(BadRequest):
    def __init__(self) -> None:
        super().__init__("start_date lies after end_date.")


class RangeTooLong(BadRequest):
    def __init__(self) -> None:
        super().__init__(f"Ask for at most {MOST_DAYS} days at once.")


class SiteNotFound(NotFound):
    def __init__(self, site_id: int) -> None:
        super().__init__(f"There is no site {site_id}.")


@dataclass(frozen=True, slots=True)
class Point:
    date: date
    value: float | None


@dataclass(frozen=True, slots=True)
class Answer:
    """One KPI over one window, beside the window before it."""

    kpi: Kpi
    figure: Figure
    previous: float | None
    series: Sequence[Point]


@dataclass(frozen=True, slots=True)
class Report:
    window: Window
    previous: Window
    period: str
    currency: str | None
    as_of: date | None
    refreshed_at: datetime
    answers: Sequence[Answer]


def report(session: Session, start: date | None, end: date | None, scope: Scope) -> Report:
    """Compute every KPI from ``start`` to ``end``; by default the last thirty days of data."""
    if scope.site_id is not None and not queries.has_site(session, scope.site_id):
        raise SiteNotFound(scope.site_id)
    known = queries.data_window(session)
    periods = Periods(known.period, known.demand_last_start or A_MONDAY)
    window = _chosen(start, end, periods, known)
    before = previous(window, periods)
    organisation = queries.organisation(session)
    facts = _facts(session, Window(trailing_year(before.end).start, window.end), known, scope)
    return Report(
        window=window,
        previous=before,
        period=known.period,
        currency=organisation.currency,
        as_of=known.as_of,
        refreshed_at=known.refreshed_at,
        answers=[_answer(kpi, facts, window, before, periods) for kpi in KPIS],
    )


def refresh(session: Session) -> int:
    """Refresh every view and write down what the plan says; return how many rows that changed."""
    # Whole facts are hashed; compiling the statements would cost more than it saves.
    session.execute(text("SET LOCAL work_mem = '128MB'"))
    session.execute(text("SET LOCAL jit = off"))
    session.execute(text("SELECT analytics.refresh_views()"))
    changed: int = session.execute(text("SELECT analytics.record_plan_kpis()")).scalar_one()
    return changed


def _chosen(start: date | None, end: date | None, periods: Periods, known: DataWindow) -> Window:
    usual = default_window(periods, known.as_of or clock.today())
    if end is None:
        end = usual.end if start is None else max(usual.end, start)
    if start is None:
        start = min(usual.start, end) if end == usual.end else _days_before(end)
    if start > end:
        raise RangeUpsideDown
    if (end - start).days >= MOST_DAYS:
        raise RangeTooLong
    return periods.align(Window(start, end))


def _days_before(end: date) -> date:
    return end - timedelta(days=DEFAULT_DAYS - 1)


def _facts(session: Session, span: Window, known: DataWindow, scope: Scope) -> Facts:
    """Read all that any KPI needs for any window within ``span``, once."""
    return Facts(
        as_of=known.as_of,
        demand_from=known.demand_from,
        demand_to=known.demand_to,
        has_orders=queries.has_orders(session),
        demand_source=queries.organisation(session).demand_source,
        has_mixed_units=queries.has_mixed_units(session, scope),
        demand=queries.demand_days(session, span, scope),
        stock=queries.stock_days(session, span, scope),
        orders=queries.order_days(session, span, scope),
        errors=queries.error_days(session, span, scope),
        plan=queries.plan_days(session, span, scope),
        back_test=queries.back_test(session, scope),
        freshness=queries.freshness(session, scope),
    )


def _answer(kpi: Kpi, facts: Facts, window: Window, before: Window, periods: Periods) -> Answer:
    figure = kpi.compute(facts, window)
    if figure.value is None and kpi.is_state:
        figure = _older(kpi, facts, window, figure)
    if figure.value is None and kpi.fallback is not None:
        found = kpi.fallback(facts)
        figure = figure if found.value is None else found
    series = [Point(step.start, kpi.compute(facts, step).value) for step in steps(window, periods)]
    return Answer(kpi, figure, kpi.compute(facts, before).value, series)


def _older(kpi: Kpi, facts: Facts, window: Window, figure: Figure) -> Figure:
    """Look for a state before the window began: stock does not vanish when nobody counts it."""
    found = kpi.compute(facts, Window(trailing_year(window.end).start, window.end))
    return figure if found.value is None else found.doubted(Doubt.OLDER_THAN_RANGE)
