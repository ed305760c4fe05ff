"""A replay of generated history: it sees no future, and better service costs more stock."""

from dataclasses import replace
from typing import Any

import numpy as np
import polars as pl
import pytest

from backend.planning.simulation import Tally
from etl.forecast.panel import Panel
from etl.forecast.periods import PERIODS
from etl.plan.order_input import terms_of
from etl.progress import Silent
from etl.replay.lookahead import Lookahead
from etl.replay.policies import Kind, Policy
from etl.replay.run import LEVELS, Past, Replayed, replay, windows_of
from etl.replay.summary import (
    ALL,
    Interval,
    Money,
    Result,
    best_correction,
    cost_at_equal_fill,
    level_correction,
    share,
    total,
)

WEEKS, SERIES = 90, 24


def past(weeks: int = WEEKS, value: float = 2.0) -> Past:
    random = np.random.default_rng(3)
    level = random.gamma(1.0, 12.0, (SERIES, 1)) + 0.5
    values = random.poisson(level * random.gamma(3, 1 / 3, (SERIES, weeks))).astype(float)
    values[:, 0] = 1.0
    keys = pl.DataFrame({"site": ["S"] * SERIES, "item": [f"I{n:02}" for n in range(SERIES)]})
    panel = Panel(PERIODS["W"], values, np.zeros(SERIES, dtype=np.int64))
    given: dict[str, Any] = {"service_level": 0.95, "moq": None, "pack_size": None}
    terms = terms_of(
        keys, lead_time_periods=2, review_periods=1, holding_cost=0.2, shortage_cost=1.0, **given
    )
    worth = np.full(SERIES, value)
    money = Money(0.2 * worth, 1.0 * worth, worth, 52.0)
    classes = ["A"] * 8 + ["B"] * 16
    return Past(panel, keys, terms, np.full(SERIES, 0.95), classes, money)


@pytest.fixture(scope="module")
def replayed() -> Replayed:
    found = replay(past(), seed=1, progress=Silent())
    assert found is not None
    return found


def curve(replayed: Replayed, kind: Kind, abc_class: str = ALL) -> list[Result]:
    return [
        row
        for row in replayed.results
        if row.policy.kind is kind and row.policy.level and row.abc_class == abc_class
    ]


def named(replayed: Replayed, kind: Kind) -> Result:
    return next(
        row
        for row in replayed.results
        if row.policy.kind is kind and row.policy.level is None and row.abc_class == ALL
    )


def test_better_service_takes_more_stock(replayed: Replayed) -> None:
    points = curve(replayed, Kind.PROPOSED)

    assert [point.policy.level for point in points] == list(LEVELS)
    fills = [point.fill_rate.value for point in points]
    stocks = [point.mean_stock for point in points]
    assert fills == sorted(fills)  # type: ignore[type-var]
    assert stocks == sorted(stocks)


def test_the_level_asked_for_is_about_the_one_reached(replayed: Replayed) -> None:
    for point in curve(replayed, Kind.PROPOSED):
        assert point.cycle_service.value == pytest.approx(point.policy.level, abs=0.12)


def test_ordering_by_cost_costs_less_than_the_textbook(replayed: Replayed) -> None:
    ours, theirs = named(replayed, Kind.PROPOSED).cost, named(replayed, Kind.CLASSIC).cost

    assert ours.value is not None
    assert theirs.value is not None
    assert ours.value < theirs.value
    assert ours.low is not None
    assert ours.high is not None
    assert ours.low < ours.value < ours.high


def test_classes_add_up_to_the_total(replayed: Replayed) -> None:
    rows = {row.abc_class: row for row in replayed.results if row.policy == Policy(Kind.CLASSIC)}

    assert set(rows) == {ALL, "A", "B"}
    assert rows["A"].demand + rows["B"].demand == pytest.approx(rows[ALL].demand)
    assert (rows["A"].cost.value or 0) + (rows["B"].cost.value or 0) == pytest.approx(
        rows[ALL].cost.value
    )


def test_the_same_seed_replays_the_same(replayed: Replayed) -> None:
    assert replay(past(), seed=1, progress=Silent()) == replayed


