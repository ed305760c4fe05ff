"""Reads what forecasting needs from the database, a few items at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

import polars as pl
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.access.models import Organisation
from backend.demand.models import CalendarDay, DailyDemand
from backend.inventory.models import Site
from etl.copying import copy_out
from etl.forecast.gaps import closed_days, site_ends
from etl.forecast.offers import Plan
from etl.forecast.periods import PERIODS, PeriodRules, period_start, position
from etl.forecast.series import Gaps, SeriesSet, build_series

SERIES_PER_PARTITION = 500

DAY = pl.Date
KEY = {"item_id": pl.Int64, "site_id": pl.Int64}
ITEM = {"item_id": pl.Int64, "family": pl.String, "family_code": pl.Int64}


@dataclass(frozen=True)
class Source:
    """The fixed part of a run's input: frequency, origin, sites and which series there are."""

    rules: PeriodRules
    origin: date
    keys: pl.DataFrame
    site_ends: pl.DataFrame
    closed: pl.DataFrame
    holidays: pl.DataFrame
    # Every item's family (item_id, family, family_code), and the pairs that are new.
    items: pl.DataFrame
    new: pl.DataFrame
    plan: Plan

    def partitions(self) -> Iterator[list[int]]:
        """Give item ids in groups that hold about SERIES_PER_PARTITION series each."""
        batch: list[int] = []
        size = 0
        for item, rows in groupby(self.keys["item_id"].to_list()):
            batch.append(item)
            size += len(list(rows))
            if size >= SERIES_PER_PARTITION:
                yield batch
                batch, size = [], 0
        if batch:
            yield batch


def open_source(session: Session) -> Source | None:
    """Find the frequency, the common origin and the series; None where there is no demand."""
    period = session.scalar(select(Organisation.demand_period))
    newest = session.scalar(
        select(func.max(DailyDemand.date)).where(
            DailyDemand.quantity + func.coalesce(DailyDemand.unfilled_quantity, 0) > 0
        )
    )
    if newest is None:
        return None
    period = period or session.scalar(select(DailyDemand.period).limit(1)) or "D"
    rules = PERIODS[period]
    values = {"origin": newest}
    days = copy_out(
        session,
        "forecast_site_days",
        values,
        {"site_id": pl.Int64, "date": DAY, "items": pl.Int64},
    )
    since = period_start(newest, 1 - rules.least_history, rules.code)
    new = copy_out(session, "forecast_new", {**values, "new_since": since}, KEY)
    known = copy_out(session, "forecast_series", values, KEY)
    return Source(
        rules,
        newest,
        pl.concat([known, new]).sort("item_id", "site_id") if len(known) else known,
        site_ends(days, _synchronised(session), pl.lit(newest)),
        closed_days(days, rules),
        _holidays(session),
        copy_out(session, "forecast_items", {}, ITEM),
        new,
        _plan(session, newest),
    )


def read_series(session: Session, source: Source, items: list[int]) -> SeriesSet:
    """Return the dense series of ``items``; only those keys that the run forecasts."""
    values = {"items": items, "origin": source.origin}
    demand = copy_out(
        session,
        "forecast_demand",
        values,
        {
            **KEY,
            "date": DAY,
            "quantity": pl.Float64,
            "on_promotion": pl.Boolean,
            "unit_price": pl.Float64,
        },
    )
    demand = demand.join(source.keys, on=list(KEY), how="semi")
    spells = copy_out(session, "forecast_stock_outs", values, {**KEY, "first": DAY, "last": DAY})
    gaps = Gaps(source.site_ends, source.closed, stock_out_periods(spells, source))
    series = build_series(demand, source.rules, source.origin, gaps)
    return series.with_new(source.new.filter(pl.col("item_id").is_in(items)))


def _plan(session: Session, origin: date) -> Plan:
    """Read the promotions, and whether demand or they themselves say anything of them."""
    prices = {"unit_price": pl.Float64, "discount": pl.Float64}
    rows = copy_out(
        session, "forecast_promotions", {}, {**KEY, "first": DAY, "last": DAY, **prices}
    )
    sold = select(DailyDemand.date).where(
        DailyDemand.on_promotion.is_(True), DailyDemand.date <= origin
    )
    priced = sold.where(DailyDemand.unit_price.is_not(None))
    seen, paid = session.execute(select(sold.exists(), priced.exists())).one()
    told = rows.select(pl.any_horizontal(pl.col(*prices).is_not_null()).any()).item()
    return Plan(rows, bool(seen or len(rows)), bool(paid or told))


def stock_out_periods(spells: pl.DataFrame, source: Source) -> pl.DataFrame:
    """Return the periods (item_id, site_id, date) without stock from their first day to their last.

    ``spells`` are runs of days (first, last); adjoining ones may come as several rows.
    """
    if spells.is_empty():
        return Gaps.none().stock_outs
    rules = source.rules
    days = spells.select(
        *KEY, pl.date_ranges("first", "last", closed="both").alias("date")
    ).explode("date")
    days = days.drop_nulls().unique().filter(pl.col("date") <= source.origin)
    if rules.code == "D":
        return days.sort(*KEY, "date")
    starts = {day: _start_of(day, source) for day in days["date"].unique().to_list()}
    table = pl.DataFrame(
        {
            "date": list(starts),
            "start": list(starts.values()),
            "length": [_length_of(start, rules) for start in starts.values()],
        }
    )
    whole = (
        days.join(table, on="date")
        .group_by(*KEY, "start", "length")
        .agg(pl.len().alias("days"))
        .filter(pl.col("days") >= pl.col("length"))
    )
    return whole.select(*KEY, pl.col("start").alias("date")).sort(*KEY, "date")


def _start_of(day: date, source: Source) -> date:
    """Return the start of the period that ``day`` lies in, counted back from the origin."""
    code = source.rules.code
    return period_start(source.origin, position(day, source.origin, code), code)


def _length_of(start: date, rules: PeriodRules) -> int:
    return (period_start(start, 1, rules.code) - start).days


def _synchronised(session: Session) -> pl.DataFrame:
    """Return when each site last sent anything (site_id, synced_on), where that is known."""
    rows = session.execute(
        select(Site.id, Site.last_synced_at).where(Site.last_synced_at.is_not(None))
    )
    return pl.DataFrame(
        [(site, at.date()) for site, at in rows if at is not None],
        schema={"site_id": pl.Int64, "synced_on": DAY},
        orient="row",
    )


def _holidays(session: Session) -> pl.DataFrame:
    days = session.scalars(
        select(CalendarDay.full_date).where(CalendarDay.is_holiday).order_by(CalendarDay.full_date)
    )
    return pl.DataFrame({"date": list(days)}, schema={"date": DAY})
