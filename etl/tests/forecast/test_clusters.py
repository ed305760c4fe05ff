"""A cluster of two processes says what this process says, also when one is killed half-way."""

import dask
import pytest

from etl.errors import StepFailed
from etl.forecast.backends import run_all
from scripts.testing.clusters import (
    PARTITIONS,
    SERIES,
    Compared,
    compared,
    dask_cluster,
)
from scripts.testing.stack import free_ports

pytestmark = pytest.mark.slow


def test_dask_with_a_worker_killed_half_way() -> None:
    with dask_cluster() as cluster:
        assert len(cluster.workers()) == 2
        found = compared(cluster)

    assert_the_same(found)


def test_a_cluster_that_is_not_there_is_told_in_a_sentence() -> None:
    (port,) = free_ports(1)
    results = run_all(f"dask://127.0.0.1:{port}", abs, [1])

    with (
        dask.config.set({"distributed.comm.timeouts.connect": "500ms"}),
        pytest.raises(StepFailed, match="cannot be reached"),
    ):
        next(results)


def assert_the_same(found: Compared) -> None:
    assert found.series == PARTITIONS * SERIES
    assert 0 < found.killed_after < PARTITIONS
    assert found.difference <= 1e-6
