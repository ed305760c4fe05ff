"""Needs lists as rows, and one of them with all that its decision rests on."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, case, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from backend.access.models import User
from backend.access.permissions import Permission
from backend.access.queries import SignedIn
from backend.core.sql import Rows
from backend.inventory.models import Site
from backend.needs.approvals.errors import NeedsListNotFound
from backend.needs.approvals.models import NeedsListApproval
from backend.needs.approvals.rights import actions_for
from backend.needs.approvals.schemas import ApprovalOut
from backend.needs.events.models import Event
from backend.needs.lines.models import NeedsListItem
from backend.needs.lines.queries import HORIZONS
from backend.needs.lists.models import NeedsList
from backend.needs.lists.schemas import (
    HorizonTotalOut,
    ListLinkOut,
    NeedsListDetailOut,
    NeedsListOut,
    NeedsListQuery,
)
from backend.needs.lists.workflow import EDITABLE, Status

PEOPLE = (
    "created_by",
    "submitted_by",
    "approved_by",
    "rejected_by",
    "returned_by",
    "cancelled_by",
    "stale_acknowledged_by",
)
ENTERED = {
    Status.PENDING_APPROVAL: NeedsList.submitted_at,
    Status.UNDER_REVIEW: NeedsList.submitted_at,
    Status.APPROVED: NeedsList.approved_at,
    Status.IN_PROGRESS: NeedsList.approved_at,
    Status.REJECTED: NeedsList.rejected_at,
    Status.RETURNED: NeedsList.returned_at,
    Status.CANCELLED: NeedsList.cancelled_at,
    Status.FULFILLED: NeedsList.fulfilled_at,
}


def needs_lists(query: NeedsListQuery, user_id: int) -> Rows:
    rows = _rows()
    chosen = (
        (NeedsList.status, query.status),
        (NeedsList.phase, query.phase),
        (NeedsList.confidence, query.confidence),
    )
    for column, wanted in chosen:
        if wanted:
            rows = rows.where(column.in_(wanted))
    if query.event_id is not None:
        rows = rows.where(NeedsList.event_id == query.event_id)
    if query.site_id is not None:
        rows = rows.where(NeedsList.site_id == query.site_id)
    if query.item_id is not None:
        rows = rows.where(_has(NeedsListItem.item_id == query.item_id))
    if query.mine is not None:
        rows = rows.where(NeedsList.created_by.is_not_distinct_from(user_id) == query.mine)
    if query.q is not None:
        searched = (NeedsList.needs_list_no, Event.name, Site.name)
        rows = rows.where(or_(*(part.icontains(query.q, autoescape=True) for part in searched)))
    return rows


def rows_of(session: Session, ids: Collection[int]) -> list[NeedsListOut]:
    rows = _rows().where(NeedsList.id.in_(ids)).order_by(NeedsList.id)
    return [NeedsListOut.model_validate(dict(row)) for row in session.execute(rows).mappings()]


def _rows() -> Rows:
    creator, submitter = aliased(User), aliased(User)
    shown = [
        column
        for column in NeedsList.__table__.columns
        if column.key in NeedsListOut.model_fields and column.key not in PEOPLE
    ]
    return (
        select(
            *shown,
            Event.code.label("event_code"),
            Event.name.label("event_name"),
            Site.code.label("site_code"),
            Site.name.label("site_name"),
            _since().label("status_since"),
            _count().label("line_count"),
            _count(NeedsListItem.severity == "CRITICAL").label("critical_count"),
            NeedsList.created_by.label("created_by_id"),
            creator.username.label("created_by"),
            submitter.username.label("submitted_by"),
        )
        .select_from(NeedsList)
        .join(Event, Event.id == NeedsList.event_id)
        .join(Site, Site.id == NeedsList.site_id)
        .outerjoin(creator, creator.id == NeedsList.created_by)
        .outerjoin(submitter, submitter.id == NeedsList.submitted_by)
    )


def _since() -> ColumnElement[dt.datetime]:
    """Return when a list came to its status; a list that was replaced was last touched then."""
    whens: list[Any] = [(NeedsList.status == name, moment) for name, moment in ENTERED.items()]
    replaced = (NeedsList.status == Status.SUPERSEDED, NeedsList.updated_at)
    return func.coalesce(case(*whens, replaced), NeedsList.created_at)


def _count(*conditions: ColumnElement[bool]) -> ColumnElement[int]:
    lines = select(func.count()).where(NeedsListItem.needs_list_id == NeedsList.id, *conditions)
    return lines.correlate(NeedsList).scalar_subquery()


def _has(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(NeedsListItem.needs_list_id == NeedsList.id, condition)


def detail(
    session: Session, needs_list_id: int, person: SignedIn, now: dt.datetime
) -> NeedsListDetailOut:
    """Return a list with its totals, its relatives and what the caller may do with it."""
    found = session.get(NeedsList, needs_list_id)
    if found is None:
        raise NeedsListNotFound(needs_list_id)
    [row] = session.execute(_rows().where(NeedsList.id == needs_list_id)).mappings()
    editable = Status(found.status) in EDITABLE
    values = {
        **{column.key: getattr(found, column.key) for column in NeedsList.__table__.columns},
        **row,
        **_names(session, found),
        **_relatives(session, found),
        "horizons": _horizons(session, needs_list_id),
        "severities": _severities(session, needs_list_id),
        "adjusted_count": _adjusted(session, needs_list_id),
        "approvals": _approvals(session, found),
        "actions": actions_for(session, found, person, now),
        "is_editable": editable and Permission.NEEDS_LIST_DRAFT in person.permissions,
    }
    return NeedsListDetailOut.model_validate(values)


def _names(session: Session, found: NeedsList) -> dict[str, str | None]:
    ids = {name: getattr(found, name) for name in PEOPLE}
    people = select(User.id, User.username).where(User.id.in_(set(ids.values()) - {None}))
    names = {row.id: row.username for row in session.execute(people)}
    return {name: names.get(user_id) for name, user_id in ids.items()}


def _relatives(session: Session, found: NeedsList) -> dict[str, Any]:
    one = {"superseded_by": found.superseded_by_id, "parent": found.parent_id}
    many = {"supersedes": NeedsList.superseded_by_id, "children": NeedsList.parent_id}
    links: dict[str, Any] = {
        name: _links(session, select(NeedsList).where(column == found.id))
        for name, column in many.items()
    }
    for name, needs_list_id in one.items():
        known = _links(session, select(NeedsList).where(NeedsList.id == needs_list_id))
        links[name] = known[0] if known else None
    return links


def _links(session: Session, statement: Select[NeedsList]) -> list[ListLinkOut]:
    return [
        ListLinkOut.model_validate(row) for row in session.scalars(statement.order_by(NeedsList.id))
    ]


def _horizons(session: Session, needs_list_id: int) -> list[HorizonTotalOut]:
    parts = {**HORIZONS, "UNMET": NeedsListItem.unmet_quantity}
    columns: list[Any] = []
    for name, quantity in parts.items():
        costless = func.count().filter(quantity > 0, NeedsListItem.unit_cost.is_(None))
        value = func.coalesce(func.sum(quantity * NeedsListItem.unit_cost), 0)
        columns += [
            func.count().filter(quantity > 0).label(f"{name}_lines"),
            func.coalesce(func.sum(quantity), 0).label(f"{name}_quantity"),
            case((costless > 0, None), else_=func.round(value, 4)).label(f"{name}_value"),
        ]
    row: Row[Any] = session.execute(
        select(*columns).where(NeedsListItem.needs_list_id == needs_list_id)
    ).one()
    found = row._mapping
    return [
        HorizonTotalOut.model_validate(
            {
                "horizon": name,
                "line_count": found[f"{name}_lines"],
                "quantity": found[f"{name}_quantity"],
                "value": found[f"{name}_value"],
            }
        )
        for name in parts
    ]


def _severities(session: Session, needs_list_id: int) -> dict[str, int]:
    counts = (
        select(NeedsListItem.severity, func.count())
        .where(NeedsListItem.needs_list_id == needs_list_id)
        .group_by(NeedsListItem.severity)
    )
    return {row[0]: row[1] for row in session.execute(counts)}


def _adjusted(session: Session, needs_list_id: int) -> int:
    adjusted = NeedsListItem.adjusted_quantity.is_not(None)
    counted = select(func.count()).where(NeedsListItem.needs_list_id == needs_list_id, adjusted)
    return session.execute(counted).scalar_one()


def _approvals(session: Session, found: NeedsList) -> list[ApprovalOut]:
    """Return the approvals of the present round."""
    decider, principal = aliased(User), aliased(User)
    given = NeedsListApproval
    rows = session.execute(
        select(
            given.step,
            given.role,
            given.decided_by.label("decided_by_id"),
            decider.username.label("decided_by"),
            given.on_behalf_of.label("on_behalf_of_id"),
            principal.username.label("on_behalf_of"),
            given.note,
            given.at,
        )
        .join(decider, decider.id == given.decided_by)
        .outerjoin(principal, principal.id == given.on_behalf_of)
        .where(given.needs_list_id == found.id, given.round == found.round)
        .order_by(given.step)
    )
    return [ApprovalOut.model_validate(dict(row)) for row in rows.mappings()]
