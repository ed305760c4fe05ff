"""What people do to the lines of a list. No Flask, no commit.

The list is locked first, so that two people's changes come one after the other.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from backend.audit.events import Event as Happened
from backend.audit.recorder import record
from backend.core.digests import digest
from backend.needs.calculation.decide import FORMULA_VERSION, decide
from backend.needs.calculation.explain import changes, explanation, replay
from backend.needs.calculation.fair_share import FairShareRule
from backend.needs.calculation.inputs import LineInputs
from backend.needs.calculation.service import Calculated, Scope, calculate
from backend.needs.events.models import Event
from backend.needs.lines.errors import (
    ItemListed,
    ItemNotUsable,
    LineHasNotes,
    NothingMissing,
    NotUnderReview,
    ReceiptNotReadable,
)
from backend.needs.lines.models import NeedsListItem
from backend.needs.lines.queries import line_of
from backend.needs.lines.recording import add_up, rewrite, write_lines
from backend.needs.lines.schemas import LineRemoval, NeedsListLineChange, NeedsListLineDraft
from backend.needs.lists.errors import NeedsListNotEditable
from backend.needs.lists.models import NeedsList, NeedsListAllocation, NeedsListReviewNote
from backend.needs.lists.workflow import EDITABLE, PENDING, Status
from backend.needs.phases import Phase

ADJUSTED = ("adjusted_quantity", "adjustment_reason_code", "adjustment_note")
SPLIT = ("horizon_a_quantity", "horizon_b_quantity", "horizon_c_quantity", "unmet_quantity")


def require_editable(needs_list: NeedsList) -> None:
    if Status(needs_list.status) not in EDITABLE:
        raise NeedsListNotEditable(Status(needs_list.status))


def adjust(
    session: Session,
    needs_list: NeedsList,
    line: NeedsListItem,
    change: NeedsListLineChange,
    *,
    by: int,
    at: dt.datetime,
) -> None:
    """Put a quantity beside the computed one, and fill that instead; null takes it back."""
    require_editable(needs_list)
    before = _shown(line)
    line.adjusted_quantity = change.quantity
    line.adjustment_reason_code = change.reason_code
    line.adjustment_note = change.note if change.quantity is not None else None
    line.adjusted_by, line.adjusted_at = by, at
    _refill(session, line)
    _touched(session, needs_list)
    record(
        session,
        Happened.NEEDS_LIST_LINE_ADJUSTED,
        "needs_list",
        needs_list.id,
        before=before,
        after=_shown(line),
        reason=change.note or (change.reason_code and change.reason_code.value),
    )


def _refill(session: Session, line: NeedsListItem) -> None:
    """Fill what is wanted now from the sources that the line was calculated with."""
    wanted = line.adjusted_quantity
    if line.formula_version != FORMULA_VERSION:
        # Calculated elsewhere: nobody knows its sources, so the whole of it is left to be bought.
        _leave_to_procurement(session, line)
        return
    inputs = replace(LineInputs.from_document(line.explanation["inputs"]), wanted=wanted)
    rewrite(session, line, inputs, decide(inputs))


def _leave_to_procurement(session: Session, line: NeedsListItem) -> None:
    parts = delete(NeedsListAllocation).where(NeedsListAllocation.needs_list_item_id == line.id)
    session.execute(parts)
    line.horizon_a_quantity = line.horizon_b_quantity = Decimal(0)
    line.horizon_c_quantity = asked(line)
    session.flush()
    session.refresh(line)


def asked(line: NeedsListItem) -> Decimal:
    return line.gap_quantity if line.adjusted_quantity is None else line.adjusted_quantity


def add_line(
    session: Session, needs_list: NeedsList, draft: NeedsListLineDraft, *, by: int, at: dt.datetime
) -> NeedsListItem:
    """Add an item with what is known of it today, and perhaps with a quantity of one's own."""
    require_editable(needs_list)
    entry = calculated_now(session, needs_list, draft.item_id, draft.quantity)
    listed = select(NeedsListItem.id).where(
        NeedsListItem.needs_list_id == needs_list.id, NeedsListItem.item_id == draft.item_id
    )
    if session.scalar(listed) is not None:
        raise ItemListed(entry.item.sku)
    if draft.quantity is None and entry.line.gap <= 0:
        raise NothingMissing(entry.item.sku)
    keys = write_lines(session, needs_list, [entry])
    line = session.get_one(NeedsListItem, keys[draft.item_id])
    if draft.quantity is not None:
        line.adjusted_quantity = draft.quantity
        line.adjustment_reason_code = draft.reason_code
        line.adjustment_note = draft.note
        line.adjusted_by, line.adjusted_at = by, at
    _touched(session, needs_list)
    record(
        session,
        Happened.NEEDS_LIST_LINE_ADJUSTED,
        "needs_list",
        needs_list.id,
        after={"added": True, **_shown(line)},
        reason=draft.note or (draft.reason_code and draft.reason_code.value),
    )
    return line


