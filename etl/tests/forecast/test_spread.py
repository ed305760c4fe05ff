"""What is learned from back-test errors, worked out by hand."""

import numpy as np
import pytest

from backend.demand.rules import Family
from etl.forecast.arrays import Floats
from etl.forecast.backtest import Windows
from etl.forecast.spread import Shared, are_counts, fit, sums, with_levels

SHARED = Shared(Family.NORMAL, level_error=0.0, factor=2.0, power=1.0)


def windows(actual: Floats, origins: int = 1) -> Windows:
    count, columns = actual.shape
    ones = np.ones(count)
    return Windows(
        tuple(range(origins)),
        columns // origins,
        actual,
        np.ones((count, origins), dtype=bool),
        ones,
        ones,
    )


def test_a_variance_is_blended_with_the_typical_one_by_its_number_of_errors() -> None:
    # 14 errors of 3 around a mean of 10: own 9, typical 2 x 10, which counts for 28 errors.
    means = np.full((1, 14), 10.0)

    found = fit(SHARED, windows(means + 3), means, [0], np.array([False]))

    assert found.level[0] == pytest.approx(10)
    assert found.variance[0] == pytest.approx(9 / 3 + 20 * 2 / 3)


def test_only_the_named_origins_are_fitted_on() -> None:
    means = np.full((1, 56), 10.0)
    actual = means + np.repeat([3.0, 100.0], 28)

    found = fit(SHARED, windows(actual, origins=2), means, [0], np.array([False]))

    assert found.variance[0] == pytest.approx(14.5)


def test_a_count_varies_at_least_as_poisson_does() -> None:
    means = np.full((2, 28), 10.0)
    calm = Shared(Family.NORMAL, 0.0, factor=0.1, power=1.0)

    found = fit(calm, windows(means), means, [0], np.array([True, False]))

    assert found.variance.tolist() == pytest.approx([10, 0.5])


def test_a_series_no_back_test_reached_gets_the_typical_variance_of_its_forecast() -> None:
    unknown = np.full((1, 28), np.nan)
    found = fit(SHARED, windows(unknown), unknown, [0], np.array([False]))

    ready = with_levels(found, np.array([7.0]))

    assert (ready.level[0], ready.variance[0]) == (7, 14)


def test_sums_leave_unknown_periods_out_of_both_sides() -> None:
    actual = np.array([[1.0, np.nan, 3.0, 4.0, np.nan, np.nan]])

    added, expected = sums(windows(actual), np.full((1, 6), 10.0), 0, 2)

    np.testing.assert_array_equal(added, [[1, 7, np.nan]])
    np.testing.assert_array_equal(expected, [[10, 20, np.nan]])


def test_one_odd_row_in_a_thousand_leaves_a_series_a_count() -> None:
    mostly = np.arange(1000.0)
    mostly[7] = 7.5
    fractions = np.arange(1000.0) / 2

    assert are_counts(np.vstack([mostly, fractions])).tolist() == [True, False]
