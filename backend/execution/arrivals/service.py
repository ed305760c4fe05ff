"""Goods from outside become stock: a goods received note, and its lines in the ledger."""

import datetime as dt
from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.catalogue.models import Item
from backend.execution.arrivals.errors import ArrivedExpired, LotMissing
from backend.execution.arrivals.rules import Arrived, is_expired, lacks_lot
from backend.execution.receipts.models import GoodsReceipt
from backend.execution.receipts.service import Received, Source, write_note
from backend.inventory.ledger import service as ledger
from backend.inventory.ledger.lots import lot_of


def check(session: Session, lines: Collection[Arrived], day: dt.date) -> None:
    """Refuse a perishable without its lot, and expired goods that are called good."""
    rows = select(Item.id, Item.sku, Item.shelf_life_days)
    known = {
        row.id: row
        for row in session.execute(rows.where(Item.id.in_({line.item_id for line in lines})))
    }
    for line in lines:
        item = known[line.item_id]
        if lacks_lot(line, is_perishable=item.shelf_life_days is not None):
            raise LotMissing(item.sku)
        if line.expires_on is not None and is_expired(line, day):
            raise ArrivedExpired(item.sku, line.expires_on)


def take_in(
    session: Session,
    source: Source,
    lines: Sequence[Arrived],
    *,
    site_id: int,
    document: str,
    by: int | None,
    at: dt.datetime,
    note: str | None = None,
) -> GoodsReceipt:
    """Write the note of an arrival and post what is usable, in the caller's transaction."""
    check(session, lines, at.date())
    lots = [_lot_id(session, line) for line in lines]
    counted = list(zip(lines, lots, strict=True))
    receipt = write_note(
        session,
        source,
        [part for line, lot_id in counted for part in _parts(line, lot_id)],
        site_id=site_id,
        by=by,
        at=at,
        note=note,
    )
    movements = [
        ledger.Movement(
            item_id=line.item_id,
            site_id=site_id,
            quantity=line.good,
            type="RECEIPT",
            source_key=ledger.source_key("receipt", receipt.id, number, "in"),
            document=document,
            lot_id=lot_id,
        )
        for number, (line, lot_id) in enumerate(counted, start=1)
        if line.good > 0
    ]
    ledger.post(session, movements, at=at)
    return receipt


def _parts(line: Arrived, lot_id: int | None) -> tuple[Received, Received]:
    return (
        Received(line.item_id, line.good, lot_id),
        Received(line.item_id, line.unusable, lot_id, "DAMAGED"),
    )


def _lot_id(session: Session, line: Arrived) -> int | None:
    if not line.lot_number:
        return None
    return lot_of(session, line.item_id, line.lot_number, line.expires_on)
