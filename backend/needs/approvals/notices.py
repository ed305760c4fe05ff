"""Reminders at half of the time limit, warnings at three quarters, escalation at its end."""

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.needs.approvals import service
from backend.needs.approvals.rules import levels_reached
from backend.needs.lists import steps
from backend.needs.lists.models import NeedsList
from backend.needs.lists.workflow import PENDING


def give_due(session: Session, now: dt.datetime) -> int:
    """Give every notice that is due, each once a round; return how many were new.

    A list that somebody decides on at this moment is left alone: its next notice, if it still
    needs one, comes with the next run.
    """
    waiting = session.scalars(
        select(NeedsList)
        .where(NeedsList.status.in_(PENDING), NeedsList.due_at.is_not(None))
        .order_by(NeedsList.id)
        .with_for_update(skip_locked=True)
    )
    return sum(_give(session, needs_list, now) for needs_list in waiting.all())


def _give(session: Session, needs_list: NeedsList, now: dt.datetime) -> int:
    assert needs_list.submitted_at is not None
    assert needs_list.due_at is not None
    role = service.next_role(session, needs_list)
    if role is None:
        return 0
    given = 0
    for level in levels_reached(needs_list.submitted_at, needs_list.due_at, now):
        if not steps.give_notice(session, needs_list, level, role, now):
            continue
        given += 1
        if level == "ESCALATION":
            hours = (needs_list.due_at - needs_list.submitted_at).total_seconds() / 3600
            reason = f"Nobody decided within {hours:g} hours."
            steps.raise_to_next_tier(session, needs_list, reason)
    return given
