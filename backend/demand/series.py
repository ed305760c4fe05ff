"""Demand and forecasts over time, in buckets."""

from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Date,
    Interval,
    ScalarSelect,
    Select,
    Subquery,
    case,
    cast,
    func,
    literal,
    null,
    select,
)

from backend.core.sql import Rows
from backend.demand.levels import QUANTILE_LEVELS
from backend.demand.models import DailyDemand, DemandRepair, Forecast, ForecastRun
from backend.demand.schemas import Bucket, DemandQuery, ForecastQuery

DAYS_OF = {"day": 1, "week": 7, "month": 28}
NATIVE: dict[str, Bucket] = {"D": "day", "W": "week", "M": "month"}


def is_native(bucket: Bucket, period: str) -> bool:
    """Whether a bucket is no coarser than the period, so that each row stays as it is."""
    return DAYS_OF[bucket] <= DAYS_OF[NATIVE[period]]


def bucket_of(bucket: Bucket, period: str, day: Any) -> ColumnElement[Any]:
    if is_native(bucket, period):
        return cast(day, Date)
    return cast(func.date_trunc(bucket, day), Date)


def demand_series(query: DemandQuery, period: str) -> Rows:
    """Return one row per bucket from the item's first demand to the last day anybody had any.

    A bucket without records is zero: what was not written down was not asked for.
    """
    facts = _facts(query, period)
    repairs = _repairs(query, period)
    buckets = _buckets(query, period, facts)
    rows = func.coalesce(facts.c.rows, 0)
    return (
        select(
            buckets.c.date,
            func.coalesce(facts.c.quantity, 0.0).label("quantity"),
            facts.c.unfilled_quantity,
            (func.coalesce(facts.c.asked, 0.0) + func.coalesce(repairs.c.quantity, 0.0)).label(
                "repaired_quantity"
            ),
            func.coalesce(repairs.c.periods, 0).label("repaired_periods"),
            func.coalesce(facts.c.returned_quantity, 0.0).label("returned_quantity"),
            case((rows == 0, 0.0), else_=facts.c.value).label("value"),
            func.coalesce(facts.c.promotion_rows, 0).label("promotion_rows"),
            rows.label("rows"),
        )
        .select_from(buckets)
        .outerjoin(facts, facts.c.date == buckets.c.date)
        .outerjoin(repairs, repairs.c.date == buckets.c.date)
    )


def _facts(query: DemandQuery, period: str) -> CTE:
    demand = DailyDemand
    rows = (
        select(
            bucket_of(query.bucket, period, demand.date).label("date"),
            func.sum(demand.quantity).label("quantity"),
            _if_all_known(demand.unfilled_quantity, demand.unfilled_quantity).label(
                "unfilled_quantity"
            ),
            func.sum(demand.quantity + func.coalesce(demand.unfilled_quantity, 0.0)).label("asked"),
            func.sum(demand.returned_quantity).label("returned_quantity"),
            _if_all_known(demand.unit_price, demand.quantity * demand.unit_price).label("value"),
            func.count().filter(demand.on_promotion.is_(True)).label("promotion_rows"),
            func.count().label("rows"),
        )
        .where(demand.item_id == query.item_id)
        .group_by(bucket_of(query.bucket, period, demand.date))
    )
    return _narrowed(rows, query, demand).cte("facts")


def _repairs(query: DemandQuery, period: str) -> Subquery:
    """What the latest run put in the place of unknown demand."""
    repair = DemandRepair
    bucket = bucket_of(query.bucket, period, repair.date)
    rows = (
        select(
            bucket.label("date"),
            func.sum(repair.quantity).label("quantity"),
            func.count().label("periods"),
        )
        .where(repair.item_id == query.item_id)
        .group_by(bucket)
    )
    return _narrowed(rows, query, repair).subquery("repairs")


def _narrowed(
    rows: Select[Any], query: DemandQuery, table: type[DailyDemand] | type[DemandRepair]
) -> Select[Any]:
    if query.site_id is not None:
        rows = rows.where(table.site_id == query.site_id)
    if query.start_date is not None:
        rows = rows.where(table.date >= query.start_date)
    if query.end_date is not None:
        rows = rows.where(table.date <= query.end_date)
    return rows


