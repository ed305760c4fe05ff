"""Reads that may lag go to a replica, where there is one that keeps up (DATABASE_REPLICA_URL).

Who wrote reads from the primary until a replica that is used must have what they wrote: a replica
is used while it lags by no more than REPLICA_MAX_LAG_SECONDS, as seen at most five seconds ago.
"""

from datetime import datetime, timedelta
from typing import cast

from flask import current_app, g, request
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

from backend.core import clock
from backend.core.context import acting
from backend.core.kept_answers import answer_only_this_one
from backend.core.recent_writes import RecentWrites
from backend.core.replica_watch import FINDING_GOOD_FOR, ReplicaWatch, State
from backend.extensions import current_session, db
from backend.settings import Settings

REPLICA = "replica"
EXTENSION = "replica"
READING = frozenset({"GET", "HEAD"})
# A statement that was too slow would be no faster elsewhere; these say that the server could not.
RECOVERY_CONFLICTS = frozenset({"40001", "40P01", "57P01", "57P02", "57P03"})


def sticky_seconds(max_lag_seconds: float) -> float:
    """Return for how long somebody who wrote reads from the primary."""
    return max_lag_seconds + FINDING_GOOD_FOR


def watch_replica(settings: Settings) -> None:
    """Begin to watch the replica of the current application, if it has one."""
    engine = db.engines.get(REPLICA)
    if engine is not None:
        seconds = sticky_seconds(settings.replica_max_lag_seconds)
        writes = RecentWrites(seconds, is_shared=settings.redis_url is not None)
        watch = ReplicaWatch(engine, settings.replica_max_lag_seconds)
        current_app.extensions[EXTENSION] = (watch, writes)


def has_replica() -> bool:
    return EXTENSION in current_app.extensions


def replica_state() -> State | None:
    """Say how the replica is; None where there is none."""
    watch = _watch()
    return watch.finding(current_session()).state if watch is not None else None


def replica_lag_seconds() -> float | None:
    watch = _watch()
    return watch.finding(current_session()).lag_seconds if watch is not None else None


def reading_session() -> Session:
    """Return a session for lists, figures and history: the replica's, or the request's own.

    Nothing that is then changed is read with it.
    """
    if not _reads_replica():
        return current_session()
    if "reading_session" not in g:
        g.reading_session = Session(db.engines[REPLICA])
    session: Session = g.reading_session
    return session


def reading_bind() -> Engine | Connection:
    """Return where an export reads."""
    return db.engines[REPLICA if _reads_replica() else None]


def reading_as_of() -> datetime:
    """Return the instant that what is read here certainly knows of."""
    watch = _watch()
    if watch is None or not _reads_replica():
        return clock.now()
    return clock.now() - timedelta(seconds=watch.behind_by())


def remember_write() -> None:
    """Let the person who acts read from the primary for a while; called after the commit."""
    person = acting().actor_id
    if person is not None and has_replica():
        writes: RecentWrites = current_app.extensions[EXTENSION][1]
        writes.remember(person)


def stop_reading_replica(error: Exception) -> bool:
    """Turn this request to the primary if the replica failed it; tell whether it did."""
    watch = _watch()
    if watch is None or not g.get("reads_replica") or not isinstance(error, DBAPIError):
        return False
    code = getattr(error.orig, "pgcode", None)
    is_gone = error.connection_invalidated or (isinstance(error, OperationalError) and code is None)
    if not is_gone and code not in RECOVERY_CONFLICTS:
        return False
    if is_gone:
        watch.give_up()
    close_reading_session()
    g.reads_replica = False
    return True


def close_reading_session(_error: BaseException | None = None) -> None:
    session: Session | None = g.pop("reading_session", None)
    if session is not None:
        session.close()


def _watch() -> ReplicaWatch | None:
    watched = current_app.extensions.get(EXTENSION)
    return watched[0] if watched is not None else None


def _reads_replica() -> bool:
    """Decide once for each request, so that it reads one state of the database."""
    if "reads_replica" not in g:
        g.reads_replica = _may_read_replica()
        if g.reads_replica:
            # Its state is not the one that the primary named when it was asked who reads.
            answer_only_this_one()
    return bool(g.reads_replica)


def _may_read_replica() -> bool:
    if not has_replica() or request.method not in READING:
        return False
    watch, writes = cast("tuple[ReplicaWatch, RecentWrites]", current_app.extensions[EXTENSION])
    person = acting().actor_id
    if person is not None and writes.wrote(person):
        return False
    return watch.finding(current_session()).state is State.UP
