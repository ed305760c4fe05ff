"""The only writer of goods received notes. No Flask, no commit."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from sqlalchemy.orm import Session

from backend.audit.events import Event
from backend.audit.recorder import record
from backend.core.numbering import next_number
from backend.execution.receipts.models import GoodsReceipt, GoodsReceiptItem

Condition = Literal["GOOD", "DAMAGED"]


@dataclass(frozen=True, slots=True)
class Source:
    """The one document that the goods are of."""

    transfer_id: int | None = None
    procurement_id: int | None = None
    intake_id: int | None = None


@dataclass(frozen=True, slots=True)
class Received:
    """So much of one item and lot; what came damaged is noted, and is no stock."""

    item_id: int
    quantity: Decimal
    lot_id: int | None = None
    condition: Condition = "GOOD"


def write_note(
    session: Session,
    source: Source,
    received: Sequence[Received],
    *,
    site_id: int,
    by: int | None,
    at: dt.datetime,
    note: str | None = None,
) -> GoodsReceipt:
    """Write down one arrival. The caller posts the stock, in the same transaction.

    Call it last: the row that hands out numbers stays locked until the transaction ends.
    """
    receipt = GoodsReceipt(
        receipt_no=next_number(session, f"GRN-{at.astimezone(dt.UTC):%Y%m%d}"),
        transfer_id=source.transfer_id,
        procurement_id=source.procurement_id,
        intake_id=source.intake_id,
        site_id=site_id,
        received_by=by,
        at=at,
        note=note,
    )
    session.add(receipt)
    session.flush()
    session.add_all(_line(receipt, one) for one in received if one.quantity > 0)
    session.flush()
    after = {"receipt_no": receipt.receipt_no, "lines": len(received)}
    record(session, Event.GOODS_RECEIVED, "goods_receipt", receipt.id, after=after, reason=note)
    return receipt


def _line(receipt: GoodsReceipt, one: Received) -> GoodsReceiptItem:
    return GoodsReceiptItem(
        receipt_id=receipt.id,
        item_id=one.item_id,
        lot_id=one.lot_id,
        quantity=one.quantity,
        condition=one.condition,
        at=receipt.at,
    )
