"""What people do with a transfer, from submitting it to settling what is missing.

No Flask, no commit. Every step starts from a transfer that ``service.hold`` has locked.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.access.permissions import Permission
from backend.catalogue.models import Item
from backend.core import clock
from backend.execution.transfers import lots, receiving
from backend.execution.transfers.errors import (
    NoSurplus,
    NotOnTransfer,
    OwnTransfer,
    QuantityTooLarge,
    ReasonMissing,
    TransferNotAllowed,
)
from backend.execution.transfers.models import Transfer
from backend.execution.transfers.schemas import TransferStep
from backend.execution.transfers.service import (
    HOLDER,
    end,
    give_back,
    lines_of,
    record_move,
    reserve,
)
from backend.execution.transfers.workflow import TransferAction, TransferStatus, next_status
from backend.inventory.ledger import queries as stock
from backend.inventory.ledger import service as ledger
from backend.inventory.ledger.service import Movement, source_key
from backend.inventory.models import Site
from backend.needs.lists import fulfilment
from backend.needs.status import service as status

PERMISSIONS: dict[TransferAction, Permission] = {
    TransferAction.SUBMIT: Permission.TRANSFER_EDIT,
    TransferAction.CANCEL: Permission.TRANSFER_EDIT,
    TransferAction.APPROVE: Permission.TRANSFER_APPROVE,
    TransferAction.REJECT: Permission.TRANSFER_APPROVE,
    TransferAction.DISPATCH: Permission.TRANSFER_DISPATCH,
    TransferAction.DEPART: Permission.TRANSFER_DISPATCH,
    TransferAction.RECEIVE: Permission.TRANSFER_RECEIVE,
    TransferAction.RECONCILE: Permission.TRANSFER_APPROVE,
}


def take(session: Session, transfer: Transfer, step: TransferStep, *, by: int) -> None:
    """Do one step, or raise why it cannot be done. Whether ``by`` may is asked at the edge."""
    if next_status(TransferStatus(transfer.status), step.action) is None:
        raise TransferNotAllowed(step.action, transfer.status)
    refuse_own(transfer, step.action, by)
    STEPS[step.action](session, transfer, step, by)
    session.flush()


def refuse_own(transfer: Transfer, action: TransferAction, by: int) -> None:
    """Nobody approves what they submitted, nor settles a count that they made."""
    if action in (TransferAction.APPROVE, TransferAction.REJECT) and transfer.submitted_by == by:
        raise OwnTransfer("Somebody else has to decide on the transfer you submitted.")
    if action is TransferAction.RECONCILE and transfer.received_by == by:
        raise OwnTransfer("Somebody else has to settle the count you made.")


def _move(session: Session, transfer: Transfer, step: TransferStep) -> None:
    before = transfer.status
    moved = next_status(TransferStatus(before), step.action)
    assert moved is not None  # take() has asked
    transfer.status = moved.value
    record_move(session, transfer, before, step.note)


def _submit(session: Session, transfer: Transfer, step: TransferStep, by: int) -> None:
    _check_surplus(session, transfer)
    transfer.submitted_by = by
    transfer.submitted_at = clock.now()
    _move(session, transfer, step)


def _approve(session: Session, transfer: Transfer, step: TransferStep, by: int) -> None:
    """Promise the stock, unless the approval of the needs list has done so already."""
    if transfer.needs_list_id is None:
        _check_surplus(session, transfer)
        status.refresh(session, pairs=reserve(session, [transfer]))
    transfer.approved_by = by
    transfer.approved_at = clock.now()
    _move(session, transfer, step)


def _check_surplus(session: Session, transfer: Transfer) -> None:
    """A site gives what it has above its own threshold. A needs list was calculated that way."""
    if transfer.needs_list_id is not None:
        return
    asked = {
        (line.item_id, transfer.from_site_id): line.quantity for line in lines_of(session, transfer)
    }
    thresholds = _thresholds(session, transfer)
    for pair, free in stock.free(session, asked, stock.stock_day(session)).items():
        surplus = free.available - thresholds[pair[0]]
        if asked[pair] > surplus:
            raise NoSurplus(free.item, free.site, surplus, asked[pair])


def _thresholds(session: Session, transfer: Transfer) -> Mapping[int, Decimal]:
    own = session.get_one(Site, transfer.from_site_id).min_stock_threshold
    items = [line.item_id for line in lines_of(session, transfer)]
    rows = session.execute(select(Item.id, Item.min_stock_threshold).where(Item.id.in_(items)))
    return {item_id: found if found is not None else own or Decimal(0) for item_id, found in rows}


def _reject(session: Session, transfer: Transfer, step: TransferStep, by: int) -> None:
    _end(session, transfer, TransferStatus.REJECTED, step, by)


def _cancel(session: Session, transfer: Transfer, step: TransferStep, by: int) -> None:
    _end(session, transfer, TransferStatus.CANCELLED, step, by)


def _end(
    session: Session, transfer: Transfer, ended: TransferStatus, step: TransferStep, by: int
) -> None:
    assert step.note is not None  # the schema insists on it
    end(session, transfer, ended, reason=step.note, by=by)
    status.refresh(session, pairs=give_back(session, [transfer]))
    if transfer.needs_list_id is not None:
        fulfilment.settle(session, transfer.needs_list_id)


def _dispatch(session: Session, transfer: Transfer, step: TransferStep, by: int) -> None:
    """Take the goods out of the source's stock, lot by lot; from now on they are inbound."""
    leaving = _leaving(session, transfer, step)
    at = clock.now()
    lines = lines_of(session, transfer)
    ledger.consume(session, [line.id for line in lines], holder=HOLDER)
    chosen = lots.choose(session, transfer, leaving)
    for line in lines:
        line.dispatched_quantity = leaving.get(line.id, Decimal(0))
    touched = ledger.post(
        session,
        [
            Movement(
                item_id=line.item_id,
                site_id=transfer.from_site_id,
                lot_id=lot.lot_id,
                quantity=-lot.quantity,
                type="TRANSFER_OUT",
                source_key=source_key("transfer", transfer.id, line.id, f"out-{lot.id}"),
                document=transfer.transfer_no,
            )
            for line in lines
            for lot in chosen.get(line.id, ())
        ],
        at=at,
    )
    transfer.waybill_no = f"WB-{transfer.transfer_no.removeprefix('TR-')}"
    transfer.dispatched_by = by
    transfer.dispatched_at = at
    transfer.expected_arrival = step.expected_arrival or transfer.expected_arrival
    _move(session, transfer, step)
    arriving = {(line.item_id, transfer.to_site_id) for line in lines}
    status.refresh(session, pairs=touched | arriving)
    if transfer.needs_list_id is not None:
        fulfilment.start(session, transfer.needs_list_id)