def test_without_a_value_there_is_service_but_no_money() -> None:
    found = replay(past(value=float("nan")), seed=1, progress=Silent())
    assert found is not None

    row = named(found, Kind.PROPOSED)

    assert row.fill_rate.value is not None
    assert (row.cost.value, row.holding_cost, row.stock_value, row.priced_series) == (
        None, None, None, 0,
    )  # fmt: skip
    assert found.equal_fill == Interval(None, None, None)


def test_a_window_keeps_to_what_was_known_when_it_was_played() -> None:
    given = past()
    origin = 60
    noise = given.panel.values.copy()
    noise[:, origin:] = np.random.default_rng(8).integers(0, 5_000, noise[:, origin:].shape)
    other = replace(given.panel, values=noise)

    known = Lookahead.learn(given.panel, given.keys, 50, 3).means(origin, 3)
    blind = Lookahead.learn(other, given.keys, 50, 3)

    assert (blind.means(origin, 3) == known).all()
    drawn = blind.paths(known, count=20, seed=4).paths
    again = Lookahead.learn(given.panel, given.keys, 50, 3).paths(known, count=20, seed=4).paths
    assert (drawn == again).all()


def test_the_last_window_ends_with_the_history_and_earlier_ones_do_not_overlap() -> None:
    panel = past().panel

    earlier, last = windows_of(panel, warm_up=3)

    assert last.stop == panel.length
    assert earlier.stop == last.start + last.warm_up
    assert last.stop - last.start - last.warm_up == 26


def test_a_short_past_has_short_windows_and_then_none() -> None:
    earlier, last = windows_of(past(53).panel, warm_up=3)
    assert last.stop - last.start - last.warm_up == 12
    assert earlier.start >= 26

    assert replay(past(30), seed=1, progress=Silent()) is None


def test_intervals_are_over_series() -> None:
    assert total(np.array([2.0])) == Interval(2.0, 2.0, 2.0)
    assert total(np.empty(0)) == Interval(None, None, None)
    wide = total(np.array([0.0, 10.0, 0.0, 10.0]))
    assert wide.value == 20
    assert (wide.low or 0) < 10 < 30 < (wide.high or 0) + 1e-9
    assert share(np.array([1.0]), np.array([0.0])) == Interval(None, None, None)


def tally(held: list[float], lost: list[float], demand: float = 100.0) -> Tally:
    found = Tally((len(held), 1))
    found.held[:, 0], found.lost[:, 0], found.demand[:] = held, lost, demand
    return found


def test_cost_at_equal_fill_is_read_off_the_curve() -> None:
    policies = [Policy(Kind.CLASSIC), Policy(Kind.PROPOSED, 0.5), Policy(Kind.PROPOSED, 0.9)]
    one = np.ones(1)
    money = Money(one, one, one, 52.0)

    # Classic loses 20 and holds 60; half way between losing 10 or 30 the curve costs 45.
    found = cost_at_equal_fill(tally([60, 10, 40], [20, 30, 10]), policies, money, policies[0])
    assert found.value == pytest.approx(45 / 80)

    beyond = cost_at_equal_fill(tally([60, 10, 40], [1, 30, 10]), policies, money, policies[0])
    assert beyond == Interval(None, None, None)


def test_the_correction_is_the_cheapest_one() -> None:
    tried = [Policy(Kind.PROPOSED, None, factor) for factor in (0.4, 0.7, 1.0)]
    one = np.ones(1)

    assert best_correction(tally([1, 2, 9], [9, 2, 1]), tried, one, one) == 0.7
    assert best_correction(tally([5, 5, 5], [1, 1, 1]), tried, one, one) == 1.0


@pytest.mark.parametrize(
    ("promised", "reached", "expected"),
    [
        pytest.param(0.95, 0.95, 1.0, id="as-promised"),
        pytest.param(0.95, 0.93, 19 / (0.93 / 0.07), id="short"),
        pytest.param(0.9, 0.92, 9 / 11.5, id="beyond"),
        pytest.param(0.98, 0.5, 2.0, id="bounded-above"),
        pytest.param(0.5, 1.0, 0.5, id="bounded-below"),
    ],
)
def test_the_level_correction_is_the_ratio_of_odds(
    promised: float, reached: float, expected: float
) -> None:
    found = Tally((1, 2))
    found.decided[:], found.promised[:] = 50, 50 * promised
    found.cycles[:], found.served[:] = 40, 40 * reached

    assert level_correction(found, 0) == pytest.approx(expected)
    assert level_correction(Tally((1, 2)), 0) == 1.0
