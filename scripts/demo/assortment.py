"""Which item is kept at which site, how it is ordered, and the stories the data must tell."""

from dataclasses import dataclass

import numpy as np

from scripts.demo.catalogue import ERRATIC, LUMPY, Catalogue
from scripts.demo.network import Network
from scripts.demo.options import CHUNK_ITEMS, NEVER, Bools, Floats, Ints, Options
from scripts.demo.suppliers import Suppliers

SHORT_LEAD_TIME = 30


@dataclass(frozen=True, slots=True)
class Stories:
    """What is made to happen, one entry per item-site; NEVER where it does not."""

    late_from: Ints  # what should arrive from this day on has not come by the end
    bulk_from: Ints  # the first review from this day on buys far too much
    bulk_days: Ints  # ... for so many days of demand
    found_short: Bools  # a count just before the end finds most of the stock gone
    spikes: Bools  # demand jumps in the last two days
    shift_from: Ints  # demand changes its level for good
    shift_factor: Floats
    short_dated: Bools  # late receipts expire just after the end


@dataclass(frozen=True, slots=True)
class Pairs:
    """One entry per item-site in every array."""

    item: Ints
    site: Ints
    share: Floats  # of the item's demand
    usual: Floats  # ticks a day
    spread: Floats  # variance of a day's demand
    first: Ints
    stop: Ints
    last_day: Ints
    lotted: Bools
    review: Ints  # days between reviews
    cycle: Floats  # days of demand in a usual order
    caution: Floats  # standard deviations of safety stock
    lead_time: Ints
    stories: Stories

    def __len__(self) -> int:
        return len(self.item)


def build(
    options: Options, chunk: int, catalogue: Catalogue, network: Network, suppliers: Suppliers
) -> Pairs:
    rng = options.rng("assortment", chunk)
    low = chunk * CHUNK_ITEMS
    count = min(CHUNK_ITEMS, options.items - low)
    kept = rng.random((count, options.sites)) < network.carried
    kept[~kept.any(axis=1), 0] = True
    item, site = np.nonzero(kept)
    weight = network.weight[site] * rng.lognormal(0, 0.25, len(item))
    share = weight / np.bincount(item, weights=weight)[item]
    item = item + low
    chance, size = catalogue.chance[item], catalogue.size[item]
    usual = share * chance * size
    lead_time = suppliers.offer_lead_time[item, 0]
    lotted = catalogue.shelf_life[item] > 0
    review = np.where(network.is_hub()[site] & (catalogue.cost[item] < 150), 14, 7)
    cycle = np.clip(90 / np.sqrt(catalogue.cost[item]), 14, 45)
    return Pairs(
        item=item,
        site=site,
        share=share,
        usual=usual,
        spread=_spread(catalogue.demand_class[item], usual, size),
        first=catalogue.introduced[item],
        stop=catalogue.discontinued[item],
        last_day=network.last_day[site],
        lotted=lotted,
        review=review,
        cycle=np.where(lotted, np.minimum(cycle, catalogue.shelf_life[item] / 8), cycle),
        caution=rng.choice([0.7, 1.3, 1.9, 2.4], size=len(item), p=[0.1, 0.3, 0.4, 0.2]),
        lead_time=lead_time,
        stories=_stories(options, rng, _Cast(catalogue, item, usual, lead_time, review + cycle,
                                             network.last_day[site] == options.days - 1, lotted)),
    )  # fmt: skip


def _spread(demand_class: Ints, usual: Floats, size: Floats) -> Floats:
    steady = usual + usual**2 * np.where(demand_class == ERRATIC, 1.3, 0.2)
    rare = usual * size * np.where(demand_class == LUMPY, 2.7, 1.2)
    return np.where(demand_class <= ERRATIC, steady, rare)


@dataclass(frozen=True, slots=True)
class _Cast:
    catalogue: Catalogue
    item: Ints
    usual: Floats
    lead_time: Ints
    period: Floats
    current: Bools
    lotted: Bools


def _stories(options: Options, rng: np.random.Generator, cast: _Cast) -> Stories:
    """Deal the stories out to busy item-sites, each at most one, so that none hides another."""
    count, days = len(cast.item), options.days
    late, bulk = np.full(count, NEVER), np.full(count, NEVER)
    bulk_days, shift = np.zeros(count, dtype=np.int64), np.full(count, NEVER)
    deck, lots = _busy(cast, rng)

    gone, missing = _deal(deck, count, 0.015), _deal(deck, count, 0.01)
    excess, spiked, shifted = (_deal(deck, count, portion) for portion in (0.04, 0.005, 0.008))
    cover = (cast.lead_time + cast.period)[gone] + rng.integers(15, 45, len(gone))
    late[gone] = np.maximum(days - cover.astype(np.int64), days // 3)
    shift[shifted] = days - rng.integers(35, 56, len(shifted))
    bulk[excess] = max(days - 220, days // 4)
    bulk_days[excess] = rng.integers(420, 560, len(excess))

    # Stock for a spike to be sold from, and lots too many to be used in time.
    stocked = np.concatenate([lots, spiked])
    bulk[stocked] = days - 60 - cast.lead_time[stocked]
    bulk_days[stocked] = rng.integers(100, 150, len(stocked)) + cast.lead_time[stocked]
    return Stories(
        late_from=late,
        bulk_from=bulk,
        bulk_days=bulk_days,
        found_short=np.isin(np.arange(count), missing),
        spikes=np.isin(np.arange(count), spiked),
        shift_from=shift,
        shift_factor=np.where(np.arange(count) % 2 == 0, 0.35, 2.3),
        short_dated=np.isin(np.arange(count), lots),
    )


def _busy(cast: _Cast, rng: np.random.Generator) -> tuple[list[int], Ints]:
    """Return a shuffled deck of busy item-sites without lots, and the lots to be short-dated."""
    living = cast.catalogue.discontinued[cast.item] == NEVER
    steady = cast.catalogue.demand_class[cast.item] <= ERRATIC
    known = cast.catalogue.introduced[cast.item] < 0
    near = cast.lead_time <= SHORT_LEAD_TIME
    fit = np.flatnonzero(living & known & near & cast.current)
    rank = fit[np.lexsort((-cast.usual[fit], ~steady[fit]))]
    busy = rank[~cast.lotted[rank]]
    lotted = rank[cast.lotted[rank]]
    share = max(3, round(0.12 * int(cast.lotted.sum())))
    deck = rng.permutation(busy[: max(14, round(0.15 * len(cast.item)))])
    return deck.tolist(), lotted[:share]


def _deal(deck: list[int], count: int, portion: float) -> Ints:
    wanted = max(2, round(portion * count))
    hand = [deck.pop() for _ in range(min(wanted, len(deck)))]
    return np.array(hand, dtype=np.int64)
