"""What a scenario measures, what it is held against, and the table that all of them end in."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.table import Table

from scripts.runtime.places import ROOT

BENCHMARKS = ROOT / "docs" / "benchmarks.md"
HEADINGS = ("What", "Measured", "Compared with", "Ratio", "To reach", "Reached")


@dataclass(frozen=True, slots=True)
class Scale:
    """How large a run is. ``rows`` are the sizes of the facts, the smallest first."""

    rows: tuple[int, ...] = (1_000_000, 5_000_000, 20_000_000)
    items: int = 1000
    sites: int = 10
    rounds: int = 5
    users: int = 100
    seconds: int = 60
    is_quick: bool = False

    @property
    def middle(self) -> int:
        """Return the size of what is measured once; the largest but one, where there are two."""
        return self.rows[-2] if len(self.rows) > 1 else self.rows[0]


QUICK = Scale((4_000, 20_000, 80_000), items=40, sites=5, rounds=1, users=10, seconds=5,
              is_quick=True)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One figure. ``reached`` is None where nothing was promised for it."""

    what: str
    measured: str
    compared: str = ""
    ratio: float | None = None
    to_reach: str = ""
    reached: bool | None = None

    @property
    def cells(self) -> tuple[str, ...]:
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        verdict = {None: "", True: "yes", False: "missed"}[self.reached]
        return (self.what, self.measured, self.compared, ratio, self.to_reach, verdict)


@dataclass(frozen=True, slots=True)
class Scenario:
    """A name, a heading and what measures it, row by row."""

    name: str
    title: str
    measure: Callable[[Scale], Iterator[Row]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The rows of a scenario; ``failure`` says why it could not be measured to its end."""

    scenario: Scenario
    rows: tuple[Row, ...]
    failure: str | None = None


def at_least(what: str, measured: str, compared: str, ratio: float, least: float) -> Row:
    return Row(what, measured, compared, ratio, f"at least {least:g}", ratio >= least)


def at_most(what: str, measured: str, compared: str, ratio: float, most: float) -> Row:
    return Row(what, measured, compared, ratio, f"at most {most:g}", ratio <= most)


def below(what: str, value: float, limit: float, unit: str) -> Row:
    """Hold a figure against a limit that is not a ratio."""
    shown = f"{value:,.0f}" if value >= 100 else f"{value:.2f}"
    return Row(what, f"{shown} {unit}", to_reach=f"below {limit:g} {unit}", reached=value < limit)


def table(outcomes: Iterable[Outcome]) -> Table:
    shown = Table(title="Benchmarks", title_justify="left", show_lines=False)
    shown.add_column("Scenario")
    for heading in HEADINGS:
        shown.add_column(heading, overflow="fold")
    for outcome in outcomes:
        for position, row in enumerate(outcome.rows):
            shown.add_row("" if position else outcome.scenario.name, *row.cells)
        if outcome.failure is not None:
            shown.add_row(outcome.scenario.name, outcome.failure, "", "", "", "", "not run")
        shown.add_section()
    return shown


def markdown(outcome: Outcome) -> str:
    lines = [f"| {' | '.join(HEADINGS)} |", "|---|---|---|--:|---|---|"]
    lines += [f"| {' | '.join(row.cells)} |" for row in outcome.rows]
    return "\n".join(lines)


def write(outcome: Outcome, document: Path) -> None:
    """Put a scenario's table between its marks in a document."""
    put(markdown(outcome), f"bench {outcome.scenario.name}", document)


def put(text: str, mark: str, document: Path = BENCHMARKS) -> None:
    """Put text between the marks of this name in a document; one without them stays as it is."""
    begin, end = f"<!-- {mark}: begin -->", f"<!-- {mark}: end -->"
    before, found, rest = document.read_text(encoding="utf-8").partition(begin)
    if found and end in rest:
        after = rest.partition(end)[2]
        document.write_text(f"{before}{begin}\n\n{text}\n\n{end}{after}", encoding="utf-8")
