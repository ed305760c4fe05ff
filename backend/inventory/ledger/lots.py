"""Lots by their number. A number means one expiry date, for as long as the item exists."""

import datetime as dt

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from backend.inventory.ledger.errors import LotExpiryDiffers
from backend.inventory.models import Lot


def lot_of(session: Session, item_id: int, number: str, expires_on: dt.date | None) -> int:
    """Return the lot of this number, made where nobody has seen it before."""
    made = insert(Lot).values(item_id=item_id, lot_number=number, expires_on=expires_on)
    session.execute(made.on_conflict_do_nothing(index_elements=["item_id", "lot_number"]))
    known = session.execute(
        select(Lot.id, Lot.expires_on).where(Lot.item_id == item_id, Lot.lot_number == number)
    ).one()
    if expires_on is not None and known.expires_on != expires_on:
        raise LotExpiryDiffers(number, known.expires_on, expires_on)
    lot_id: int = known.id
    return lot_id
