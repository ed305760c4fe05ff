"""Answers to reads, kept for seconds while nothing in the database has changed.

``pg_current_snapshot`` names which transactions a statement sees the work of. Until another one
commits, in whichever program, the name stays the same and so does every row; so one answer serves
everybody who may ask for it. What depends on the clock as well is as old as ANSWERS_KEPT_SECONDS
at most, and says in ``as_of`` when it was made.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from threading import Lock

from cachetools import TTLCache
from flask import Flask, Response, current_app, g, request

from backend.core.metrics import CACHE

EXTENSION = "kept_answers"
# Together a process keeps 64 MB; one large answer must not drive out a hundred small ones.
MOST_BYTES = 64 * 1024 * 1024
LARGEST_BYTES = 512 * 1024


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer, and the snapshot of the database that it was made from or is newer than."""

    snapshot: str
    body: bytes
    headers: tuple[tuple[str, str], ...]


class KeptAnswers:
    """The answers of one process, by address; threads share it."""

    def __init__(self, seconds: float) -> None:
        self._lock = Lock()
        self._kept: TTLCache[Hashable, Kept] = TTLCache(
            MOST_BYTES, seconds, getsizeof=lambda kept: len(kept.body)
        )

    def find(self, address: Hashable, snapshot: str) -> Kept | None:
        with self._lock:
            kept = self._kept.get(address)
        return kept if kept is not None and kept.snapshot == snapshot else None

    def keep(self, address: Hashable, kept: Kept) -> None:
        with self._lock:
            self._kept[address] = kept


def configure_kept_answers(app: Flask, seconds: float) -> None:
    """Keep answers for so many seconds; nought keeps none."""
    if seconds:
        app.extensions[EXTENSION] = KeptAnswers(seconds)


def note_snapshot(snapshot: str) -> None:
    """Say what this request sees at least; whoever finds out who asks finds that out as well."""
    g.snapshot = snapshot


def answer_only_this_one() -> None:
    """Say that the answer depends on more than the address and the database: on who asks."""
    g.snapshot = None


def find_answer() -> Response | None:
    """Return the answer that was given to the same question while the database was the same."""
    store, snapshot = _store(), g.get("snapshot")
    if store is None or snapshot is None:
        return None
    kept = store.find(_address(), snapshot)
    CACHE.labels("answers", "hit" if kept is not None else "miss").inc()
    return Response(kept.body, headers=list(kept.headers)) if kept is not None else None


def keep_answer(response: Response) -> None:
    """Keep what was answered, unless it was made for this person or is too large."""
    store, snapshot = _store(), g.get("snapshot")
    if store is None or snapshot is None or response.status_code != 200 or response.is_streamed:
        return
    body = response.get_data()
    if len(body) <= LARGEST_BYTES and "Set-Cookie" not in response.headers:
        store.keep(_address(), Kept(snapshot, body, tuple(response.headers)))


def _store() -> KeptAnswers | None:
    if request.method != "GET":
        return None
    store: KeptAnswers | None = current_app.extensions.get(EXTENSION)
    return store


def _address() -> Hashable:
    return request.full_path, request.headers.get("Accept")
