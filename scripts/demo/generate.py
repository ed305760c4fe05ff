"""The whole run: masters once, facts chunk by chunk, and a count of what the data shows."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl

from scripts.demo import (
    assortment,
    catalogue,
    demand,
    facts,
    movements,
    network,
    promotions,
    suppliers,
)
from scripts.demo import holiday_calendar as calendar
from scripts.demo.facts import Scene
from scripts.demo.inventory import Warehouse, simulate
from scripts.demo.options import NEVER, Options
from scripts.demo.purchasing import Buyer
from scripts.demo.writing import Folder, Format

Progress = Callable[[int, int], None]


def generate(options: Options, out: Path, file_format: Format, progress: Progress) -> Counter[str]:
    """Write the folder and return counts by name, rows of each file first."""
    goods = catalogue.build(options)
    sites = network.build(options)
    sellers = suppliers.build(options, goods)
    folder = Folder(out, file_format)
    folder.write("items", catalogue.frame(goods, options))
    folder.write("sites", network.frame(sites, options))
    folder.write("suppliers", suppliers.frame(sellers))
    folder.write("supplier_items", suppliers.offers_frame(sellers, goods))
    folder.write("calendar", calendar.frame(options))
    folder.write("promotions", promotions.frame(options, goods))
    shown: Counter[str] = Counter()
    for chunk in range(options.chunks):
        progress(chunk, options.chunks)
        shown += _write_chunk(build_scene(options, chunk, goods, sites, sellers), folder)
    folder.publish()
    progress(options.chunks, options.chunks)
    return Counter(folder.rows) + shown


def build_scene(
    options: Options,
    chunk: int,
    goods: catalogue.Catalogue,
    sites: network.Network,
    sellers: suppliers.Suppliers,
) -> Scene:
    pairs = assortment.build(options, chunk, goods, sites, sellers)
    asked = demand.build(options, chunk, goods, pairs)
    buyer = Buyer(options, pairs, sellers, options.rng("purchasing", chunk))
    stream = options.rng("inventory", chunk)
    ledger = simulate(Warehouse(options, goods, sites, pairs, asked, buyer, stream))
    return Scene(options, chunk, goods, sites, sellers, pairs, asked, ledger)


def _write_chunk(scene: Scene, folder: Folder) -> Counter[str]:
    part = scene.chunk if scene.options.chunks > 1 else None
    orders = facts.orders_frame(scene)
    folder.write("demand", facts.demand_frame(scene), part)
    folder.write("stock_movements", movements.frame(scene), part)
    folder.write("orders", orders, part)
    return _shown(scene, orders)


def _shown(scene: Scene, orders: pl.DataFrame) -> Counter[str]:
    """Count what the last day has for the dashboard to find."""
    pairs, ledger, end = scene.pairs, scene.ledger, scene.options.end
    living = pairs.stop == NEVER
    stock, usual = ledger.on_hand[:, -1], np.maximum(pairs.usual, 1e-9)
    tick = scene.catalogue.tick[pairs.item][:, None]
    open_lines = orders.filter(pl.col("status").is_in(["PLACED", "PART_RECEIVED"]))
    late = (pl.col("received_on") > pl.col("expected_on")).sum()
    return Counter(
        {
            "item-sites": len(pairs),
            "item-sites out of stock": int((living & (stock == 0)).sum()),
            "item-sites under 5 days of stock": int(
                (living & (stock > 0) & (stock < 5 * usual)).sum()
            ),
            "item-sites over 200 days of stock": int((stock > 200 * usual).sum()),
            "days out of stock": int(((ledger.on_hand == 0) & (scene.asked.quantity > 0)).sum()),
            "units asked": int((scene.asked.quantity * tick).sum()),
            "units sold": int((ledger.sold * tick).sum()),
            "lots scrapped": len(ledger.scrapped.pair),
            "transfers": len(ledger.transfers.source),
            "order lines received late": int(orders.select(late).item()),
            "order lines overdue": open_lines.filter(pl.col("expected_on") < end).height,
            "order lines open": open_lines.height,
        }
    )
