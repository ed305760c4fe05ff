"""Why a start ends early, as a sentence for the person at the terminal."""

from pathlib import Path


class CannotStart(Exception):
    """What is wrong and what to do about it, in one sentence. Never shown with a traceback."""


class StopRequested(Exception):
    """Ctrl-C, a closed terminal or a signal asked for the end."""


def last_words(log: Path, *, lines: int = 1) -> str:
    """Return the last lines of a log that say something, for a failure's sentence."""
    try:
        text = log.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return "(the log is empty)"
    said = [line.strip() for line in text.splitlines() if line.strip()]
    return " / ".join(said[-lines:]) or "(the log is empty)"
