"""What a new plan does to the recommendations of earlier ones and to people's decisions."""

from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.audit.models import AuditLog
from backend.recommendations.models import Recommendation, RecommendationDecision
from backend.recommendations.rules import Advised
from backend.recommendations.service import decide, publish
from backend.recommendations.workflow import Action
from backend.tests.recommendations.conftest import make_advice, stored

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)


def accept(session: Session, advice: Advised) -> RecommendationDecision:
    decide(session, stored(session, advice).id, Action.ACCEPT, None, by=None, at=NOW)
    return session.get_one(RecommendationDecision, advice.fingerprint)


def test_the_same_plan_again_changes_nothing(session: Session, advice: Advised) -> None:
    before = stored(session, advice)
    version, changed = before.version, before.updated_at

    counts = publish(session, [advice], None)

    after = stored(session, advice)
    assert (after.version, after.updated_at) == (version, changed)
    assert counts == {"recommendations": 1, "added": 0, "superseded": 0, "reopened": 0}
    assert session.scalar(select(func.count(Recommendation.id))) == 1


def test_a_changed_case_is_updated_in_place(session: Session, advice: Advised) -> None:
    number = stored(session, advice).id

    publish(session, [replace(advice, quantity=210.0, explanation_hash="other")], 7)

    after = stored(session, advice)
    assert (after.id, after.quantity, after.version, after.run_id) == (number, 210.0, 2, 7)


def test_what_no_longer_holds_is_superseded_and_may_return(
    session: Session, advice: Advised
) -> None:
    number = stored(session, advice).id

    assert publish(session, [], None)["superseded"] == 1
    assert stored(session, advice).status == "SUPERSEDED"
    assert publish(session, [], None)["superseded"] == 0

    publish(session, [advice], None)
    assert (stored(session, advice).id, stored(session, advice).status) == (number, "OPEN")


def test_a_decision_stands_while_the_case_goes_on(session: Session, advice: Advised) -> None:
    decision = accept(session, advice)

    publish(session, [replace(advice, quantity=240.0, explanation_hash="other")], None)

    assert decision.status == "ACCEPTED"


def test_a_materially_worse_case_is_asked_again_and_the_log_says_why(
    session: Session, advice: Advised
) -> None:
    decision = accept(session, advice)

    counts = publish(session, [replace(advice, quantity=251.0, explanation_hash="other")], None)

    assert (counts["reopened"], decision.status) == (1, "OPEN")
    last = session.scalars(select(AuditLog).order_by(AuditLog.id.desc()).limit(1)).one()
    assert (last.reason, last.after) == ("MATERIALLY_WORSE", {"status": "OPEN"})


def test_a_case_that_ended_and_returned_is_asked_again(session: Session, advice: Advised) -> None:
    decision = accept(session, advice)
    publish(session, [], None)

    publish(session, [advice], None)

    assert (decision.status, decision.reason) == ("OPEN", "RETURNED")


def test_a_decision_outlives_the_loss_of_everything_computed(
    session: Session, advice: Advised
) -> None:
    decision = accept(session, advice)
    session.delete(stored(session, advice))
    session.flush()

    publish(session, [advice], None)

    assert decision.status == "ACCEPTED"


def test_many_are_published_at_once(session: Session) -> None:
    several = [make_advice(session) for _ in range(3)]

    assert publish(session, several, None)["added"] == 3
