"""The steps of a needs list that no document follows from. No Flask, no commit.

``hold`` locks the list and ``approvals.rights`` says who may; each step takes a list that is
locked and asked about, and writes down what it did.
"""

import datetime as dt
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from backend.access.queries import SignedIn
from backend.audit.events import Event
from backend.audit.recorder import record
from backend.catalogue.models import Item
from backend.needs.approvals import queries, service
from backend.needs.approvals.errors import (
    ItemInactive,
    NeedsListEmpty,
    NeedsListNotFound,
    StepNotAllowed,
)
from backend.needs.approvals.models import ApprovalNotice
from backend.needs.approvals.rules import CONSERVATIVE, COST_MISSING
from backend.needs.lines.models import NeedsListItem
from backend.needs.lists.claims import release_claims, take_claims
from backend.needs.lists.models import NeedsList
from backend.needs.lists.workflow import ACTIVE, Action, ReturnReason, Status, next_status

REMOVED_BY_AUTHOR = "Removed by its author."


def hold(session: Session, needs_list_id: int) -> NeedsList:
    """Lock a list, so that two people's steps come one after the other."""
    found = session.get(NeedsList, needs_list_id, with_for_update=True, populate_existing=True)
    if found is None:
        raise NeedsListNotFound(needs_list_id)
    return found


def move(
    session: Session,
    needs_list: NeedsList,
    action: Action,
    *,
    reason: str | None = None,
    **more: Any,
) -> None:
    """Take a list to where ``action`` leads, and write that down; the only place that does."""
    before = Status(needs_list.status)
    after = next_status(before, action)
    if after is None:
        raise StepNotAllowed(before, action)
    needs_list.status = after
    if after not in ACTIVE:
        release_claims(session, needs_list)
    session.flush()
    session.refresh(needs_list)
    record(
        session,
        Event.NEEDS_LIST_MOVED,
        "needs_list",
        needs_list.id,
        before={"status": before.value},
        after={"status": after.value, "action": action.value, "round": needs_list.round, **more},
        reason=reason,
    )


def submit(
    session: Session,
    needs_list: NeedsList,
    person: SignedIn,
    now: dt.datetime,
    *,
    note: str | None,
    knows_stale: bool,
) -> None:
    """Hand a list in: it takes its items for its site, and the policy says who must approve."""
    lines = queries.asked_lines(session, needs_list.id)
    if not lines:
        raise NeedsListEmpty
    _refuse_inactive(session, lines)
    stale = service.acknowledged(session, needs_list, knows=knows_stale)
    asked = service.requirement_of(session, needs_list)
    take_claims(session, needs_list, [line.item_id for line in lines])
    others = [code for code in needs_list.warnings if code not in (CONSERVATIVE, COST_MISSING)]
    needs_list.warnings = [*others, *asked.warnings]
    needs_list.required_roles = list(asked.roles)
    needs_list.policy_names = list(asked.tiers)
    needs_list.round += 1
    needs_list.due_at = now + asked.time_limit
    # The database refuses a returner who submits; the log keeps who returned it, and why.
    needs_list.returned_by = needs_list.returned_at = None
    needs_list.return_reason_code = needs_list.return_note = None
    needs_list.reviewed_by = needs_list.reviewed_at = needs_list.escalation_reason = None
    needs_list.submitted_by, needs_list.submitted_at = person.id, now
    needs_list.stale_acknowledged_by = person.id if stale else None
    needs_list.stale_approved_by = None
    move(
        session,
        needs_list,
        Action.SUBMIT,
        reason=note,
        required_roles=list(asked.roles),
        policies=list(asked.tiers),
        stale_acknowledged=stale,
    )


def write_down_approval(
    session: Session, needs_list: NeedsList, note: str | None, *, stale: bool
) -> None:
    """Write down an approval that does not move the list yet: another person has to follow."""
    session.flush()
    session.refresh(needs_list)
    done = len(queries.decided(session, needs_list))
    record(
        session,
        Event.NEEDS_LIST_CHANGED,
        "needs_list",
        needs_list.id,
        after={
            "approvals": done,
            "required_roles": list(needs_list.required_roles),
            "stale_acknowledged": stale,
        },
        reason=note,
    )


