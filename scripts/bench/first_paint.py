"""When the first content of a page stands, for somebody who is signed in, on the demo data."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from scripts.runtime.places import FRONTEND
from scripts.testing import chromium
from scripts.testing.packages import Missing
from scripts.testing.stack import Stack

BASELINE = "file"
# The promise to an executive who opens the KPI page.
LIMIT_MS = 2_000.0


@dataclass(frozen=True, slots=True)
class Row:
    """Medians of one page in milliseconds; ``ratio`` to a plain file of the same server."""

    page: str
    first_ms: float
    largest_ms: float
    ratio: float

    @property
    def keeps_promise(self) -> bool:
        return self.first_ms < LIMIT_MS


def measure(stack: Stack, *, rounds: int) -> Iterator[Row]:
    """Paint each page ``rounds`` times, in turn, in a fresh tab of one browser."""
    paints = json.loads(run_in_browser("first-paint.mjs", stack, rounds))
    baseline = median(paint["first"] for paint in paints[BASELINE])
    for page, found in paints.items():
        first = median(paint["first"] for paint in found)
        yield Row(page, first, median(paint["largest"] for paint in found), first / baseline)


def run_in_browser(program: str, stack: Stack, rounds: int, **extra: str) -> str:
    """Run a program of ``frontend/bench`` on a stack and return what it printed."""
    node = shutil.which("node")
    if node is None:
        raise Missing("node was not found: install Node 20.")
    environment = {
        "BASE_URL": stack.url,
        "CREDENTIALS_FILE": str(stack.credentials),
        "CHROMIUM_PATH": str(chromium.find()),
        "ROUNDS": str(rounds),
        **extra,
    }
    done = subprocess.run(
        [node, f"bench/{program}"],
        cwd=FRONTEND,
        env=os.environ | environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout
