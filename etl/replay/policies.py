"""The policies that a replay compares, each as a rule from what was known to what is ordered."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from backend.planning.newsvendor import Flags, Floats, whole_lots
from backend.planning.ordering import Terms, corrected
from backend.planning.simulation import classic_level
from etl.forecast.paths import DemandPaths
from etl.plan.orders import orders_for


class Kind(StrEnum):
    """CURRENT is the nightly plan at the classes' targets, CLASSIC mean plus z x sd."""

    CURRENT = "CURRENT"
    CLASSIC = "CLASSIC"
    PROPOSED = "PROPOSED"


@dataclass(frozen=True)
class Policy:
    """A way to order. ``level`` None: the target of each series' class, or the costs.

    PROPOSED orders by cost where no level is given. ``correction`` multiplies its odds, those of
    the costs or of the level.
    """

    kind: Kind
    level: float | None = None
    correction: float = 1.0


@dataclass(frozen=True)
class Known:
    """What a policy may look at: the past, the forecast made of it, and its own stock.

    ``targets`` are the levels of the classes; those of the terms are what the plan makes of them.
    """

    past: Floats
    is_count: Flags
    ahead: DemandPaths | None
    targets: Floats
    lead_mean: Floats
    lead_sd: Floats
    terms: Terms


def order(policy: Policy, known: Known, on_hand: Floats, coming: Floats) -> tuple[Floats, Floats]:
    """Return what the policy orders for every series, and the service that this promises."""
    if policy.kind is Kind.CLASSIC:
        level = known.targets if policy.level is None else np.full(len(on_hand), policy.level)
        need = np.maximum(_classic(known, level) - on_hand - coming.sum(axis=1), 0.0)
        return _in_lots(need, known), level
    assert known.ahead is not None
    terms = known.terms.with_levels(_levels(policy, known))
    found = orders_for(known.ahead, on_hand, coming, terms, correction=policy.correction)
    return found["quantity"], found["served"]


def _levels(policy: Policy, known: Known) -> Floats:
    """Return the level that each series is ordered at; NaN leaves it to the costs."""
    if policy.level is not None:
        return np.full(len(known.targets), corrected(policy.level, policy.correction))
    if policy.kind is Kind.CURRENT:
        return known.terms.service_level
    return np.full(len(known.targets), np.nan)


def _classic(known: Known, level: Floats) -> Floats:
    seen = np.isfinite(known.past)
    number = np.maximum(seen.sum(axis=1), 1)
    past = np.where(seen, known.past, 0.0)
    mean = past.sum(axis=1) / number
    apart = np.where(seen, (past - mean[:, None]) ** 2, 0.0).sum(axis=1)
    sd = np.sqrt(apart / np.maximum(number - 1, 1))
    review = known.terms.review.astype(np.float64)
    return classic_level(mean, sd, known.lead_mean, known.lead_sd, review, level)


def _in_lots(need: Floats, known: Known) -> Floats:
    counts: Flags = np.asarray(known.is_count)
    pack = np.where((known.terms.pack <= 0) & counts, 1.0, known.terms.pack)
    return whole_lots(need, known.terms.least, pack)
