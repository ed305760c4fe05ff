"""Emergency transfers: once a week a distribution centre with enough helps out empty hubs."""

from dataclasses import dataclass, field

import numpy as np

from scripts.demo.assortment import Pairs
from scripts.demo.options import Bools, Floats, Ints, Options

TRANSIT_DAYS = 2
HELP_DAYS = 7
SEND_WEEKDAY = 2


@dataclass(frozen=True, slots=True)
class Transfers:
    source: Ints
    target: Ints
    sent: Ints
    arrives: Ints
    quantity: Ints


@dataclass(slots=True)
class Rebalancing:
    pairs: Pairs
    is_hub: Bools
    options: Options
    in_transit: Ints = field(init=False)
    source_of: Ints = field(init=False)  # the item's pair at a distribution centre, or -1
    diary: dict[int, tuple[Ints, Ints]] = field(default_factory=dict)
    sent: list[Transfers] = field(default_factory=list)

    def __post_init__(self) -> None:
        pairs = self.pairs
        self.in_transit = np.zeros(len(pairs), dtype=np.int64)
        centre = np.flatnonzero(~self.is_hub[pairs.site])
        source = np.full(int(pairs.item.max()) + 1, -1)
        source[pairs.item[centre[::-1]]] = centre[::-1]
        self.source_of = np.where(self.is_hub[pairs.site] & ~pairs.lotted, source[pairs.item], -1)
        self.source_of[self.pairs.stories.late_from < self.options.days] = -1

    def arriving(self, day: int, live: Bools) -> Ints:
        arrived = np.zeros(len(self.pairs), dtype=np.int64)
        if day in self.diary:
            target, quantity = self.diary.pop(day)
            arrived[target] = quantity * live[target]
            self.in_transit[target] -= quantity
        return arrived

    def send(self, day: int, on_hand: Ints, mean: Floats) -> Ints:
        """Ship a week's demand to empty hubs, one hub per source; return what left."""
        left = np.zeros(len(self.pairs), dtype=np.int64)
        if (day + self.options.start.weekday()) % 7 != SEND_WEEKDAY:
            return left
        live = (day + TRANSIT_DAYS <= self.pairs.last_day) & (day > self.pairs.first)
        live &= day < self.pairs.stop
        target = np.flatnonzero((on_hand == 0) & (self.source_of >= 0) & live)
        source, position = np.unique(self.source_of[target], return_index=True)
        target = target[position]
        quantity = np.ceil(mean[target] * HELP_DAYS).astype(np.int64)
        spare = on_hand[source] - quantity > mean[source] * 30
        source, target, quantity = source[spare], target[spare], quantity[spare]
        if len(source):
            left[source] = quantity
            self.in_transit[target] += quantity
            self.diary[day + TRANSIT_DAYS] = (target, quantity)
            when = np.full(len(source), day, dtype=np.int64)
            self.sent.append(Transfers(source, target, when, when + TRANSIT_DAYS, quantity))
        return left

    def recorded(self) -> Transfers:
        empty = np.zeros(0, dtype=np.int64)
        names = Transfers.__slots__
        return Transfers(
            *(np.concatenate([empty, *(getattr(t, name) for t in self.sent)]) for name in names)
        )
