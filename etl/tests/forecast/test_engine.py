"""The back-test must let the better model win, and nothing after the origin may matter."""

from dataclasses import replace
from datetime import date

import numpy as np
import polars as pl
import pytest

from backend.demand.rules import QUANTILE_LEVELS
from etl.forecast.backtest import CandidateScore, backtest, windows
from etl.forecast.choose import UNTESTED_MODEL, best_model, loses_to_naive
from etl.forecast.engine import Learned, learn, run_partition, sample_rows
from etl.forecast.models import CANDIDATES, NAIVE, candidates, forecast
from etl.forecast.periods import PERIODS, period_starts
from etl.forecast.series import SeriesSet

DAY = PERIODS["D"]


def series_of(values: np.ndarray) -> SeriesSet:
    keys = pl.DataFrame(
        {"item_id": np.arange(1, len(values) + 1), "site_id": np.ones(len(values), dtype=np.int64)}
    )
    dates = period_starts(date(2024, 1, 1), values.shape[1], "D")
    return SeriesSet(keys, dates, values, np.zeros(len(values), dtype=np.int64))


@pytest.fixture(scope="module")
def noisy_level() -> SeriesSet:
    draws = np.random.default_rng(5).poisson(6, (150, 200))
    return series_of(draws.astype(np.float64))


@pytest.fixture(scope="module")
def weekly_pattern() -> SeriesSet:
    week = np.array([2.0, 3.0, 3.0, 4.0, 9.0, 20.0, 1.0])
    draws = np.random.default_rng(6).poisson(np.tile(week, 30), (40, 210))
    return series_of(draws.astype(np.float64))


@pytest.fixture(scope="module")
def learned(noisy_level: SeriesSet) -> Learned:
    return learn(noisy_level, DAY, CANDIDATES)


def test_a_model_that_averages_wins_on_noise_around_a_level(learned: Learned) -> None:
    by_name = {found.model: found.rmsse or 0.0 for found in learned.scores}

    assert learned.model.name in {"WindowAverage", "SES", "TSB", "CrostonSBA", "Theta"}
    # Repeating a draw doubles the variance of the error, so the root falls by about 0.7.
    assert by_name[learned.model.name] / by_name[NAIVE] == pytest.approx(0.71, abs=0.03)


def test_a_seasonal_model_wins_on_a_weekly_pattern(weekly_pattern: SeriesSet) -> None:
    chosen = learn(weekly_pattern, DAY, CANDIDATES).model.name

    assert chosen in {"SeasonalAverage", "SeasonalSES", "Theta"}


def test_quantiles_hold_what_they_promise(learned: Learned) -> None:
    for row in learned.calibration:
        assert row["achieved"]["0.9"] == pytest.approx(0.93, abs=0.06)
        assert row["achieved"]["0.98"] >= 0.95


def test_the_backtest_sees_nothing_from_the_origin_on(noisy_level: SeriesSet) -> None:
    laid_out = windows(noisy_level, DAY)
    last = laid_out.origins[-1]
    noise = noisy_level.values.copy()
    noise[:, last:] = 999.0

    for model in CANDIDATES:
        honest = backtest(noisy_level, DAY, model, laid_out)
        tempted = backtest(replace(noisy_level, values=noise), DAY, model, laid_out)
        block = laid_out.block(honest, len(laid_out.origins) - 1)
        np.testing.assert_array_equal(
            block, laid_out.block(tempted, len(laid_out.origins) - 1), err_msg=model.name
        )


def test_partitions_do_not_depend_on_each_other(noisy_level: SeriesSet, learned: Learned) -> None:
    whole = run_partition(noisy_level, DAY, learned, 30)
    part = run_partition(noisy_level.rows(np.arange(10, 20)), DAY, learned, 30)

    items = part.accuracy["item_id"]
    assert part.forecasts.equals(whole.forecasts.filter(pl.col("item_id").is_in(items.implode())))
    assert part.accuracy.equals(whole.accuracy.filter(pl.col("item_id").is_in(items.implode())))


