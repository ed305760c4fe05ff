"""The items: names, prices, life, and how much of each is asked for."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from scripts.demo.families import BRANDS, FAMILIES, Family
from scripts.demo.options import NEVER, Bools, Floats, Ints, Options

SMOOTH, ERRATIC, INTERMITTENT, LUMPY = range(4)
TICKS = {"UN": 1.0, "M": 1.0, "KG": 0.5, "L": 0.5}  # the smallest quantity that is moved
DEAR = 600.0


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One entry per item in every array; days count from the first day of the data."""

    skus: list[str]
    names: list[str]
    family: Ints
    tick: Floats
    cost: Floats
    price: Floats
    criticality: Ints
    shelf_life: Ints  # 0 where it does not expire
    demand_class: Ints
    chance: Floats  # of any demand on a usual day, all sites together
    size: Floats  # ticks asked for on a day with demand
    trend: Floats  # growth a year
    introduced: Ints
    discontinued: Ints
    promoted: Bools


def build(options: Options) -> Catalogue:
    rng = options.rng("catalogue")
    family = _families(options.items, rng)
    kinds = [FAMILIES[index] for index in family]
    skus, names, usual_cost = _articles(family, rng)
    cost = np.maximum(np.round(usual_cost * rng.lognormal(0, 0.25, options.items), 2), 0.2)
    demand_class = np.array([rng.choice(4, p=np.array(f.classes) / sum(f.classes)) for f in kinds])
    # Nobody asks for a dear item every day.
    rarer = (cost > DEAR) & (demand_class <= ERRATIC)
    demand_class = np.where(rarer, demand_class + INTERMITTENT, demand_class)
    chance, size = _volumes(kinds, demand_class, cost, rng)
    introduced, discontinued = _lives(options, rng)
    return Catalogue(
        skus=skus,
        names=names,
        family=family,
        tick=np.array([TICKS[f.unit] for f in kinds]),
        cost=cost,
        price=np.round(cost * rng.uniform(1.2, 1.8, options.items), 2),
        criticality=np.clip(
            np.array([f.criticality for f in kinds]) + rng.integers(-2, 3, options.items), 0, 10
        ),
        shelf_life=np.array([rng.choice(f.shelf_life) if f.shelf_life else 0 for f in kinds]),
        demand_class=demand_class,
        chance=chance,
        size=size,
        trend=np.clip(rng.normal(0.04, 0.15, options.items), -0.35, 0.5),
        introduced=introduced,
        discontinued=discontinued,
        promoted=rng.random(options.items) < np.array([f.promoted for f in kinds]),
    )


def _families(items: int, rng: np.random.Generator) -> Ints:
    """Share the items out by weight, every family at least once where there is room."""
    weights = np.array([f.weight for f in FAMILIES], dtype=float)
    family = rng.choice(len(FAMILIES), size=items, p=weights / weights.sum())
    present = min(items, len(FAMILIES))
    family[:present] = np.arange(len(FAMILIES))[:present]
    return np.sort(family)


def _articles(family: Ints, rng: np.random.Generator) -> tuple[list[str], list[str], Floats]:
    skus: list[str] = []
    names: list[str] = []
    costs: list[float] = []
    for index, kind in enumerate(FAMILIES):
        articles = kind.articles()
        order = rng.permutation(len(articles))
        for number in range(int((family == index).sum())):
            turn, place = divmod(number, len(articles))
            article, cost = articles[order[place]]
            brand = BRANDS[(turn + place) % len(BRANDS)]
            skus.append(f"{kind.prefix}-{number + 1:04d}")
            names.append(f"{article} {brand}" + (f" mod. {turn}" if turn >= len(BRANDS) else ""))
            costs.append(cost)
    return skus, names, np.array(costs)


def _volumes(
    kinds: list[Family], demand_class: Ints, cost: Floats, rng: np.random.Generator
) -> tuple[Floats, Floats]:
    """Return the chance of demand and its size; few items make most of the volume."""
    count = len(kinds)
    volume = np.array([f.volume for f in kinds]) * np.clip((60 / cost) ** 0.3, 0.3, 1.5)
    steady = demand_class <= ERRATIC
    sizes = np.where(
        steady,
        np.maximum(9.0 * volume * rng.lognormal(0.6, 0.9, count), 8.0),
        np.maximum(1.6 * np.maximum(volume, 1.0) * rng.lognormal(0.2, 0.6, count), 1.2),
    )
    sizes = np.where(demand_class == LUMPY, sizes * 2.5, sizes)
    return np.where(steady, 1.0, rng.uniform(0.12, 0.55, count)), sizes


def _lives(options: Options, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """Most items are older than the data; a few are new, a few have gone."""
    days, count = options.days, options.items
    introduced = -rng.integers(30, 2200, count)
    discontinued = np.full(count, NEVER)
    order = rng.permutation(count)
    fresh, gone = max(1, round(0.04 * count)), max(1, round(0.05 * count))
    middle = round(0.06 * count)
    recent = min(88, days // 2)
    introduced[order[:fresh]] = days - rng.integers(min(21, recent - 1), recent, fresh)
    discontinued[order[fresh : fresh + gone]] = days - rng.integers(
        min(30, days // 4), max(min(420, days * 2 // 3), 31), gone
    )
    later = order[fresh + gone : fresh + gone + middle]
    introduced[later] = rng.integers(days // 6, max(days - recent, days // 6 + 1), len(later))
    return introduced, discontinued


def frame(catalogue: Catalogue, options: Options) -> pl.DataFrame:
    start = np.datetime64(options.start, "D")
    kinds = [FAMILIES[index] for index in catalogue.family]
    gone = catalogue.discontinued < NEVER
    last = np.where(gone, catalogue.discontinued, 0)
    return pl.DataFrame(
        {
            "sku": catalogue.skus,
            "name": catalogue.names,
            "family": [f.name for f in kinds],
            "category": [f.category for f in kinds],
            "unit": [f.unit for f in kinds],
            "unit_cost": catalogue.cost,
            "unit_price": catalogue.price,
            "criticality": catalogue.criticality,
            "shelf_life_days": catalogue.shelf_life,
            "is_active": ~gone,
            "introduced_on": start + catalogue.introduced,
            "discontinued_on": start + last,
        }
    ).with_columns(
        pl.when(pl.col("shelf_life_days") > 0).then("shelf_life_days").alias("shelf_life_days"),
        pl.when(~pl.col("is_active")).then("discontinued_on").alias("discontinued_on"),
    )
