"""How many alerts wait for somebody, for whoever watches the metrics."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from backend.alerts import queries
from backend.core import clock
from backend.core.metrics import Gauge, Sample, register_gauge


def _open(session: Session) -> Iterable[Sample]:
    for level, kind, number in queries.open_by_level(session, clock.now()):
        yield Sample({"level": level, "type": kind}, number)


def _age(session: Session) -> Iterable[Sample]:
    last = queries.last_evaluation(session)
    if last is not None:
        yield Sample({}, (clock.now() - last).total_seconds())


register_gauge(
    Gauge(
        "open_alerts",
        "Alerts that are open and not suppressed, by level and type.",
        ("level", "type"),
        _open,
    )
)
register_gauge(
    Gauge(
        "alert_evidence_age_seconds",
        "Time since the alert rules last saw facts that had changed.",
        (),
        _age,
    )
)
