"""What documents report back to their needs list: it starts, fills up and is fulfilled.

The documents call down; no list ever asks a document. No Flask, no commit.
"""

from decimal import Decimal

from sqlalchemy import update
from sqlalchemy.orm import Session

from backend.audit.events import Event
from backend.audit.recorder import record
from backend.core import clock
from backend.core.errors import NotFound
from backend.needs.lines.models import NeedsListItem
from backend.needs.lists.claims import release_claims
from backend.needs.lists.documents import progress
from backend.needs.lists.models import NeedsList
from backend.needs.lists.workflow import Action, Status, next_status

NOTHING_ARRIVED = "Goods were sent for this list and none of them arrived."


class NeedsListLineNotFound(NotFound):
    def __init__(self, needs_list_item_id: int) -> None:
        super().__init__(f"There is no needs list line {needs_list_item_id}.")


def hold(session: Session, needs_list_id: int) -> NeedsList:
    """Lock a list. Whoever locks one of its documents too takes the list first."""
    return session.get_one(NeedsList, needs_list_id, with_for_update=True, populate_existing=True)


def start(session: Session, needs_list_id: int) -> None:
    """Say that goods of the list are on their way; only the first time makes a difference."""
    needs_list = hold(session, needs_list_id)
    _move(session, needs_list, Action.START, Event.NEEDS_LIST_MOVED)


def report(session: Session, needs_list_item_id: int, quantity: Decimal) -> None:
    """Add what was received to a line, and move its list as far as that goes.

    Set the document's own status first: the list is fulfilled when no document of it is open.
    """
    line = session.get(NeedsListItem, needs_list_item_id)
    if line is None:
        raise NeedsListLineNotFound(needs_list_item_id)
    needs_list = hold(session, line.needs_list_id)
    session.refresh(line, with_for_update=True)
    line.fulfilled_quantity += quantity
    if line.fulfilled_quantity > 0:
        is_filled = line.fulfilled_quantity >= wanted_quantity(line)
        line.fulfillment_status = "FULFILLED" if is_filled else "PARTIAL"
    session.flush()
    _move(session, needs_list, Action.START, Event.NEEDS_LIST_MOVED)
    settle(session, needs_list.id)


def settle(session: Session, needs_list_id: int) -> None:
    """Fulfil the list when none of its documents is open and something came of them.

    A document that ends without a delivery calls this too: it may have been the last one. Where
    every document was called off the list stays open, because somebody has to decide what happens
    now. Where goods left and none arrived, nobody could end it any more, so it ends here.
    """
    needs_list = hold(session, needs_list_id)
    session.flush()
    far = progress(session, needs_list_id)
    if far.is_open or not (far.has_delivered or far.was_counted):
        return
    if far.has_delivered and _move(session, needs_list, Action.FULFIL, Event.NEEDS_LIST_FULFILLED):
        needs_list.fulfilled_at = clock.now()
        _end_lines(session, needs_list)
    elif not far.has_delivered and _move(
        session, needs_list, Action.CANCEL, Event.NEEDS_LIST_MOVED, reason=NOTHING_ARRIVED
    ):
        needs_list.cancelled_at = clock.now()
        needs_list.cancel_reason = NOTHING_ARRIVED
        _end_lines(session, needs_list)
    session.flush()


def wanted_quantity(line: NeedsListItem) -> Decimal:
    """Return what people decided, or else what was computed."""
    return line.gap_quantity if line.adjusted_quantity is None else line.adjusted_quantity


def _move(
    session: Session,
    needs_list: NeedsList,
    action: Action,
    event: Event,
    *,
    reason: str | None = None,
) -> bool:
    before = Status(needs_list.status)
    status = next_status(before, action)
    if status is None:
        return False
    needs_list.status = status.value
    record(
        session,
        event,
        "needs_list",
        needs_list.id,
        before={"status": before.value},
        after={"status": status.value},
        reason=reason,
    )
    session.flush()
    return True


def _end_lines(session: Session, needs_list: NeedsList) -> None:
    """Free the item-sites for other lists, and say of which lines nothing came."""
    release_claims(session, needs_list)
    session.execute(
        update(NeedsListItem)
        .where(
            NeedsListItem.needs_list_id == needs_list.id,
            NeedsListItem.fulfillment_status == "PENDING",
        )
        .values(fulfillment_status="CANCELLED")
    )
