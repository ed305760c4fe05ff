"""`make test-prod`: start the production file's commands, look at them from outside, one table."""

import os
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

from scripts.runtime import dashboard
from scripts.runtime.failures import CannotStart
from scripts.runtime.places import ROOT, Places
from scripts.runtime.steps import Runner
from scripts.runtime.stopping import Stop
from scripts.runtime.terminal import Terminal
from scripts.smoke.checks import accounts, carry_out
from scripts.smoke.production import Production, production
from scripts.testing import chromium
from scripts.testing.packages import Missing

JOURNEYS = ("e2e/security.spec.ts", "e2e/administrator.spec.ts")
Row = tuple[str, bool, str]


def main() -> int:
    try:
        with production(built_dashboard()) as made:
            rows = [
                (name, True, f"healthy after {seconds:.1f} s")
                for name, seconds in made.healthy_after.items()
            ]
            credentials = accounts(made)
            rows += carry_out(made)
            rows.append(journey(made, credentials))
    except (Missing, CannotStart) as reason:
        print(reason, file=sys.stderr)
        return 1
    Console().print(table(rows))
    return 0 if all(holds for _, holds, _ in rows) else 1


def built_dashboard() -> Path:
    """Build the dashboard if its sources changed; return its server."""
    places = Places(Path(os.environ.get("DATA_DIR") or ROOT / ".data").resolve())
    places.make()
    return dashboard.prepare(places, Runner(dict(os.environ), Stop()), Terminal())


def journey(made: Production, credentials: Path) -> Row:
    """Walk the browser through the proxy, over TLS."""
    told = {
        **os.environ,
        "BASE_URL": made.url,
        "CREDENTIALS_FILE": str(credentials),
        "CHROMIUM_PATH": str(chromium.find()),
        "OWN_CERTIFICATE": "1",
    }
    command = ["npx", "playwright", "test", "--reporter=line", *JOURNEYS]
    done = subprocess.run(
        command, cwd=ROOT / "frontend", env=told, capture_output=True, text=True, check=False
    )
    lines = [line.strip() for line in done.stdout.splitlines() if line.strip()]
    if done.returncode:
        print(done.stdout[-4000:], file=sys.stderr)
    return (
        "the browser's journeys",
        done.returncode == 0,
        lines[-1] if lines else done.stderr[-200:],
    )


def table(rows: list[Row]) -> Table:
    shown = Table(title="Production, without containers", title_justify="left")
    for heading in ("What", "Holds", "Found"):
        shown.add_column(heading, overflow="fold")
    for name, holds, said in rows:
        shown.add_row(name, "yes" if holds else "NO", said)
    return shown


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
