"""Reading alerts with what people said about them."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, case, func, literal, or_, select
from sqlalchemy.orm import Session

from backend.access.models import User
from backend.alerts.errors import AlertNotFound
from backend.alerts.kinds import Status
from backend.alerts.models import Alert, AlertEvaluation, AlertEvent, AlertState
from backend.alerts.schemas import AlertDetailOut, AlertEventOut, AlertQuery
from backend.catalogue.models import Item
from backend.core.sql import Rows
from backend.inventory.models import Site


def status_at(now: datetime) -> ColumnElement[str]:
    """Return the status that holds at ``now``; ``workflow.undone_by`` says the same in Python.

    Without it a promise that passed at noon would stay acknowledged until the nightly run.
    """
    is_worse = Alert.level > AlertState.until_worse_than
    state = AlertState.status
    return case(
        (Alert.resolved_at.is_not(None), Status.RESOLVED.value),
        (state.is_(None), Status.OPEN.value),
        ((state == Status.ACKNOWLEDGED) & (AlertState.promised_at <= now), Status.OPEN.value),
        ((state == Status.SNOOZED) & (AlertState.snoozed_until <= now), Status.OPEN.value),
        (state.in_((Status.SNOOZED, Status.RESOLVED)) & is_worse, Status.OPEN.value),
        else_=state,
    )


def alerts(query: AlertQuery, now: datetime) -> Rows:
    rows = _alerts(now)
    chosen = (
        (status_at(now), query.status),
        (Alert.level, query.level),
        (Alert.type, query.type),
    )
    for column, wanted in chosen:
        if wanted:
            rows = rows.where(column.in_(wanted))
    if query.site_id is not None:
        rows = rows.where(Alert.site_id == query.site_id)
    if query.item_id is not None:
        rows = rows.where(Alert.item_id == query.item_id)
    if query.suppressed is not None:
        rows = rows.where(Alert.suppressed_by.is_not(None) == query.suppressed)
    if query.q is not None:
        searched = (Alert.message, Alert.fingerprint, Item.name, Site.name)
        rows = rows.where(or_(*(part.icontains(query.q, autoescape=True) for part in searched)))
    return rows


def alert_with_history(session: Session, alert_id: int, now: datetime) -> AlertDetailOut:
    row = session.execute(_alerts(now).where(Alert.id == alert_id)).mappings().one_or_none()
    if row is None:
        raise AlertNotFound(alert_id)
    events = session.scalars(
        select(AlertEvent)
        .where(AlertEvent.fingerprint == row["fingerprint"])
        .order_by(AlertEvent.at.desc(), AlertEvent.id.desc())
    )
    history = [AlertEventOut.model_validate(event) for event in events]
    return AlertDetailOut.model_validate({**row, "history": history})


def last_evaluation(session: Session) -> datetime | None:
    return session.scalar(select(func.max(AlertEvaluation.at)))


def open_by_level(session: Session, now: datetime) -> list[tuple[str, str, int]]:
    """Count what somebody should look at, by level and type."""
    status = status_at(now)
    counts = (
        select(Alert.level, Alert.type, func.count())
        .outerjoin(AlertState, _same_episode())
        .where(status == Status.OPEN.value, Alert.suppressed_by.is_(None))
        .group_by(Alert.level, Alert.type)
    )
    return [(level, kind, number) for level, kind, number in session.execute(counts)]


def _same_episode() -> ColumnElement[bool]:
    """What people said is about the alert that is there, not about one that ended before."""
    return (AlertState.fingerprint == Alert.fingerprint) & Alert.resolved_at.is_(None)


def _alerts(now: datetime) -> Rows:
    columns: list[Any] = [
        *(column for column in Alert.__table__.columns if column.key != "version"),
        status_at(now).label("status"),
        Item.sku.label("sku"),
        Item.name.label("item_name"),
        Site.code.label("site_code"),
        Site.name.label("site_name"),
        Alert.suppressed_by.is_not(None).label("is_suppressed"),
        AlertState.owner_id,
        User.username.label("owner"),
        AlertState.note,
        AlertState.promised_at,
        AlertState.snoozed_until,
        AlertState.until_worse_than,
        # Counts what people and time did; a nightly run that only sees it again must not make
        # the page that somebody has open stale.
        func.coalesce(AlertState.version, literal(0)).label("version"),
    ]
    return (
        select(*columns)
        .select_from(Alert)
        .outerjoin(AlertState, _same_episode())
        .outerjoin(Item, Item.id == Alert.item_id)
        .outerjoin(Site, Site.id == Alert.site_id)
        .outerjoin(User, User.id == AlertState.owner_id)
    )
