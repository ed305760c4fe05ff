"""The simulation's matrices as rows of the native format: demand and orders."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from scripts.demo.assortment import Pairs
from scripts.demo.catalogue import Catalogue
from scripts.demo.demand import Asked
from scripts.demo.inventory import Ledger
from scripts.demo.network import Network
from scripts.demo.options import CHUNK_ITEMS, NEVER, Floats, Ints, Options
from scripts.demo.suppliers import Suppliers

YEARLY_PRICE_RISE = 0.045


@dataclass(frozen=True, slots=True)
class Scene:
    """One chunk of items with everything that was drawn for it."""

    options: Options
    chunk: int
    catalogue: Catalogue
    network: Network
    suppliers: Suppliers
    pairs: Pairs
    asked: Asked
    ledger: Ledger

    def names(self, pair: Ints) -> dict[str, pl.Series]:
        return {
            "sku": pl.Series(self.catalogue.skus).gather(self.pairs.item[pair]),
            "site_code": pl.Series(self.network.codes).gather(self.pairs.site[pair]),
        }

    def days(self, day: Ints) -> pl.Series:
        """Turn day numbers into dates; NEVER becomes null."""
        known = day < NEVER
        dates = np.datetime64(self.options.start, "D") + np.where(known, day, 0)
        return pl.Series(dates).to_frame("d").select(pl.when(pl.Series(known)).then("d"))["d"]

    def inflation(self, day: Ints) -> Floats:
        """Prices rise once a year; the catalogue holds today's."""
        years_ago = (self.options.days - 1 - day) // 365
        return np.power(1 + YEARLY_PRICE_RISE, -years_ago.astype(np.float64))


def demand_frame(scene: Scene) -> pl.DataFrame:
    """One row per item, site and day on which anything was asked, returned or promoted."""
    pairs, ledger, asked = scene.pairs, scene.ledger, scene.asked
    known = scene.network.knows_unfilled[pairs.site]
    unfilled = np.where(known[:, None], asked.quantity - ledger.sold, 0)
    day_numbers = np.arange(scene.options.days)
    listed = (day_numbers >= pairs.first[:, None]) & (day_numbers < pairs.stop[:, None])
    listed &= day_numbers <= pairs.last_day[:, None]
    promoted = asked.promoted[pairs.item - asked.first_item] & listed
    rows = (ledger.sold > 0) | (unfilled > 0) | (ledger.returned > 0) | promoted
    day, pair = np.nonzero(rows.T)
    item = pairs.item[pair]
    tick = scene.catalogue.tick[item]
    discount = asked.discount[item - asked.first_item, day]
    frame = pl.DataFrame(
        {
            "date": scene.days(day),
            **scene.names(pair),
            "quantity": ledger.sold[pair, day] * tick,
            "unfilled_quantity": unfilled[pair, day] * tick,
            "returned_quantity": ledger.returned[pair, day] * tick,
            "unit_price": np.round(
                scene.catalogue.price[item] * (1 - discount) * scene.inflation(day), 2
            ),
            "on_promotion": promoted[pair, day],
        }
    )
    return frame.with_columns(
        pl.when(pl.Series(known[pair])).then("unfilled_quantity").alias("unfilled_quantity")
    )


def orders_frame(scene: Scene) -> pl.DataFrame:
    """One row per order line; a site's lines of one day to one supplier share the number."""
    lines, pairs = scene.ledger.orders, scene.pairs
    item, site = pairs.item[lines.pair], pairs.site[lines.pair]
    supplier = scene.suppliers.offer[item, lines.offer]
    cutoff = pairs.last_day[lines.pair]
    first = np.where(lines.arrival <= cutoff, lines.arrived, 0)
    rest = np.where(lines.rest_arrival <= cutoff, lines.quantity - lines.arrived, 0)
    received, cancelled = first + rest, lines.cancelled <= cutoff
    last = np.where(rest > 0, lines.rest_arrival, lines.arrival)
    tick = scene.catalogue.tick[item]
    price = scene.suppliers.offer_price[item, lines.offer] * scene.inflation(lines.ordered)
    complete = received == lines.quantity
    status = np.select(
        [cancelled, complete, received > 0], ["CANCELLED", "RECEIVED", "PART_RECEIVED"], "PLACED"
    )
    return pl.DataFrame(
        {
            "order_number": order_numbers(scene, lines.ordered, site, supplier),
            "supplier_code": pl.Series(scene.suppliers.codes).gather(supplier),
            **scene.names(lines.pair),
            "quantity": lines.quantity * tick,
            "received_quantity": received * tick,
            "unit_price": np.round(price, 2),
            "ordered_on": scene.days(lines.ordered),
            "expected_on": scene.days(lines.expected),
            "received_on": scene.days(np.where(complete, last, NEVER)),
            "status": status,
        }
    ).with_columns(
        # Lines of other chunks of items may stand on the same order.
        line_number=pl.int_range(1, pl.len() + 1).over("order_number") + scene.chunk * CHUNK_ITEMS
    )


def order_numbers(scene: Scene, ordered: Ints, site: Ints, supplier: Ints) -> pl.Series:
    frame = pl.DataFrame({"day": scene.days(ordered), "site": site, "supplier": supplier})
    number = pl.format(
        "PC{}-{}{}",
        pl.col("day").dt.strftime("%y%m%d"),
        pl.col("site").cast(pl.String).str.zfill(2),
        pl.col("supplier").cast(pl.String).str.zfill(3),
    )
    return frame.select(number=number)["number"]
