"""Approving a part: what is not safe leaves the list for a draft of its own.

No Flask, no commit.
"""

from sqlalchemy import case, func, select, update
from sqlalchemy.orm import Session

from backend.audit.events import Event
from backend.audit.recorder import record
from backend.catalogue.models import Item
from backend.needs.approvals import queries
from backend.needs.approvals.errors import NothingIsSafe
from backend.needs.approvals.rules import is_safe
from backend.needs.lines.models import NeedsListItem
from backend.needs.lists.claims import release_items
from backend.needs.lists.models import NeedsList
from backend.needs.lists.numbers import next_list_number
from backend.needs.lists.workflow import Status

# What a list says about its calculation, which the child shares.
INHERITED = (
    "event_id",
    "site_id",
    "phase",
    "calculated_at",
    "demand_window_hours",
    "planning_window_hours",
    "safety_factor",
    "safety_buffer_pct",
    "data_freshness_level",
    "hours_behind",
    "confidence",
    "confidence_reasons",
    "warnings",
    "fair_share_rule",
    "currency",
    "created_by",
)


def split_unsafe(session: Session, needs_list: NeedsList) -> NeedsList | None:
    """Move the lines that are not safe to a linked draft; None where every line is safe.

    The list keeps asking for the approvals it was submitted with: a smaller value must not
    lower the tier.
    """
    lines = queries.asked_lines(session, needs_list.id)
    unsafe = [line for line in lines if not is_safe(line.confidence, line.warnings, line.unit_cost)]
    if len(unsafe) == len(lines):
        raise NothingIsSafe
    if not unsafe:
        return None
    child = _child_of(session, needs_list, is_edited=any(line.adjusted_by for line in unsafe))
    session.execute(
        update(NeedsListItem)
        .where(NeedsListItem.id.in_([line.id for line in unsafe]))
        .values(needs_list_id=child.id)
        .execution_options(synchronize_session=False)
    )
    release_items(session, needs_list, [line.item_id for line in unsafe])
    for each in (needs_list, child):
        set_totals(session, each)
    _write_down(session, needs_list, child, [line.item_id for line in unsafe])
    return child


def set_totals(session: Session, needs_list: NeedsList) -> None:
    """Add up gap and value again; the value is unknown where a line has no cost."""
    asked = queries.ASKED
    without_cost = func.count().filter(asked > 0, NeedsListItem.unit_cost.is_(None))
    row = session.execute(
        select(
            func.coalesce(func.sum(NeedsListItem.gap_quantity), 0).label("gap"),
            case(
                (without_cost > 0, None),
                else_=func.coalesce(func.sum(asked * NeedsListItem.unit_cost), 0),
            ).label("value"),
        ).where(NeedsListItem.needs_list_id == needs_list.id)
    ).one()
    needs_list.total_gap_quantity, needs_list.total_estimated_value = row.gap, row.value
    session.flush()
    session.refresh(needs_list)


def _child_of(session: Session, needs_list: NeedsList, *, is_edited: bool) -> NeedsList:
    child = NeedsList(
        needs_list_no=next_list_number(session, needs_list.event_id, needs_list.site_id),
        status=Status.DRAFT.value,
        parent_id=needs_list.id,
        is_edited=is_edited,
        **{name: getattr(needs_list, name) for name in INHERITED},
    )
    session.add(child)
    session.flush()
    return child


def _write_down(
    session: Session, needs_list: NeedsList, child: NeedsList, item_ids: list[int]
) -> None:
    skus = list(session.scalars(select(Item.sku).where(Item.id.in_(item_ids)).order_by(Item.sku)))
    record(
        session,
        Event.NEEDS_LIST_APPROVED_IN_PART,
        "needs_list",
        needs_list.id,
        after={"child": child.needs_list_no, "moved": skus},
    )
    record(
        session,
        Event.NEEDS_LIST_CREATED,
        "needs_list",
        child.id,
        after={"status": Status.DRAFT.value, "parent": needs_list.needs_list_no, "items": skus},
    )
