"""Measure a throw-away stack on the full demo data and print one table: make bench.

--quick measures the small demo data of the journeys, once: it shows that the harness works.
"""

import argparse
import sys

from rich.console import Console
from rich.table import Table

from scripts.bench import first_paint
from scripts.runtime.failures import CannotStart
from scripts.testing.packages import Missing
from scripts.testing.stack import running_stack


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small data, one round")
    quick = parser.parse_args(arguments).quick
    try:
        with running_stack(small=quick) as stack:
            rows = list(first_paint.measure(stack, rounds=1 if quick else 5))
    except (Missing, CannotStart) as reason:
        print(reason, file=sys.stderr)
        return 1
    Console().print(table(rows))
    return 0 if all(row.keeps_promise for row in rows) else 1


def table(rows: list[first_paint.Row]) -> Table:
    shown = Table(title="First paint, signed in, medians", title_justify="left")
    shown.add_column("Page")
    for heading in ("First content", "Largest content", "Times a plain file", "Below 2 s"):
        shown.add_column(heading, justify="right")
    for row in rows:
        shown.add_row(
            row.page,
            f"{row.first_ms:.0f} ms",
            f"{row.largest_ms:.0f} ms" if row.largest_ms else "–",
            f"{row.ratio:.1f}",
            "yes" if row.keeps_promise else "no",
        )
    return shown


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
