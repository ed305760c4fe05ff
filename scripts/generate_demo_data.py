"""Generate a demonstration data set: a field-maintenance organisation in Brazil.

The same seed, size and end date give the same bytes.
"""

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

# Run as a file, Python looks beside the file; the package is found from the folder above.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scripts.demo.generate import generate
from scripts.demo.options import Options


def main(arguments: Sequence[str] | None = None) -> int:
    given = _parser().parse_args(arguments)
    options = Options(given.seed, given.items, given.sites, given.days, given.end)
    console = Console()
    began = time.perf_counter()
    with Progress(console=console, transient=True) as bar:
        task = bar.add_task("Generating demonstration data", total=None)
        counts = generate(
            options,
            given.out,
            given.format,
            lambda done, total: bar.update(task, completed=done, total=total),
        )
    table = Table(title=f"{given.out} ({options.start} to {options.end}, seed {options.seed})")
    table.add_column("What")
    table.add_column("Count", justify="right")
    for name, count in counts.items():
        table.add_row(name, f"{count:,}")
    console.print(table)
    console.print(f"Written in {time.perf_counter() - began:.1f} s")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    yesterday = datetime.now(UTC).date() - timedelta(days=1)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--items", type=_at_least(1), default=300)
    parser.add_argument("--sites", type=_at_least(1), default=8)
    parser.add_argument("--days", type=_at_least(30), default=730)
    parser.add_argument("--end", type=date.fromisoformat, default=yesterday, metavar="DATE")
    parser.add_argument("--out", type=Path, default=Path(".data/demo"), metavar="FOLDER")
    parser.add_argument("--format", choices=("csv", "parquet"), default="csv")
    return parser


def _at_least(least: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        if int(text) < least:
            raise argparse.ArgumentTypeError(f"must be at least {least}")
        return int(text)

    return number


if __name__ == "__main__":
    sys.exit(main())
