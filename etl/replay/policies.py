"""The policies that a replay compares, each as a rule from what was known to what is ordered."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from backend.demand.rules import Family, quantiles, variance_of_sum
from backend.planning.newsvendor import Flags, Floats, whole_lots
from backend.planning.simulation import classic_level
from etl.forecast.paths import DemandPaths
from etl.forecast.spread import Spreads
from etl.plan.order_input import Terms
from etl.plan.orders import orders_for


class Kind(StrEnum):
    """CURRENT is the reorder point of the nightly plan, CLASSIC mean plus z x sd."""

    CURRENT = "CURRENT"
    CLASSIC = "CLASSIC"
    PROPOSED = "PROPOSED"


@dataclass(frozen=True)
class Policy:
    """A way to order. ``level`` None: the target of each series' class, or the costs.

    PROPOSED orders by cost where no level is given. ``correction`` multiplies its odds.
    """

    kind: Kind
    level: float | None = None
    correction: float = 1.0


@dataclass(frozen=True)
class Known:
    """What a policy may look at: the past, the forecast made of it, and its own stock."""

    past: Floats
    means: Floats
    spreads: Spreads
    ahead: DemandPaths | None
    targets: Floats
    lead_mean: Floats
    lead_sd: Floats
    terms: Terms


def order(policy: Policy, known: Known, on_hand: Floats, coming: Floats) -> Floats:
    """Return what the policy orders for every series."""
    level = known.targets if policy.level is None else np.full(len(on_hand), policy.level)
    if policy.kind is Kind.PROPOSED:
        return _proposed(policy, known, on_hand, coming)
    position = on_hand + coming.sum(axis=1)
    if policy.kind is Kind.CLASSIC:
        need = np.maximum(_classic(known, level) - position, 0.0)
    else:
        need = _current(known, level, position)
    return _in_lots(need, known)


def _proposed(policy: Policy, known: Known, on_hand: Floats, coming: Floats) -> Floats:
    assert known.ahead is not None
    asked = np.nan if policy.level is None else policy.level
    levels = np.full(len(on_hand), asked)
    terms = known.terms.with_levels(levels)
    found = orders_for(known.ahead, on_hand, coming, terms, correction=policy.correction)
    return found["quantity"]


def _classic(known: Known, level: Floats) -> Floats:
    seen = np.isfinite(known.past)
    number = np.maximum(seen.sum(axis=1), 1)
    past = np.where(seen, known.past, 0.0)
    mean = past.sum(axis=1) / number
    apart = np.where(seen, (past - mean[:, None]) ** 2, 0.0).sum(axis=1)
    sd = np.sqrt(apart / np.maximum(number - 1, 1))
    review = known.terms.review.astype(np.float64)
    return classic_level(mean, sd, known.lead_mean, known.lead_sd, review, level)


def _current(known: Known, level: Floats, position: Floats) -> Floats:
    """Return the nightly plan's need: up to a review period above the reorder point."""
    review = known.terms.review.astype(np.float64)
    protection = known.lead_mean + review
    mean = _demand_over(known.means, protection)
    cycle = _demand_over(known.means, protection + review) - mean
    spreads = known.spreads
    variance = variance_of_sum(
        protection, mean, spreads.variance, spreads.level, spreads.shared.level_error
    )
    per_period = mean / np.maximum(protection, 1e-9)
    variance = variance + (per_period * known.lead_sd) ** 2
    point = _quantile(spreads, mean, variance, level)
    return np.where(position < point, np.maximum(point + cycle - position, 0.0), 0.0)


def _quantile(spreads: Spreads, mean: Floats, variance: Floats, level: Floats) -> Floats:
    found = np.zeros_like(mean)
    for counts in (True, False):
        rows = np.flatnonzero(spreads.is_count == counts)
        family = spreads.shared.family
        if family is Family.NEGATIVE_BINOMIAL and not counts:
            family = Family.GAMMA
        found[rows] = quantiles(family, mean[rows], variance[rows], level[rows], is_count=counts)
    return found


def _demand_over(means: Floats, periods: Floats) -> Floats:
    """Return mean demand of the first ``periods`` periods, the last one in part."""
    horizon = means.shape[1]
    covered = np.clip(periods[:, None] - np.arange(horizon)[None, :], 0.0, 1.0)
    beyond = np.maximum(periods - horizon, 0.0) * means.mean(axis=1)
    return np.asarray((means * covered).sum(axis=1) + beyond)


def _in_lots(need: Floats, known: Known) -> Floats:
    counts: Flags = np.asarray(known.spreads.is_count)
    pack = np.where((known.terms.pack <= 0) & counts, 1.0, known.terms.pack)
    return whole_lots(need, known.terms.least, pack)
