"""Transfers as documents: drafted from a needs list or by hand, changed, called off.

No Flask, no commit. What happens to a transfer afterwards is in ``steps``.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.audit.events import Event
from backend.audit.recorder import record
from backend.catalogue.models import Item
from backend.core import clock
from backend.core.numbering import next_number
from backend.execution.transfers.errors import (
    AlreadyDispatched,
    CannotSend,
    TransferNotEditable,
    TransferNotFound,
)
from backend.execution.transfers.models import Transfer, TransferItem
from backend.execution.transfers.schemas import NewTransfer, NewTransferLine, TransferChange
from backend.execution.transfers.workflow import (
    HAS_LEFT,
    NOT_YET_SENT,
    ON_THE_WAY,
    TransferStatus,
)
from backend.inventory.ledger import service as ledger
from backend.inventory.ledger.service import Wanted
from backend.inventory.models import Site
from backend.needs.events.models import Event as EventRow
from backend.needs.lines.models import NeedsListItem
from backend.needs.lists import fulfilment
from backend.needs.lists.models import NeedsList, NeedsListAllocation
from backend.needs.status import service as status

HOLDER = "TRANSFER_ITEM"


def hold(session: Session, transfer_id: int) -> Transfer:
    """Lock a transfer, and its needs list before it, as everybody does who locks both."""
    own = session.execute(
        select(Transfer.id, Transfer.needs_list_id).where(Transfer.id == transfer_id)
    ).one_or_none()
    if own is None:
        raise TransferNotFound(transfer_id)
    if own.needs_list_id is not None:
        fulfilment.hold(session, own.needs_list_id)
    return session.get_one(Transfer, transfer_id, with_for_update=True, populate_existing=True)


def find(session: Session, transfer_id: int) -> Transfer:
    found = session.get(Transfer, transfer_id)
    if found is None:
        raise TransferNotFound(transfer_id)
    return found


def lines_of(session: Session, transfer: Transfer) -> list[TransferItem]:
    rows = select(TransferItem).where(TransferItem.transfer_id == transfer.id)
    return list(session.scalars(rows.order_by(TransferItem.item_id)))


def draft_from_list(session: Session, needs_list: NeedsList, *, by: int | None) -> list[Transfer]:
    """Draft a transfer for each site that gives, and promise its stock to it at once.

    A source that no longer has what it was to give raises InsufficientStock: what the approver
    saw is not true any more.
    """
    sources: dict[int, list[tuple[int, int, Decimal]]] = defaultdict(list)
    for source_id, item_id, line_id, quantity in _allocated(session, needs_list.id):
        sources[source_id].append((item_id, line_id, quantity))
    drafts = [
        _draft_of_source(session, needs_list, source_id, lines, by)
        for source_id, lines in sorted(sources.items())
    ]
    moved = reserve(session, drafts)
    status.refresh(session, pairs=moved)
    return drafts


def _allocated(session: Session, needs_list_id: int) -> Iterable[tuple[int, int, int, Decimal]]:
    own = NeedsListAllocation
    rows = session.execute(
        select(own.source_site_id, NeedsListItem.item_id, NeedsListItem.id, func.sum(own.quantity))
        .join(NeedsListItem, NeedsListItem.id == own.needs_list_item_id)
        .where(NeedsListItem.needs_list_id == needs_list_id, own.horizon == "A")
        .group_by(own.source_site_id, NeedsListItem.item_id, NeedsListItem.id)
        .order_by(own.source_site_id, NeedsListItem.item_id)
    )
    for source_id, item_id, line_id, quantity in rows:
        assert source_id is not None  # the table checks that a transfer names its source
        yield source_id, item_id, line_id, quantity


def _draft_of_source(
    session: Session,
    needs_list: NeedsList,
    source_id: int,
    lines: Sequence[tuple[int, int, Decimal]],
    by: int | None,
) -> Transfer:
    transfer = Transfer(
        transfer_no=_number(session),
        needs_list_id=needs_list.id,
        event_id=needs_list.event_id,
        from_site_id=source_id,
        to_site_id=needs_list.site_id,
        created_by=by,
    )
    session.add(transfer)
    session.flush()
    session.add_all(
        TransferItem(
            transfer_id=transfer.id, item_id=item_id, needs_list_item_id=line_id, quantity=quantity
        )
        for item_id, line_id, quantity in lines
    )
    session.flush()
    _record_creation(session, transfer, len(lines), needs_list.needs_list_no)
    return transfer


def reserve(session: Session, transfers: Sequence[Transfer]) -> set[tuple[int, int]]:
    """Promise the stock of several transfers together, in one order of items and sites."""
    wanted = [
        Wanted(line.item_id, transfer.from_site_id, line.quantity, line.id)
        for transfer in transfers
        for line in lines_of(session, transfer)
    ]
    return ledger.reserve(session, wanted, holder=HOLDER)


def release_for_list(
    session: Session, needs_list_id: int, *, reason: str, by: int | None
) -> list[Transfer]:
    """Call off every transfer of a list that has not left, and give its stock back.

    One that has left cannot be called off: AlreadyDispatched, and nothing is changed.
    """
    transfers = session.scalars(
        select(Transfer)
        .where(Transfer.needs_list_id == needs_list_id)
        .order_by(Transfer.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    for transfer in transfers:
        if TransferStatus(transfer.status) in HAS_LEFT:
            raise AlreadyDispatched(transfer.transfer_no)
    ended = [one for one in transfers if TransferStatus(one.status) in NOT_YET_SENT]
    for transfer in ended:
        end(session, transfer, TransferStatus.CANCELLED, reason=reason, by=by)
    status.refresh(session, pairs=give_back(session, ended))
    return ended


def give_back(session: Session, transfers: Sequence[Transfer]) -> set[tuple[int, int]]:
    held = [line.id for transfer in transfers for line in lines_of(session, transfer)]
    return ledger.release(session, held, holder=HOLDER)


def end(
    session: Session, transfer: Transfer, ended: TransferStatus, *, reason: str, by: int | None
) -> None:
    """Write down that nothing comes of it, and why."""
    before = transfer.status
    transfer.status = ended.value
    transfer.ended_by = by
    transfer.ended_at = clock.now()
    transfer.end_reason = reason
    record_move(session, transfer, before, reason)


def record_move(
    session: Session, transfer: Transfer, before: str, reason: str | None = None
) -> None:
    session.flush()
    record(
        session,
        Event.TRANSFER_MOVED,
        "transfer",
        transfer.id,
        before={"status": before},
        after={"status": transfer.status},
        reason=reason,
    )


def create(session: Session, wanted: NewTransfer, *, by: int | None) -> Transfer:
    """Draft a transfer that no needs list asked for. Stock is promised when it is approved."""
    _check_ends(session, wanted)
    _check_items(session, wanted.lines)
    transfer = Transfer(
        transfer_no=_number(session),
        event_id=wanted.event_id,
        from_site_id=wanted.from_site_id,
        to_site_id=wanted.to_site_id,
        expected_arrival=wanted.expected_arrival,
        notes=wanted.notes,
        created_by=by,
    )
    session.add(transfer)
    session.flush()
    _set_lines(session, transfer, wanted.lines)
    _record_creation(session, transfer, len(wanted.lines), None)
    return transfer


def change(session: Session, transfer: Transfer, wanted: TransferChange) -> None:
    """Change what is stated; the rest stays."""
    before = {"notes": transfer.notes, "expected_arrival": transfer.expected_arrival}
    after = dict(before)
    stated = wanted.model_fields_set
    found = TransferStatus(transfer.status)
    if "notes" in stated:
        after["notes"] = transfer.notes = wanted.notes
    if "expected_arrival" in stated:
        if found not in NOT_YET_SENT | ON_THE_WAY:
            raise TransferNotEditable("The arrival", found)
        after["expected_arrival"] = transfer.expected_arrival = wanted.expected_arrival
    if wanted.lines is not None:
        if found is not TransferStatus.DRAFT or transfer.needs_list_id is not None:
            raise TransferNotEditable("The lines", found)
        _check_items(session, wanted.lines)
        before["lines"] = _as_text(lines_of(session, transfer))
        _set_lines(session, transfer, wanted.lines)
        after["lines"] = _as_text(wanted.lines)
    # The version has to move with the lines as well, so that a second editor notices.
    transfer.updated_at = clock.now()
    session.flush()
    record(session, Event.TRANSFER_CHANGED, "transfer", transfer.id, before=before, after=after)


def _number(session: Session) -> str:
    return next_number(session, f"TR-{clock.now():%Y%m%d}")


def _set_lines(session: Session, transfer: Transfer, lines: Sequence[NewTransferLine]) -> None:
    for line in lines_of(session, transfer):
        session.delete(line)
    session.flush()
    session.add_all(
        TransferItem(transfer_id=transfer.id, item_id=line.item_id, quantity=line.quantity)
        for line in lines
    )
    session.flush()


def _as_text(lines: Iterable[TransferItem | NewTransferLine]) -> str:
    return ", ".join(f"{line.item_id}: {line.quantity.normalize():f}" for line in lines)


def _check_ends(session: Session, wanted: NewTransfer) -> None:
    if wanted.from_site_id == wanted.to_site_id:
        raise CannotSend("A transfer goes from one site to another.")
    for site_id in (wanted.from_site_id, wanted.to_site_id):
        site = session.get(Site, site_id)
        if site is None or not site.is_active:
            raise CannotSend(f"There is no active site {site_id}.")
    if wanted.event_id is not None and session.get(EventRow, wanted.event_id) is None:
        raise CannotSend(f"There is no event {wanted.event_id}.")


def _check_items(session: Session, lines: Sequence[NewTransferLine]) -> None:
    asked = [line.item_id for line in lines]
    if len(set(asked)) < len(asked):
        raise CannotSend("An item can be on a transfer only once.")
    known = set(session.scalars(select(Item.id).where(Item.id.in_(asked), Item.is_active)))
    for item_id in asked:
        if item_id not in known:
            raise CannotSend(f"There is no active item {item_id}.")


def _record_creation(
    session: Session, transfer: Transfer, lines: int, needs_list_no: str | None
) -> None:
    after = {
        "transfer_no": transfer.transfer_no,
        "from_site_id": transfer.from_site_id,
        "to_site_id": transfer.to_site_id,
        "lines": lines,
        "needs_list_no": needs_list_no,
    }
    record(session, Event.TRANSFER_CREATED, "transfer", transfer.id, after=after)
