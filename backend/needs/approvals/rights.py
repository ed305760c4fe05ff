"""Who may take which step of a needs list: asked before a step is taken, and to show buttons."""

import datetime as dt
from collections.abc import Callable

from sqlalchemy.orm import Session

from backend.access.permissions import ADMIN, Permission
from backend.access.queries import SignedIn
from backend.core.errors import AppError
from backend.needs.approvals import queries, service
from backend.needs.approvals.errors import (
    NotYourList,
    StepNotAllowed,
    StepNotPermitted,
    TooEarlyToRemind,
)
from backend.needs.approvals.rules import may_be_reminded_at
from backend.needs.lists.models import NeedsList
from backend.needs.lists.workflow import (
    EDITABLE,
    Action,
    Status,
    actions_from,
    next_status,
)

Check = Callable[[Session, NeedsList, SignedIn, dt.datetime], None]


def require(
    session: Session, needs_list: NeedsList, person: SignedIn, action: Action, now: dt.datetime
) -> None:
    """Raise unless the workflow allows the step, and policy and permissions give it to them."""
    status = Status(needs_list.status)
    if next_status(status, action) is None:
        raise StepNotAllowed(status, action)
    CHECKS[action](session, needs_list, person, now)


def actions_for(
    session: Session, needs_list: NeedsList, person: SignedIn, now: dt.datetime
) -> list[Action]:
    """Return what somebody may do with a list now."""
    return [
        action
        for action in actions_from(Status(needs_list.status))
        if _may(session, needs_list, person, action, now)
    ]


def _may(
    session: Session, needs_list: NeedsList, person: SignedIn, action: Action, now: dt.datetime
) -> bool:
    try:
        CHECKS[action](session, needs_list, person, now)
    except AppError:
        return False
    return True


def _submits(
    _session: Session, _needs_list: NeedsList, person: SignedIn, _now: dt.datetime
) -> None:
    _require_permission(person, Permission.NEEDS_LIST_SUBMIT)


def _approves(session: Session, needs_list: NeedsList, person: SignedIn, _now: dt.datetime) -> None:
    service.approver(session, needs_list, person)


def _reviews(session: Session, needs_list: NeedsList, person: SignedIn, _now: dt.datetime) -> None:
    """Any of the roles asked may return or reject a list; one approval does not lock that out."""
    asked = service.roles_asked(session, needs_list)
    service.authority_to(session, needs_list, person, Permission.NEEDS_LIST_REVIEW, asked)


def _escalates(
    session: Session, needs_list: NeedsList, person: SignedIn, _now: dt.datetime
) -> None:
    """Who may decide at all may also say that it is not theirs to decide."""
    service.authority_to(session, needs_list, person, Permission.NEEDS_LIST_ESCALATE)


def _reminds(_session: Session, needs_list: NeedsList, person: SignedIn, now: dt.datetime) -> None:
    _require_permission(person, Permission.NEEDS_LIST_SUBMIT)
    assert needs_list.submitted_at is not None
    allowed_at = may_be_reminded_at(needs_list.submitted_at)
    if now < allowed_at:
        raise TooEarlyToRemind(allowed_at)


def _cancels(session: Session, needs_list: NeedsList, person: SignedIn, _now: dt.datetime) -> None:
    """A draft is its makers' own; what was approved may also be stopped by who may approve."""
    _require_permission(person, Permission.NEEDS_LIST_CANCEL)
    if is_theirs(session, needs_list, person):
        return
    decides = Permission.NEEDS_LIST_APPROVE in person.permissions
    if Status(needs_list.status) in EDITABLE or not decides:
        raise NotYourList


def is_theirs(session: Session, needs_list: NeedsList, person: SignedIn) -> bool:
    return ADMIN in person.roles or person.id in queries.authors(session, needs_list)


def _require_permission(person: SignedIn, permission: Permission) -> None:
    if permission not in person.permissions:
        raise StepNotPermitted(permission.value)


CHECKS: dict[Action, Check] = {
    Action.SUBMIT: _submits,
    Action.APPROVE: _approves,
    Action.APPROVE_SAFE: _approves,
    Action.RETURN: _reviews,
    Action.REJECT: _reviews,
    Action.ESCALATE: _escalates,
    Action.REMIND: _reminds,
    Action.CANCEL: _cancels,
}
