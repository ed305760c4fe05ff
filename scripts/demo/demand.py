"""What is asked for: seasons, holidays, promotions and trend by item, drawn by demand class."""

from dataclasses import dataclass

import numpy as np

from scripts.demo import holiday_calendar
from scripts.demo.assortment import Pairs
from scripts.demo.catalogue import ERRATIC, INTERMITTENT, LUMPY, SMOOTH, Catalogue
from scripts.demo.families import FAMILIES
from scripts.demo.options import CHUNK_ITEMS, Bools, Floats, Ints, Options

RAMP_DAYS = 35
FADE_DAYS = 60


@dataclass(frozen=True, slots=True)
class Asked:
    quantity: Ints  # ticks, item-sites x days
    promoted: Bools  # items of the chunk x days
    discount: Floats  # the same, as a share of the price
    first_item: int


def build(options: Options, chunk: int, catalogue: Catalogue, pairs: Pairs) -> Asked:
    rng = options.rng("demand", chunk)
    low = chunk * CHUNK_ITEMS
    family = catalogue.family[low : low + CHUNK_ITEMS]
    uplift, discount = _promotions(options, catalogue.promoted[low : low + CHUNK_ITEMS], rng)
    years = np.arange(options.days) / 365.25
    trend = np.exp(catalogue.trend[low : low + CHUNK_ITEMS, None] * (years - years[-1] / 2))
    level = seasons(options)[family] * trend * uplift
    level *= rng.lognormal(0, 0.04, level.shape)

    local = pairs.item - low
    pair_level = level[local] * _life(options, pairs) * _shifts(options, pairs)
    quantity = np.zeros((len(pairs), options.days), dtype=np.int64)
    for demand_class, draw in DRAWS.items():
        rows = np.flatnonzero(catalogue.demand_class[pairs.item] == demand_class)
        if len(rows):
            quantity[rows] = draw(rng, _drawing(rows, pair_level[rows], pairs, catalogue))
    _spike(quantity, pairs, rng)
    return Asked(quantity, uplift > 1.0, discount, low)


def seasons(options: Options) -> Floats:
    """Return the level of each family on each day; about 1 on average."""
    day = (options.dates() - options.dates().astype("datetime64[Y]")).astype(np.int64)
    weekday = options.weekdays()
    closed = holiday_calendar.closed_days(options)
    levels = np.empty((len(FAMILIES), options.days))
    for index, family in enumerate(FAMILIES):
        week = np.array([1.12, 1.06, 1.0, 1.0, 1.02, (family.weekend + 0.8) / 2, family.weekend])
        amplitude, peak = family.yearly
        year = 1 + amplitude * np.cos(2 * np.pi * (day - peak) / 365.25)
        levels[index] = (week * 7 / week.sum())[weekday] * year
        levels[index, closed] *= 0.35 + 0.4 * family.weekend
    return levels


def _promotions(
    options: Options, promotable: Bools, rng: np.random.Generator
) -> tuple[Floats, Floats]:
    uplift = np.ones((len(promotable), options.days))
    discount = np.zeros_like(uplift)
    for item in np.flatnonzero(promotable):
        for _ in range(1 + int(rng.poisson(options.days / 130))):
            begin = int(rng.integers(0, options.days))
            window = slice(begin, begin + int(rng.integers(5, 15)))
            depth = rng.uniform(0.08, 0.25)
            uplift[item, window] = 1.15 + 4.0 * depth
            discount[item, window] = depth
    return uplift, discount


def _life(options: Options, pairs: Pairs) -> Floats:
    """Rise after an introduction, fade before the end, nothing outside."""
    day = np.arange(options.days)
    age = day - pairs.first[:, None]
    left = pairs.stop[:, None] - day
    rise = np.where(pairs.first[:, None] > 0, np.clip((age + 8) / RAMP_DAYS, 0.0, 1.0), 1.0)
    live = (age >= 0) & (left > 0) & (day <= pairs.last_day[:, None])
    return np.where(live, rise * np.clip(left / FADE_DAYS, 0.2, 1.0), 0.0)


def _shifts(options: Options, pairs: Pairs) -> Floats:
    after = np.arange(options.days) >= pairs.stories.shift_from[:, None]
    return np.where(after, pairs.stories.shift_factor[:, None], 1.0)


@dataclass(frozen=True, slots=True)
class Drawing:
    """Some item-sites of one demand class; `level` is item-sites x days, the rest columns."""

    item: Ints
    level: Floats
    usual: Floats
    share: Floats
    chance: Floats
    size: Floats


def _drawing(rows: Ints, level: Floats, pairs: Pairs, catalogue: Catalogue) -> Drawing:
    item = pairs.item[rows]
    return Drawing(
        item=item,
        level=level,
        usual=pairs.usual[rows, None],
        share=pairs.share[rows, None],
        chance=catalogue.chance[item, None],
        size=catalogue.size[item, None],
    )


def _smooth(rng: np.random.Generator, drawing: Drawing) -> Ints:
    mean = drawing.level * drawing.usual
    return rng.poisson(rng.gamma(14.0, mean / 14.0))


def _erratic(rng: np.random.Generator, drawing: Drawing) -> Ints:
    """Busy days are busy at all sites at once: otherwise the sites would average them away."""
    items, place = np.unique(drawing.item, return_inverse=True)
    shock = rng.gamma(1.0, 1.0, (len(items), drawing.level.shape[1]))
    mean = drawing.level * drawing.usual * (0.08 + 0.92 * shock[place])
    return rng.poisson(rng.gamma(6.0, mean / 6.0))


def _intermittent(rng: np.random.Generator, drawing: Drawing) -> Ints:
    sizes = rng.gamma(8.0, drawing.size / 8.0, drawing.level.shape)
    return _now_and_then(rng, drawing, sizes)


def _lumpy(rng: np.random.Generator, drawing: Drawing) -> Ints:
    # A log-normal of sigma 1 has e^0.5 times its median as mean; the mean is to be the size.
    sizes = drawing.size * np.exp(rng.standard_normal(drawing.level.shape) - 0.5)
    return _now_and_then(rng, drawing, sizes)


def _now_and_then(rng: np.random.Generator, drawing: Drawing, sizes: Floats) -> Ints:
    chance = np.minimum(drawing.chance * drawing.level, 0.95)
    happens = rng.random(sizes.shape) < 1 - (1 - chance) ** drawing.share
    return np.where(happens, np.maximum(np.rint(sizes), 1), 0).astype(np.int64)


DRAWS = {SMOOTH: _smooth, ERRATIC: _erratic, INTERMITTENT: _intermittent, LUMPY: _lumpy}


def _spike(quantity: Ints, pairs: Pairs, rng: np.random.Generator) -> None:
    for pair in np.flatnonzero(pairs.stories.spikes):
        last = pairs.last_day[pair]
        quantity[pair, last - 1 : last + 1] += int(
            np.ceil(rng.uniform(5, 8) * pairs.usual[pair] + 6 * np.sqrt(pairs.spread[pair]))
        )
