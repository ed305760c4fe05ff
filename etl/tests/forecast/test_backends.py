"""Where partitions run must not change what they say."""

import pickle

import numpy as np
import pytest
from pydantic import ValidationError

from backend.settings import Settings
from etl.errors import StepFailed
from etl.forecast.arrays import Floats
from etl.forecast.backends import UNDER_WAY, run_all
from etl.forecast.engine import forecast, learn
from etl.forecast.panel import Panel
from etl.forecast.periods import PERIODS


def test_results_come_in_the_order_of_the_partitions() -> None:
    parts = range(3 * UNDER_WAY)

    assert list(run_all("local", lambda part: part * 2, parts)) == [part * 2 for part in parts]


@pytest.mark.parametrize("engine", ["dask://nowhere:1", "ray://nowhere:1"])
def test_a_cluster_without_its_package_is_told_in_a_sentence(
    engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr("etl.forecast.backends.import_module", missing)

    with pytest.raises(StepFailed, match="set FORECAST_ENGINE=local"):
        list(run_all(engine, abs, [1]))


@pytest.mark.parametrize("engine", ["spark://host:1", "dask://", "local "])
def test_other_engines_are_refused_at_the_start(engine: str) -> None:
    with pytest.raises(ValidationError, match="forecast_engine"):
        Settings(_env_file=None, forecast_engine=engine)


def test_what_was_learned_survives_the_journey_to_a_worker() -> None:
    values = np.random.default_rng(4).poisson(4, (40, 120)).astype(np.float64)
    panel = Panel(PERIODS["W"], values, np.zeros(40, dtype=np.int64))
    learned = learn(panel, 8)

    there = forecast(panel, pickle.loads(pickle.dumps(learned)), 8)

    assert "GLOBAL" in learned.weights
    np.testing.assert_allclose(there.ahead, forecast(panel, learned, 8).ahead, rtol=1e-6)


def test_dask_says_the_same_as_this_process() -> None:
    distributed = pytest.importorskip("distributed")
    values = np.random.default_rng(4).poisson(4, (40, 60)).astype(np.float64)
    panel = Panel(PERIODS["W"], values, np.zeros(40, dtype=np.int64))
    learned = learn(panel, 8)
    parts = [panel.rows(np.arange(low, low + 10)) for low in range(0, 40, 10)]

    def ahead(part: Panel) -> Floats:
        return forecast(part, learned, 8).ahead

    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None,
        protocol="tcp",
    ) as cluster:  # fmt: skip
        address = cluster.scheduler_address.removeprefix("tcp://")
        there = list(run_all(f"dask://{address}", ahead, parts))

    np.testing.assert_allclose(np.vstack(there), forecast(panel, learned, 8).ahead, rtol=1e-6)
