"""Answers kept for a while: what flask-caching holds, for how long, and what clears it."""

from collections.abc import Callable, Hashable
from typing import TypeVar

import structlog
from flask import Flask
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from backend.core.metrics import CACHE
from backend.extensions import cache
from backend.settings import Settings

log = structlog.get_logger(__name__)
Value = TypeVar("Value")
MISSING = object()
# A cache that is away must not be waited for; left to itself the client tries for seconds. One
# retry, because the server may have closed a connection that was idle.
REDIS_OPTIONS = {
    "retry": Retry(NoBackoff(), 1),
    "socket_connect_timeout": 0.5,
    "socket_timeout": 1.0,
}


def configure_cache(app: Flask, settings: Settings) -> None:
    """Keep answers in Redis where there is one, else in this process."""
    kind = "RedisCache" if settings.redis_url else "SimpleCache"
    app.config["CACHE_TYPE"] = kind
    app.config["CACHE_REDIS_URL"] = settings.redis_url
    app.config["CACHE_OPTIONS"] = dict(REDIS_OPTIONS) if settings.redis_url else None
    app.config["CACHE_KEY_PREFIX"] = "quartermaster:"
    app.config["CACHE_DEFAULT_TIMEOUT"] = settings.cache_seconds
    app.config["CACHE_THRESHOLD"] = 2000
    cache.init_app(app)


def remember(
    name: str, key: Hashable, make: Callable[[], Value], *, seconds: int, stamp: Hashable
) -> Value:
    """Return the kept value of ``key``, or make and keep it.

    ``stamp`` names the state of the data, for example the last finished job: when a job ends,
    the stamp moves and nothing older is ever found again, in whichever process it lies.
    """
    address = f"{name}:{stamp!r}:{key!r}"
    found = _look_up(name, address)
    if found is not MISSING:
        return found  # type: ignore[return-value]
    value = make()
    try:
        cache.set(address, value, timeout=seconds)
    except RedisError as error:
        log.warning("cache.unreachable", error=str(error))
    return value


def _look_up(name: str, address: str) -> object:
    """Look in the cache; one that cannot be reached is a miss, not a failed request."""
    try:
        found: object = cache.get(address)
        is_hit = found is not None or cache.has(address)
    except RedisError as error:
        log.warning("cache.unreachable", error=str(error))
        CACHE.labels(name, "error").inc()
        return MISSING
    CACHE.labels(name, "hit" if is_hit else "miss").inc()
    return found if is_hit else MISSING
