"""Who wrote lately, and how far a replica lags: what decides where a list is read."""

import time
from typing import Any

import pytest
from redis.exceptions import ConnectionError as RedisAway

from backend.core import recent_writes, replica
from backend.core.recent_writes import RecentWrites
from backend.core.replica_watch import lag_seconds


class Shared:
    """What several processes see, or nobody while Redis is away."""

    def __init__(self) -> None:
        self.kept: dict[str, Any] = {}
        self.is_away = False

    def set(self, key: str, value: Any, timeout: int) -> None:
        self._ask()
        self.kept[key] = value

    def get(self, key: str) -> Any:
        self._ask()
        return self.kept.get(key)

    def _ask(self) -> None:
        if self.is_away:
            raise RedisAway


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> Shared:
    shared = Shared()
    monkeypatch.setattr(recent_writes, "cache", shared)
    return shared


@pytest.mark.parametrize(
    ("missing_bytes", "seconds", "lag"),
    [(0, 3600, 0.0), (-8, None, 0.0), (100, 2.5, 2.5), (100, -0.1, 0.0), (100, None, None)],
)
def test_a_replica_lags_only_while_it_misses_something(
    missing_bytes: float, seconds: float | None, lag: float | None
) -> None:
    assert lag_seconds(missing_bytes, seconds) == lag


def test_a_write_is_remembered_for_its_time_only() -> None:
    writes = RecentWrites(0.05, is_shared=False)
    writes.remember(7)

    assert writes.wrote(7)
    assert not writes.wrote(8)
    time.sleep(0.06)
    assert not writes.wrote(7)


def test_who_wrote_waits_for_the_worst_replica_that_is_used() -> None:
    assert replica.sticky_seconds(10) == 15


def test_another_process_knows_of_a_write(shared: Shared) -> None:
    RecentWrites(60, is_shared=True).remember(7)

    assert RecentWrites(60, is_shared=True).wrote(7)
    assert not RecentWrites(60, is_shared=True).wrote(8)
    assert not RecentWrites(60, is_shared=False).wrote(7)


def test_while_nobody_can_know_everybody_may_have_written(shared: Shared) -> None:
    shared.is_away = True
    writes = RecentWrites(60, is_shared=True)

    writes.remember(7)

    assert writes.wrote(7)
    assert writes.wrote(8)


def test_those_whose_time_is_over_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recent_writes, "MOST_KEPT", 2)
    writes = RecentWrites(0.01, is_shared=False)
    writes.remember(1)
    writes.remember(2)
    time.sleep(0.02)

    writes.remember(3)

    assert set(writes._until) == {3}
