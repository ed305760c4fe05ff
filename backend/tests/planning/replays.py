"""A replay with a few results, for tests."""

import datetime as dt
from typing import Any

from sqlalchemy.orm import Session

from backend.planning.models import Replay, ReplayResult

AS_OF = dt.date(2026, 3, 1)


def make_replay(session: Session, **overrides: Any) -> Replay:
    """Make a replay with the three policies as they stand and a curve of two points."""
    stated: dict[str, Any] = {
        "as_of": AS_OF,
        "period": "W",
        "counted_from": AS_OF - dt.timedelta(days=181),
        "counted_to": AS_OF,
        "windows": 2,
        "review_days": 7.0,
        "holding_rate": 0.25,
        "shortage_rate": 0.4,
        "correction": 0.7,
        "level_correction": 1.25,
        "is_correction_chosen": True,
        "equal_fill_ratio": 0.8,
        "equal_fill_low": 0.7,
        "equal_fill_high": 0.9,
        "series": 4,
        "series_without_lead_time": 1,
        "series_without_value": 0,
        "seconds": 2.5,
        "requested_by": "noa",
    }
    found = Replay(**{**stated, **overrides})
    session.add(found)
    session.flush()
    for abc_class in ("ALL", "A"):
        for policy in ("CURRENT", "CLASSIC", "PROPOSED"):
            session.add(make_result(found, policy, abc_class, None, cost=100.0))
        for asked, cost in ((0.9, 80.0), (0.98, 120.0)):
            session.add(make_result(found, "PROPOSED", abc_class, asked, cost=cost))
    session.flush()
    return found


def make_result(
    replay: Replay, policy: str, abc_class: str, asked: float | None, *, cost: float
) -> ReplayResult:
    return ReplayResult(
        replay_id=replay.id,
        policy=policy,
        asked=asked,
        abc_class=abc_class,
        series=4,
        priced_series=4,
        demand=1000.0,
        lost=50.0,
        fill_rate=0.95,
        fill_rate_low=0.93,
        fill_rate_high=0.97,
        cycle_service=0.9,
        cycle_service_low=0.88,
        cycle_service_high=0.92,
        mean_stock=200.0,
        stock_value=400.0,
        holding_cost=cost - 30,
        lost_cost=30.0,
        cost=cost,
        cost_low=cost - 10,
        cost_high=cost + 10,
        orders=12.0,
    )
