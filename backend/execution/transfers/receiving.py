"""Counting a transfer in: what came of each lot, what is missing, and who is told."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from backend.execution.receipts import service as receipts
from backend.execution.receipts.models import GoodsReceipt
from backend.execution.receipts.service import Received, Source
from backend.execution.transfers.errors import NotOnTransfer, QuantityTooLarge, ReasonMissing
from backend.execution.transfers.lots import chosen_lots
from backend.execution.transfers.models import Transfer, TransferItem, TransferLot
from backend.execution.transfers.schemas import ReceivedTransferLine, ReceivedTransferLot
from backend.execution.transfers.service import lines_of
from backend.execution.transfers.workflow import (
    VarianceLevel,
    is_settled,
    needs_reason,
    variance_level,
)
from backend.inventory.ledger import service as ledger
from backend.inventory.ledger.queries import Pair
from backend.inventory.ledger.service import Movement, source_key
from backend.needs.lists import fulfilment


@dataclass(frozen=True, slots=True)
class CountedLot:
    lot: TransferLot
    good: Decimal
    damaged: Decimal


@dataclass(frozen=True, slots=True)
class CountedLine:
    line: TransferItem
    level: VarianceLevel
    lots: tuple[CountedLot, ...]


def count(
    session: Session, transfer: Transfer, received: Sequence[ReceivedTransferLine]
) -> list[CountedLine]:
    """Check a count against what was dispatched, and write it into the lines."""
    sent = {line.id: line for line in lines_of(session, transfer) if line.dispatched_quantity > 0}
    parts = chosen_lots(session, list(sent))
    said = {line.line_id: line for line in received}
    if len(said) < len(received):
        raise NotOnTransfer("A line that is named twice")
    for line_id in said:
        if line_id not in sent:
            raise NotOnTransfer(f"Line {line_id}")
    for line_id in sent:
        if line_id not in said:
            raise ReasonMissing(f"Line {line_id} was dispatched: say what came of it, be it 0.")
    counted = [_line(sent[line_id], parts[line_id], said[line_id]) for line_id in sorted(sent)]
    session.flush()
    return counted


def _line(
    line: TransferItem, parts: Sequence[TransferLot], said: ReceivedTransferLine
) -> CountedLine:
    counts = {lot.lot_line_id: lot for lot in said.lots}
    known = {part.id for part in parts}
    if len(counts) < len(said.lots) or set(counts) != known:
        raise NotOnTransfer("Every lot that was dispatched, once, and no other: this count")
    lots = tuple(_lot(part, counts[part.id]) for part in parts)
    line.received_quantity = sum((lot.good for lot in lots), Decimal(0))
    level = variance_level(line.dispatched_quantity, line.received_quantity)
    if needs_reason(level) and said.reason_code is None:
        raise ReasonMissing("More than 2 % is missing: give a reason for the difference.")
    line.variance_level = level
    line.variance_reason_code = said.reason_code
    line.variance_note = said.note
    return CountedLine(line, level, lots)


def _lot(part: TransferLot, said: ReceivedTransferLot) -> CountedLot:
    if said.quantity + said.damaged_quantity > part.quantity:
        raise QuantityTooLarge(
            f"{part.quantity.normalize():f} were dispatched of this lot, "
            f"and {(said.quantity + said.damaged_quantity).normalize():f} were counted."
        )
    part.received_quantity = said.quantity
    return CountedLot(part, said.quantity, said.damaged_quantity)


def post(
    session: Session, transfer: Transfer, counted: Sequence[CountedLine], *, at: dt.datetime
) -> set[Pair]:
    """Add what came in good order to the stock; what is lost or damaged never enters it."""
    ledger.post(
        session,
        [
            Movement(
                item_id=one.line.item_id,
                site_id=transfer.to_site_id,
                lot_id=part.lot.lot_id,
                quantity=part.good,
                type="TRANSFER_IN",
                source_key=source_key("transfer", transfer.id, one.line.id, f"in-{part.lot.id}"),
                document=transfer.transfer_no,
            )
            for one in counted
            for part in one.lots
            if part.good > 0
        ],
        at=at,
    )
    # Also where nothing came: it is not inbound any more.
    return {(one.line.item_id, transfer.to_site_id) for one in counted}


def settles_itself(counted: Sequence[CountedLine]) -> bool:
    return is_settled(one.level for one in counted)


def report(session: Session, counted: Sequence[CountedLine]) -> None:
    """Tell the needs list's lines what came for them."""
    for one in counted:
        if one.line.needs_list_item_id is not None:
            fulfilment.report(session, one.line.needs_list_item_id, one.line.received_quantity)


def write_note(
    session: Session,
    transfer: Transfer,
    counted: Sequence[CountedLine],
    *,
    by: int,
    at: dt.datetime,
    note: str | None,
) -> GoodsReceipt:
    good = [
        Received(one.line.item_id, part.good, part.lot.lot_id)
        for one in counted
        for part in one.lots
    ]
    damaged = [
        Received(one.line.item_id, part.damaged, part.lot.lot_id, "DAMAGED")
        for one in counted
        for part in one.lots
    ]
    return receipts.write_note(
        session,
        Source(transfer_id=transfer.id),
        [one for one in (*good, *damaged) if one.quantity > 0],
        site_id=transfer.to_site_id,
        by=by,
        at=at,
        note=note,
    )
