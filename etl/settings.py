"""What the pipeline itself needs to know: paths, intervals, limits. The rest is in Settings."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CRONTAB = Path(__file__).resolve().parent / "crontab"
SQL = Path(__file__).resolve().parent / "sql"

# Whoever holds this advisory lock changes facts or what is computed from them; nobody else does.
PIPELINE_LOCK = 723054101

# Who asked for a run that nobody queued.
COMMAND_LINE = "command line"

HEARTBEAT_SECONDS = 10.0
# A run whose heart has been still this long is dead.
DEAD_AFTER_SECONDS = 60.0
POLL_SECONDS = 2.0
PARTITION_MONTHS_AHEAD = 3
UPLOADS_KEPT_DAYS = 30
CALENDAR_DAYS_AHEAD = 366
