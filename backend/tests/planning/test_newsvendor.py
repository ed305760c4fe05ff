"""The cheapest order by hand and by brute force: rolled stock, cycles, lots."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.planning.newsvendor import (
    GOLDEN,
    Floats,
    LeadTimes,
    Shortfalls,
    cheapest_lots,
    cheapest_quantity,
    serving_quantity,
    shortfalls,
    whole_lots,
)


def rolled(
    paths: list[list[float]], stock: float, receipts: list[float], lead: int, until: int
) -> Shortfalls:
    shape = (1, len(paths))
    return shortfalls(
        np.array([paths], dtype=float).transpose(2, 0, 1),
        np.array([stock]),
        np.array([receipts], dtype=float),
        np.full(shape, lead),
        np.full(shape, until),
    )


def simulated_cost(
    paths: list[list[float]],
    stock: float,
    receipts: list[float],
    lead: int,
    until: int,
    quantity: float,
    holding: float,
    shortage: float,
) -> float:
    """Receive, sell, lose: the cost of the cycle from ``lead`` to ``until``, period by period."""
    total = 0.0
    for path in paths:
        on_hand = stock
        for period in range(until):
            on_hand += receipts[period] + (quantity if period == lead else 0.0)
            sold = min(on_hand, path[period])
            on_hand -= sold
            if period >= lead:
                total += holding * on_hand + shortage * (path[period] - sold)
    return total / len(paths)


def test_stock_that_is_lost_before_the_order_arrives_is_not_owed() -> None:
    short = rolled([[10.0, 4.0]], stock=3.0, receipts=[0.0, 0.0], lead=1, until=2)

    assert short.whole.tolist() == [[4.0]]


def test_what_lands_before_and_during_the_cycle_is_counted_when_it_lands() -> None:
    # 5 - 4 leaves 1, 1 + 2 - 6 is short of 3, and the 9 that land after that come too late for it.
    short = rolled([[4.0, 6.0, 1.0]], stock=5.0, receipts=[0.0, 2.0, 9.0], lead=1, until=3)

    assert short.by_period.tolist() == [[[3.0, 3.0]]]


def test_one_period_is_the_ratio_of_the_newsvendor() -> None:
    paths = [[float(demand)] for demand in range(1, 11)]
    short = rolled(paths, stock=0.0, receipts=[0.0], lead=0, until=1)

    found = cheapest_quantity(short, np.array([1.0]), np.array([4.0]))

    assert found.tolist() == [8.0]
    assert serving_quantity(short, np.array([0.9])).tolist() == [9.0]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(st.integers(0, 9), min_size=4, max_size=4), min_size=1, max_size=6),
    st.integers(0, 12),
    st.lists(st.integers(0, 6), min_size=4, max_size=4),
    st.integers(0, 3),
    st.integers(1, 20),
    st.integers(1, 20),
)
def test_no_quantity_is_cheaper_when_played_out(
    paths: list[list[float]],
    stock: int,
    receipts: list[float],
    lead: int,
    holding: int,
    shortage: int,
) -> None:
    short = rolled(paths, float(stock), receipts, lead, until=4)
    found = float(
        cheapest_quantity(short, np.array([1.0 * holding]), np.array([1.0 * shortage]))[0]
    )

    costs = [
        simulated_cost(paths, stock, receipts, lead, 4, quantity, holding, shortage)
        for quantity in (found, *range(45))
    ]

    assert costs[0] <= min(costs) + 1e-9


def test_the_expected_cost_differs_from_the_played_one_by_a_constant() -> None:
    paths, receipts = [[1.0, 5.0, 2.0], [3.0, 0.0, 7.0]], [0.0, 4.0, 0.0]
    short = rolled(paths, 2.0, receipts, lead=1, until=3)

    def both(quantity: float) -> tuple[float, float]:
        one = np.array([1.0])
        return (
            float(short.expected_cost(np.array([quantity]), 0.5 * one, 2 * one)[0]),
            simulated_cost(paths, 2.0, receipts, 1, 3, quantity, 0.5, 2.0),
        )

    ours, played = zip(*(both(quantity) for quantity in (0.0, 1.0, 3.0, 9.0)), strict=True)

    assert np.diff(ours) == pytest.approx(np.diff(played))


def test_lead_times_are_spread_over_the_paths_by_their_weights() -> None:
    times = LeadTimes(np.array([[1, 3], [2, 2]]), np.array([[1.0, 3.0], [1.0, 0.0]]))

    drawn = times.draw(1000, GOLDEN)

    assert drawn[0].mean() == pytest.approx(2.5, abs=0.01)
    assert set(drawn[1]) == {2}


def lots(demand: list[float], least: float, pack: float, holding: float, shortage: float) -> float:
    short = rolled([[each] for each in demand], 0.0, [0.0], lead=0, until=1)
    one: Floats = np.array([1.0])
    ideal = cheapest_quantity(short, holding * one, shortage * one)
    found = cheapest_lots(short, ideal, holding * one, shortage * one, least * one, pack * one)
    return float(found[0])


def test_a_pack_is_rounded_to_the_cheaper_side() -> None:
    assert lots([13.0], least=0, pack=12, holding=1, shortage=1) == 12
    assert lots([13.0], least=0, pack=12, holding=1, shortage=20) == 24


def test_a_minimum_is_met_or_nothing_is_ordered() -> None:
    assert lots([8.0], least=10, pack=0, holding=1, shortage=1) == 10
    assert lots([1.0], least=100, pack=0, holding=1, shortage=1) == 0


def test_a_minimum_above_many_cycles_is_bought_when_selling_it_pays() -> None:
    # Ten a period, a hundred at once: held for ten periods, fifty on average.
    assert lots([10.0], least=100, pack=0, holding=0.1, shortage=1) == 100
    assert lots([10.0], least=100, pack=0, holding=0.21, shortage=1) == 0


def test_whole_lots_never_bring_less() -> None:
    wanted = np.array([0.0, 1.0, 24.0, 24.1])

    assert whole_lots(wanted, np.full(4, 5.0), np.full(4, 12.0)).tolist() == [0, 12, 24, 36]
    assert whole_lots(wanted, np.full(4, 5.0), np.zeros(4)).tolist() == [0, 5, 24, 24.1]
