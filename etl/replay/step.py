"""The step 'replay': what the past would have cost under several policies."""

import time

from sqlalchemy import insert
from sqlalchemy.orm import Session

from backend.planning.models import Replay, ReplayResult
from etl.pipeline import RunContext
from etl.replay.run import Replayed, replay
from etl.replay.source import Replayable, open_past
from etl.replay.summary import ALL, Result

SEED = 2024


def run(context: RunContext) -> int | None:
    """Replay, store and say in a line what came of it; None where there is nothing to replay."""
    started = time.monotonic()
    with context.session_factory() as session:
        context.progress.advance(0.0, "reading demand, lead times and terms")
        found = open_past(session, context.settings)
    if found is None:
        context.progress.note("replay: no series has both demand and a lead time.")
        return None
    outcome = replay(found.past, seed=SEED, progress=context.part(0.05, 0.98).progress)
    if outcome is None:
        context.progress.note("replay: the history is too short for a window of the past.")
        return None
    with context.session_factory() as session:
        row = _row(context, found, outcome, time.monotonic() - started)
        stored = _store(session, row, outcome)
    for line in sentences(outcome):
        context.progress.note(f"replay: {line}")
    return stored


def sentences(outcome: Replayed) -> list[str]:
    """Sum up on a few lines: each policy's fill rate, stock and cost, and the saving."""
    lines = [
        _sentence(row)
        for row in outcome.results
        if row.abc_class == ALL and row.policy.level is None
    ]
    ratio = outcome.equal_fill
    if ratio.value is not None:
        lines.append(
            f"at the classic policy's fill rate the proposed one costs {ratio.value:.0%} of it "
            f"({ratio.low:.0%} to {ratio.high:.0%})"
        )
    return lines


def _sentence(row: Result) -> str:
    cost = "unknown" if row.cost.value is None else f"{row.cost.value:,.0f} a year"
    return (
        f"{row.policy.kind.value.lower()}: fill rate {_percent(row.fill_rate.value)}, "
        f"cycle service {_percent(row.cycle_service.value)}, "
        f"mean stock {row.mean_stock:,.0f} units, cost {cost}"
    )


def _percent(value: float | None) -> str:
    return "unknown" if value is None else f"{value:.1%}"


def _row(context: RunContext, found: Replayable, outcome: Replayed, seconds: float) -> Replay:
    last = outcome.windows[-1]
    settings, ratio = context.settings, outcome.equal_fill
    return Replay(
        as_of=found.last_day_before(last.stop),
        period=found.rules.code,
        counted_from=found.first_day_of(last.start + last.warm_up),
        counted_to=found.last_day_before(last.stop),
        windows=len(outcome.windows),
        review_days=settings.plan_review_days,
        holding_rate=settings.plan_holding_rate,
        shortage_rate=settings.plan_shortage_rate,
        correction=outcome.correction,
        level_correction=outcome.level_correction,
        is_correction_chosen=outcome.is_chosen,
        equal_fill_ratio=ratio.value,
        equal_fill_low=ratio.low,
        equal_fill_high=ratio.high,
        series=found.past.panel.count,
        series_without_lead_time=found.without_lead_time,
        series_without_value=found.without_value,
        seconds=seconds,
        requested_by=context.requested_by,
    )


def _store(session: Session, row: Replay, outcome: Replayed) -> int:
    session.add(row)
    session.flush()
    session.execute(insert(ReplayResult), [_values(row.id, result) for result in outcome.results])
    return int(row.id)


def _values(replay_id: int, result: Result) -> dict[str, object]:
    intervals = {
        "fill_rate": result.fill_rate,
        "cycle_service": result.cycle_service,
        "cost": result.cost,
    }
    named: dict[str, object] = {}
    for name, interval in intervals.items():
        named |= {name: interval.value, f"{name}_low": interval.low, f"{name}_high": interval.high}
    plain = (
        "abc_class", "series", "priced_series", "demand", "lost", "mean_stock", "stock_value",
        "holding_cost", "lost_cost", "orders",
    )  # fmt: skip
    return {
        "replay_id": replay_id,
        "policy": result.policy.kind.value,
        "asked": result.policy.level,
        **{name: getattr(result, name) for name in plain},
        **named,
    }
