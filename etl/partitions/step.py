"""The step 'partitions': the months ahead are ready before the first fact falls into them."""

from datetime import timedelta

from sqlalchemy import text

from backend.core import clock
from etl.pipeline import RunContext
from etl.settings import PARTITION_MONTHS_AHEAD

LONGEST_MONTH = 31


def run(context: RunContext) -> int:
    """Make the partitions of this month and the next ones; return how many were new."""
    today = clock.today()
    ahead = today + timedelta(days=PARTITION_MONTHS_AHEAD * LONGEST_MONTH)
    with context.session_factory() as session:
        made = session.scalar(
            text("SELECT core.ensure_partitions(:today, :ahead)"), {"today": today, "ahead": ahead}
        )
    context.progress.advance(1, f"{made} partitions made")
    return int(made or 0)
