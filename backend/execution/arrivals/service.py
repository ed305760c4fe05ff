"""Goods from outside become stock: a goods received note, and its lines in the ledger."""

import datetime as dt
from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.audit import recorder
from backend.audit.events import Event
from backend.catalogue.models import Item
from backend.core.numbering import next_number
from backend.execution.arrivals.errors import ArrivedExpired, LotMissing
from backend.execution.arrivals.rules import Arrived, is_expired, lacks_lot
from backend.execution.receipts.models import GoodsReceipt, GoodsReceiptItem
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
    receipt: GoodsReceipt,
    lines: Sequence[Arrived],
    *,
    document: str,
    at: dt.datetime,
) -> GoodsReceipt:
    """Store a note with its lines and post what is usable; all in the caller's transaction."""
    check(session, lines, at.date())
    receipt.receipt_no = next_number(session, f"GRN-{at:%Y%m%d}")
    receipt.at = at
    session.add(receipt)
    session.flush()
    lots = [_lot_id(session, line) for line in lines]
    for line, lot_id in zip(lines, lots, strict=True):
        for quantity, condition in ((line.good, "GOOD"), (line.unusable, "DAMAGED")):
            if quantity > 0:
                session.add(
                    GoodsReceiptItem(
                        receipt_id=receipt.id,
                        item_id=line.item_id,
                        lot_id=lot_id,
                        quantity=quantity,
                        condition=condition,
                        at=at,
                    )
                )
    movements = [
        ledger.Movement(
            item_id=line.item_id,
            site_id=receipt.site_id,
            quantity=line.good,
            type="RECEIPT",
            source_key=ledger.source_key("receipt", receipt.id, number, "in"),
            document=document,
            lot_id=lot_id,
        )
        for number, (line, lot_id) in enumerate(zip(lines, lots, strict=True), start=1)
        if line.good > 0
    ]
    ledger.post(session, movements, at=at)
    _tell(session, receipt, lines, document)
    return receipt


def _lot_id(session: Session, line: Arrived) -> int | None:
    if not line.lot_number:
        return None
    return lot_of(session, line.item_id, line.lot_number, line.expires_on)


def _tell(session: Session, receipt: GoodsReceipt, lines: Sequence[Arrived], document: str) -> None:
    recorder.record(
        session,
        Event.GOODS_RECEIVED,
        "goods_receipt",
        receipt.id,
        after={
            "receipt_no": receipt.receipt_no,
            "document": document,
            "site_id": receipt.site_id,
            "lines": [
                {
                    "item_id": line.item_id,
                    "good": line.good,
                    "unusable": line.unusable,
                    "lot": line.lot_number,
                }
                for line in lines
            ],
        },
        reason=receipt.note,
    )
