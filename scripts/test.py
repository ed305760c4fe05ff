"""Run the suites of one group and close with one line that counts them all.

python -m scripts.test check      the fast gate
python -m scripts.test all        everything
python -m scripts.test browser    the journeys only
"""

import sys
import tempfile
import time
from pathlib import Path

from scripts.runtime.failures import CannotStart
from scripts.testing.counts import Counts
from scripts.testing.packages import Missing
from scripts.testing.suites import SUITES, Suite


def main(arguments: list[str]) -> int:
    group = arguments[0] if arguments else "all"
    chosen = [suite for suite in SUITES if group in suite.groups]
    if not chosen:
        print(f"There is no group of suites called {group}.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        outcomes = [(suite.name, *run(suite, Path(folder))) for suite in chosen]
    print("\n== Summary ==")
    for name, counts, seconds in outcomes:
        print(f"  {name:<16} {counts} ({seconds:.0f} s)")
    total = sum((counts for _, counts, _ in outcomes), Counts())
    # Continuous integration reads the last line, so nothing may follow it.
    print(total, flush=True)
    return 1 if total.failed or not total.passed else 0


def run(suite: Suite, reports: Path) -> tuple[Counts, float]:
    print(f"\n== {suite.name} ==", flush=True)
    began = time.monotonic()
    try:
        counts = suite.run(reports)
    except (Missing, CannotStart) as reason:
        print(f"{suite.name}: {reason}", file=sys.stderr, flush=True)
        counts = Counts(failed=1)
    return counts, time.monotonic() - began


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
