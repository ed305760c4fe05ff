"""Demand paths on frames: nothing after the end matters, and every odd history has its answer."""

from typing import Any

import numpy as np
import polars as pl
import pytest

from etl.forecast.intake import InvalidHistory
from etl.forecast.paths import demand_paths

PERIODS = 60


def rows(site: str, item: str, quantities: list[float], first: int = 0) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "site": site,
            "item": item,
            "period": range(first, first + len(quantities)),
            "quantity": [float(quantity) for quantity in quantities],
        }
    )


@pytest.fixture(scope="module")
def crowd() -> pl.DataFrame:
    """Forty items that sell five a period, give or take."""
    draws = np.random.default_rng(3).poisson(5, (40, PERIODS))
    return pl.concat([rows("S", f"I{n:02}", draw.tolist()) for n, draw in enumerate(draws)])


def paths_of(history: pl.DataFrame, site: str, item: str, **options: Any) -> tuple[Any, Any]:
    found = demand_paths(history, horizon=6, **options)
    row = found.keys.with_row_index().filter(site=site, item=item)["index"].item()
    return found.mean[row], found.paths[row]


def test_paths_are_whole_numbers_around_the_mean(crowd: pl.DataFrame) -> None:
    found = demand_paths(crowd, horizon=6, count=400)

    assert found.mean.shape == (40, 6)
    assert found.paths.shape == (40, 400, 6)
    assert found.paths.dtype == np.dtype("float32")
    assert found.is_count.all()
    assert (found.paths == np.rint(found.paths)).all()
    assert found.paths.min() >= 0
    assert found.mean.mean() == pytest.approx(5, rel=0.08)
    assert found.paths.mean() == pytest.approx(found.mean.mean(), rel=0.03)
    # Poisson demand of five a period varies by five, and knowing the level less than fully adds.
    assert 4 < found.paths.var(axis=1).mean() < 8


def test_the_same_seed_gives_the_same_paths_in_whatever_order(crowd: pl.DataFrame) -> None:
    first = demand_paths(crowd, horizon=6, seed=7)
    again = demand_paths(crowd.sample(fraction=1, shuffle=True, seed=1), horizon=6, seed=7)
    other = demand_paths(crowd, horizon=6, seed=8)

    assert first.keys.equals(again.keys)
    np.testing.assert_array_equal(first.paths, again.paths)
    np.testing.assert_array_equal(first.mean, other.mean)
    assert (first.paths != other.paths).any()


def test_periods_may_start_anywhere(crowd: pl.DataFrame) -> None:
    later = crowd.with_columns(pl.col("period") + 2000)

    np.testing.assert_array_equal(
        demand_paths(crowd, horizon=6).paths, demand_paths(later, horizon=6).paths
    )


def test_missing_rows_are_zero_unless_nothing_was_there(crowd: pl.DataFrame) -> None:
    gone = (pl.col("item") == "I00") & (pl.col("period") >= 30)
    out = crowd.filter(gone).select("site", "item", "period", available=False)

    forgotten, _ = paths_of(crowd.filter(~gone), "S", "I00")
    known, _ = paths_of(crowd.filter(~gone), "S", "I00", availability=out)

    assert forgotten.mean() < 1
    assert known.mean() == pytest.approx(5, rel=0.25)


def test_a_period_without_stock_is_unknown_whatever_was_sold(crowd: pl.DataFrame) -> None:
    little = crowd.with_columns(
        pl.when((pl.col("item") == "I00") & (pl.col("period") >= 40))
        .then(1.0)
        .otherwise("quantity")
        .alias("quantity")
    )
    out = pl.DataFrame({"site": "S", "item": "I00", "period": range(40, 60), "available": False})

    mean, _ = paths_of(little, "S", "I00", availability=out)

    assert mean.mean() == pytest.approx(5, rel=0.25)


