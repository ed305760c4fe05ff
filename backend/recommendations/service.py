"""What happens to recommendations: the plan publishes them, people decide on them."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import Table, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from backend.audit import recorder
from backend.audit.events import Event
from backend.recommendations.errors import (
    DecisionNotAllowed,
    RecommendationNotFound,
    RecommendationSuperseded,
)
from backend.recommendations.models import (
    Priority,
    Recommendation,
    RecommendationDecision,
)
from backend.recommendations.rules import Advised, is_materially_worse
from backend.recommendations.workflow import Action, DecisionStatus, next_status

BATCH = 500


def lock(session: Session, recommendation_id: int) -> Recommendation:
    """Return the recommendation; nobody else decides on it until the transaction ends."""
    found = session.get(Recommendation, recommendation_id, with_for_update=True)
    if found is None:
        raise RecommendationNotFound(recommendation_id)
    return found


def decide(
    session: Session,
    recommendation_id: int,
    action: Action,
    reason: str | None,
    *,
    by: int | None,
    at: datetime,
) -> Recommendation:
    """Accept, reject or reopen a recommendation that the latest plan still makes."""
    found = lock(session, recommendation_id)
    if found.status != "OPEN":
        raise RecommendationSuperseded
    decision = session.get(RecommendationDecision, found.fingerprint, with_for_update=True)
    before = DecisionStatus(decision.status) if decision else DecisionStatus.OPEN
    status = next_status(before, action)
    if status is None:
        raise DecisionNotAllowed(action, before)

    if decision is None:
        decision = RecommendationDecision(fingerprint=found.fingerprint)
        session.add(decision)
    decision.status = status.value
    decision.reason = reason
    decision.quantity = found.quantity
    decision.priority = found.priority
    decision.explanation_hash = found.explanation_hash
    decision.decided_by = by
    decision.decided_at = at
    recorder.record(
        session,
        Event.RECOMMENDATION_DECIDED,
        "recommendation",
        found.id,
        before={"status": before},
        after={"status": status},
        reason=reason,
    )
    session.flush()
    return found


def publish(session: Session, advised: Sequence[Advised], run_id: int | None) -> dict[str, int]:
    """Store what the plan advises now: update in place, supersede what no longer holds.

    A row is only touched, and its version only counted, where its content changed. What people
    decided stands while the case goes on; it is asked again when the case ended in between or has
    become materially worse.
    """
    known = {
        row.fingerprint: row.status
        for row in session.execute(select(Recommendation.fingerprint, Recommendation.status))
    }
    reopened = _reopen(session, advised, known)
    _upsert(session, advised, run_id)
    current = {one.fingerprint for one in advised}
    gone = [mark for mark, status in known.items() if status == "OPEN" and mark not in current]
    session.execute(
        update(Recommendation)
        .where(Recommendation.fingerprint.in_(gone))
        .values(status="SUPERSEDED")
        .execution_options(synchronize_session=False)
    )
    session.expire_all()
    return {
        "recommendations": len(current),
        "added": len(current - known.keys()),
        "superseded": len(gone),
        "reopened": reopened,
    }


def _reopen(session: Session, advised: Sequence[Advised], known: dict[str, str]) -> int:
    """Open decided cases again that ended in between or have become materially worse."""
    decided = {
        decision.fingerprint: decision
        for decision in session.scalars(
            select(RecommendationDecision)
            .where(RecommendationDecision.status != DecisionStatus.OPEN)
            .with_for_update()
        )
    }
    reopened = 0
    for one in advised:
        decision = decided.get(one.fingerprint)
        if decision is None:
            continue
        if known.get(one.fingerprint) == "SUPERSEDED":
            why = "RETURNED"
        elif is_materially_worse(decision.quantity, decision.priority, one.quantity, one.priority):
            why = "MATERIALLY_WORSE"
        else:
            continue
        recorder.record(
            session,
            Event.RECOMMENDATION_DECIDED,
            "recommendation_decision",
            one.fingerprint,
            before={"status": decision.status},
            after={"status": DecisionStatus.OPEN},
            reason=why,
        )
        decision.status = DecisionStatus.OPEN.value
        decision.reason = why
        reopened += 1
    session.flush()
    return reopened


def _upsert(session: Session, advised: Sequence[Advised], run_id: int | None) -> None:
    table = Recommendation.__table__
    assert isinstance(table, Table)
    statement = insert(table)
    columns = [name for name in Advised.__dataclass_fields__ if name != "fingerprint"]
    statement = statement.on_conflict_do_update(
        index_elements=["fingerprint"],
        set_={
            **{name: statement.excluded[name] for name in (*columns, "run_id")},
            "status": "OPEN",
        },
        where=(table.c.explanation_hash != statement.excluded.explanation_hash)
        | (table.c.status != "OPEN"),
    )
    rows = [
        {**asdict(one), "priority": Priority(one.priority), "run_id": run_id, "status": "OPEN"}
        for one in sorted(advised, key=lambda one: one.fingerprint)
    ]
    for start in range(0, len(rows), BATCH):
        session.execute(statement, rows[start : start + BATCH])
