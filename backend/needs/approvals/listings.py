"""Approvals, notices and the history of needs lists as they are shown."""

from sqlalchemy import (
    ColumnElement,
    column,
    exists,
    false,
    func,
    or_,
    select,
    table,
    true,
)
from sqlalchemy.orm import Session, aliased

from backend.access.models import User
from backend.access.permissions import ADMIN, Permission
from backend.access.queries import SignedIn
from backend.core.sql import Rows
from backend.inventory.models import Site
from backend.needs.approvals.models import ApprovalNotice, NeedsListApproval
from backend.needs.approvals.queries import authorities
from backend.needs.approvals.rules import Authority
from backend.needs.approvals.schemas import ApprovalOut, HistoryEntryOut, NoticeQuery
from backend.needs.events.models import Event
from backend.needs.lines.models import NeedsListItem
from backend.needs.lists.models import NeedsList
from backend.needs.lists.workflow import PENDING

audit = table(
    "needs_list_audit",
    column("needs_list_id"),
    *(column(name) for name in HistoryEntryOut.model_fields),
    schema="ops",
)


def history(needs_list_id: int) -> Rows:
    shown = (audit.c[name] for name in HistoryEntryOut.model_fields)
    return select(*shown).where(audit.c.needs_list_id == needs_list_id)


def approvals(session: Session, needs_list: NeedsList) -> list[ApprovalOut]:
    """Return who approved this round, with their names."""
    decider, giver = aliased(User), aliased(User)
    rows = session.execute(
        select(
            NeedsListApproval.step,
            NeedsListApproval.role,
            NeedsListApproval.decided_by.label("decided_by_id"),
            decider.full_name.label("decided_by"),
            NeedsListApproval.on_behalf_of.label("on_behalf_of_id"),
            giver.full_name.label("on_behalf_of"),
            NeedsListApproval.note,
            NeedsListApproval.at,
        )
        .join(decider, decider.id == NeedsListApproval.decided_by)
        .outerjoin(giver, giver.id == NeedsListApproval.on_behalf_of)
        .where(
            NeedsListApproval.needs_list_id == needs_list.id,
            NeedsListApproval.round == needs_list.round,
        )
        .order_by(NeedsListApproval.step)
    )
    return [ApprovalOut.model_validate(row) for row in rows]


def notices(session: Session, query: NoticeQuery, person: SignedIn) -> Rows:
    """Return the lists that wait for a decision, each with the last notice about it."""
    last = _last_notice().lateral("last")
    mine = _is_mine(authorities(session, person, Permission.NEEDS_LIST_APPROVE), person.id)
    rows: Rows = (
        select(
            NeedsList.id.label("needs_list_id"),
            NeedsList.needs_list_no,
            NeedsList.status,
            Event.code.label("event_code"),
            Site.code.label("site_code"),
            Site.name.label("site_name"),
            _awaited().label("role"),
            NeedsList.submitted_at,
            NeedsList.due_at,
            last.c.level,
            last.c.at.label("noticed_at"),
            mine.label("is_mine"),
        )
        .join(Event, Event.id == NeedsList.event_id)
        .join(Site, Site.id == NeedsList.site_id)
        .outerjoin(last, true())
        .where(
            NeedsList.status.in_(PENDING),
            NeedsList.due_at.is_not(None),
            _awaited().is_not(None),
        )
    )
    if query.mine is not None:
        rows = rows.where(mine if query.mine else ~mine)
    if query.level:
        rows = rows.where(last.c.level.in_(query.level))
    return rows


def _last_notice() -> Rows:
    last: Rows = (
        select(ApprovalNotice.level, ApprovalNotice.at)
        .where(
            ApprovalNotice.needs_list_id == NeedsList.id, ApprovalNotice.round == NeedsList.round
        )
        .order_by(ApprovalNotice.id.desc())
        .limit(1)
    )
    return last


def _awaited() -> ColumnElement[str]:
    """Return the role whose approval comes next."""
    done = (
        select(func.count())
        .select_from(NeedsListApproval)
        .where(
            NeedsListApproval.needs_list_id == NeedsList.id,
            NeedsListApproval.round == NeedsList.round,
        )
        .correlate(NeedsList)
        .scalar_subquery()
    )
    role: ColumnElement[str] = NeedsList.required_roles[done + 1]
    return role


def _is_mine(held: list[Authority], person_id: int) -> ColumnElement[bool]:
    """Say in SQL what ``service.approver`` says: the role fits, and the list is of other people."""
    fits = [
        (true() if ADMIN in each.roles else _awaited().in_(each.roles))
        & _is_of_others(each.principal)
        for each in held
    ]
    return func.coalesce(or_(false(), *fits), False) & _is_of_others(person_id)


def _is_of_others(user_id: int) -> ColumnElement[bool]:
    adjusted = exists().where(
        NeedsListItem.needs_list_id == NeedsList.id, NeedsListItem.adjusted_by == user_id
    )
    approved = exists().where(
        NeedsListApproval.needs_list_id == NeedsList.id,
        NeedsListApproval.round == NeedsList.round,
        or_(NeedsListApproval.decided_by == user_id, NeedsListApproval.on_behalf_of == user_id),
    )
    return (
        NeedsList.created_by.is_distinct_from(user_id)
        & NeedsList.submitted_by.is_distinct_from(user_id)
        & ~adjusted
        & ~approved
    )
