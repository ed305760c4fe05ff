"""Overrides with what really happened beside them, and summed up."""

import datetime as dt
from typing import Any

from sqlalchemy import ColumnElement, Interval, case, cast, func, literal, select
from sqlalchemy.orm import Session

from backend.catalogue.models import Item
from backend.core.sql import Rows
from backend.demand.models import DailyDemand, Forecast, ForecastRun
from backend.inventory.models import Site
from backend.planning.overrides.errors import OverrideNotFound
from backend.planning.overrides.models import PlanOverride
from backend.planning.overrides.schemas import (
    OverrideOut,
    OverrideQuery,
    OverrideValueOut,
    ValueQuery,
)


def overrides(query: OverrideQuery) -> Rows:
    rows = _compared()
    known = rows.selected_columns["is_known"]
    for name in ("kind", "item_id", "site_id", "reason_code"):
        wanted = getattr(query, name)
        if wanted is not None:
            rows = rows.where(getattr(PlanOverride, name) == wanted)
    if query.is_known is not None:
        compared = rows.subquery()
        known = compared.c.is_known
        return select(*compared.c).where(known.is_(query.is_known))
    return rows


def override(session: Session, override_id: int) -> OverrideOut:
    row = session.execute(_compared().where(PlanOverride.id == override_id)).mappings().first()
    if row is None:
        raise OverrideNotFound(override_id)
    return OverrideOut.model_validate(dict(row))


def value_added(query: ValueQuery) -> Rows:
    """Sum up by reason, team or person; what was withdrawn does not count."""
    rows = _compared().where(PlanOverride.withdrawn_at.is_(None))
    if query.kind is not None:
        rows = rows.where(PlanOverride.kind == query.kind)
    one = rows.subquery()
    name = one.c[query.by]
    truth = func.nullif(func.sum(one.c.truth), 0)
    error = one.c.quantity - one.c.truth
    figures = {
        "name": name,
        "overrides": func.count(),
        "known": func.count(one.c.truth),
        "beat_engine": func.count().filter(one.c.value_added > 0),
        "truth": func.sum(one.c.truth),
        "engine_error": func.sum(one.c.engine_error),
        "planner_error": func.sum(one.c.planner_error),
        "value_added": func.sum(one.c.value_added),
        "engine_bias": func.sum(
            case((one.c.truth.is_not(None), one.c.engine_quantity - one.c.truth))
        )
        / truth,
        "planner_bias": func.sum(error) / truth,
        "tracking_signal": func.sum(error) / func.nullif(func.avg(func.abs(error)), 0),
    }
    shown = (figures[field].label(field) for field in OverrideValueOut.model_fields)
    grouped = select(*shown).group_by(name).subquery()
    return select(*grouped.c)


def engine_forecast(
    session: Session, item_id: int, site_id: int, first: dt.date, last: dt.date
) -> float | None:
    """Return what the latest run expects of the periods that start in these days."""
    return session.scalar(
        select(func.sum(Forecast.mean))
        .join(ForecastRun, ForecastRun.id == Forecast.run_id)
        .where(
            ForecastRun.is_latest,
            Forecast.item_id == item_id,
            Forecast.site_id == site_id,
            Forecast.date.between(first, last),
        )
    )


def _compared() -> Rows:
    """Return every override with the demand that came, once all of its days are known."""
    happened = (
        select(func.coalesce(func.sum(_demand()), 0))
        .where(
            DailyDemand.item_id == PlanOverride.item_id,
            DailyDemand.site_id == PlanOverride.site_id,
            DailyDemand.date.between(PlanOverride.first_day, PlanOverride.last_day),
        )
        .scalar_subquery()
    )
    is_known = func.coalesce(PlanOverride.last_day <= _known_until(), literal(value=False))
    uncovered = func.greatest(happened - func.coalesce(PlanOverride.position, 0), 0)
    truth = case((is_known, case((PlanOverride.kind == "ORDER", uncovered), else_=happened)))
    engine_error = func.abs(PlanOverride.engine_quantity - truth)
    planner_error = func.abs(PlanOverride.quantity - truth)
    computed: dict[str, Any] = {
        "sku": Item.sku,
        "item_name": Item.name,
        "site_code": Site.code,
        "is_known": is_known,
        "truth": truth,
        "engine_error": engine_error,
        "planner_error": planner_error,
        "value_added": engine_error - planner_error,
    }
    columns = (
        computed[name].label(name) if name in computed else getattr(PlanOverride, name)
        for name in OverrideOut.model_fields
    )
    return (
        select(*columns)
        .select_from(PlanOverride)
        .join(Item, Item.id == PlanOverride.item_id)
        .join(Site, Site.id == PlanOverride.site_id)
    )


def _demand() -> ColumnElement[float]:
    return DailyDemand.quantity + func.coalesce(DailyDemand.unfilled_quantity, 0)


def _known_until() -> ColumnElement[dt.date]:
    """Return the last day of the last period with demand anywhere."""
    length = case(
        (DailyDemand.period == "W", cast("7 days", Interval)),
        (DailyDemand.period == "M", cast("1 month", Interval)),
        else_=cast("1 day", Interval),
    )
    end = DailyDemand.date + length - cast("1 day", Interval)
    return select(func.max(end)).scalar_subquery()
