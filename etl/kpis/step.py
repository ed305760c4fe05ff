"""The step 'kpis': refresh the views and keep what today's plan says."""

from backend.kpis import service
from etl.pipeline import RunContext


def run(context: RunContext) -> dict[str, int]:
    """Refresh in one transaction: readers see the old figures or the new ones, never a mixture."""
    context.progress.advance(0.05, "refreshing the views")
    with context.session_factory() as session:
        changed = service.refresh(session)
    return {"plan_rows_changed": changed}
