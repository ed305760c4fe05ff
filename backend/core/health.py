"""Probes: is the process alive, can it serve, how is it, and its metrics."""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Literal

from flask import Response
from prometheus_client import CONTENT_TYPE_LATEST
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from backend.core import clock
from backend.core.errors import Unavailable
from backend.core.http import blueprint, public
from backend.core.metrics import Gauge, Sample, exposition, register_gauge
from backend.core.migrations import applied, newest
from backend.core.replica import has_replica, replica_lag_seconds, replica_state
from backend.core.replica_watch import State
from backend.core.schemas import Out
from backend.extensions import current_session
from backend.version import VERSION

probes = blueprint("health", root=True)
api_probes = blueprint("health_api")
blueprints = (probes, api_probes)


ReplicaState = Literal["none", "up", "lagging", "down"]


class HealthOut(Out):
    status: Literal["healthy", "degraded"]
    database: Literal["up", "down"]
    replica: ReplicaState
    timestamp: datetime
    version: str


class ProbeOut(Out):
    status: Literal["ok"]


class ReadinessOut(ProbeOut):
    """A replica that is not up costs speed only: its reads go to the primary."""

    replica: ReplicaState


class NotReady(Unavailable):
    """The reason is for whoever operates us."""


@probes.get("/health")
@public
def get_health() -> HealthOut | Response:
    """Say how the service is; 503 while the database is down."""
    return _health()


@api_probes.get("/health", documented=False)
@public
def get_health_below_api() -> HealthOut | Response:
    """Say the same below /api/v1, which is all that the dashboard's proxy passes on."""
    return _health()


@probes.get("/livez")
@public
def get_liveness() -> ProbeOut:
    """Say that the process answers; it asks nothing else."""
    return ProbeOut(status="ok")


@probes.get("/readyz")
@public
def get_readiness() -> ReadinessOut:
    """Say whether requests can be served: database reachable, migrations at head."""
    if applied(current_session()) != needed_migration():
        raise NotReady("The database's migrations are not at the version this program needs.")
    return ReadinessOut(status="ok", replica=_replica())


@probes.get("/metrics", documented=False)
@public
def get_metrics() -> Response:
    """Answer all metrics as Prometheus text."""
    return Response(exposition(current_session()), content_type=CONTENT_TYPE_LATEST)


@lru_cache(maxsize=1)
def needed_migration() -> str:
    return newest()


def _health() -> Response:
    try:
        current_session().execute(text("SELECT 1"))
        is_up, replica = True, _replica()
    except SQLAlchemyError:
        # Nobody reads from the replica either: without the primary no session can be checked.
        is_up, replica = False, _without_primary()
    health = HealthOut(
        status="healthy" if is_up and replica in ("none", "up") else "degraded",
        database="up" if is_up else "down",
        replica=replica,
        timestamp=clock.now(),
        version=VERSION,
    )
    status = 200 if is_up else 503
    return Response(health.model_dump_json(), status=status, content_type="application/json")


def _replica() -> ReplicaState:
    state = replica_state()
    return "none" if state is None else state.value


def _without_primary() -> ReplicaState:
    return "down" if has_replica() else "none"


def _replica_is_used(_session: Session) -> Iterable[Sample]:
    state = replica_state()
    if state is not None:
        yield Sample({}, float(state is State.UP))


def _replica_lag(_session: Session) -> Iterable[Sample]:
    seconds = replica_lag_seconds()
    if seconds is not None:
        yield Sample({}, seconds)


register_gauge(
    Gauge("replica_used", "1 where reads go to the replica, 0 where not.", (), _replica_is_used)
)
register_gauge(Gauge("replica_lag_seconds", "How far the replica lags behind.", (), _replica_lag))
