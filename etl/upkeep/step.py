"""The step 'upkeep': the months ahead are ready, and what nobody needs any more is gone."""

import shutil
import time
from datetime import timedelta
from pathlib import Path

from sqlalchemy import text

from backend.core import clock
from etl.pipeline import RunContext
from etl.settings import PARTITION_MONTHS_AHEAD, SQL, UPLOADS_KEPT_DAYS

LONGEST_MONTH = 31
DAY_SECONDS = 86_400
FORGETTING = ("forget_old_keys.sql", "forget_quiet_runs.sql")


def run(context: RunContext) -> int:
    """Return how many partitions were new; a second run on the same day changes nothing."""
    made = _make_partitions(context)
    with context.session_factory() as session:
        for name in FORGETTING:
            session.execute(text((SQL / "upkeep" / name).read_text("utf-8")))
    removed = remove_old_uploads(context.settings.data_dir / "uploads", now=time.time())
    context.progress.advance(1, f"{made} partitions made, {removed} old uploads removed")
    return made


def _make_partitions(context: RunContext) -> int:
    """Make the partitions of this month and the next ones before a fact falls into them."""
    today = clock.today()
    ahead = today + timedelta(days=PARTITION_MONTHS_AHEAD * LONGEST_MONTH)
    with context.session_factory() as session:
        made = session.scalar(
            text("SELECT core.ensure_partitions(:today, :ahead)"), {"today": today, "ahead": ahead}
        )
    return int(made or 0)


def remove_old_uploads(uploads: Path, *, now: float) -> int:
    """Remove folders of files that were uploaded long ago; what they held is in the database."""
    if not uploads.is_dir():
        return 0
    limit = now - UPLOADS_KEPT_DAYS * DAY_SECONDS
    old = [folder for folder in uploads.iterdir() if folder.stat().st_mtime < limit]
    for folder in old:
        shutil.rmtree(folder)
    return len(old)
