"""`make audit`: secrets in the history, and known holes in the packages, as one table."""

import os
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

from scripts.audit import packages, secrets
from scripts.audit.packages import Outcome
from scripts.runtime.places import ROOT


def main() -> int:
    tools = Path(os.environ.get("DATA_DIR") or ROOT / ".data") / "tools" / "audit"
    outcomes = [history(), packages.python(tools), packages.dashboard()]
    Console().print(table(outcomes))
    return 1 if any(outcome.verdict == "holes" for outcome in outcomes) else 0


def history() -> Outcome:
    findings = secrets.in_history(ROOT)
    said = "\n".join(map(str, findings)) or f"{len(secrets.SHAPES)} shapes of secrets looked for"
    return Outcome("Secrets in the history", "holes" if findings else "clean", said)


def table(outcomes: list[Outcome]) -> Table:
    shown = Table(title="Audit", title_justify="left")
    for heading in ("What", "Verdict", "Found"):
        shown.add_column(heading)
    for outcome in outcomes:
        shown.add_row(outcome.part, outcome.verdict, outcome.said)
    return shown


if __name__ == "__main__":
    sys.exit(main())
