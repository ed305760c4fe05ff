"""Reads Parquet files to nowhere, with little memory: their names come in, parted by NUL.

It prints how many values each file holds, and ends at one that does not hold what it says.
It is a program of its own because the reader may end its process over a file that lies.
"""

import contextlib
import resource
import sys
from typing import Any

MEMORY = 4 * 1024**3


def main() -> int:
    with contextlib.suppress(ValueError, OSError):  # not every system has such a limit
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    import polars as pl

    from etl.sources.guard import MOST_CELLS

    for name in sys.stdin.buffer.read().decode().split("\0"):
        cells = _cells(pl, name, MOST_CELLS)
        if cells is None:
            return 1
        sys.stdout.write(f"{cells}\n")
        sys.stdout.flush()
    return 0


def _cells(pl: Any, name: str, most: int) -> int | None:
    """Return how many values the file holds; None where reading them finds another number."""
    file = pl.scan_parquet(name)
    columns = file.collect_schema().names()
    said = int(file.select(pl.len()).collect().item())
    if said * len(columns) <= most and columns:
        read = file.select(pl.len(), *(pl.col(column).is_null().sum() for column in columns))
        if read.collect(engine="streaming")["len"].item() != said:
            return None
    return said * len(columns)


if __name__ == "__main__":
    sys.exit(main())
