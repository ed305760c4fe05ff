"""Which lots are given first. Pure: no database, no Flask."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class LotStock:
    """What is left of one lot at one site; ``lot_id`` is None for stock of no known lot."""

    lot_id: int | None
    expires_on: dt.date | None
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class Pick:
    """So much of one lot."""

    lot_id: int | None
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class Choice:
    """What is taken from which lots, and what no usable lot can give."""

    picks: tuple[Pick, ...]
    missing: Decimal


def is_expired(expires_on: dt.date | None, on: dt.date) -> bool:
    """Whether a lot may no longer be given. On the day itself it still may."""
    return expires_on is not None and expires_on < on


def choose_lots(lots: Iterable[LotStock], quantity: Decimal, on: dt.date) -> Choice:
    """Take what expires first, then what never expires; skip what has expired.

    Among lots of one date the one that was known first goes first, and stock of no lot goes last,
    so that what can be traced is traced.
    """
    usable = (lot for lot in lots if lot.quantity > 0 and not is_expired(lot.expires_on, on))
    picks: list[Pick] = []
    missing = quantity
    for lot in sorted(usable, key=_turn):
        if missing <= 0:
            break
        taken = min(lot.quantity, missing)
        picks.append(Pick(lot.lot_id, taken))
        missing -= taken
    return Choice(tuple(picks), max(missing, Decimal(0)))


def _turn(lot: LotStock) -> tuple[dt.date, bool, int]:
    return (lot.expires_on or dt.date.max, lot.lot_id is None, lot.lot_id or 0)
