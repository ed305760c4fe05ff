"""How item-sites order: a periodic review with a reorder point and an order-up-to level."""

from dataclasses import dataclass, field

import numpy as np

from scripts.demo.assortment import Pairs
from scripts.demo.options import NEVER, Bools, Floats, Ints, Options
from scripts.demo.suppliers import Suppliers, delivery_ratios

SUNDAY = 6


@dataclass(frozen=True, slots=True)
class OrderLines:
    """One entry per order line; days count from the first day of the data, NEVER: not at all."""

    pair: Ints
    offer: Ints
    ordered: Ints
    expected: Ints
    quantity: Ints
    arrival: Ints
    arrived: Ints  # quantity of the first delivery
    rest_arrival: Ints  # the day the rest came, where it came in two
    cancelled: Ints


@dataclass(slots=True)
class Buyer:
    """Decides orders and keeps the days on which each will arrive or lapse."""

    options: Options
    pairs: Pairs
    suppliers: Suppliers
    rng: np.random.Generator
    arrivals: Ints = field(init=False)
    lapses: Ints = field(init=False)
    ratios: Floats = field(init=False)
    bulk_open: Bools = field(init=False)
    launched: Bools = field(init=False)
    orderable_from: Ints = field(init=False)
    lines: list[OrderLines] = field(default_factory=list)

    def __post_init__(self) -> None:
        shape = (len(self.pairs), self.options.days)
        self.arrivals = np.zeros(shape, dtype=np.int64)
        self.lapses = np.zeros(shape, dtype=np.int64)
        self.ratios = delivery_ratios(self.options, self.suppliers)
        self.bulk_open = self.pairs.stories.bulk_from < NEVER
        self.orderable_from = self.pairs.first - self.pairs.lead_time - 6
        self.launched = self.orderable_from < 0

    def reviewing(self, day: int) -> Ints:
        """Return the item-sites whose turn it is: a site's items share weekdays, hence orders."""
        pairs = self.pairs
        launch = ~self.launched & (self.orderable_from <= day)
        self.launched |= launch
        # Offsets that put every site's review on a working day of its own.
        turn = (day + self.options.start.weekday() - pairs.site % 5) % pairs.review == 0
        until = pairs.stop - np.where(pairs.item % 2 == 0, pairs.lead_time + 20, 5)
        live = (day >= self.orderable_from) & (day < until) & (day <= pairs.last_day)
        return np.flatnonzero((turn | launch) & live)

    def order(self, day: int, position: Ints, mean: Floats, variance: Floats) -> Ints:
        """Place the day's orders; return the quantity ordered by item-site."""
        ordered = np.zeros(len(self.pairs), dtype=np.int64)
        due = self.reviewing(day)
        pairs = self.pairs
        protection = pairs.lead_time[due] + pairs.review[due]
        point = mean[due] * protection + pairs.caution[due] * np.sqrt(variance[due] * protection)
        target = np.ceil(point + np.maximum(mean[due] * pairs.cycle[due], 1.0))
        bulk = self.bulk_open[due] & (day >= pairs.stories.bulk_from[due])
        target = np.where(bulk, np.ceil(mean[due] * pairs.stories.bulk_days[due]), target)
        self.bulk_open[due[bulk]] = False

        wanted = target.astype(np.int64) - position[due]
        needed = ((position[due] <= point) | bulk) & (wanted > 0)
        chosen = due[needed]
        if len(chosen):
            lines = self._draw(day, chosen, wanted[needed])
            ordered[chosen] = lines.quantity
            self._expect(lines)
            self.lines.append(lines)
        return ordered

    def _draw(self, day: int, chosen: Ints, wanted: Ints) -> OrderLines:
        pairs, suppliers, rng = self.pairs, self.suppliers, self.rng
        item, count = pairs.item[chosen], len(chosen)
        second = (rng.random(count) < 0.12) & (suppliers.offer[item, 1] >= 0)
        offer = second.astype(np.int64)
        pack = suppliers.pack[item, offer]
        quantity = np.maximum(np.ceil(wanted / pack) * pack, suppliers.minimum[item, offer])
        promised = suppliers.offer_lead_time[item, offer]
        ratio = self.ratios[day, suppliers.offer[item, offer], pairs.site[chosen]]
        arrival = self._open_day(day + np.maximum(np.rint(promised * ratio), 2).astype(np.int64))
        arrival = np.where(arrival >= pairs.stories.late_from[chosen], NEVER, arrival)
        expected = self._open_day(day + promised)
        partial = (rng.random(count) < 0.07) & (quantity >= 4 * pack)
        cancelled = (rng.random(count) < 0.015) & ~partial
        part = np.floor(quantity * rng.uniform(0.4, 0.8, count) / pack) * pack
        rest = self._open_day(arrival + rng.integers(4, 26, count))
        return OrderLines(
            pair=chosen,
            offer=offer,
            ordered=np.full(count, day, dtype=np.int64),
            expected=expected,
            quantity=quantity.astype(np.int64),
            arrival=np.where(cancelled, NEVER, arrival),
            arrived=np.where(partial, part, quantity).astype(np.int64),
            rest_arrival=np.where(partial, rest, NEVER),
            cancelled=np.where(cancelled, expected + rng.integers(1, 8, count), NEVER),
        )

    def _open_day(self, day: Ints) -> Ints:
        weekday = (day + self.options.start.weekday()) % 7
        return np.where(weekday == SUNDAY, day + 1, day)

    def _expect(self, lines: OrderLines) -> None:
        _post(self.arrivals, lines.pair, lines.arrival, lines.arrived)
        _post(self.arrivals, lines.pair, lines.rest_arrival, lines.quantity - lines.arrived)
        _post(self.lapses, lines.pair, lines.cancelled, lines.quantity)


def _post(diary: Ints, pair: Ints, day: Ints, quantity: Ints) -> None:
    """Write quantities into the diary; what lies beyond its last day is not known there."""
    inside = day < diary.shape[1]
    diary[pair[inside], day[inside]] += quantity[inside]


def all_lines(lines: list[OrderLines]) -> OrderLines:
    names = OrderLines.__slots__
    return OrderLines(
        *(np.concatenate([getattr(batch, name) for batch in lines]) for name in names)
    )
