"""Lot sizes and urgency, worked out by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.planning.newsvendor import whole_lots
from backend.planning.rules import urgency


def lot(need: float, minimum: float | None, pack: float | None) -> float:
    one = [np.array([value or 0.0]) for value in (need, minimum, pack)]
    return float(whole_lots(*one)[0])


@pytest.mark.parametrize(
    ("need", "minimum", "pack", "expected"),
    [
        (0, 10, 5, 0),
        (2.25, None, None, 2.25),
        (3, None, 1, 3),
        (2.2, None, 1, 3),
        (3, 10, 1, 10),
        (12, 10, 5, 15),
        (10, 10, 5, 10),
        (1, 7, 5, 10),
    ],
)
def test_lot_sizes(need: float, minimum: float | None, pack: float | None, expected: float) -> None:
    assert lot(need, minimum, pack) == expected


amounts = st.floats(0.001, 1e6)


@given(amounts, st.none() | amounts, st.none() | amounts)
def test_a_lot_is_never_below_need_or_minimum_and_holds_whole_packs(
    need: float, minimum: float | None, pack: float | None
) -> None:
    quantity = lot(need, minimum, pack)
    wanted = max(need, minimum or 0)

    assert quantity >= wanted * (1 - 1e-8)
    if pack:
        assert quantity / pack == pytest.approx(round(quantity / pack))
        assert quantity < wanted + pack * 1.001 + wanted * 1e-8


@pytest.mark.parametrize(
    ("available", "cover", "abc", "criticality", "expected"),
    [
        pytest.param(0, 0, "B", None, 3, id="nothing-left"),
        pytest.param(0, 0, "C", None, 2, id="nothing-left-of-class-c"),
        pytest.param(5, 8, "B", None, 2, id="runs-out-within-the-lead-time"),
        pytest.param(5, 8, "A", None, 3, id="the-same-for-class-a"),
        pytest.param(5, 8, "C", None, 1, id="the-same-for-class-c"),
        pytest.param(5, 8, "C", 9, 3, id="class-c-but-vital"),
        pytest.param(5, 12, "B", None, 1, id="runs-out-before-the-next-order-lands"),
        pytest.param(5, 20, "A", None, 0, id="covered"),
        pytest.param(5, None, "A", None, 0, id="no-demand"),
    ],
)
def test_urgency(
    available: float, cover: float | None, abc: str, criticality: int | None, expected: int
) -> None:
    assert urgency(available, cover, 9, 7, abc, criticality) == expected
