"""What the ledger refuses."""

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
