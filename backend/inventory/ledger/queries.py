"""What there is now, by item and site and by lot."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import Date, Numeric, column, func, select, table, tuple_
from sqlalchemy.orm import Session

from backend.catalogue.models import Item
from backend.core import clock
from backend.inventory.ledger.models import StockBalance
from backend.inventory.ledger.rules import LotStock
from backend.inventory.models import Site

Pair = tuple[int, int]

LOT_STOCK = table(
    "v_lot_stock",
    *(column(name) for name in ("item_id", "site_id", "lot_id", "lot_number")),
    column("expires_on", Date),
    column("quantity", Numeric),
    schema="ops",
)
SITE_CLOCK = table("v_site_clock", column("site_id"), column("as_of"), schema="ops")


@dataclass(frozen=True, slots=True)
class Free:
    """What an item at a site has, in the words that a message needs."""

    item: str
    site: str
    on_hand: Decimal
    expired: Decimal
    reserved: Decimal

    @property
    def available(self) -> Decimal:
        """Return what is usable and not promised; negative when too much is promised."""
        return self.on_hand - self.expired - self.reserved


def stock_day(session: Session) -> dt.date:
    """Return the day that decides whether a lot has expired: where the data ends.

    The same day as in ``ops.v_stock_status``, so that what counts as available can be sent.
    """
    ends = session.scalar(select(func.max(SITE_CLOCK.c.as_of)))
    return (ends or clock.now()).astimezone(dt.UTC).date()


def free(session: Session, pairs: Collection[Pair], on: dt.date) -> dict[Pair, Free]:
    """Return what each item-site has; one the ledger has never seen has nothing."""
    expired = (
        select(LOT_STOCK.c.item_id, LOT_STOCK.c.site_id, func.sum(LOT_STOCK.c.quantity).label("n"))
        .where(LOT_STOCK.c.expires_on < on)
        .where(tuple_(LOT_STOCK.c.item_id, LOT_STOCK.c.site_id).in_(pairs))
        .group_by(LOT_STOCK.c.item_id, LOT_STOCK.c.site_id)
        .subquery("expired")
    )
    own = StockBalance
    rows = session.execute(
        select(
            Item.id,
            Site.id,
            Item.sku,
            Site.name,
            func.coalesce(own.on_hand, 0),
            func.coalesce(expired.c.n, 0),
            func.coalesce(own.reserved, 0),
        )
        .join(Site, tuple_(Item.id, Site.id).in_(pairs))
        .outerjoin(own, (own.item_id == Item.id) & (own.site_id == Site.id))
        .outerjoin(expired, (expired.c.item_id == Item.id) & (expired.c.site_id == Site.id))
    )
    return {(row[0], row[1]): Free(*row[2:]) for row in rows}


def lots(session: Session, pairs: Collection[Pair]) -> dict[Pair, list[LotStock]]:
    """Return what is left of each lot of each item-site, expired ones included."""
    found: dict[Pair, list[LotStock]] = {pair: [] for pair in pairs}
    kept = LOT_STOCK.c
    rows = session.execute(
        select(kept.item_id, kept.site_id, kept.lot_id, kept.expires_on, kept.quantity)
        .where(tuple_(kept.item_id, kept.site_id).in_(pairs))
        .order_by(kept.item_id, kept.site_id, kept.expires_on.nulls_last(), kept.lot_id)
    )
    for item_id, site_id, lot_id, expires_on, quantity in rows:
        found[item_id, site_id].append(LotStock(lot_id, expires_on, quantity))
    return found
