"""Sums up what policies did: per class and in total, in units and money, with how sure it is.

Intervals are over series: which items an organisation happens to have is what varies most. They
are percentiles of totals over series drawn again and again, with fixed draws.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from backend.planning.newsvendor import Flags, Floats
from backend.planning.simulation import Tally
from etl.replay.policies import Kind, Policy

DRAWS = 400
LOW, HIGH = 2.5, 97.5
ALL = "ALL"
SEED = 7
# As wide as the database takes them; beyond is no correction but another model.
LEVEL_BOUNDS = (0.5, 2.0)


@dataclass(frozen=True)
class Money:
    """What one unit of each series costs: to hold for a period, and when lost; NaN if unknown."""

    holding: Floats
    shortage: Floats
    value: Floats
    periods_per_year: float


@dataclass(frozen=True)
class Interval:
    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Result:
    """One policy in one class; money and orders are per year. None: nothing to measure it on."""

    policy: Policy
    abc_class: str
    series: int
    priced_series: int
    demand: float
    lost: float
    fill_rate: Interval
    cycle_service: Interval
    mean_stock: float
    stock_value: float | None
    holding_cost: float | None
    lost_cost: float | None
    cost: Interval
    orders: float


def results(
    tally: Tally, policies: Sequence[Policy], classes: Sequence[str], money: Money
) -> list[Result]:
    """Return a row for every policy and class, the total first."""
    named = np.asarray(classes)
    groups = {ALL: np.ones(len(named), dtype=np.bool_)}
    groups |= {name: named == name for name in sorted(set(classes))}
    return [
        _result(tally, at, policy, name, chosen, money)
        for name, chosen in groups.items()
        for at, policy in enumerate(policies)
    ]


def _result(
    tally: Tally, at: int, policy: Policy, name: str, chosen: Flags, money: Money
) -> Result:
    priced = chosen & np.isfinite(money.value)
    yearly = money.periods_per_year / max(tally.periods, 1)
    demand, lost = tally.demand[at][chosen], tally.lost[at][chosen]
    held = tally.held[at]
    holding, shortage = held * money.holding * yearly, tally.lost[at] * money.shortage * yearly
    has_money = bool(priced.any())
    stock = held / max(tally.periods, 1)
    return Result(
        policy=policy,
        abc_class=name,
        series=int(chosen.sum()),
        priced_series=int(priced.sum()),
        demand=float(demand.sum()),
        lost=float(lost.sum()),
        fill_rate=share(demand - lost, demand),
        cycle_service=share(tally.served[at][chosen], tally.cycles[at][chosen]),
        mean_stock=float(stock[chosen].sum()),
        stock_value=float((stock * money.value)[priced].sum()) if has_money else None,
        holding_cost=float(holding[priced].sum()) if has_money else None,
        lost_cost=float(shortage[priced].sum()) if has_money else None,
        cost=total((holding + shortage)[priced]),
        orders=float(tally.orders[at][chosen].sum()) * yearly,
    )


def drawn(count: int) -> Floats:
    """Return draws x series: how often each series is in each draw."""
    random = np.random.default_rng(SEED)
    chances = np.full(count, 1.0 / count)
    return np.asarray(random.multinomial(count, chances, size=DRAWS), dtype=np.float64)


def total(values: Floats) -> Interval:
    if not len(values):
        return Interval(None, None, None)
    low, high = np.percentile(drawn(len(values)) @ values, [LOW, HIGH])
    return Interval(float(values.sum()), float(low), float(high))


def share(part: Floats, whole: Floats) -> Interval:
    if whole.sum() <= 0:
        return Interval(None, None, None)
    draws = drawn(len(whole))
    below = draws @ whole
    ratios = np.divide(draws @ part, below, out=np.full(DRAWS, np.nan), where=below > 0)
    low, high = np.nanpercentile(ratios, [LOW, HIGH])
    return Interval(float(part.sum() / whole.sum()), float(low), float(high))


def cost_at_equal_fill(
    tally: Tally, policies: Sequence[Policy], money: Money, reference: Policy
) -> Interval:
    """Return what the proposed policy costs where it fills as much as ``reference``, as a ratio.

    Read off the straight lines between the points of its curve; None where the curve does not
    reach that far.
    """
    priced = np.isfinite(money.value)
    if not priced.any():
        return Interval(None, None, None)
    curve = [at for at, each in enumerate(policies) if each.kind is Kind.PROPOSED and each.level]
    cost = (tally.held * money.holding + tally.lost * money.shortage)[:, priced]
    demand, lost = tally.demand[:, priced], tally.lost[:, priced]
    against = list(policies).index(reference)
    weights = np.vstack([np.ones(int(priced.sum())), drawn(int(priced.sum()))])
    costs = weights @ cost.T
    fills = 1 - (weights @ lost.T) / np.maximum(weights @ demand.T, 1e-12)
    ratios = [
        _at(fill[against], fill[curve], each[curve]) / each[against] if each[against] else np.nan
        for fill, each in zip(fills, costs, strict=True)
    ]
    found = np.asarray(ratios)
    if not np.isfinite(found[0]):
        return Interval(None, None, None)
    low, high = np.nanpercentile(found[1:], [LOW, HIGH])
    return Interval(float(found[0]), float(low), float(high))


def _at(wanted: float, fills: Floats, costs: Floats) -> float:
    order = np.argsort(fills)
    if not fills.min() <= wanted <= fills.max():
        return float("nan")
    return float(np.interp(wanted, fills[order], costs[order]))


def best_correction(
    tally: Tally, policies: Sequence[Policy], holding: Floats, shortage: Floats
) -> float:
    """Return the correction with which ordering by cost has cost least; 1 among equals."""
    costs: Mapping[float, float] = {
        policy.correction: float(np.nansum(tally.held[at] * holding + tally.lost[at] * shortage))
        for at, policy in enumerate(policies)
        if policy.kind is Kind.PROPOSED
    }
    return min(costs, key=lambda correction: (costs[correction], abs(correction - 1)))


def level_correction(tally: Tally, at: int) -> float:
    """Return by what the odds of a level must be multiplied so that it is reached.

    The orders of policy ``at`` promised a service, each on its own paths; what was reached fell
    short of that, or went beyond. Within bounds: one window is not everything.
    """
    decided, cycles = tally.decided[at].sum(), tally.cycles[at].sum()
    if not decided or not cycles:
        return 1.0
    promised = _odds(tally.promised[at].sum() / decided)
    return float(np.clip(promised / _odds(tally.served[at].sum() / cycles), *LEVEL_BOUNDS))


def _odds(share: float) -> float:
    certain = float(np.clip(share, 0.001, 0.999))
    return certain / (1 - certain)