def test_forecasts_are_ordered_whole_and_dated_after_the_origin(
    noisy_level: SeriesSet, learned: Learned
) -> None:
    rows = run_partition(noisy_level, DAY, learned, 90).forecasts

    quantiles = np.array(rows["quantiles"].to_list())
    assert quantiles.shape == (150 * 90, len(QUANTILE_LEVELS))
    assert (np.diff(quantiles, axis=1) >= 0).all()
    assert (quantiles == np.rint(quantiles)).all()
    assert rows["date"].min() == period_starts(noisy_level.dates[-1], 2, "D")[1]
    assert rows["horizon"].max() == 90


@pytest.mark.parametrize("model", CANDIDATES, ids=lambda model: model.name)
@pytest.mark.parametrize(
    "history",
    [[], [3.0], [0.0] * 40, [5.0] * 40, [1e9, 0.0] * 20, [0.0] * 30 + [4.0]],
    ids=["empty", "one", "zeros", "constant", "huge", "only-last"],
)
def test_every_model_answers_every_history(model: object, history: list[float]) -> None:
    found = forecast(model, np.array(history), DAY, 14)  # type: ignore[arg-type]

    assert found.shape == (14,)
    assert np.isfinite(found).all()
    assert (found >= 0).all()


def test_a_constant_series_has_no_scale_and_says_so(learned: Learned) -> None:
    series = series_of(np.full((1, 200), 4.0))

    row = run_partition(series, DAY, learned, 7).accuracy.row(0, named=True)

    assert (row["mase"], row["rmsse"], row["reason"]) == (None, None, "NO_SCALE")
    assert row["wape"] == 0


def test_a_short_series_is_forecast_but_not_scored(learned: Learned) -> None:
    series = series_of(np.array([[4.0, 6.0] * 10]))

    found = run_partition(series, DAY, learned, 7)

    assert found.accuracy["reason"].to_list() == ["TOO_SHORT"]
    assert found.forecasts["mean"].to_list() == pytest.approx([5.0] * 7, abs=1.2)


def test_one_order_on_the_last_day_is_no_daily_demand() -> None:
    daily = PERIODS["D"]
    average = next(model for model in CANDIDATES if model.name == "WindowAverage")

    once = forecast(average, np.array([2800.0]), daily, 3)
    steady = forecast(average, np.full(11, 10.0), daily, 3)

    assert once == pytest.approx([100.0] * 3)
    assert steady == pytest.approx([10.0] * 3)


def test_a_series_that_repeats_itself_exactly_falls_back_to_naive(learned: Learned) -> None:
    week = np.array([2.0, 3.0, 3.0, 4.0, 9.0, 20.0, 1.0])
    drift = np.arange(210) // 7 * 0.001
    series = series_of((np.tile(week, 30) + drift)[None, :])

    found = run_partition(series, DAY, learned, 7).accuracy.row(0, named=True)

    assert (found["model"], found["reason"]) == (NAIVE, "FELL_BACK_TO_NAIVE")


def test_windows_without_demand_do_not_prove_a_loss(learned: Learned) -> None:
    values = np.zeros((1, 200))
    values[0, :60] = 5.0
    values[0, 30] = 9.0
    series = series_of(values)
    laid_out = windows(series, DAY)
    naive = np.zeros(laid_out.actual.shape)

    assert not loses_to_naive(laid_out, naive + 1, naive).any()


def test_the_lowest_rmsse_is_chosen_and_unscored_models_are_not() -> None:
    compared = [
        CandidateScore("A", 0.9, 0.5, None, None),
        CandidateScore("B", 0.8, 0.9, None, None),
        CandidateScore("C", None, 0.1, None, None),
    ]

    assert best_model(compared) == "B"
    assert best_model(compared[2:]) == UNTESTED_MODEL


def test_the_sample_is_the_same_every_time() -> None:
    first, second = sample_rows(5000), sample_rows(5000)

    np.testing.assert_array_equal(first, second)
    assert len(set(first.tolist())) == 500


def test_prophet_is_offered_only_where_it_is_installed() -> None:
    assert candidates() == CANDIDATES
    assert {model.name for model in candidates(with_prophet=True)} >= {NAIVE}
