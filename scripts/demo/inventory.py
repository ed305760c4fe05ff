"""Stock, day by day, all item-sites at once: receipts, sales cut short by stock-outs, orders."""

from dataclasses import dataclass, field

import numpy as np

from scripts.demo.assortment import Pairs
from scripts.demo.catalogue import Catalogue
from scripts.demo.demand import Asked
from scripts.demo.lots import LotMoves, Shelf, joined
from scripts.demo.network import Network
from scripts.demo.options import Bools, Floats, Ints, Options
from scripts.demo.purchasing import Buyer, OrderLines, all_lines
from scripts.demo.transfers import Rebalancing, Transfers

MEMORY = 0.03  # weight of the newest day in the buyers' running mean
COUNT_EVERY = 182
FOUND_DAYS = 6  # of demand left where a count finds stock short


@dataclass(frozen=True, slots=True)
class Ledger:
    """What happened to stock: matrices are item-sites x days, in ticks."""

    opening: Ints  # by item-site
    sold: Ints
    returned: Ints
    counted: Ints  # signed differences found
    on_hand: Ints  # at the end of each day
    lot_issues: LotMoves
    scrapped: LotMoves
    lot_expires: Ints  # by item-site and day received
    orders: OrderLines
    transfers: Transfers


@dataclass(slots=True)
class Warehouse:
    options: Options
    catalogue: Catalogue
    network: Network
    pairs: Pairs
    asked: Asked
    buyer: Buyer
    rng: np.random.Generator
    mean: Floats = field(init=False)
    variance: Floats = field(init=False)
    on_hand: Ints = field(init=False)
    on_order: Ints = field(init=False)
    shelf: Shelf = field(init=False)
    expires: Ints = field(init=False)
    rebalancing: Rebalancing = field(init=False)

    def __post_init__(self) -> None:
        pairs = self.pairs
        self.mean = pairs.usual * self.rng.lognormal(0, 0.15, len(pairs))
        self.variance = pairs.spread.copy()
        self.on_hand = np.zeros(len(pairs), dtype=np.int64)
        self.on_order = np.zeros(len(pairs), dtype=np.int64)
        self.shelf = Shelf(np.flatnonzero(pairs.lotted))
        self.expires = self._expiry_days()
        self.rebalancing = Rebalancing(pairs, self.network.is_hub(), self.options)

    def _expiry_days(self) -> Ints:
        """A lot arrives with most, not all, of its life; the short-dated ones with little."""
        pairs, days = self.pairs, self.options.days
        life = self.catalogue.shelf_life[pairs.item][:, None]
        fresh = self.rng.uniform(0.6, 0.95, (len(pairs), days))
        expires = np.arange(days) + np.rint(life * fresh).astype(np.int64)
        soon = days - 1 + self.rng.integers(4, 29, (len(pairs), days))
        late = np.arange(days) >= days - 75
        return np.where(pairs.stories.short_dated[:, None] & late, soon, expires)

    def open(self) -> Ints:
        """Stock at the start lies between the reorder point and the order-up-to level."""
        pairs = self.pairs
        protection = pairs.lead_time + pairs.review
        point = self.mean * protection + pairs.caution * np.sqrt(self.variance * protection)
        stock = point + self.rng.random(len(pairs)) * self.mean * pairs.cycle
        self.on_hand = np.where(pairs.first < 0, np.ceil(stock), 0).astype(np.int64)
        self.shelf.receive(0, self.on_hand[pairs.lotted], self.expires[pairs.lotted, 0])
        return self.on_hand.copy()

    def receive(self, day: int) -> None:
        live = day <= self.pairs.last_day
        arrived = self.buyer.arrivals[:, day] * live
        self.on_hand += arrived + self.rebalancing.arriving(day, live)
        self.on_order -= arrived + self.buyer.lapses[:, day]
        lotted = self.pairs.lotted
        self.shelf.receive(day, arrived[lotted], self.expires[lotted, day])

    def scrap(self, day: int) -> LotMoves:
        moves = self.shelf.scrap(day, (day <= self.pairs.last_day)[self.pairs.lotted])
        np.subtract.at(self.on_hand, moves.pair, moves.quantity)
        return moves

    def sell(self, day: int) -> tuple[Ints, LotMoves]:
        sold = np.minimum(self.asked.quantity[:, day], self.on_hand)
        self.on_hand -= sold
        return sold, self.shelf.issue(day, sold[self.pairs.lotted])

    def take_back(self, sold: Ints) -> Ints:
        """A few issues come back the same day; lots never do, they may have been opened."""
        comes_back = (self.rng.random(len(sold)) < 0.008) & (sold > 0) & ~self.pairs.lotted
        returned = np.where(comes_back, np.ceil(sold * 0.2), 0).astype(np.int64)
        self.on_hand += returned
        return returned

    def count(self, day: int) -> Ints:
        turn = (day + self.pairs.item * 17 + self.pairs.site * 5) % COUNT_EVERY == 0
        noise = np.rint(self.rng.normal(-0.004, 0.02, len(turn)) * self.on_hand)
        usable = turn & ~self.pairs.lotted & (day <= self.pairs.last_day)
        found = np.where(usable, np.maximum(noise, -self.on_hand), 0).astype(np.int64)
        if day == self.options.days - 2:
            few = np.ceil(self.pairs.usual * FOUND_DAYS).astype(np.int64)
            short = np.minimum(few - self.on_hand, 0)
            found = np.where(self.pairs.stories.found_short, short, found)
        self.on_hand += found
        return found

    def learn(self, day: int, sold: Ints) -> None:
        """Buyers see what was asked where it is recorded, and only what was sold elsewhere."""
        known = self.network.knows_unfilled[self.pairs.site]
        seen = np.where(known, self.asked.quantity[:, day], sold)
        live: Bools = (day >= self.pairs.first) & (day <= self.pairs.last_day)
        error = np.where(live, seen - self.mean, 0.0)
        self.mean += MEMORY * error
        self.variance += MEMORY * np.where(live, error**2 - self.variance, 0.0)

    def buy(self, day: int) -> None:
        position = self.on_hand + self.on_order + self.rebalancing.in_transit
        self.on_order += self.buyer.order(day, position, self.mean, self.variance)
        self.on_hand -= self.rebalancing.send(day, self.on_hand, self.mean)


def simulate(warehouse: Warehouse) -> Ledger:
    shape = warehouse.asked.quantity.shape
    sold, returned, counted, on_hand = (np.zeros(shape, dtype=np.int64) for _ in range(4))
    issues: list[LotMoves] = []
    scrapped: list[LotMoves] = []
    opening = warehouse.open()
    for day in range(shape[1]):
        scrapped.append(warehouse.scrap(day))
        warehouse.receive(day)
        sold[:, day], lots = warehouse.sell(day)
        issues.append(lots)
        returned[:, day] = warehouse.take_back(sold[:, day])
        counted[:, day] = warehouse.count(day)
        warehouse.learn(day, sold[:, day])
        warehouse.buy(day)
        on_hand[:, day] = warehouse.on_hand
    return Ledger(
        opening=opening,
        sold=sold,
        returned=returned,
        counted=counted,
        on_hand=on_hand,
        lot_issues=joined(issues),
        scrapped=joined(scrapped),
        lot_expires=warehouse.expires,
        orders=all_lines(warehouse.buyer.lines),
        transfers=warehouse.rebalancing.recorded(),
    )
