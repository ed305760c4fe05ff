"""What the alert rules are shown, read from the database in one query per kind of facts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from backend.alerts.findings import (
    BiasSeen,
    DemandSeen,
    Finding,
    LotSeen,
    OrderSeen,
    SiteSeen,
    StockSeen,
    Subject,
)
from backend.alerts.kinds import AlertType
from backend.alerts.rules import findings
from etl.settings import SQL

SEEN: dict[str, type[Any]] = {
    "stock": StockSeen,
    "orders": OrderSeen,
    "lots": LotSeen,
    "sites": SiteSeen,
    "demand": DemandSeen,
    "bias": BiasSeen,
}
# The facts without which nothing can be said about a type.
NEEDS: dict[AlertType, str] = {
    AlertType.STOCKOUT: "stock",
    AlertType.STOCKOUT_IMMINENT: "plan",
    AlertType.LOW_STOCK: "plan",
    AlertType.OVERDUE_ORDER: "orders",
    AlertType.EXPIRING_LOT: "lots",
    AlertType.STALE_SITE: "sites",
    AlertType.DEMAND_SPIKE: "forecasts",
    AlertType.FORECAST_BIAS: "forecasts",
}
SUBJECT = frozenset(field.name for field in fields(Subject))


@dataclass(frozen=True, slots=True)
class Evidence:
    """All findings of one look at the facts, and the types that could be looked for."""

    as_of: date | None
    findings: Mapping[str, Finding]
    looked_for: frozenset[AlertType]


def gather(session: Session) -> Evidence:
    sources = _rows(session, "sources")[0]
    looked_for = frozenset(kind for kind, need in NEEDS.items() if sources[need])
    found = {
        finding.fingerprint: finding
        for name, kind in SEEN.items()
        for row in _rows(session, name)
        for finding in findings(_seen(kind, row))
        if finding.type in looked_for
    }
    return Evidence(sources["as_of"], found, looked_for)


def open_episodes(session: Session) -> Mapping[str, Any]:
    """Return since when each alert is open that the history has not seen clear."""
    return {row["fingerprint"]: row["opened_at"] for row in _rows(session, "episodes")}


def _rows(session: Session, name: str) -> list[Mapping[str, Any]]:
    statement = (SQL / "alerts" / f"{name}.sql").read_text(encoding="utf-8")
    return [dict(row) for row in session.execute(text(statement)).mappings()]


def _seen(kind: type[Any], row: Mapping[str, Any]) -> object:
    subject = Subject(**{name: value for name, value in _items(row) if name in SUBJECT})
    return kind(subject, **{name: value for name, value in _items(row) if name not in SUBJECT})


def _items(row: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
    return row.items()
