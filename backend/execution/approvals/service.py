"""The steps of a needs list, and what follows from an approval. No Flask, no commit.

It stands above the lists, because an approval drafts documents: all of them in the transaction
of the approval itself, so that there is never one without the other.
"""

import datetime as dt

from sqlalchemy.orm import Session

from backend.access.queries import SignedIn
from backend.execution.approvals import documents
from backend.needs.approvals import service as approvals
from backend.needs.approvals.errors import CancelNeedsReason
from backend.needs.approvals.rights import require
from backend.needs.approvals.schemas import NeedsListStep
from backend.needs.lists import steps
from backend.needs.lists.models import NeedsList
from backend.needs.lists.split import split_unsafe
from backend.needs.lists.workflow import EDITABLE, Action, Status


def take_step(
    session: Session,
    needs_list: NeedsList,
    person: SignedIn,
    step: NeedsListStep,
    now: dt.datetime,
) -> NeedsList | None:
    """Do what a person asks with a list that is held; return the child that split off, if any."""
    require(session, needs_list, person, step.action, now)
    note = step.note
    match step.action:
        case Action.SUBMIT:
            knows = step.acknowledge_stale
            steps.submit(session, needs_list, person, now, note=note, knows_stale=knows)
        case Action.APPROVE | Action.APPROVE_SAFE:
            return _approve(session, needs_list, person, step, now)
        case Action.RETURN:
            assert step.reason_code is not None
            steps.give_back(session, needs_list, person, now, code=step.reason_code, note=note)
        case Action.REJECT:
            steps.reject(session, needs_list, person, now, reason=note or "")
        case Action.ESCALATE:
            steps.escalate(session, needs_list, person, now, reason=note or "")
        case Action.REMIND:
            steps.remind(session, needs_list, now, note=note)
        case Action.CANCEL:
            _cancel(session, needs_list, person, now, note)
    return None


def _cancel(
    session: Session, needs_list: NeedsList, person: SignedIn, now: dt.datetime, note: str | None
) -> None:
    """Drop a draft; of an approved list, end the documents and give back what they hold."""
    if Status(needs_list.status) not in EDITABLE:
        if note is None:
            raise CancelNeedsReason
        documents.undo(session, needs_list, reason=note, by=person.id)
    steps.cancel(session, needs_list, person, now, reason=note)


def _approve(
    session: Session,
    needs_list: NeedsList,
    person: SignedIn,
    step: NeedsListStep,
    now: dt.datetime,
) -> NeedsList | None:
    """Write down an approval; once the policy is met, the list moves and documents follow."""
    stale = approvals.acknowledged(session, needs_list, knows=step.acknowledge_stale)
    child = split_unsafe(session, needs_list) if step.action is Action.APPROVE_SAFE else None
    is_met = approvals.approve(session, needs_list, person, now, note=step.note)
    if stale:
        needs_list.stale_approved_by = person.id
    if is_met:
        needs_list.approved_by, needs_list.approved_at = person.id, now
        steps.move(session, needs_list, step.action, reason=step.note, stale_acknowledged=stale)
        documents.draft(session, needs_list, by=person.id)
    else:
        steps.write_down_approval(session, needs_list, step.note, stale=stale)
    return child
