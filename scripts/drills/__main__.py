"""`make drills`: break one thing after the other, and say in a table whether promises were kept.

python -m scripts.drills [--quick] [--kills N] [name ...]
"""

import argparse
import sys
import time
from importlib import import_module

from rich.console import Console

from scripts.drills.report import Drill, Outcome, Scale, table, verdict
from scripts.runtime.failures import CannotStart
from scripts.testing.packages import Missing

NAMES = (
    "postgres_killed",
    "worker_killed",
    "redis_gone",
    "replica",
    "two_schedulers",
    "disk_full",
    "clock_jump",
    "slow_client",
    "idle_connections",
    "engine_dask",
    "engine_ray",
    "nightly_killed",
)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="make drills", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(NAMES))
    parser.add_argument("--quick", action="store_true", help="kill the nightly job five times")
    parser.add_argument("--kills", type=int, help="kill the nightly job this often (50)")
    given = parser.parse_args(arguments)
    unknown = set(given.names) - set(NAMES)
    if unknown:
        parser.error(f"there is no drill {', '.join(sorted(unknown))}")
    scale = Scale(kills=given.kills or (5 if given.quick else Scale().kills))
    drills = [drill_of(name) for name in NAMES if name in (given.names or NAMES)]
    outcomes = [(drill, carry_out(drill, scale)) for drill in drills]
    Console().print(table(outcomes))
    failed = [drill for drill, outcome in outcomes if isinstance(outcome, str) or outcome.broken]
    return 1 if failed else 0


def drill_of(name: str) -> Drill:
    drill: Drill = import_module(f"scripts.drills.{name}").DRILL
    return drill


def carry_out(drill: Drill, scale: Scale) -> Outcome | str:
    """Run a drill; return why it could not be run where something it needs is missing."""
    print(f"· {drill.name}", flush=True)
    began = time.monotonic()
    try:
        outcome: Outcome | str = drill.run(scale)
    except (Missing, CannotStart) as reason:
        outcome = str(reason)
    # Said at once: the table comes after the last drill, and they take long.
    print(f"  {verdict(outcome)}, {time.monotonic() - began:.0f} s", flush=True)
    return outcome


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
