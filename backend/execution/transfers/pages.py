"""What a transfer looks like to the person who asks: with what they may do, and which lots."""

from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.access.permissions import Permission
from backend.catalogue.models import Item
from backend.execution.transfers import queries
from backend.execution.transfers.lots import chosen_lots
from backend.execution.transfers.models import Transfer, TransferItem
from backend.execution.transfers.schemas import (
    TransferDetailOut,
    TransferLineLotsOut,
    TransferLotChoiceOut,
    TransferLotsOut,
    TransferOverrideOut,
)
from backend.execution.transfers.service import lines_of
from backend.execution.transfers.steps import PERMISSIONS
from backend.execution.transfers.workflow import (
    NOT_YET_SENT,
    TransferAction,
    TransferStatus,
    actions_from,
)
from backend.inventory.ledger import queries as ledger
from backend.inventory.ledger.rules import LotStock, choose_lots, is_expired
from backend.inventory.models import Lot

OVERRIDE = ("requested_by", "reason_code", "note", "approved_by", "approved_at")


def detail(
    session: Session, transfer_id: int, *, reader: int, permissions: frozenset[str]
) -> TransferDetailOut:
    """Return a transfer with the steps that ``reader`` may take now."""
    row = queries.transfer(session, transfer_id)
    asked_by = row["override_requested_by_id"]
    can_still_choose = TransferStatus(row["status"]) in NOT_YET_SENT
    override = {name: row[f"override_{name}"] for name in OVERRIDE}
    row["override"] = None if asked_by is None else TransferOverrideOut.model_validate(override)
    row["actions"] = _actions(row["status"], row, reader, permissions)
    row["may_request_override"] = can_still_choose and Permission.TRANSFER_DISPATCH in permissions
    row["may_decide_override"] = (
        row["has_open_override"]
        and Permission.TRANSFER_APPROVE in permissions
        and asked_by != reader
    )
    return TransferDetailOut.model_validate(row)


def _actions(
    status: str, row: dict[str, object], reader: int, permissions: frozenset[str]
) -> list[TransferAction]:
    own = {
        TransferAction.APPROVE: row["submitted_by_id"],
        TransferAction.REJECT: row["submitted_by_id"],
        TransferAction.RECONCILE: row["received_by_id"],
    }
    return [
        action
        for action in actions_from(TransferStatus(status))
        if PERMISSIONS[action] in permissions and own.get(action) != reader
    ]


def lot_choice(session: Session, transfer: Transfer) -> TransferLotsOut:
    """Return the source's lots of each line, and what will be sent of each as things stand."""
    lines = lines_of(session, transfer)
    pairs = {line.id: (line.item_id, transfer.from_site_id) for line in lines}
    there = ledger.lots(session, list(pairs.values()))
    day = ledger.stock_day(session)
    numbers = _lot_numbers(session, [lot for lots in there.values() for lot in lots])
    chosen = chosen_lots(session, list(pairs))
    data = []
    for line in lines:
        lots = there[pairs[line.id]]
        by_expiry = choose_lots(lots, line.quantity, day)
        first = {pick.lot_id: pick.quantity for pick in by_expiry.picks}
        asked = {lot.lot_id: lot.quantity for lot in chosen[line.id]} or first
        shown = [
            TransferLotChoiceOut(
                lot_id=lot.lot_id,
                lot_number=numbers.get(lot.lot_id),
                expires_on=lot.expires_on,
                is_expired=is_expired(lot.expires_on, day),
                on_hand=lot.quantity,
                first_expired_quantity=first.get(lot.lot_id, Decimal(0)),
                chosen_quantity=asked.get(lot.lot_id, Decimal(0)),
            )
            for lot in lots
        ]
        data.append(_line(session, line, by_expiry.missing, shown))
    return TransferLotsOut(transfer_id=transfer.id, as_of=day, data=data)


def _line(
    session: Session, line: TransferItem, missing: Decimal, lots: list[TransferLotChoiceOut]
) -> TransferLineLotsOut:
    item = session.get_one(Item, line.item_id)
    return TransferLineLotsOut(
        line_id=line.id,
        item_id=line.item_id,
        sku=item.sku,
        item_name=item.name,
        unit=item.unit,
        quantity=line.quantity,
        missing_quantity=missing,
        lots=lots,
    )


def _lot_numbers(session: Session, lots: list[LotStock]) -> dict[int | None, str]:
    ids = [lot.lot_id for lot in lots if lot.lot_id is not None]
    return {lot.id: lot.lot_number for lot in session.scalars(select(Lot).where(Lot.id.in_(ids)))}
