"""Where partitions are forecast: here, or on a cluster that others built (FORECAST_ENGINE).

A partition depends on nothing but its own series and what was learned, so that the numbers are the
same wherever it runs. Results come back in the order of the partitions; no more than a few are
under way at once, so that memory stays flat.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from typing import Any, TypeVar

from etl.errors import StepFailed

Work = TypeVar("Work")
Result = TypeVar("Result")

LOCAL = "local"
UNDER_WAY = 16
# How long to wait for the first worker of a cluster.
WORKER_SECONDS = 60


def run_all(
    engine: str, forecast: Callable[[Work], Result], partitions: Iterable[Work]
) -> Iterator[Result]:
    """Give the result of each partition, in order."""
    kind, _, address = engine.partition("://")
    if kind == LOCAL:
        yield from map(forecast, partitions)
    elif kind == "dask":
        yield from _on_dask(address, forecast, partitions)
    else:
        yield from _on_ray(engine, forecast, partitions)


def _on_dask(
    address: str, forecast: Callable[[Work], Result], partitions: Iterable[Work]
) -> Iterator[Result]:
    distributed = _module("distributed", "dask")

    def connect() -> Any:
        client = distributed.Client(f"tcp://{address}")
        # Without a worker it would wait for one for ever.
        client.wait_for_workers(1, timeout=WORKER_SECONDS)
        return client

    with _reached(f"dask://{address}", connect) as client:
        # Drawn numbers are seeded, so a task that runs twice gives the same; it need not be kept.
        # One whose worker died is given to another.
        def submit(part: Work) -> Any:
            return client.submit(forecast, part, pure=False)

        yield from _windowed(submit, lambda task: task.result(), partitions)


def _on_ray(
    engine: str, forecast: Callable[[Work], Result], partitions: Iterable[Work]
) -> Iterator[Result]:
    ray = _module("ray", "ray")
    _reached(engine, lambda: ray.init(address=engine, log_to_driver=False))
    try:
        # What was learned is sent once. A task whose worker died is begun again, three times.
        learned = ray.put(forecast)
        remote = ray.remote(_apply)
        yield from _windowed(lambda part: remote.remote(learned, part), ray.get, partitions)
    finally:
        ray.shutdown()


def _apply(forecast: Callable[[Work], Result], part: Work) -> Result:
    """Ray takes functions only, and what forecasts is one with its first arguments given."""
    return forecast(part)


def _reached(engine: str, connect: Callable[[], Any]) -> Any:
    try:
        return connect()
    except OSError as error:
        raise StepFailed(
            f"The cluster of FORECAST_ENGINE={engine} cannot be reached: {error}."
            " Start it, or set FORECAST_ENGINE=local."
        ) from None


def _windowed(
    submit: Callable[[Work], Any], wait: Callable[[Any], Result], partitions: Iterable[Work]
) -> Iterator[Result]:
    waiting: deque[Any] = deque()
    for part in partitions:
        waiting.append(submit(part))
        if len(waiting) >= UNDER_WAY:
            yield wait(waiting.popleft())
    while waiting:
        yield wait(waiting.popleft())


def _module(name: str, kind: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        raise StepFailed(
            f"FORECAST_ENGINE asks for {kind}, but the package “{name}” is not installed here."
            f" Install it, or set FORECAST_ENGINE=local."
        ) from None
