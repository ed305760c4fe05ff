"""Which lots a transfer sends: first expired, first out, unless two people decide otherwise."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from backend.audit.events import Event
from backend.audit.recorder import record
from backend.catalogue.models import Item
from backend.core import clock
from backend.execution.transfers.errors import (
    LotNotUsable,
    NoOverride,
    NotOnTransfer,
    OverridePending,
    OwnTransfer,
    TransferNotAllowed,
)
from backend.execution.transfers.models import Transfer, TransferItem, TransferLot
from backend.execution.transfers.schemas import TransferOverride, TransferOverrideLot
from backend.execution.transfers.service import lines_of
from backend.execution.transfers.workflow import NOT_YET_SENT, TransferStatus
from backend.inventory.ledger import queries as ledger
from backend.inventory.ledger.errors import InsufficientStock
from backend.inventory.ledger.rules import LotStock, Pick, choose_lots, is_expired
from backend.inventory.models import Site


def override(
    session: Session, transfer: Transfer, wanted: TransferOverride, *, by: int | None
) -> None:
    """Ask for other lots, allow them as a second person, or refuse them."""
    if TransferStatus(transfer.status) not in NOT_YET_SENT:
        raise TransferNotAllowed("choose other lots for", transfer.status)
    before = _shown(transfer)
    if wanted.action == "request":
        _request(session, transfer, wanted, by)
    else:
        _decide(session, transfer, allowed=wanted.action == "approve", by=by)
    session.flush()
    record(
        session,
        Event.TRANSFER_CHANGED,
        "transfer",
        transfer.id,
        before=before,
        after={**_shown(transfer), "override": wanted.action},
        reason=wanted.note,
    )


def _request(
    session: Session, transfer: Transfer, wanted: TransferOverride, by: int | None
) -> None:
    """Keep the lots that were asked for; a new wish takes the place of an old one."""
    lines = {line.id: line for line in lines_of(session, transfer)}
    picks = _by_line(lines, wanted.lots or ())
    for line_id, line in lines.items():
        if line_id in picks:
            check_picks(session, transfer, line, picks[line_id])
    _forget(session, lines)
    session.add_all(
        TransferLot(transfer_item_id=line_id, lot_id=pick.lot_id, quantity=pick.quantity)
        for line_id, chosen in picks.items()
        for pick in chosen
    )
    transfer.override_requested_by = by
    transfer.override_reason_code = wanted.reason_code
    transfer.override_note = wanted.note
    transfer.override_approved_by = None
    transfer.override_approved_at = None
    # Asked for by the same person with the same words, only the lots differ: that counts too.
    transfer.updated_at = clock.now()


def _by_line(
    lines: Mapping[int, TransferItem], lots: Sequence[TransferOverrideLot]
) -> dict[int, list[Pick]]:
    picks: dict[int, list[Pick]] = defaultdict(list)
    for lot in lots:
        if lot.line_id not in lines:
            raise NotOnTransfer(f"Line {lot.line_id}")
        if any(pick.lot_id == lot.lot_id for pick in picks[lot.line_id]):
            raise LotNotUsable("A lot can be named only once for a line.")
        picks[lot.line_id].append(Pick(lot.lot_id, lot.quantity))
    return picks


def _decide(session: Session, transfer: Transfer, *, allowed: bool, by: int | None) -> None:
    if transfer.override_requested_by is None or transfer.override_approved_by is not None:
        raise NoOverride
    if transfer.override_requested_by == by:
        raise OwnTransfer("A second person has to decide on the lots you asked for.")
    if allowed:
        transfer.override_approved_by = by
        transfer.override_approved_at = clock.now()
        return
    _forget(session, {line.id: line for line in lines_of(session, transfer)})
    transfer.override_requested_by = None
    transfer.override_reason_code = None
    transfer.override_note = None


def _forget(session: Session, lines: Mapping[int, TransferItem]) -> None:
    session.execute(delete(TransferLot).where(TransferLot.transfer_item_id.in_(lines)))


def _shown(transfer: Transfer) -> dict[str, object]:
    return {
        "override_requested_by": transfer.override_requested_by,
        "override_approved_by": transfer.override_approved_by,
        "override_reason_code": transfer.override_reason_code,
    }


def chosen_lots(session: Session, line_ids: Sequence[int]) -> dict[int, list[TransferLot]]:
    rows = select(TransferLot).where(TransferLot.transfer_item_id.in_(line_ids))
    found: dict[int, list[TransferLot]] = {line_id: [] for line_id in line_ids}
    for lot in session.scalars(rows.order_by(TransferLot.id)):
        found[lot.transfer_item_id].append(lot)
    return found


def choose(
    session: Session, transfer: Transfer, leaving: Mapping[int, Decimal]
) -> dict[int, list[TransferLot]]:
    """Return the lots that leave, stored as part of their lines.

    Call it once the promises are consumed: then the balances are locked, and no other dispatch
    can take the same lots.
    """
    if transfer.override_requested_by is not None and transfer.override_approved_by is None:
        raise OverridePending
    lines = [line for line in lines_of(session, transfer) if line.id in leaving]
    chosen = chosen_lots(session, [line.id for line in lines])
    for line in lines:
        if chosen[line.id]:
            picks = [Pick(lot.lot_id, lot.quantity) for lot in chosen[line.id]]
            check_picks(session, transfer, line, picks)
            continue
        choice = first_expired(session, transfer, line, leaving[line.id])
        chosen[line.id] = [
            TransferLot(transfer_item_id=line.id, lot_id=pick.lot_id, quantity=pick.quantity)
            for pick in choice
        ]
        session.add_all(chosen[line.id])
    session.flush()
    return chosen


def first_expired(
    session: Session, transfer: Transfer, line: TransferItem, quantity: Decimal
) -> tuple[Pick, ...]:
    pair = (line.item_id, transfer.from_site_id)
    day = ledger.stock_day(session)
    choice = choose_lots(ledger.lots(session, [pair])[pair], quantity, day)
    if choice.missing > 0:
        raise InsufficientStock(
            item=session.get_one(Item, line.item_id).sku,
            site=session.get_one(Site, transfer.from_site_id).name,
            available=quantity - choice.missing,
            asked=quantity,
        )
    return choice.picks


def check_picks(
    session: Session, transfer: Transfer, line: TransferItem, picks: Sequence[Pick]
) -> None:
    """Refuse lots that are not there, have expired, or do not add up to the line."""
    pair = (line.item_id, transfer.from_site_id)
    there = {lot.lot_id: lot for lot in ledger.lots(session, [pair])[pair]}
    day = ledger.stock_day(session)
    for pick in picks:
        _check_pick(there.get(pick.lot_id), pick, day)
    total = sum((pick.quantity for pick in picks), Decimal(0))
    if total != line.quantity:
        raise LotNotUsable(
            f"The lots of a line add up to {total.normalize():f}, "
            f"and {line.quantity.normalize():f} are to be sent."
        )


def _check_pick(lot: LotStock | None, pick: Pick, day: dt.date) -> None:
    name = "stock without a lot" if pick.lot_id is None else f"lot {pick.lot_id}"
    if lot is None or lot.quantity < pick.quantity:
        there = Decimal(0) if lot is None else lot.quantity
        raise LotNotUsable(f"The source has {there.normalize():f} of {name} of this item.")
    if is_expired(lot.expires_on, day):
        raise LotNotUsable(f"The {name} has expired; it stays where it is.")