def remove_line(
    session: Session, needs_list: NeedsList, line: NeedsListItem, why: LineRemoval
) -> None:
    """Take a line out of a draft; the audit log keeps all of it."""
    require_editable(needs_list)
    noted = select(NeedsListReviewNote.id).where(NeedsListReviewNote.needs_list_item_id == line.id)
    if session.scalars(noted.limit(1)).first() is not None:
        raise LineHasNotes
    before = {**_shown(line), "explanation_hash": line.explanation_hash}
    parts = delete(NeedsListAllocation).where(NeedsListAllocation.needs_list_item_id == line.id)
    session.execute(parts)
    session.delete(line)
    _touched(session, needs_list)
    record(
        session,
        Happened.NEEDS_LIST_LINE_REMOVED,
        "needs_list",
        needs_list.id,
        before=before,
        reason=why.note or why.reason_code.value,
    )


def note(
    session: Session, needs_list: NeedsList, line: NeedsListItem, text: str, *, by: int
) -> None:
    """Write down what a reviewer says of a line; no status moves by it."""
    if Status(needs_list.status) not in PENDING:
        raise NotUnderReview(Status(needs_list.status))
    session.add(NeedsListReviewNote(needs_list_item_id=line.id, note=text, created_by=by))
    session.flush()
    record(
        session,
        Happened.NEEDS_LIST_NOTED,
        "needs_list",
        needs_list.id,
        after={"line_id": line.id, "item_id": line.item_id, "note": text},
    )


def explained(session: Session, needs_list_id: int, line_id: int) -> dict[str, Any]:
    """Return the stored receipt, and whether it is untouched and gives the same again."""
    line = line_of(session, needs_list_id, line_id)
    receipt = _receipt(line)
    return {
        **receipt,
        "line_id": line.id,
        "hash": line.explanation_hash,
        "is_intact": digest(receipt) == line.explanation_hash,
        "is_repeatable": digest(replay(receipt)) == line.explanation_hash,
    }


def replayed(session: Session, needs_list: NeedsList, line: NeedsListItem) -> dict[str, Any]:
    """Return what today's data would give, and which inputs moved; nothing is written."""
    receipt = _receipt(line)
    entry = calculated_now(session, needs_list, line.item_id, line.adjusted_quantity)
    today = explanation(entry.inputs, entry.line)
    return {
        "line_id": line.id,
        "as_of": entry.inputs.as_of,
        "recorded_as_of": LineInputs.from_document(receipt["inputs"]).as_of,
        "inputs": changes(receipt["inputs"], today["inputs"]),
        "result": changes(receipt["result"], today["result"]),
        "explanation": today,
    }


def _receipt(line: NeedsListItem) -> Mapping[str, Any]:
    if line.formula_version != FORMULA_VERSION:
        raise ReceiptNotReadable(line.formula_version)
    return line.explanation


def calculated_now(
    session: Session, needs_list: NeedsList, item_id: int, wanted: Decimal | None
) -> Calculated:
    """Calculate one item for a list's site, event and phase, on the data as it is."""
    scope = Scope(
        event=session.get_one(Event, needs_list.event_id),
        phase=Phase(needs_list.phase),
        site_ids=(needs_list.site_id,),
        item_ids=frozenset({item_id}),
        rule=FairShareRule(needs_list.fair_share_rule),
        wanted={} if wanted is None else {item_id: wanted},
    )
    [calculation] = calculate(session, scope)
    if not calculation.lines:
        raise ItemNotUsable(item_id)
    return calculation.lines[0]


def _touched(session: Session, needs_list: NeedsList) -> None:
    needs_list.is_edited = True
    add_up(session, needs_list)
    session.flush()
    session.refresh(needs_list)


def _shown(line: NeedsListItem) -> dict[str, Any]:
    names = ("item_id", "gap_quantity", *ADJUSTED, *SPLIT)
    return {"line_id": line.id, **{name: getattr(line, name) for name in names}}
