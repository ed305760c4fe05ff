"""Every accuracy formula against numbers worked out by hand."""

import numpy as np
import pytest

from etl.forecast import scores

ACTUAL = np.array([[2.0, 4.0, np.nan, 6.0]])
MEAN = np.array([[1.0, 6.0, 9.0, 6.0]])


def test_naive_scales_compare_with_the_value_one_lag_ago() -> None:
    absolute, squared = scores.naive_scales(np.array([[1.0, 3.0, 2.0, 7.0]]), 2)

    # |2 - 1| = 1 and |7 - 3| = 4
    assert absolute[0] == pytest.approx(2.5)
    assert squared[0] == pytest.approx((1 + 16) / 2)


def test_naive_scales_skip_unknown_periods() -> None:
    absolute, _ = scores.naive_scales(np.array([[1.0, np.nan, 2.0, 7.0]]), 1)

    assert absolute[0] == pytest.approx(5.0)


def test_mase_is_the_mean_absolute_error_over_the_naive_one() -> None:
    # errors 1, 2, 0 at the three known points: mean 1
    assert scores.mase(ACTUAL, MEAN, np.array([2.0]))[0] == pytest.approx(0.5)


def test_rmsse_is_the_root_of_the_mean_squared_error_over_the_naive_one() -> None:
    # squares 1, 4, 0: mean 5/3
    assert scores.rmsse(ACTUAL, MEAN, np.array([4.0]))[0] == pytest.approx((5 / 3 / 4) ** 0.5)


def test_wape_is_total_error_over_total_demand() -> None:
    assert scores.wape(ACTUAL, MEAN)[0] == pytest.approx(3 / 12)


def test_bias_is_above_zero_when_too_much_was_forecast() -> None:
    # forecast 13 where demand was 12
    assert scores.bias(ACTUAL, MEAN)[0] == pytest.approx(1 / 12)


def test_pinball_weighs_short_by_the_level_and_long_by_the_rest() -> None:
    actual = np.array([[10.0]])
    quantiles = np.full((1, 1, 8), 10.0)
    quantiles[0, 0, 3] = 8.0  # level 0.9, short by 2
    quantiles[0, 0, 1] = 13.0  # level 0.1, long by 3

    assert scores.pinball(actual, quantiles)[0] == pytest.approx((0.9 * 2 + 0.9 * 3) / 8)


def test_coverage_counts_both_ends_as_inside() -> None:
    low, high = np.full((1, 4), 2.0), np.full((1, 4), 5.0)

    assert scores.coverage(ACTUAL, low, high)[0] == pytest.approx(2 / 3)


@pytest.mark.parametrize("scale", [0.0, np.nan])
def test_a_scale_of_zero_gives_no_score(scale: float) -> None:
    assert np.isnan(scores.mase(ACTUAL, MEAN, np.array([scale]))[0])
    assert np.isnan(scores.rmsse(ACTUAL, MEAN, np.array([scale]))[0])


def test_no_known_actual_gives_no_score() -> None:
    unknown = np.full((1, 3), np.nan)

    assert np.isnan(scores.wape(unknown, np.ones((1, 3)))[0])
    assert scores.average(scores.mase(unknown, np.ones((1, 3)), np.array([1.0]))) is None
