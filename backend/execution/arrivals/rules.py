"""What may come in from outside: counted, of which lot, usable or not. Pure."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Arrived:
    """What was counted of one item and lot. Only ``good`` becomes stock."""

    item_id: int
    good: Decimal
    unusable: Decimal = Decimal(0)
    lot_number: str | None = None
    expires_on: dt.date | None = None

    @property
    def counted(self) -> Decimal:
        return self.good + self.unusable


@dataclass(frozen=True, slots=True)
class Share:
    """What one promise gets of an arrival: of what was counted, and of what is usable."""

    promise_id: int
    counted: Decimal
    usable: Decimal


def lacks_lot(line: Arrived, *, is_perishable: bool) -> bool:
    """Whether an item that perishes came without saying of which lot and until when."""
    return is_perishable and (not line.lot_number or line.expires_on is None)


def is_expired(line: Arrived, day: dt.date) -> bool:
    """Whether what is called good has expired by ``day``, its last good day not counted."""
    return line.good > 0 and line.expires_on is not None and line.expires_on < day


def share_out(
    counted: Decimal, usable: Decimal, promises: list[tuple[int, Decimal]]
) -> list[Share]:
    """Give what arrived to the promises in their order, until nothing is left.

    What was counted settles a promise, for nothing more of it will come; what is usable is all
    that it gets. The usable part goes to the first in full: half-filled promises help nobody.
    """
    shares = []
    for promise_id, outstanding in promises:
        settled = min(outstanding, counted)
        if settled <= 0:
            continue
        given = min(settled, usable)
        counted -= settled
        usable -= given
        shares.append(Share(promise_id, settled, given))
    return shares
