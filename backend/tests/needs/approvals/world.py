"""Needs lists that wait for a decision, who stands in for whom, and what was written down."""

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.access.models import User
from backend.audit.events import Event
from backend.audit.recorder import record
from backend.inventory.models import Site
from backend.needs.approvals.models import (
    ApprovalDelegation,
    ApprovalNotice,
    NeedsListApproval,
)
from backend.needs.lists.models import NeedsList
from backend.needs.lists.workflow import Status
from backend.tests.needs.factories import NOON, make_event, make_needs_list


def add_decisions(session: Session) -> None:
    """Add a list at each site that one person approved and another has to."""
    giver, taker = session.scalars(select(User).order_by(User.id).limit(2))
    session.add(
        ApprovalDelegation(
            from_user_id=giver.id,
            to_user_id=taker.id,
            starts_on=NOON.date(),
            ends_on=NOON.date(),
            reason="Leave",
        )
    )
    event = make_event(session)
    for site in session.scalars(select(Site).order_by(Site.id).limit(2)).all():
        needs_list = make_needs_list(
            session,
            event,
            site,
            status=Status.PENDING_APPROVAL,
            required_roles=["LOGISTICS_MANAGER", "APPROVER"],
            due_at=NOON + dt.timedelta(hours=4),
            lines=[{}],
        )
        session.add(
            NeedsListApproval(
                needs_list_id=needs_list.id,
                round=1,
                step=1,
                role="LOGISTICS_MANAGER",
                decided_by=taker.id,
                on_behalf_of=giver.id,
            )
        )
        session.add(
            ApprovalNotice(needs_list_id=needs_list.id, round=1, level="REMINDER", role="APPROVER")
        )
    session.flush()
    for key in session.scalars(select(NeedsList.id)).all():
        record(session, Event.NEEDS_LIST_CREATED, "needs_list", key, after={"status": "DRAFT"})