@pytest.mark.parametrize(
    ("quantities", "first", "low", "high"),
    [
        ([0.0] * 60, 0, 0, 0),
        ([4.0] * 60, 0, 3.5, 4.5),
        ([9.0], 59, 0.5, 3),
        ([0.0] * 59 + [30.0], 0, 0.5, 8),
        ([1e12, 3e12] * 30, 0, 1e12, 3e12),
        ([0.25, 0.75] * 30, 0, 0.3, 0.7),
        ([7.0], 0, 0, 1),
    ],
    ids=["zeros", "constant", "one", "only-last", "huge", "fractions", "only-first"],
)
def test_every_history_has_an_answer(
    crowd: pl.DataFrame, quantities: list[float], first: int, low: float, high: float
) -> None:
    mean, paths = paths_of(pl.concat([crowd, rows("S", "ODD", quantities, first)]), "S", "ODD")

    assert np.isfinite(mean).all()
    assert np.isfinite(paths).all()
    assert paths.min() >= 0
    assert low <= mean.mean() <= high


@pytest.mark.parametrize("quantities", [[3.0], [0.0], [2.0] * 4, [1.0, 0.0, 5.0] * 5])
def test_one_short_series_alone_has_an_answer(quantities: list[float]) -> None:
    found = demand_paths(rows("S", "A", quantities), horizon=3, count=10)

    assert found.paths.shape == (1, 10, 3)
    assert np.isfinite(found.paths).all()
    assert found.mean.max() <= max(quantities)


def test_rows_of_one_period_add_up(crowd: pl.DataFrame) -> None:
    halves = pl.concat([crowd, crowd]).with_columns(pl.col("quantity") / 2)

    np.testing.assert_array_equal(
        demand_paths(halves, horizon=3).mean, demand_paths(crowd, horizon=3).mean
    )


def test_what_is_said_of_unknown_series_and_periods_is_no_matter(crowd: pl.DataFrame) -> None:
    stray = pl.DataFrame(
        {
            "site": ["X", "S"],
            "item": ["I00", "I00"],
            "period": [3, PERIODS + 5],
            "available": [False, False],
        }
    )

    np.testing.assert_array_equal(
        demand_paths(crowd, horizon=3, availability=stray).paths,
        demand_paths(crowd, horizon=3).paths,
    )


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        ("quantity", -1.0, "below zero"),
        ("quantity", None, "no quantity"),
        ("quantity", float("nan"), "no quantity"),
        ("quantity", float("inf"), "beyond counting"),
        ("site", None, "no site"),
        ("period", 999_999, "more than 20000"),
    ],
)
def test_what_cannot_be_demand_is_refused_by_name(
    crowd: pl.DataFrame, column: str, value: Any, told: str
) -> None:
    bad = crowd[0].with_columns(pl.lit(value, dtype=crowd.schema[column]).alias(column))

    with pytest.raises(InvalidHistory, match=told):
        demand_paths(pl.concat([crowd, bad]), horizon=3)


@pytest.mark.parametrize(
    ("history", "told"),
    [
        (rows("S", "A", [1.0]).drop("period"), "lacks the column period"),
        (rows("S", "A", [1.0]).clear(), "no rows"),
        (rows("S", "A", [1.0]).cast({"quantity": pl.String}), "must be numbers"),
        (rows("S", "A", [1.0]).cast({"period": pl.Float64}), "must be whole numbers"),
    ],
)
def test_a_frame_of_another_shape_is_refused(history: pl.DataFrame, told: str) -> None:
    with pytest.raises(InvalidHistory, match=told):
        demand_paths(history, horizon=3)


def test_a_horizon_of_nothing_is_refused(crowd: pl.DataFrame) -> None:
    with pytest.raises(InvalidHistory, match="1 or more"):
        demand_paths(crowd, horizon=0)


def test_a_new_item_borrows_from_its_family(crowd: pl.DataFrame) -> None:
    large = crowd.with_columns(pl.col("item") + "L", pl.col("quantity") * 20)
    history = pl.concat([crowd, large])
    new = pl.DataFrame({"site": "S", "item": ["NEW", "NEWL"]})
    static = pl.concat([history.select("site", "item").unique(), new]).with_columns(
        pl.col("item").str.ends_with("L").cast(pl.String).alias("family")
    )

    small, _ = paths_of(history, "S", "NEW", static=static)
    big, paths = paths_of(history, "S", "NEWL", static=static)
    known, _ = paths_of(history, "S", "I00L", static=static)

    assert small.mean() == pytest.approx(5, rel=0.15)
    assert big.mean() == pytest.approx(100, rel=0.15)
    # What nobody has seen is less certain than what sold for sixty periods.
    assert paths.sum(axis=1).std() > 0.3 * big.sum()
    assert known.mean() == pytest.approx(100, rel=0.15)
