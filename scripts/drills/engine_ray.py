"""A forecast on two worker processes of Ray, one of which is killed -9 half-way."""

from importlib.util import find_spec

from scripts.drills.engine_dask import outcome
from scripts.drills.report import Drill, Outcome, Scale
from scripts.testing.clusters import compared, ray_cluster
from scripts.testing.packages import Missing


def run(_scale: Scale) -> Outcome:
    if find_spec("ray") is None:
        raise Missing(
            "not checked: ray is not installed (uv pip install -r pyproject.toml --extra ray)"
        )
    with ray_cluster() as cluster:
        return outcome(compared(cluster))


DRILL = Drill(
    "forecasting on Ray, a worker killed -9",
    "the run goes on, with the numbers of a local run to 1e-6",
    run,
)
