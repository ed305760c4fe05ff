"""What is left of a donated item. Pure."""

from decimal import Decimal


def free_quantity(
    given: Decimal, promised: Decimal, received: Decimal, received_for_promises: Decimal
) -> Decimal:
    """Return what neither a needs list counts on nor has arrived as stock of its own.

    More may arrive than was promised by the donor; then nothing is left to promise.
    """
    return max((given - promised) - (received - received_for_promises), Decimal(0))