def _leaving(session: Session, transfer: Transfer, step: TransferStep) -> dict[int, Decimal]:
    """Return what leaves of each line: all of it, or as much as was said."""
    approved = {line.id: line.quantity for line in lines_of(session, transfer)}
    if step.dispatched is None:
        return approved
    if transfer.override_requested_by is not None:
        raise QuantityTooLarge("Where lots were chosen by hand, all of them leave.")
    leaving: dict[int, Decimal] = {}
    for line in step.dispatched:
        if line.line_id not in approved or line.line_id in leaving:
            raise NotOnTransfer(f"Line {line.line_id}")
        if line.quantity > approved[line.line_id]:
            raise QuantityTooLarge("No more can leave than was approved.")
        leaving[line.line_id] = line.quantity
    return leaving


def _depart(session: Session, transfer: Transfer, step: TransferStep, _by: int) -> None:
    transfer.departed_at = clock.now()
    transfer.expected_arrival = step.expected_arrival or transfer.expected_arrival
    _move(session, transfer, step)


def _receive(session: Session, transfer: Transfer, step: TransferStep, by: int) -> None:
    """Count the goods in. A count without an investigation settles itself."""
    assert step.received is not None  # the schema insists on it
    counted = receiving.count(session, transfer, step.received)
    at = clock.now()
    touched = receiving.post(session, transfer, counted, at=at)
    transfer.received_by = by
    transfer.received_at = at
    _move(session, transfer, step)
    if receiving.settles_itself(counted):
        transfer.reconciled_at = at
        _move(session, transfer, TransferStep(action=TransferAction.RECONCILE))
    receiving.report(session, counted)
    status.refresh(session, pairs=touched)
    receiving.write_note(session, transfer, counted, by=by, at=at, note=step.note)


def _reconcile(session: Session, transfer: Transfer, step: TransferStep, by: int) -> None:
    if not step.note:
        raise ReasonMissing("Say what the investigation found.")
    transfer.reconciled_by = by
    transfer.reconciled_at = clock.now()
    _move(session, transfer, step)


STEPS: dict[TransferAction, Callable[[Session, Transfer, TransferStep, int], None]] = {
    TransferAction.SUBMIT: _submit,
    TransferAction.APPROVE: _approve,
    TransferAction.REJECT: _reject,
    TransferAction.CANCEL: _cancel,
    TransferAction.DISPATCH: _dispatch,
    TransferAction.DEPART: _depart,
    TransferAction.RECEIVE: _receive,
    TransferAction.RECONCILE: _reconcile,
}
