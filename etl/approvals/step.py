"""The step 'approvals': remind, warn and escalate where a decision on a needs list is due."""

from backend.core import clock
from backend.needs.approvals import notices
from etl.pipeline import RunContext


def run(context: RunContext) -> int:
    """Return how many notices were given; a second run at once gives none."""
    with context.session_factory() as session:
        given = notices.give_due(session, clock.now())
    context.progress.advance(1, f"{given} notices given")
    return given
