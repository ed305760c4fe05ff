"""A database with the demonstration in it, for what is measured on it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from scripts.bench.children import etl
from scripts.bench.report import Scale
from scripts.drills.stage import Stage, stage
from scripts.testing.packages import Missing
from scripts.testing.stack import SMALL


@contextmanager
def demonstration(scale: Scale, *steps: str) -> Iterator[Stage]:
    """Load the demonstration, small for a try, and run the pipeline or the steps named."""
    with stage() as made:
        size = [f"--{name[5:].lower()}={value}" for name, value in SMALL.items()]
        out = made.folder / "demo-bench"
        command = (sys.executable, "scripts/generate_demo_data.py", "--format=parquet")
        done = made.run(*command, f"--out={out}", *(size if scale.is_quick else ()))
        if done.returncode:
            raise Missing(f"The demonstration was not generated: {done.stderr.strip()[-300:]}")
        etl(made.environment, "run", *steps, "--data", out)
        made.execute("ANALYZE")
        yield made
