"""The order decision, from simulated demand, for one series or many. Pure: numpy in, numpy out.

The nightly plan, the preview of an order, the replay of the past and ``decide_orders`` all end in
``order_quantities``; they differ in where the demand paths come from. docs/engine.md derives it.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from backend.planning.newsvendor import (
    GOLDEN,
    SILVER,
    Flags,
    Floats,
    Integers,
    LeadTimes,
    Shortfalls,
    cheapest_lots,
    cheapest_quantity,
    covering,
    serving_quantity,
    shortfalls,
    whole_lots,
)

# Draws may be kept in single precision; sums are always made in double.
Paths = Floats | NDArray[np.float32]


@dataclass(frozen=True)
class Terms:
    """On which terms every series is ordered; arrays have one row per series.

    A service level replaces the two costs where it is not NaN.
    """

    lead: LeadTimes
    review: Integers
    holding: Floats
    shortage: Floats
    service_level: Floats
    least: Floats
    pack: Floats

    @property
    def horizon(self) -> int:
        """How many periods ahead the latest cycle ends."""
        return int((self.lead.periods.max(axis=1) + self.review).max())

    def with_levels(self, levels: Floats) -> "Terms":
        """Return the terms with other service levels; NaN leaves the order to the costs."""
        return replace(self, service_level=levels)

    def rows(self, chosen: slice) -> "Terms":
        return Terms(
            lead=LeadTimes(self.lead.periods[chosen], self.lead.weights[chosen]),
            review=self.review[chosen],
            holding=self.holding[chosen],
            shortage=self.shortage[chosen],
            service_level=self.service_level[chosen],
            least=self.least[chosen],
            pack=self.pack[chosen],
        )


@dataclass(frozen=True)
class Orders:
    """What to order, and what that is made from; a row per series.

    ``need`` is the quantity before lots, ``demand`` the mean of the cycle that only this order can
    influence, ``expected_lost`` what of it is lost with the order, ``served`` the share of paths on
    which nothing is.
    """

    need: Floats
    quantity: Floats
    demand: Floats
    expected_lost: Floats
    served: Floats


def order_quantities(
    paths: Paths,
    is_count: Flags,
    on_hand: Floats,
    receipts: Floats,
    terms: Terms,
    *,
    correction: Floats,
) -> Orders:
    """Return what to order now: by service level where one is given, else by cost.

    ``paths``: series x paths x periods, ``receipts``: series x periods, both at least as long as
    ``terms.horizon``. Stock and receipts are rolled along every path with lost sales; the order is
    the quantile of what the paths are short of until the next order arrives. ``correction``
    multiplies the shortage cost; a service level is taken as it is (see ``corrected``).
    """
    short = cycle_shortfalls(paths, on_hand, receipts, terms)
    pack = np.where((terms.pack <= 0) & is_count, 1.0, terms.pack)
    asked = np.isfinite(terms.service_level)
    level = np.where(asked, terms.service_level, 0.5)
    need = serving_quantity(short, level)
    quantity = whole_lots(need, terms.least, pack)
    if not asked.all():
        shortage = terms.shortage * correction
        ideal = cheapest_quantity(short, terms.holding, shortage)
        lots = cheapest_lots(short, ideal, terms.holding, shortage, terms.least, pack)
        need, quantity = np.where(asked, need, ideal), np.where(asked, quantity, lots)
    demand = short.demand.mean(axis=1)
    served = short.served(quantity)
    return Orders(need, quantity, demand, short.expected_loss(quantity), served)


def cycle_shortfalls(paths: Paths, on_hand: Floats, receipts: Floats, terms: Terms) -> Shortfalls:
    """Return what the cycle of an order placed now is short of, on every path."""
    lead, until = cycles(terms, paths.shape[1])
    horizon = int(until.max())
    # Period after period is how they are gone through: laid out like that it is twice as fast.
    by_period = np.ascontiguousarray(paths[:, :, :horizon].transpose(2, 0, 1), np.float64)
    by_cost = not np.isfinite(terms.service_level).all()
    return shortfalls(by_period, on_hand, receipts[:, :horizon], lead, until, by_cost=by_cost)


def cycles(terms: Terms, count: int) -> tuple[Integers, Integers]:
    """Return on each path when this order arrives, and when the next one does, from zero.

    The next order's lead time is drawn apart from this one's, so that demand until it arrives is
    a mixture over both. One that overtakes this order leaves it one period.
    """
    lead = terms.lead.draw(count, GOLDEN)
    return lead, np.maximum(_following(terms, count), lead + 1)


def _following(terms: Terms, count: int) -> Integers:
    """Return on each path when the order of the next review arrives."""
    return np.asarray(terms.lead.draw(count, SILVER) + terms.review[:, None])


def order_up_to(paths: Paths, terms: Terms) -> Floats:
    """Return what stock and orders must cover until the next order arrives, at the service level.

    With as much nothing is lost before this order arrives, so what is missing to it is the order.
    """
    until = _following(terms, paths.shape[1])
    total = np.cumsum(paths[:, :, : int(until.max())], axis=2, dtype=np.float64)
    ends = np.take_along_axis(total, until[:, :, None] - 1, axis=2)[:, :, 0]
    return covering(ends, terms.service_level)


def corrected(level: ArrayLike, correction: ArrayLike) -> Floats:
    """Return the level whose odds are those of ``level`` times the correction of a replay.

    A level is a ratio of costs, shortage / (shortage + holding); its odds are shortage / holding,
    so this is what multiplying the shortage cost by the correction comes to.
    """
    asked = np.asarray(level, dtype=np.float64)
    odds = np.asarray(correction, dtype=np.float64) * asked
    return np.asarray(odds / (1.0 - asked + odds))
