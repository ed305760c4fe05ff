"""The step 'alerts': look at the facts, and open, update and clear alerts."""

from dataclasses import asdict

from backend.core import clock
from etl.alerts.evidence import gather
from etl.alerts.sync import sync
from etl.pipeline import RunContext


def run(context: RunContext) -> dict[str, int]:
    """Evaluate every rule once and return what came of it."""
    context.progress.advance(0.05, "evaluating the rules")
    with context.session_factory() as session:
        evidence = gather(session)
        context.progress.advance(0.7, f"{len(evidence.findings)} findings")
        synced = sync(session, evidence, clock.now())
    context.progress.note(
        f"alerts: {synced.opened} opened, {synced.cleared} cleared, {synced.reopened} reopened."
    )
    return asdict(synced)
