"""Prometheus metrics of this process, and a hook for gauges that are read from the database."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

import structlog
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import REGISTRY, Collector
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

log = structlog.get_logger(__name__)

REQUESTS = Counter("http_requests", "Requests answered.", ("method", "route", "status"))
LATENCY = Histogram(
    "http_request_seconds",
    "Time until the first byte of an answer.",
    ("method", "route"),
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)
CACHE = Counter("cache_lookups", "Lookups in the cache.", ("name", "outcome"))
SLOW_QUERIES = Counter("slow_queries", "Statements that took longer than SLOW_QUERY_MS.")


@dataclass(frozen=True, slots=True)
class Sample:
    """One value of a gauge, with a value for each of its labels."""

    labels: Mapping[str, str]
    value: float


@dataclass(frozen=True, slots=True)
class Gauge:
    """A figure that the database knows, read when Prometheus asks."""

    name: str
    description: str
    labels: tuple[str, ...]
    read: Callable[[Session], Iterable[Sample]]


# Filled by domains when they are imported, never afterwards.
_gauges: dict[str, Gauge] = {}


def register_gauge(gauge: Gauge) -> None:
    """Show a gauge at /metrics from now on; a domain calls this at import."""
    _gauges[gauge.name] = gauge


def observe_request(method: str, route: str, status: int, seconds: float) -> None:
    REQUESTS.labels(method, route, str(status)).inc()
    LATENCY.labels(method, route).observe(seconds)


class DatabaseGauges(Collector):
    """Reads every registered gauge; one that fails is left out and logged."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def collect(self) -> Iterator[Metric]:
        for gauge in _gauges.values():
            family = GaugeMetricFamily(gauge.name, gauge.description, labels=gauge.labels)
            try:
                with self._session.begin_nested():
                    samples = list(gauge.read(self._session))
            except SQLAlchemyError as error:
                log.warning("gauge.failed", gauge=gauge.name, error=str(error))
                continue
            for sample in samples:
                family.add_metric([sample.labels[name] for name in gauge.labels], sample.value)
            yield family


def exposition(session: Session) -> bytes:
    """Return all metrics as Prometheus text, summed over gunicorn's processes."""
    registry: CollectorRegistry = REGISTRY
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    from_database = CollectorRegistry()
    from_database.register(DatabaseGauges(session))
    return generate_latest(registry) + generate_latest(from_database)