def _if_all_known(known: Any, value: Any) -> ColumnElement[Any]:
    return case((func.count(known) == func.count(), func.sum(value)))


def _buckets(query: DemandQuery, period: str, facts: CTE) -> Subquery:
    """Every bucket from the first demand to the last, cut to the dates that were asked for."""
    first: Any = bucket_of(query.bucket, period, _first_day(query, facts))
    last: Any = select(func.max(DailyDemand.date)).scalar_subquery()
    unit = NATIVE[period] if is_native(query.bucket, period) else query.bucket
    step = cast(f"1 {unit}", Interval)
    every = select(
        cast(func.generate_series(first, last, step).column_valued("bucket"), Date).label("date")
    ).subquery("every")
    rows = select(every.c.date)
    if query.start_date is not None:
        rows = rows.where(
            every.c.date >= bucket_of(query.bucket, period, literal(query.start_date, Date))
        )
    if query.end_date is not None:
        rows = rows.where(every.c.date <= query.end_date)
    return rows.subquery("buckets")


def _first_day(query: DemandQuery, facts: CTE) -> ScalarSelect[Any]:
    """Return the first day of demand, which the facts do not tell where they are cut."""
    if query.start_date is None:
        return select(func.min(facts.c.date)).scalar_subquery()
    own = select(func.min(DailyDemand.date)).where(DailyDemand.item_id == query.item_id)
    if query.site_id is not None:
        own = own.where(DailyDemand.site_id == query.site_id)
    return own.scalar_subquery()


def forecast_series(query: ForecastQuery, run: ForecastRun, *, sites: int) -> Rows:
    """Return the forecast of one run, one row per bucket, means added up.

    Quantiles do not add up, so they are there only for single periods of a single site.
    """
    rows = _forecasts(query, run)
    if quantiles_reason(query, run.period, sites) is None:
        return rows.add_columns(
            Forecast.mean, _by_level().label("quantiles"), Forecast.model, Forecast.run_id
        )
    bucket = bucket_of(query.bucket, run.period, Forecast.date)
    model = case(
        (func.min(Forecast.model) == func.max(Forecast.model), func.min(Forecast.model)),
        else_="several",
    )
    return (
        rows.with_only_columns(bucket.label("date"))
        .add_columns(
            func.sum(Forecast.mean).label("mean"),
            null().label("quantiles"),
            model.label("model"),
            func.min(Forecast.run_id).label("run_id"),
        )
        .group_by(bucket)
    )


def no_forecast() -> Rows:
    """Return the columns of a forecast and no rows, for a database without any run."""
    return select(
        Forecast.date,
        Forecast.mean,
        null().label("quantiles"),
        Forecast.model,
        Forecast.run_id,
    ).where(literal(value=False))


def quantiles_reason(query: ForecastQuery, period: str, sites: int) -> str | None:
    """Say why there are no quantiles, if so."""
    if query.site_id is None and sites > 1:
        return "SUM_OF_SITES"
    return None if is_native(query.bucket, period) else "SUM_OF_PERIODS"


def _forecasts(query: ForecastQuery, run: ForecastRun) -> Rows:
    rows: Rows = select(Forecast.date).where(
        Forecast.run_id == run.id, Forecast.item_id == query.item_id
    )
    if query.site_id is not None:
        rows = rows.where(Forecast.site_id == query.site_id)
    if query.horizon is not None:
        rows = rows.where(Forecast.horizon <= query.horizon)
    if query.start_date is not None:
        rows = rows.where(Forecast.date >= query.start_date)
    if query.end_date is not None:
        rows = rows.where(Forecast.date <= query.end_date)
    return rows


def _by_level() -> ColumnElement[Any]:
    pairs: list[Any] = []
    for place, level in enumerate(QUANTILE_LEVELS, start=1):
        pairs += [f"{level:g}", Forecast.quantiles[place]]
    return func.jsonb_build_object(*pairs)
