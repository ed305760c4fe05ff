"""Who wrote lately. Kept in this process, and in Redis for the others where there is one."""

import math
import time

import structlog
from redis.exceptions import RedisError

from backend.extensions import cache

log = structlog.get_logger(__name__)
# Beyond this many, those whose time is over are forgotten.
MOST_KEPT = 10_000


class RecentWrites:
    def __init__(self, seconds: float, *, is_shared: bool) -> None:
        self._seconds = seconds
        self._is_shared = is_shared
        self._until: dict[int, float] = {}

    def remember(self, person: int) -> None:
        now = time.monotonic()
        if len(self._until) >= MOST_KEPT:
            self._until = {key: until for key, until in self._until.items() if until > now}
        self._until[person] = now + self._seconds
        if self._is_shared:
            try:
                cache.set(_key(person), True, timeout=math.ceil(self._seconds))
            except RedisError as error:
                log.warning("recent_writes.unreachable", error=str(error))

    def wrote(self, person: int) -> bool:
        """Tell whether they wrote lately; when nobody can know, they may have."""
        if self._until.get(person, 0.0) > time.monotonic():
            return True
        if not self._is_shared:
            return False
        try:
            return bool(cache.get(_key(person)))
        except RedisError as error:
            log.warning("recent_writes.unreachable", error=str(error))
            return True


def _key(person: int) -> str:
    return f"wrote:{person}"
