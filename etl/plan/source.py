"""Reads everything that a plan run needs from the database, as frames."""

from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.access.models import Organisation
from backend.catalogue.models import Item
from backend.demand.models import DailyDemand, ForecastRun
from backend.inventory.models import DailyInventory, Site
from backend.planning.models import ItemSitePolicy, ServiceLevelTarget
from backend.planning.overrides.models import PlanOverride
from backend.planning.overrides.rules import Kind
from backend.procurement.models import Order
from etl.copying import copy_out
from etl.forecast.periods import PERIODS, PeriodRules, period_start

KEY = {"item_id": pl.Int64, "site_id": pl.Int64}


@dataclass(frozen=True)
class PlanSource:
    """The input of one plan run; all of it as of the same day."""

    as_of: date
    rules: PeriodRules
    run: ForecastRun | None
    items: dict[int, Item]
    sites: dict[int, Site]
    forecasts: pl.DataFrame
    stock: pl.DataFrame
    orders: pl.DataFrame
    terms: pl.DataFrame
    item_demand: pl.DataFrame
    service_levels: dict[str, float]
    corrections: dict[str, float]
    policies: dict[tuple[int, int], ItemSitePolicy]
    overrides: dict[tuple[int, int], list[PlanOverride]]


def open_source(session: Session) -> PlanSource | None:
    """Read the input; None where there is neither demand, stock nor orders."""
    run = session.scalar(select(ForecastRun).where(ForecastRun.is_latest))
    as_of = _as_of(session, run)
    if as_of is None:
        return None
    period = run.period if run else session.scalar(select(Organisation.demand_period)) or "D"
    targets = session.scalars(select(ServiceLevelTarget)).all()
    policies = session.scalars(select(ItemSitePolicy))
    source = PlanSource(
        as_of=as_of,
        rules=PERIODS[period],
        run=run,
        items={item.id: item for item in session.scalars(select(Item).order_by(Item.id))},
        sites={site.id: site for site in session.scalars(select(Site).order_by(Site.id))},
        forecasts=_forecasts(session),
        stock=_stock(session),
        orders=_orders(session),
        terms=_terms(session),
        item_demand=_item_demand(session, as_of),
        service_levels={target.abc_class: target.service_level for target in targets},
        corrections={target.abc_class: target.correction for target in targets},
        policies={(policy.item_id, policy.site_id): policy for policy in policies},
        overrides=_overrides(session),
    )
    session.expunge_all()
    return source


def _as_of(session: Session, run: ForecastRun | None) -> date | None:
    """Return the last day that is known: of the forecast's origin, else of stock and orders."""
    if run is not None:
        code = PERIODS[run.period].code
        return period_start(run.origin, 1, code) - timedelta(days=1)
    known = [
        session.scalar(select(func.max(column)))
        for column in (
            DailyDemand.date,
            DailyInventory.date,
            Order.received_on,
            Order.ordered_on,
        )
    ]
    return max((day for day in known if day is not None), default=None)


def _overrides(session: Session) -> dict[tuple[int, int], list[PlanOverride]]:
    """Return the changes of forecasts that stand, in the order in which they were made."""
    rows = session.scalars(
        select(PlanOverride)
        .where(PlanOverride.kind == Kind.FORECAST, PlanOverride.withdrawn_at.is_(None))
        .order_by(PlanOverride.id)
    )
    found: dict[tuple[int, int], list[PlanOverride]] = {}
    for row in rows:
        found.setdefault((row.item_id, row.site_id), []).append(row)
    return found


def _forecasts(session: Session) -> pl.DataFrame:
    schema = {**KEY, "means": pl.String, "spread": pl.String, "reason": pl.String}
    return copy_out(session, "plan_forecasts", {}, schema)


def _stock(session: Session) -> pl.DataFrame:
    schema = {**KEY, "date": pl.Date, "on_hand": pl.Float64, "reserved": pl.Float64}
    return copy_out(session, "plan_stock", {}, schema)


def _orders(session: Session) -> pl.DataFrame:
    schema = {
        "id": pl.Int64,
        "order_number": pl.String,
        "supplier_id": pl.Int64,
        **KEY,
        "quantity": pl.Float64,
        "received_quantity": pl.Float64,
        "ordered_on": pl.Date,
        "expected_on": pl.Date,
        "received_on": pl.Date,
        "status": pl.String,
    }
    return copy_out(session, "plan_orders", {}, schema)


def _terms(session: Session) -> pl.DataFrame:
    schema = {
        "supplier_id": pl.Int64,
        "item_id": pl.Int64,
        "stated_days": pl.Float64,
        "min_order_quantity": pl.Float64,
        "pack_size": pl.Float64,
        "is_preferred": pl.Boolean,
    }
    return copy_out(session, "plan_terms", {}, schema)


def _item_demand(session: Session, as_of: date) -> pl.DataFrame:
    schema = {
        "item_id": pl.Int64,
        "date": pl.Date,
        "quantity": pl.Float64,
        "value": pl.Float64,
    }
    return copy_out(session, "plan_item_demand", {"as_of": as_of}, schema)
