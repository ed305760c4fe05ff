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
    with _module("distributed", "dask").Client(f"tcp://{address}") as client:
        # Drawn numbers are seeded, so a task that runs twice gives the same; it need not be kept.
        def submit(part: Work) -> Any:
            return client.submit(forecast, part, pure=False)

        yield from _windowed(submit, lambda task: task.result(), partitions)


def _on_ray(
    address: str, forecast: Callable[[Work], Result], partitions: Iterable[Work]
) -> Iterator[Result]:
    ray = _module("ray", "ray")
    ray.init(address=address, log_to_driver=False)
    try:
        remote = ray.remote(forecast)
        yield from _windowed(remote.remote, ray.get, partitions)
    finally:
        ray.shutdown()


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
