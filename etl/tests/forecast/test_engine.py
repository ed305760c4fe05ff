"""The back-test must let the better model win, and nothing after the origin may matter."""

from datetime import date

import numpy as np
import polars as pl
import pytest

from backend.demand.levels import QUANTILE_LEVELS
from etl.forecast.accuracy import NAIVE
from etl.forecast.arrays import Floats
from etl.forecast.backtest import Part, backtest, windows
from etl.forecast.engine import LOCAL_PARTS, STACKED, Learned, learn, sample_rows
from etl.forecast.global_model import fit_global
from etl.forecast.panel import Panel
from etl.forecast.partition import Partition, run_partition
from etl.forecast.periods import PERIODS, period_starts
from etl.forecast.series import SeriesSet

DAY = PERIODS["D"]


def panel_of(values: Floats) -> Panel:
    return Panel(DAY, values, np.zeros(len(values), dtype=np.int64))


def series_of(values: Floats) -> SeriesSet:
    keys = pl.DataFrame(
        {"item_id": np.arange(1, len(values) + 1), "site_id": np.ones(len(values), dtype=np.int64)}
    )
    dates = period_starts(date(2024, 1, 1), values.shape[1], "D")
    return SeriesSet(keys, dates, values, np.zeros(len(values), dtype=np.int64))


@pytest.fixture(scope="module")
def noisy_level() -> Floats:
    return np.random.default_rng(5).poisson(6, (150, 200)).astype(np.float64)


@pytest.fixture(scope="module")
def weekly_pattern() -> Floats:
    week = np.array([2.0, 3.0, 3.0, 4.0, 9.0, 20.0, 1.0])
    return np.random.default_rng(6).poisson(np.tile(week, 30), (40, 210)).astype(np.float64)


@pytest.fixture(scope="module")
def learned(noisy_level: Floats) -> Learned:
    return learn(panel_of(noisy_level), 28)


def run(values: Floats, learned: Learned, horizon: int) -> Partition:
    return run_partition(series_of(values), panel_of(values), learned, horizon)


def test_noise_around_a_level_is_averaged(learned: Learned) -> None:
    rmsse = {name: found["rmsse"] for name, found in learned.scores.items()}

    assert learned.model == STACKED
    # Repeating a draw doubles the variance of the error, so the root falls by about 0.7.
    assert rmsse[STACKED] / rmsse[NAIVE] == pytest.approx(0.71, abs=0.03)


def test_a_weekly_pattern_is_followed_by_the_part_that_knows_seasons(
    weekly_pattern: Floats,
) -> None:
    found = learn(panel_of(weekly_pattern), 28)

    assert found.weights["SEAS"] > 3 * found.weights["FLAT"]
    assert sum(found.weights.values()) == pytest.approx(1)


def test_quantiles_hold_what_they_promise(learned: Learned) -> None:
    for row in learned.calibration:
        assert row["achieved"]["0.9"] == pytest.approx(0.93, abs=0.06)
        assert row["achieved"]["0.98"] >= 0.95


def test_no_part_sees_anything_from_the_origin_on(noisy_level: Floats) -> None:
    laid_out = windows(panel_of(noisy_level))
    last = len(laid_out.origins) - 1
    noise = noisy_level.copy()
    noise[:, laid_out.origins[-1] :] = 999.0

    before = panel_of(noisy_level).until(laid_out.origins[0])
    trained = fit_global(before, 28, 28, seeds=(1,))
    assert trained is not None
    parts: dict[str, Part] = {**LOCAL_PARTS, "GLOBAL": trained}
    for name, part in parts.items():
        honest = backtest(panel_of(noisy_level), part, laid_out)
        tempted = backtest(panel_of(noise), part, laid_out)
        np.testing.assert_array_equal(
            laid_out.block(honest, last), laid_out.block(tempted, last), err_msg=name
        )


def test_partitions_do_not_depend_on_each_other(noisy_level: Floats, learned: Learned) -> None:
    chosen = np.arange(10, 20)
    whole = run(noisy_level, learned, 30)
    part = run_partition(
        series_of(noisy_level).rows(chosen), panel_of(noisy_level).rows(chosen), learned, 30
    )

    items = part.accuracy["item_id"]
    assert part.forecasts.equals(whole.forecasts.filter(pl.col("item_id").is_in(items.implode())))
    assert part.accuracy.equals(whole.accuracy.filter(pl.col("item_id").is_in(items.implode())))


def test_forecasts_are_ordered_whole_and_dated_after_the_origin(
    noisy_level: Floats, learned: Learned
) -> None:
    rows = run(noisy_level, learned, 90).forecasts

    quantiles = np.array(rows["quantiles"].to_list())
    assert quantiles.shape == (150 * 90, len(QUANTILE_LEVELS))
    assert (np.diff(quantiles, axis=1) >= 0).all()
    assert (quantiles == np.rint(quantiles)).all()
    assert rows["date"].min() == period_starts(series_of(noisy_level).dates[-1], 2, "D")[1]
    assert rows["horizon"].max() == 90


@pytest.mark.parametrize(
    "history",
    [[3.0], [0.0] * 40, [5.0] * 40, [1e9, 0.0] * 20, [0.0] * 30 + [4.0]],
    ids=["one", "zeros", "constant", "huge", "only-last"],
)
@pytest.mark.parametrize("part", LOCAL_PARTS)
def test_every_part_answers_every_history(part: str, history: list[float]) -> None:
    found = LOCAL_PARTS[part](panel_of(np.array([history])), 14)

    assert found.shape == (1, 14)
    assert np.isfinite(found).all()
    assert (found >= 0).all()


def test_a_constant_series_has_no_scale_and_says_so(learned: Learned) -> None:
    row = run(np.full((1, 200), 4.0), learned, 7).accuracy.row(0, named=True)

    assert (row["mase"], row["rmsse"], row["reason"]) == (None, None, "NO_SCALE")
    assert row["wape"] == pytest.approx(0, abs=0.2)


def test_a_short_series_is_forecast_but_not_scored(learned: Learned) -> None:
    found = run(np.array([[4.0, 6.0] * 10]), learned, 7)

    assert found.accuracy["reason"].to_list() == ["TOO_SHORT"]
    assert found.forecasts["mean"].to_list() == pytest.approx([5.0] * 7, abs=1.2)


def test_one_order_on_the_last_day_is_no_daily_demand() -> None:
    for part in LOCAL_PARTS.values():
        once = part(panel_of(np.array([[2800.0]])), 3)
        steady = part(panel_of(np.full((1, 29), 10.0)), 3)

        assert once[0] == pytest.approx([100.0] * 3)
        assert steady[0] == pytest.approx([10.0] * 3)


def test_a_data_set_that_repeats_itself_exactly_falls_back_to_naive() -> None:
    week = np.random.default_rng(2).permutation(7.0 ** np.arange(7))
    values = np.tile(week, (20, 30)) + np.arange(210) // 7 * 0.001
    learned = learn(panel_of(values), 28)

    found = run(values, learned, 7).accuracy.row(0, named=True)

    assert (found["model"], found["reason"]) == (NAIVE, "FELL_BACK_TO_NAIVE")
    assert learned.to_document()["weights"] == {NAIVE: 1.0}


def test_the_sample_is_the_same_every_time() -> None:
    first, second = sample_rows(5000, 500), sample_rows(5000, 500)

    np.testing.assert_array_equal(first, second)
    assert len(set(first.tolist())) == 500
