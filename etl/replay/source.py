"""Puts together from the database what a replay plays with."""

import math
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
from sqlalchemy.orm import Session

from backend.planning.newsvendor import Floats, LeadTimes
from backend.planning.ordering import Terms, corrected
from backend.settings import Settings
from etl.forecast.compute import panel_of
from etl.forecast.periods import PeriodRules, period_start
from etl.forecast.source import open_source as open_demand
from etl.forecast.source import read_series
from etl.plan.classes import item_classes
from etl.plan.lead_times import lead_times
from etl.plan.lines import CLASS_WITHOUT_ONE, Supply, supplies_of
from etl.plan.source import PlanSource
from etl.plan.source import open_source as open_plan
from etl.replay.run import PERIODS_PER_YEAR, Past
from etl.replay.summary import Money

NO_CLASS = "NONE"


@dataclass(frozen=True)
class Replayable:
    """The past that can be replayed, and how much of it cannot."""

    past: Past
    rules: PeriodRules
    origin: date
    without_lead_time: int
    without_value: int

    def first_day_of(self, period: int) -> date:
        """Return when the period with this number starts; the panel's last is the origin."""
        back = period - (self.past.panel.length - 1)
        return period_start(self.origin, back, self.rules.code)

    def last_day_before(self, period: int) -> date:
        return date.fromordinal(self.first_day_of(period).toordinal() - 1)


def open_past(session: Session, settings: Settings) -> Replayable | None:
    """Read every series with demand and a lead time; None where there is none."""
    demand, plan = open_demand(session), open_plan(session)
    if demand is None or plan is None or demand.keys.is_empty():
        return None
    classes = item_classes(plan.item_demand, sorted(plan.items), plan.rules.code, plan.as_of)
    abc = dict(classes.select("item_id", "abc_class").iter_rows())
    learned = lead_times(plan.orders, plan.terms, plan.as_of)
    supplies = supplies_of(plan.orders, plan.terms, learned)
    able = [item for item, supply in supplies.items() if supply.lead_time is not None]
    chosen = demand.keys.filter(pl.col("item_id").is_in(able))
    if chosen.is_empty():
        return None
    series = read_series(session, demand, chosen["item_id"].unique().sort().to_list())
    keys = series.keys
    named = [abc.get(item) or NO_CLASS for item in keys["item_id"]]
    values = np.array([_value(plan, item) for item in keys["item_id"]])
    targets, asked = _targets(plan, keys, abc)
    terms = _terms(plan, keys, supplies, demand.rules, settings).with_levels(asked)
    money = Money(
        terms.holding * values,
        terms.shortage * values,
        values,
        PERIODS_PER_YEAR[demand.rules.code],
    )
    panel = panel_of(series, demand, terms.horizon)
    past = Past(panel, _names(plan, keys), terms, targets, named, money)
    left_out = len(demand.keys) - len(chosen)
    unpriced = int((~np.isfinite(values)).sum())
    return Replayable(past, demand.rules, demand.origin, left_out, unpriced)


def _names(plan: PlanSource, keys: pl.DataFrame) -> pl.DataFrame:
    """Return codes in the place of ids, so that the same data draws the same after a reload."""
    return pl.DataFrame(
        {
            "site": [plan.sites[site].code for site in keys["site_id"]],
            "item": [plan.items[item].sku for item in keys["item_id"]],
        }
    )


def _value(plan: PlanSource, item_id: int) -> float:
    item = plan.items[item_id]
    worth = item.unit_cost if item.unit_cost is not None else item.unit_price
    return float(worth) if worth else float("nan")


def _targets(
    plan: PlanSource, keys: pl.DataFrame, abc: dict[int, str | None]
) -> tuple[Floats, Floats]:
    """Return the service level of each series, and what the nightly plan asks so as to reach it."""
    levels, corrections = [], []
    for item, site in keys.select("item_id", "site_id").iter_rows():
        policy = plan.policies.get((item, site))
        own = policy.service_level if policy else None
        abc_class = abc.get(item) or CLASS_WITHOUT_ONE
        levels.append(own or plan.service_levels[abc_class])
        corrections.append(1.0 if own else plan.corrections[abc_class])
    return np.array(levels), corrected(levels, corrections)


def _terms(
    plan: PlanSource,
    keys: pl.DataFrame,
    supplies: dict[int, Supply],
    rules: PeriodRules,
    settings: Settings,
) -> Terms:
    """Return terms per unit of value, so that items without one are ordered by the same ratio."""
    chosen = [supplies[item] for item in keys["item_id"]]
    review = []
    for item, site in keys.select("item_id", "site_id").iter_rows():
        policy = plan.policies.get((item, site))
        days = (policy.review_period_days if policy else None) or settings.plan_review_days
        review.append(max(round(days / rules.days), 1))
    count = len(chosen)
    return Terms(
        lead=_lead_times(chosen, rules),
        review=np.array(review, dtype=np.int64),
        holding=np.full(count, settings.plan_holding_rate / PERIODS_PER_YEAR[rules.code]),
        shortage=np.full(count, settings.plan_shortage_rate),
        service_level=np.full(count, np.nan),
        least=np.array([supply.min_order_quantity or 0.0 for supply in chosen]),
        pack=np.array([supply.pack_size or 0.0 for supply in chosen]),
    )


def _lead_times(supplies: list[Supply], rules: PeriodRules) -> LeadTimes:
    """Return lead times in whole periods, begun ones counted: what lands within is usable after."""
    listed = []
    for supply in supplies:
        lead_time = supply.lead_time
        assert lead_time is not None
        days = lead_time.days or (lead_time.mean_days,)
        counts = lead_time.counts or (1,)
        listed.append(
            [(math.ceil(d / rules.days - 1e-9), n) for d, n in zip(days, counts, strict=True)]
        )
    width = max(len(choices) for choices in listed)
    periods, weights = (
        np.zeros((len(listed), width), dtype=np.int64),
        np.zeros((len(listed), width)),
    )
    for row, choices in enumerate(listed):
        for at, (length, number) in enumerate(choices):
            periods[row, at], weights[row, at] = length, number
    return LeadTimes(periods, weights)
