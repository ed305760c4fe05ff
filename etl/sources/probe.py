"""Reads one Parquet file to nowhere, with little memory: python -m etl.sources.probe FILE.

It prints how many values the file holds, and ends badly where the file does not hold what it says.
It is a program of its own because the reader may end its process over a file that lies.
"""

import contextlib
import resource
import sys

MEMORY = 4 * 1024**3


def main(arguments: list[str]) -> int:
    with contextlib.suppress(ValueError, OSError):  # not every system has such a limit
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    import polars as pl

    from etl.sources.guard import MOST_CELLS

    file = pl.scan_parquet(arguments[0])
    columns = file.collect_schema().names()
    said = file.select(pl.len()).collect().item()
    cells = int(said) * len(columns)
    if cells <= MOST_CELLS and columns:
        read = file.select(pl.len(), *(pl.col(name).is_null().sum() for name in columns))
        if read.collect(engine="streaming")["len"].item() != said:
            return 1
    sys.stdout.write(f"{cells}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
