"""What to order for many series at once, from simulated demand. Pure: numpy in, numpy out.

Each series has paths of demand. Stock and pipeline are rolled along every path with lost sales;
what an order changes is the cycle from its arrival until the next order's. On one path that cycle
loses nothing once the quantity reaches the path's shortfall, and a unit beyond the shortfall up to
a period is left over at that period's end. docs/engine.md derives the formulas.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]

# Irrational steps spread lead times evenly over the paths, the same way in every run.
GOLDEN, SILVER = 0.6180339887498949, 0.41421356237309515
ROUNDING = 1e-9


@dataclass(frozen=True)
class LeadTimes:
    """The possible lead times of each series: ``periods`` and ``weights`` are series x choices."""

    periods: Integers
    weights: Floats

    def draw(self, count: int, step: float) -> Integers:
        """Return series x paths: each choice on its share of the paths, without chance."""
        if self.periods.shape[1] == 1:
            return np.repeat(self.periods, count, axis=1)
        at = np.mod(step * np.arange(1, count + 1), 1.0)
        upper = np.cumsum(self.weights, axis=1) / self.weights.sum(axis=1, keepdims=True)
        index = np.minimum(
            (at[None, :, None] > upper[:, None, :] + ROUNDING).sum(axis=2), upper.shape[1] - 1
        )
        return np.take_along_axis(self.periods, index, axis=1)


@dataclass(frozen=True)
class Shortfalls:
    """What an order must bring on each path, so that nothing is lost.

    ``by_period``: series x paths x periods, up to that period of the cycle, infinite outside of it.
    ``whole``: series x paths, for the whole cycle. Below zero there is stock to spare.
    """

    by_period: Floats
    whole: Floats
    demand: Floats

    def expected_cost(self, quantity: Floats, holding: Floats, shortage: Floats) -> Floats:
        """Return the mean cost of a cycle, but for a part that no quantity changes."""
        level = np.maximum(quantity[:, None, None], self.by_period)
        held = np.where(np.isfinite(self.by_period), level, 0.0).sum(axis=2).mean(axis=1)
        return np.asarray(holding * held + shortage * self.expected_loss(quantity))

    def expected_loss(self, quantity: Floats) -> Floats:
        """Return the mean demand that a cycle loses."""
        return np.asarray(np.maximum(self.whole - quantity[:, None], 0.0).mean(axis=1))

    def served(self, quantity: Floats) -> Floats:
        """Return the share of paths on which a cycle loses nothing."""
        return np.asarray((self.whole <= quantity[:, None] + ROUNDING).mean(axis=1))


def shortfalls(
    paths: Floats,
    stock: Floats,
    receipts: Floats,
    lead: Integers,
    until: Integers,
    *,
    by_cost: bool = True,
) -> Shortfalls:
    """Roll stock and receipts along the paths and return what each cycle is short of.

    ``paths``: periods x series x paths; ``receipts``: series x periods. The cycle of a path is
    the periods from ``lead`` (counted from zero) up to, not including, ``until``. Without
    ``by_cost`` the periods of a cycle are left out: a service level looks at the whole only.
    """
    width = int((until - lead).max()) if by_cost else 0
    balance = np.repeat(stock[:, None].astype(np.float64), paths.shape[2], axis=1)
    # What is promised beyond what is there stays owed until receipts have made up for it.
    owed = np.minimum(stock[:, None] + np.cumsum(receipts, axis=1), 0.0)
    worst = np.full(balance.shape, -np.inf)
    demand = np.zeros(balance.shape)
    by_period = np.full((width, *balance.shape), np.inf)
    for period in range(len(paths)):
        balance += receipts[:, period, None] - paths[period]
        waits = period < lead
        # Before the order arrives, what is not there is lost and not owed.
        np.maximum(balance, owed[:, period, None], out=balance, where=waits)
        counts = ~waits & (period < until)
        if not counts.any():
            continue
        np.maximum(worst, -balance, out=worst, where=counts)
        np.add(demand, paths[period], out=demand, where=counts)
        for place in range(width):
            np.copyto(by_period[place], worst, where=counts & (period - lead == place))
    return Shortfalls(np.moveaxis(by_period, 0, 2), worst, demand)


def cheapest_quantity(short: Shortfalls, holding: Floats, shortage: Floats) -> Floats:
    """Return the quantity with the lowest expected cost, zero where shortage costs nothing.

    One more unit costs ``holding`` for every period whose shortfall it exceeds and saves
    ``shortage`` on every path it does not fill; the best quantity is the weighted quantile at
    which the two meet. With one period this is the newsvendor's ratio.
    """
    series, count = short.whole.shape
    periods = short.by_period.reshape(series, -1)
    points = np.concatenate([periods, short.whole], axis=1)
    weights = np.concatenate(
        [
            np.where(np.isfinite(periods), holding[:, None], 0.0),
            np.repeat(shortage[:, None], count, axis=1),
        ],
        axis=1,
    )
    order = np.argsort(points, axis=1)
    reached = np.cumsum(np.take_along_axis(weights, order, axis=1), axis=1)
    enough = reached >= (shortage * count * (1 - ROUNDING))[:, None]
    at = np.take_along_axis(order, enough.argmax(axis=1)[:, None], axis=1)
    found = np.take_along_axis(points, at, axis=1)[:, 0]
    return np.where(shortage > 0, np.maximum(found, 0.0), 0.0)


def serving_quantity(short: Shortfalls, level: Floats) -> Floats:
    """Return the least quantity with which a share ``level`` of cycles loses nothing."""
    return np.maximum(covering(short.whole, level), 0.0)


def covering(values: Floats, level: Floats) -> Floats:
    """Return for each series the least of its values that a share ``level`` does not exceed."""
    count = values.shape[1]
    rank = np.clip(np.ceil(level * count - ROUNDING).astype(np.int64) - 1, 0, count - 1)
    return np.take_along_axis(np.sort(values, axis=1), rank[:, None], axis=1)[:, 0]


def whole_lots(quantity: Floats, least: Floats, pack: Floats) -> Floats:
    """Return the smallest order that brings ``quantity``: at least ``least``, in whole packs."""
    wanted = np.where(quantity > 0, np.maximum(quantity, least), 0.0)
    step = np.where(pack > 0, pack, 1.0)
    packs = np.ceil(wanted / step - ROUNDING) + 0.0  # no minus zero
    # Division and product round; a pack too few would be under what is wanted.
    packs += packs * step < wanted * (1 - ROUNDING)
    return np.where(pack > 0, packs * step, wanted)


def cheapest_lots(
    short: Shortfalls,
    ideal: Floats,
    holding: Floats,
    shortage: Floats,
    least: Floats,
    pack: Floats,
) -> Floats:
    """Return the order with the lowest expected cost among those that can be placed.

    Cost is convex, so the best is none, the last lot size below the ``ideal`` quantity (see
    ``cheapest_quantity``), or the first one above it.
    """
    above = whole_lots(ideal, least, pack)
    step = np.where(pack > 0, pack, 1.0)
    floored = np.where(pack > 0, np.floor(ideal / step + ROUNDING) * step, ideal)
    below = np.where(floored >= least, floored, 0.0)
    best = np.zeros_like(ideal)
    lowest = short.expected_cost(best, holding, shortage)
    for candidate in (below, above):
        cost = short.expected_cost(candidate, holding, shortage)
        best = np.where(cost <= lowest, candidate, best)
        lowest = np.minimum(cost, lowest)
    pays = (below <= 0) & _sells_out(short, above, ideal, holding, shortage)
    return np.where(pays, above, best)


def _sells_out(
    short: Shortfalls, lot: Floats, ideal: Floats, holding: Floats, shortage: Floats
) -> Flags:
    """Tell where a lot too large for one cycle still pays, because without it little is sold.

    A lot that is sold down to nothing is held for half its life on average. Comparing one cycle
    only would never buy it.
    """
    periods = np.isfinite(short.by_period).sum(axis=2).mean(axis=1)
    cycle = short.demand.mean(axis=1)
    nothing = np.zeros_like(lot)
    starves = short.expected_loss(nothing) >= cycle / 2
    return np.asarray(
        (ideal > 0)
        & (lot > ideal)
        & starves
        & (holding * lot / 2 < shortage * cycle / np.maximum(periods, ROUNDING))
    )
