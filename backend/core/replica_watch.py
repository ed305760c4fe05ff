"""Whether a replica keeps up with its primary. No Flask."""

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import structlog
from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

log = structlog.get_logger(__name__)

# How often it is asked, and how long an answer counts while somebody else asks again.
ASK_EVERY_SECONDS = 2.0
FINDING_GOOD_FOR = 5.0

PRIMARY = text("SELECT pg_current_wal_lsn()::text AS position, clock_timestamp() AS now")
# Both instants are the primary's, so that the clocks of the two machines need not agree.
REPLICA = text("""
    SELECT
        pg_is_in_recovery() AS follows,
        pg_wal_lsn_diff(CAST(:position AS pg_lsn), pg_last_wal_replay_lsn()) AS missing_bytes,
        extract(epoch FROM :now - pg_last_xact_replay_timestamp()) AS seconds
""")


class State(StrEnum):
    UP = "up"
    LAGGING = "lagging"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Finding:
    """How the replica was, and when that was seen by this process's own clock."""

    state: State
    lag_seconds: float | None
    seen_at: float


def lag_seconds(missing_bytes: float, seconds: float | None) -> float | None:
    """Return how much older than the primary a replica is; None where nobody can tell.

    ``seconds`` since the last transaction it replayed say nothing while none was missed.
    """
    if missing_bytes <= 0:
        return 0.0
    return None if seconds is None else max(float(seconds), 0.0)


class ReplicaWatch:
    """Asks the replica every few seconds, in whichever request comes by then."""

    def __init__(self, engine: Engine, max_lag_seconds: float) -> None:
        self._engine = engine
        self._max_lag_seconds = max_lag_seconds
        self._asking = threading.Lock()
        self._last = Finding(State.DOWN, None, -FINDING_GOOD_FOR)

    def finding(self, primary: Session) -> Finding:
        """Return how the replica is; what nobody has seen lately counts as down."""
        age = time.monotonic() - self._last.seen_at
        if age >= ASK_EVERY_SECONDS and self._asking.acquire(blocking=False):
            try:
                self._keep(self._ask(primary))
            finally:
                self._asking.release()
        elif age >= FINDING_GOOD_FOR:
            return Finding(State.DOWN, None, self._last.seen_at)
        return self._last

    def behind_by(self) -> float:
        """Return how many seconds old what the replica shows can be."""
        return (self._last.lag_seconds or 0.0) + time.monotonic() - self._last.seen_at

    def give_up(self) -> None:
        """Use the replica no more until it was asked again: a statement just failed on it."""
        self._keep(Finding(State.DOWN, None, time.monotonic()))

    def _keep(self, finding: Finding) -> None:
        if finding.state is not self._last.state:
            log.warning("replica.changed", state=finding.state, lag_seconds=finding.lag_seconds)
        self._last = finding

    def _ask(self, primary: Session) -> Finding:
        # Before the questions: what they find is never taken for newer than it is.
        asked_at = time.monotonic()
        expected = primary.execute(PRIMARY).one()
        try:
            with self._engine.connect() as connection:
                told = connection.execute(REPLICA, expected._asdict()).one()
        except SQLAlchemyError as error:
            log.warning("replica.unreachable", error=str(getattr(error, "orig", error)))
            return Finding(State.DOWN, None, time.monotonic())
        return self._judged(told, asked_at)

    def _judged(self, told: Sequence[Any], asked_at: float) -> Finding:
        follows, missing_bytes, seconds = told
        if not follows:
            # A server that was promoted goes a way of its own.
            return Finding(State.DOWN, None, asked_at)
        lag = lag_seconds(missing_bytes, seconds)
        keeps_up = lag is not None and lag <= self._max_lag_seconds
        return Finding(State.UP if keeps_up else State.LAGGING, lag, asked_at)
