"""How parts are weighed, and what becomes of a fold that is short or that a part misses."""

import numpy as np
import pytest

from etl.forecast.arrays import Floats
from etl.forecast.backtest import Windows
from etl.forecast.engine import GLOBAL, learn
from etl.forecast.global_model import fit_by_origin
from etl.forecast.panel import Panel
from etl.forecast.periods import PERIODS
from etl.forecast.smoothing import USUAL_RATE, ses
from etl.forecast.spread_learning import learn as learn_spread
from etl.forecast.stack import combine, fit_weights

DAY, WEEK, MONTH = PERIODS["D"], PERIODS["W"], PERIODS["M"]
SERIES, POINTS = 200, 24


@pytest.fixture
def actual() -> Floats:
    return np.random.default_rng(3).normal(50, 10, (SERIES, POINTS))


def fold(actual: Floats, origins: int = 3) -> Windows:
    ones = np.ones(len(actual))
    eligible = np.ones((len(actual), origins), dtype=bool)
    horizon = actual.shape[1] // origins
    return Windows(tuple(range(origins)), horizon, actual, eligible, ones, 100 * ones)


def off(actual: Floats, by: float, seed: int) -> Floats:
    return actual + np.random.default_rng(seed).normal(0, by, actual.shape)


def test_parts_that_err_apart_are_averaged(actual: Floats) -> None:
    parts = {"A": off(actual, 5, 1), "B": off(actual, 5, 2)}

    assert fit_weights(fold(actual), parts)["A"] == pytest.approx(0.5, abs=0.05)


def test_a_part_that_is_clearly_worse_is_given_nothing_for_being_there(actual: Floats) -> None:
    good = off(actual, 5, 1)
    parts = {"GOOD": good, "WORSE": good + np.random.default_rng(2).normal(0, 8, actual.shape)}

    assert fit_weights(fold(actual), parts)["GOOD"] > 0.97


def test_parts_are_compared_where_all_are_known_and_combined_where_any_is(actual: Floats) -> None:
    late, early = off(actual, 2, 1), off(actual, 9, 2)
    late[:, :8] = np.nan
    early[0] = np.nan
    parts = {"EARLY": early, "LATE": late}

    weights = fit_weights(fold(actual), parts)
    found = combine(parts, weights)

    assert weights["LATE"] > 0.9
    np.testing.assert_allclose(found[1:, :8], early[1:, :8])
    np.testing.assert_allclose(found[0, 8:], late[0, 8:])
    assert np.isnan(found[0, :8]).all()


def test_nothing_to_compare_is_weighed_equally(actual: Floats) -> None:
    nothing = np.full_like(actual, np.nan)

    assert fit_weights(fold(nothing), {"A": nothing, "B": nothing}) == {"A": 0.5, "B": 0.5}


def test_few_errors_do_not_make_a_series_nervous() -> None:
    # By its own errors alone such a ramp of ten weeks would be followed at the highest rate.
    ramp = np.array([[10.0, 10, 10, 10, 10, 12, 12, 12, 12, 12]])
    level = ses(ramp, 8)[0]

    usual = np.mean(ramp[0, :8])
    for value in ramp[0]:
        usual += USUAL_RATE * (value - usual)
    assert level == pytest.approx(usual, abs=0.4)


def test_many_errors_choose_the_rate_themselves() -> None:
    steps = np.cumsum(np.random.default_rng(1).normal(0, 5, (1, 2000)), axis=1) + 500

    assert ses(steps, 8)[0] == pytest.approx(steps[0, -1], rel=0.05)


def test_rare_large_errors_do_not_widen_the_quantiles_that_hold_without_them() -> None:
    random = np.random.default_rng(8)
    means = np.full((300, 48), 100.0)
    rare = random.random(means.shape) < 0.02
    errors = np.where(rare, random.normal(0, 90, means.shape), random.normal(0, 8, means.shape))
    counts = np.zeros(300, dtype=bool)

    shared = learn_spread(fold(means + errors), means, counts)

    assert shared is not None
    assert shared.scale < 1
    without = learn_spread(fold(means + random.normal(0, 8, means.shape)), means, counts)
    assert without is not None
    assert without.scale == 1


def test_a_short_past_trains_its_model_again_at_each_origin() -> None:
    values = np.random.default_rng(4).poisson(20, (400, 40)).astype(np.float64)
    panel = Panel(WEEK, values, np.zeros(400, dtype=np.int64))

    found = fit_by_origin(panel, (4, 24, 32), 8)

    assert found is not None
    assert [origin for origin, _ in found.models] == [4, 24, 32]
    assert np.isnan(found(panel.until(4), 8)).all()
    later = found(panel.until(32), 8)
    assert later.mean() == pytest.approx(20, rel=0.1)
    moved = found(panel.recent(30).until(22), 8)
    np.testing.assert_allclose(moved, later, rtol=0.2)


def test_a_set_too_short_to_train_for_what_lies_ahead_is_forecast_without_global() -> None:
    values = np.random.default_rng(4).poisson(20, (600, 9)).astype(np.float64)

    found = learn(Panel(MONTH, values, np.zeros(600, dtype=np.int64)), 3)

    assert GLOBAL not in found.parts
    assert GLOBAL not in found.weights


@pytest.mark.parametrize(("last", "falls_back"), [(140.0, True), (90.0, False)])
def test_on_short_windows_the_floor_must_win_in_every_one(last: float, *, falls_back: bool) -> None:
    # Nine months are tested on three windows of one: the step up is repeated well, its end is not.
    months = np.array([[60.0, 60, 60, 60, 60, 140, 140, 140, last]])
    noise = np.random.default_rng(2).normal(0, 3, (50, 9))

    found = learn(Panel(MONTH, months + noise, np.zeros(50, dtype=np.int64)), 3)

    assert found.scores["SeasonalNaive"]["rmsse"] < found.scores["Stack"]["rmsse"]
    assert found.fell_back == falls_back
