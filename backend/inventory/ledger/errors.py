"""What the ledger refuses."""

import datetime as dt
from decimal import Decimal

from backend.core.errors import Conflict


class InsufficientStock(Conflict):
    """More was asked of an item at a site than is there and free."""

    def __init__(
        self, *, item: str, site: str, available: Decimal | None, asked: Decimal | None = None
    ) -> None:
        there = Decimal(0) if available is None else max(available, Decimal(0))
        wanted = "" if asked is None else f", and {asked.normalize():f} were asked for"
        super().__init__(f"{site} has {there.normalize():f} of {item} available{wanted}.")
        self.item = item
        self.site = site
        self.available = there
        self.asked = asked


class LotExpiryDiffers(Conflict):
    def __init__(self, number: str, known: dt.date | None, told: dt.date) -> None:
        expiry = f"as expiring on {known}" if known else "without an expiry date"
        super().__init__(f"Lot {number} is known {expiry}, not on {told}; check the label.")
