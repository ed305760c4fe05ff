"""The suppliers, what each offers, and how far their deliveries keep to their word."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from scripts.demo.catalogue import Catalogue
from scripts.demo.families import FAMILIES
from scripts.demo.options import Floats, Ints, Options

ROOTS = ("Alfa", "Brasil", "Cerrado", "Delta", "Engenho", "Fênix", "Guará", "Horizonte", "Ipiranga",
         "Jacarandá", "Kaiapó", "Litoral", "Mantiqueira", "Norte", "Orion", "Planalto", "Quartzo",
         "Rondon", "Serra", "Timbó", "União", "Vale", "Xingu", "Zona Sul")  # fmt: skip
TRADES = ("Cabos", "Energia", "Distribuidora", "Componentes", "Industrial", "Suprimentos")
ABROAD = ("CN", "DE", "US", "KR")
OFFERS = 3  # at most, for one item


@dataclass(frozen=True, slots=True)
class Suppliers:
    """Arrays over suppliers, then arrays over items x offers (-1: no such offer)."""

    codes: list[str]
    names: list[str]
    types: list[str]
    countries: list[str]
    lead_time: Ints  # as stated
    reliability: Floats
    mean_ratio: Floats  # of the actual lead time to the promised one
    spread: Floats  # its coefficient of variation
    offer: Ints
    offer_lead_time: Ints
    offer_price: Floats
    pack: Ints  # ticks
    minimum: Ints  # ticks


def build(options: Options, catalogue: Catalogue) -> Suppliers:
    rng = options.rng("suppliers")
    count = max(int(np.clip(options.items // 12, 8, 24)), options.items // 60)
    types = [("DOMESTIC", "IMPORT", "DOMESTIC", "HYBRID", "DOMESTIC")[n % 5] for n in range(count)]
    ranges = {"DOMESTIC": (5, 18), "HYBRID": (14, 32), "IMPORT": (35, 71)}
    lead_time = np.array([rng.integers(*ranges[kind]) for kind in types])
    manner = np.array([(0, 1, 0, 1, 2, 0, 1)[n % 7] for n in range(count)])  # 2: chronically late
    offer = _offers(catalogue, count, rng)
    jitter = rng.integers(-2, 4, offer.shape) * (rng.random(offer.shape) < 0.4)
    pack, minimum = _packs(catalogue, offer, rng)
    markup = np.sort(rng.uniform(0.0, 0.14, offer.shape), axis=1)
    return Suppliers(
        codes=[f"F{n + 1:03d}" for n in range(count)],
        names=[_name(n, kind) for n, kind in enumerate(types)],
        types=types,
        countries=["BR" if k == "DOMESTIC" else ABROAD[n % 4] for n, k in enumerate(types)],
        lead_time=lead_time,
        reliability=np.round(np.array([0.96, 0.9, 0.62])[manner] + rng.normal(0, 0.02, count), 2),
        mean_ratio=np.array([0.80, 0.84, 1.30])[manner],
        spread=np.array([0.12, 0.20, 0.35])[manner],
        offer=offer,
        offer_lead_time=np.maximum(np.where(offer >= 0, lead_time[offer], 0) + jitter, 3),
        offer_price=np.round(catalogue.cost[:, None] * (0.98 + markup), 2),
        pack=pack,
        minimum=minimum,
    )


def _name(number: int, kind: str) -> str:
    turn, place = divmod(number, len(ROOTS))
    root, trade = ROOTS[place], TRADES[(place + turn) % len(TRADES)]
    if kind == "IMPORT":
        return f"{root} Telecom Imports{'' if turn == 0 else f' {turn + 1}'}"
    return f"{root} {trade} Ltda.{'' if turn == 0 else f' {turn + 1}'}"


def _offers(catalogue: Catalogue, count: int, rng: np.random.Generator) -> Ints:
    """Give every family three or more suppliers, and every item one to three of them."""
    per_family = max(3, count // 6)
    served = np.array([rng.choice(count, per_family, replace=False) for _ in FAMILIES])
    ranks = np.argsort(rng.random((len(catalogue.skus), per_family)), axis=1)[:, :OFFERS]
    offer = served[catalogue.family[:, None], ranks]
    offers = rng.choice([1, 2, 3], size=len(catalogue.skus), p=[0.45, 0.35, 0.2])
    return np.where(np.arange(OFFERS) < offers[:, None], offer, -1)


def _packs(catalogue: Catalogue, offer: Ints, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """A pack is at most about four days of an item's demand; some ask for several packs."""
    usual = catalogue.chance * catalogue.size
    sizes = np.array([1, 2, 5, 10, 25, 50, 100, 200])
    largest = np.searchsorted(sizes, np.maximum(usual * 4, 1.0), side="right")
    pack = sizes[(rng.random(offer.shape) * largest[:, None]).astype(np.int64)]
    minimum = pack * rng.choice([1, 1, 1, 2, 4], size=offer.shape)
    return pack, minimum


def delivery_ratios(options: Options, suppliers: Suppliers) -> Floats:
    """Draw actual / promised lead time by day, supplier, site: an order's lines travel alike."""
    shape = 1.0 / suppliers.spread**2
    size = (options.days, options.sites, len(suppliers.codes))
    draws = options.rng("deliveries").gamma(shape, suppliers.mean_ratio / shape, size)
    return draws.transpose(0, 2, 1)


def frame(suppliers: Suppliers) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "code": suppliers.codes,
            "name": suppliers.names,
            "type": suppliers.types,
            "country": suppliers.countries,
            "reliability": np.clip(suppliers.reliability, 0.0, 1.0),
            "lead_time_days": suppliers.lead_time,
            "is_active": [True] * len(suppliers.codes),
        }
    )


def offers_frame(suppliers: Suppliers, catalogue: Catalogue) -> pl.DataFrame:
    item, rank = np.nonzero(suppliers.offer >= 0)
    supplier = suppliers.offer[item, rank]
    lead_time = suppliers.offer_lead_time[item, rank]
    tick = catalogue.tick[item]
    return pl.DataFrame(
        {
            "supplier_code": np.array(suppliers.codes)[supplier],
            "sku": np.array(catalogue.skus)[item],
            "lead_time_days": lead_time,
            "min_order_quantity": suppliers.minimum[item, rank] * tick,
            "pack_size": suppliers.pack[item, rank] * tick,
            "unit_price": suppliers.offer_price[item, rank],
            "is_preferred": rank == 0,
        }
    ).with_columns(
        pl.when(pl.Series(lead_time != suppliers.lead_time[supplier])).then("lead_time_days")
        .alias("lead_time_days")
    )  # fmt: skip
