"""What a procurement is worth, and what is left to come. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class PurchaseLine:
    """What is to be bought of one item; without a price, what its supplier asks."""

    item_id: int
    quantity: Decimal
    needs_list_item_id: int | None = None
    supplier_id: int | None = None
    unit_price: Decimal | None = None


def total_value(lines: Iterable[tuple[Decimal, Decimal | None]]) -> Decimal | None:
    """Add up quantity times price; a line without a price makes the total unknown."""
    total = Decimal(0)
    for quantity, price in lines:
        if price is None:
            return None
        total += quantity * price
    return total


def line_status(ordered: Decimal, received: Decimal) -> str:
    if received == 0:
        return "PENDING"
    return "PARTIAL" if received < ordered else "RECEIVED"
