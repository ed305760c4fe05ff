"""Playing policies over known demand, by hand."""

import numpy as np
import pytest

from backend.planning.simulation import Shelves, classic_level


def shelves(stock: float = 5.0) -> Shelves:
    return Shelves.start(1, np.array([stock]), longest=2)


def test_an_order_is_usable_after_its_lead_time() -> None:
    played = shelves(0.0)
    played.order(np.array([[7.0]]), np.array([1]), is_counted=True)

    played.pass_period(np.array([2.0]), is_counted=True)
    played.pass_period(np.array([3.0]), is_counted=True)

    assert played.tally.lost.tolist() == [[2.0]]
    assert played.on_hand.tolist() == [[4.0]]
    assert (played.tally.ordered.item(), played.tally.orders.item()) == (7.0, 1.0)


def test_what_is_left_is_held_and_what_is_missing_is_lost_not_owed() -> None:
    played = shelves(5.0)
    for demand in (3.0, 4.0, 0.0):
        played.pass_period(np.array([demand]), is_counted=True)

    assert played.tally.held.tolist() == [[2.0]]
    assert played.tally.lost.tolist() == [[2.0]]
    assert played.tally.demand.tolist() == [[7.0]]
    assert played.tally.periods == 3


def test_a_cycle_is_served_when_nothing_was_lost_in_it() -> None:
    played = shelves(5.0)
    every = np.array([True])
    played.pass_period(np.array([5.0]), is_counted=True)
    played.close_cycles(every)
    played.pass_period(np.array([1.0]), is_counted=True)
    played.close_cycles(every)
    played.close_cycles(every)

    assert played.tally.cycles.tolist() == [[3.0]]
    assert played.tally.served.tolist() == [[2.0]]


def test_the_warm_up_moves_stock_but_counts_nothing() -> None:
    played = shelves(5.0)
    played.pass_period(np.array([9.0]), is_counted=False)

    assert played.on_hand.item() == 0
    assert (played.tally.demand.item(), played.tally.lost.item(), played.tally.periods) == (0, 0, 0)
    assert played.is_clean.all()


def test_the_textbook_level() -> None:
    one = np.ones(1)

    found = classic_level(10 * one, 3 * one, 3 * one, 2 * one, one, 0.975 * one)

    # 4 periods of 10, and 1.96 times the root of 4 x 9 + (10 x 2)^2
    assert found.item() == pytest.approx(40 + 1.959964 * 436**0.5, abs=1e-4)
