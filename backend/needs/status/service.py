"""Keeps the listed copy of stock status true."""

import datetime as dt
from collections.abc import Collection, Iterable

from sqlalchemy import delete, func, select, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from backend.needs.events.models import Event
from backend.needs.status.models import StockStatus
from backend.needs.status.queries import KEY, LIVE_COLUMNS, live_rows

# Any fixed number: whoever refreshes holds it, alone for everything, shared for single pairs.
REFRESH_LOCK = 402_118_611


def refresh(
    session: Session,
    *,
    event_id: int | None = None,
    pairs: Iterable[tuple[int, int]] | None = None,
) -> int:
    """Bring the copy up to date and return how many rows were written.

    ``event_id`` (0: without an event) and ``pairs`` of (item_id, site_id) say what may have
    changed; without them, everything. Whoever moves stock calls it once, after the last
    movement, with all the pairs it touched.
    """
    touched = None if pairs is None else sorted(set(pairs))
    if touched is not None and not touched:
        return 0
    _hold(session, alone=touched is None)
    started = session.execute(select(func.clock_timestamp())).scalar_one()
    # In order of the key, so that two transactions wait for each other instead of dying.
    rows = live_rows(event_id, touched).add_columns(func.clock_timestamp()).order_by(*KEY)
    fresh = insert(StockStatus).from_select([*LIVE_COLUMNS, "refreshed_at"], rows)
    changes = {name: fresh.excluded[name] for name in (*LIVE_COLUMNS, "refreshed_at")}
    written = session.execute(
        fresh.on_conflict_do_update(index_elements=KEY, set_=changes).returning(StockStatus.item_id)
    )
    count = len(written.all())
    _forget_vanished(session, started, event_id, touched)
    return count


def forget_closed_statuses(session: Session) -> None:
    """Remove the copies of events that are not active any more."""
    active = select(Event.id).where(Event.status == "ACTIVE")
    closed = StockStatus.event_id.not_in(active)
    session.execute(delete(StockStatus).where(StockStatus.event_id != 0, closed))


def _hold(session: Session, *, alone: bool) -> None:
    """Without this, a document and the job could each hold a row that the other waits for."""
    lock = func.pg_advisory_xact_lock if alone else func.pg_advisory_xact_lock_shared
    session.execute(select(lock(REFRESH_LOCK)))


def _forget_vanished(
    session: Session,
    started: dt.datetime,
    event_id: int | None,
    touched: Collection[tuple[int, int]] | None,
) -> None:
    """Remove what the view no longer has: of closed events, and of items that are not active."""
    vanished = delete(StockStatus).where(StockStatus.refreshed_at < started)
    if event_id is not None:
        vanished = vanished.where(StockStatus.event_id == event_id)
    if touched is not None:
        vanished = vanished.where(tuple_(StockStatus.item_id, StockStatus.site_id).in_(touched))
    session.execute(vanished)
