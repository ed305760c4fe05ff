"""Planners change a forecast or an order; what the engine had said is kept beside it."""

import datetime as dt

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.audit import recorder
from backend.audit.events import Event
from backend.core.context import acting
from backend.planning.models import PlanLine
from backend.planning.overrides import queries
from backend.planning.overrides.errors import (
    NothingToOverride,
    OverrideOverlaps,
    OverrideWithdrawn,
)
from backend.planning.overrides.models import PlanOverride
from backend.planning.overrides.rules import Kind
from backend.planning.overrides.schemas import OverrideChange, OverrideDraft
from backend.planning.service import hold_policies


def make(session: Session, draft: OverrideDraft) -> int:
    """Keep a change with its reason; the next plan follows a changed forecast."""
    # Two at the same time could otherwise both find the days free.
    hold_policies(session)
    made = _forecast(session, draft) if draft.kind is Kind.FORECAST else _order(session, draft)
    _refuse_overlap(session, made)
    session.add(made)
    session.flush()
    recorder.record(
        session,
        Event.OVERRIDE_MADE,
        "plan_override",
        made.id,
        after={
            "kind": made.kind,
            "engine_quantity": made.engine_quantity,
            "quantity": made.quantity,
            "reason_code": made.reason_code,
        },
        reason=draft.reason,
    )
    return made.id


def override_to_change(session: Session, override_id: int) -> PlanOverride:
    """Return an override, locked until the transaction ends."""
    queries.override(session, override_id)
    return session.get_one(PlanOverride, override_id, with_for_update=True)


def withdraw(
    session: Session, override: PlanOverride, change: OverrideChange, *, at: dt.datetime
) -> None:
    """Take a change back: the next plan does without it, and it is judged no more."""
    if override.withdrawn_at is not None:
        raise OverrideWithdrawn
    override.withdrawn_at = at
    session.flush()
    recorder.record(
        session,
        Event.OVERRIDE_WITHDRAWN,
        "plan_override",
        override.id,
        after={"withdrawn_at": at},
        reason=change.reason,
    )


def _forecast(session: Session, draft: OverrideDraft) -> PlanOverride:
    first, last = draft.first_day, draft.last_day
    if first is None or last is None or first > last:
        raise NothingToOverride("A change of a forecast needs its first and last day, in order.")
    expected = queries.engine_forecast(session, draft.item_id, draft.site_id, first, last)
    if expected is None:
        raise NothingToOverride("No period of the latest forecast starts in these days.")
    return _row(draft, first, last, expected, None)


def _order(session: Session, draft: OverrideDraft) -> PlanOverride:
    """An order is judged by the demand until the next one would have arrived."""
    line = session.get(PlanLine, (draft.item_id, draft.site_id))
    if line is None or line.suggested_quantity is None or line.lead_time_days is None:
        raise NothingToOverride("The latest plan has no order for this item and site.")
    days = round(line.lead_time_days + (line.review_days or 0))
    first = line.as_of + dt.timedelta(days=1)
    last = line.as_of + dt.timedelta(days=max(days, 1))
    position = (line.available or 0) + (line.on_order_in_time or 0)
    return _row(draft, first, last, line.suggested_quantity, position)


def _row(
    draft: OverrideDraft, first: dt.date, last: dt.date, engine: float, position: float | None
) -> PlanOverride:
    return PlanOverride(
        kind=draft.kind.value,
        item_id=draft.item_id,
        site_id=draft.site_id,
        first_day=first,
        last_day=last,
        engine_quantity=engine,
        quantity=draft.quantity,
        position=position,
        reason_code=draft.reason_code.value,
        reason=draft.reason,
        team=draft.team,
        made_by=acting().actor,
    )


def _refuse_overlap(session: Session, made: PlanOverride) -> None:
    other = session.scalar(
        select(func.min(PlanOverride.id)).where(
            PlanOverride.kind == made.kind,
            PlanOverride.item_id == made.item_id,
            PlanOverride.site_id == made.site_id,
            PlanOverride.withdrawn_at.is_(None),
            PlanOverride.first_day <= made.last_day,
            PlanOverride.last_day >= made.first_day,
        )
    )
    if other is not None:
        raise OverrideOverlaps(other)