def give_back(
    session: Session,
    needs_list: NeedsList,
    person: SignedIn,
    now: dt.datetime,
    *,
    code: ReturnReason,
    note: str | None,
) -> None:
    """Return a list to those who made it."""
    needs_list.returned_by, needs_list.returned_at = person.id, now
    needs_list.return_reason_code, needs_list.return_note = code.value, note
    move(session, needs_list, Action.RETURN, reason=note, reason_code=code.value)


def reject(
    session: Session, needs_list: NeedsList, person: SignedIn, now: dt.datetime, *, reason: str
) -> None:
    needs_list.rejected_by, needs_list.rejected_at = person.id, now
    needs_list.reject_reason = reason
    move(session, needs_list, Action.REJECT, reason=reason)


def escalate(
    session: Session, needs_list: NeedsList, person: SignedIn, now: dt.datetime, *, reason: str
) -> None:
    """Hand the decision to the tier above."""
    needs_list.reviewed_by, needs_list.reviewed_at = person.id, now
    raise_to_next_tier(session, needs_list, reason)


def raise_to_next_tier(session: Session, needs_list: NeedsList, reason: str) -> None:
    """Escalate a list, for a person or for the scheduler."""
    before = list(needs_list.required_roles)
    needs_list.required_roles = service.escalated_roles(session, needs_list)
    needs_list.escalation_reason = reason
    move(
        session,
        needs_list,
        Action.ESCALATE,
        reason=reason,
        asked_before=before,
        required_roles=list(needs_list.required_roles),
    )


def remind(session: Session, needs_list: NeedsList, now: dt.datetime, *, note: str | None) -> None:
    """Ask whoever has to decide to do so; it counts as this round's reminder."""
    role = service.next_role(session, needs_list) or needs_list.required_roles[-1]
    give_notice(session, needs_list, "REMINDER", role, now)
    record(
        session,
        Event.NEEDS_LIST_REMINDED,
        "needs_list",
        needs_list.id,
        after={"role": role},
        reason=note,
    )


def give_notice(
    session: Session, needs_list: NeedsList, level: str, role: str, now: dt.datetime
) -> bool:
    """Give a notice unless this round had one of its level; return whether it is new."""
    values = {"needs_list_id": needs_list.id, "round": needs_list.round, "level": level}
    given = insert(ApprovalNotice).values(**values, role=role, at=now).on_conflict_do_nothing()
    return session.execute(given.returning(ApprovalNotice.id)).first() is not None


def cancel(
    session: Session,
    needs_list: NeedsList,
    person: SignedIn,
    now: dt.datetime,
    *,
    reason: str | None,
) -> None:
    """End a list for good; what its documents hold is given back by whoever drafted them."""
    reason = reason or REMOVED_BY_AUTHOR
    needs_list.cancelled_by, needs_list.cancelled_at = person.id, now
    needs_list.cancel_reason = reason
    move(session, needs_list, Action.CANCEL, reason=reason)


def supersede(session: Session, needs_list: NeedsList, successor: NeedsList) -> None:
    """Put a newer calculation in a list's place; both keep a link to the other by the log."""
    needs_list.superseded_by_id = successor.id
    move(
        session,
        needs_list,
        Action.SUPERSEDE,
        reason=f"Superseded by {successor.needs_list_no}.",
        superseded_by=successor.needs_list_no,
    )


def _refuse_inactive(session: Session, lines: list[NeedsListItem]) -> None:
    inactive = session.scalars(
        select(Item.sku)
        .where(Item.id.in_([line.item_id for line in lines]), Item.is_active.is_(False))
        .order_by(Item.sku)
    ).all()
    if inactive:
        raise ItemInactive(inactive)
