"""What a drill promises and what it found."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from rich.table import Table


@dataclass(frozen=True, slots=True)
class Scale:
    """How much a drill is to do: at how many moments a run is killed, how long load lasts."""

    kills: int = 50
    seconds: float = 6.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was sent, what was found, and each part of the promise that was broken."""

    sent: str
    found: str
    broken: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Drill:
    name: str
    promise: str
    run: Callable[[Scale], Outcome]


def broken(*checks: tuple[bool, str]) -> tuple[str, ...]:
    """Return the sentences of the checks that do not hold."""
    return tuple(sentence for holds, sentence in checks if not holds)


def verdict(outcome: Outcome | str) -> str:
    """Say in a word or two whether a promise was kept; a text says why nobody could look."""
    if isinstance(outcome, str):
        return "not run"
    return "NOT KEPT" if outcome.broken else "kept"


def table(outcomes: Iterable[tuple[Drill, Outcome | str]]) -> Table:
    """Show one line a drill; a text stands for a drill that could not be run."""
    shown = Table(title="Drills", title_justify="left", show_lines=True)
    for heading in ("Drill", "Promised", "Sent", "Found", "Kept"):
        shown.add_column(heading, overflow="fold")
    for drill, outcome in outcomes:
        if isinstance(outcome, str):
            shown.add_row(drill.name, drill.promise, "", outcome, "not run")
            continue
        found = "\n".join([outcome.found, *(f"BROKEN: {line}" for line in outcome.broken)])
        kept = "no" if outcome.broken else "yes"
        shown.add_row(drill.name, drill.promise, outcome.sent, found, kept)
    return shown
