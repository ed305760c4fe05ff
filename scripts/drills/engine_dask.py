"""A forecast on two worker processes of Dask, one of which is killed -9 half-way."""

from scripts.drills.report import Drill, Outcome, Scale, broken
from scripts.testing.clusters import PARTITIONS, Compared, compared, dask_cluster

CLOSE_ENOUGH = 1e-6


def run(_scale: Scale) -> Outcome:
    with dask_cluster() as cluster:
        return outcome(compared(cluster))


def outcome(found: Compared) -> Outcome:
    return Outcome(
        f"{found.series} series in {PARTITIONS} partitions; a worker killed after "
        f"{found.killed_after}",
        f"every series once, at most {found.difference:.0e} from the numbers of a local run",
        broken((found.difference <= CLOSE_ENOUGH, "the numbers are not those of a local run")),
    )


DRILL = Drill(
    "forecasting on Dask, a worker killed -9",
    "the run goes on, with the numbers of a local run to 1e-6",
    run,
)
