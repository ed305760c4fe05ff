"""Distributions of demand: hand-computed cases and the properties every quantile must have."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backend.demand.levels import QUANTILE_LEVELS
from backend.demand.rules import (
    Family,
    Spread,
    chance_of_less,
    quantiles,
    variance_of_sum,
)

means = st.floats(0, 1e6)
variances = st.floats(0, 1e9)


@given(st.sampled_from(Family), means, variances, st.booleans())
def test_quantiles_never_cross_and_are_never_negative(
    family: Family, mean: float, variance: float, is_count: bool
) -> None:
    found = quantiles(family, mean, variance, QUANTILE_LEVELS, is_count=is_count)

    assert np.isfinite(found).all()
    assert (found >= 0).all()
    assert (np.diff(found) >= 0).all()
    if is_count:
        assert (found == np.rint(found)).all()


@given(
    st.sampled_from(Family),
    st.floats(0, 1e4),
    st.floats(0.1, 1e6),
    st.floats(0, 1e4),
    st.booleans(),
)
@example(Family.GAMMA, 183.0, 0.1, 183.0, False)
def test_demand_lies_within_the_quantiles_above_the_chance_of_less(
    family: Family, mean: float, variance: float, demand: float, is_count: bool
) -> None:
    is_count = is_count or family is Family.NEGATIVE_BINOMIAL
    demand = float(np.rint(demand)) if is_count else demand
    less = chance_of_less(family, mean, variance, demand, is_count=is_count)

    found = quantiles(family, mean, variance, QUANTILE_LEVELS, is_count=is_count)

    # Where the spread is a millionth of the mean, the last digits of a quantile move the chance.
    clear = np.abs(np.array(QUANTILE_LEVELS) - less) > 1e-4
    within = demand <= found * (1 + 1e-12)
    assert (within == (less < np.array(QUANTILE_LEVELS)))[clear].all()


@given(st.sampled_from(Family), st.floats(0.1, 1e4), st.floats(0.1, 1e6), st.floats(0.5, 0.99))
def test_a_wider_spread_never_lowers_a_normal_upper_quantile(
    family: Family, mean: float, variance: float, level: float
) -> None:
    narrow, wide = quantiles(Family.NORMAL, mean, [variance, 2 * variance], level, is_count=False)

    assert wide >= narrow


@pytest.mark.parametrize(
    ("family", "mean", "variance", "level", "expected"),
    [
        # mean 2, variance 4: size 2, chance 1/2; P(X<=k) = 1 - (k+3) / 2^(k+2)
        pytest.param(Family.NEGATIVE_BINOMIAL, 2, 4, 0.5, 2, id="nb-median: .5 at 1? .6875 at 2"),
        pytest.param(Family.NEGATIVE_BINOMIAL, 2, 4, 0.9, 5, id="nb-90: .8906 at 4, .9375 at 5"),
        pytest.param(Family.NEGATIVE_BINOMIAL, 2, 4, 0.98, 7, id="nb-98: .9648 at 6, .9805 at 7"),
        pytest.param(Family.NORMAL, 100, 25, 0.9, 106, id="normal-90: 100 + 1.2816 * 5"),
        pytest.param(Family.GAMMA, 10, 100, 0.5, 7, id="exponential: 10 ln 2 = 6.93"),
        pytest.param(Family.NEGATIVE_BINOMIAL, 0, 4, 0.99, 0, id="nothing-sold"),
        pytest.param(Family.NORMAL, 3, 0, 0.99, 3, id="certain"),
    ],
)
def test_quantiles_worked_out_by_hand(
    family: Family, mean: float, variance: float, level: float, expected: float
) -> None:
    if family is Family.NEGATIVE_BINOMIAL and level == 0.5:
        # P(X <= 1) is exactly one half, so one is enough.
        expected = 1
    assert quantiles(family, mean, variance, level, is_count=True) == expected


def test_the_variance_of_a_sum_has_an_independent_and_a_shared_part() -> None:
    # 4 periods of variance 3 at level 2, total 8: 4 * 3 + (0.5 * 8)^2 * (1 - 1/4)
    assert variance_of_sum(4, 8.0, 3.0, 2.0, 0.5) == pytest.approx(12 + 12)


def test_the_variance_of_one_period_is_as_measured() -> None:
    assert variance_of_sum(1, 2.0, 3.0, 2.0, 0.5) == pytest.approx(3)


def test_the_variance_scales_with_the_mean() -> None:
    assert variance_of_sum(1, 4.0, 3.0, 2.0, 0.5) == pytest.approx(6)


def test_a_spread_survives_being_stored() -> None:
    spread = Spread(Family.NEGATIVE_BINOMIAL, 3.0, 2.0, 0.25, is_count=True)

    assert Spread.from_document(spread.to_document()) == spread


def test_fractions_are_never_described_by_a_negative_binomial() -> None:
    spread = Spread(Family.NEGATIVE_BINOMIAL, 3.0, 2.0, 0.25, is_count=False)

    assert spread.family is Family.GAMMA
