"""decide_orders: what it promises, and what it says about input it cannot use."""

from datetime import date, timedelta
from typing import Any

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from etl.plan.decide import OrderInputInvalid, decide_orders

WEEKS = 60
TERMS: dict[str, Any] = {
    "lead_time_periods": 2,
    "review_periods": 1,
    "holding_cost": 0.2,
    "shortage_cost": 1.0,
}
Rows = list[tuple[Any, ...]]


def history(weeks: int = WEEKS, series: int = 6, seed: int = 1) -> pl.DataFrame:
    """Weekly counts of a few items at two sites, with an item that sells now and then."""
    random = np.random.default_rng(seed)
    level = np.array([0.3, 2, 5, 10, 20, 40])[np.arange(series) % 6]
    quantity = random.poisson(level[:, None] * random.gamma(4, 1 / 4, size=(series, weeks)))
    return pl.DataFrame(
        {
            "site": np.repeat([f"S{number % 2}" for number in range(series)], weeks),
            "item": np.repeat([f"I{number // 2}" for number in range(series)], weeks),
            "period": [date(2022, 1, 3) + timedelta(weeks=week) for week in range(weeks)] * series,
            "quantity": quantity.ravel(),
        }
    )


def stock(quantity: float = 5, past: pl.DataFrame | None = None) -> pl.DataFrame:
    keys = (history() if past is None else past).select("site", "item").unique()
    return keys.with_columns(pl.lit(quantity).alias("quantity"))


def pipeline(*rows: tuple[str, str, float, float]) -> pl.DataFrame:
    names = ["site", "item", "arrives_in", "quantity"]
    kinds = [pl.String, pl.String, pl.Float64, pl.Float64]
    return pl.DataFrame(rows, schema=dict(zip(names, kinds, strict=True)), orient="row")


def series(values: Any, site: str = "S", item: str = "I") -> pl.DataFrame:
    start = date(2022, 1, 3)
    days = [start + timedelta(weeks=week) for week in range(len(values))]
    return pl.DataFrame(
        {"site": site, "item": item, "period": days, "quantity": values},
        schema_overrides={"quantity": pl.Float64},
    )


def ordered(past: pl.DataFrame, on_hand: float = 0, **changed: Any) -> list[float]:
    found = decide_orders(past, stock(on_hand, past), pipeline(), **{**TERMS, **changed})
    return list(found["quantity"])


def test_orders_come_for_every_series_and_are_whole_and_never_negative() -> None:
    found = decide_orders(history(), stock(), pipeline(), **TERMS)

    assert found.columns == ["site", "item", "quantity"]
    assert found.select("site", "item").rows() == sorted(stock().select("site", "item").rows())
    assert (found["quantity"] >= 0).all()
    assert (found["quantity"] == found["quantity"].round()).all()
    assert found["quantity"].sum() > 0


def test_noise_in_the_place_of_the_future_changes_nothing() -> None:
    whole = history(weeks=WEEKS + 20)
    last = date(2022, 1, 3) + timedelta(weeks=WEEKS - 1)
    random = np.random.default_rng(9)
    other = whole.with_columns(
        pl.when(pl.col("period") > last)
        .then(pl.Series(random.integers(0, 10_000, len(whole))))
        .otherwise("quantity")
        .alias("quantity")
    )
    shown = whole.select("site", "item", "period").with_columns(available=pl.lit(value=True))
    hidden = shown.with_columns(available=pl.col("period") <= last)

    def decided(data: pl.DataFrame, availability: pl.DataFrame) -> pl.DataFrame:
        known = data.filter(pl.col("period") <= last)
        return decide_orders(known, stock(), pipeline(), availability=availability, **TERMS)

    np.random.default_rng(1).random(100)
    expected = decided(whole, shown)
    np.random.seed(77)
    assert_frame_equal(decided(other, hidden), expected, check_exact=True)
    cut = shown.filter(pl.col("period") <= last)
    assert_frame_equal(decided(other, cut), expected, check_exact=True)


def test_the_order_of_rows_does_not_matter_and_a_seed_repeats() -> None:
    first = decide_orders(history(), stock(), pipeline(), **TERMS)
    shuffled = history().sample(fraction=1, shuffle=True, seed=4)

    assert_frame_equal(decide_orders(shuffled, stock(), pipeline(), **TERMS), first)


def test_what_is_on_hand_or_on_the_way_is_ordered_less() -> None:
    nothing = decide_orders(history(), stock(0), pipeline(), **TERMS)["quantity"]
    plenty = decide_orders(history(), stock(10_000), pipeline(), **TERMS)["quantity"]
    coming = pipeline(("S1", "I2", 1, 4_000), ("S1", "I2", 1, 4_000), ("S1", "I2", 99, 4))
    on_the_way = decide_orders(history(), stock(0), coming, **TERMS)["quantity"]

    assert (plenty == 0).all()
    assert on_the_way.to_list() == [*nothing[:-1], 0.0]


def test_more_is_ordered_for_longer_cycles_higher_levels_and_dearer_shortage() -> None:
    past = history()

    def total(**changed: Any) -> float:
        return sum(ordered(past, 30, **changed))

    assert total() < total(review_periods=4)
    assert total(shortage_cost=0.3) < total() < total(shortage_cost=9)
    assert total(service_level=0.6) < total(service_level=0.98)


def test_a_lead_time_that_varies_asks_for_more_than_its_mean() -> None:
    keys = stock().select("site", "item")
    varying = pl.concat(
        keys.with_columns(lead_time_periods=pl.lit(weeks), weight=pl.lit(1.0)) for weeks in (1, 3)
    )
    level = {"service_level": 0.98}

    spread = sum(ordered(history(), 40, lead_time_periods=varying, **level))

    assert spread > sum(ordered(history(), 40, **level))


def test_terms_may_come_as_frames() -> None:
    keys = stock().select("site", "item").sort("site", "item")
    same: dict[str, Any] = {
        name: keys.with_columns(pl.lit(value).alias(name)) for name, value in TERMS.items()
    }
    packs = pl.DataFrame({"item": ["I0", "I1", "I2"], "pack_size": [7, 7, 7]})

    assert ordered(history(), **same) == ordered(history())
    assert all(quantity % 7 == 0 for quantity in ordered(history(), pack_size=packs))


def test_periods_may_be_whole_numbers() -> None:
    numbered = history().with_columns(
        ((pl.col("period") - date(2022, 1, 3)).dt.total_days() // 7).alias("period")
    )

    assert sum(ordered(numbered)) > 0


@pytest.mark.parametrize(
    ("values", "least", "most"),
    [
        pytest.param([7.0], 0, 60, id="one observation"),
        pytest.param([0.0] * 40, 0, 0, id="all zeros"),
        pytest.param([5.0] * 60, 5, 40, id="constant"),
        pytest.param([1e9, 2e9] * 30, 1e9, 1e11, id="huge numbers"),
        pytest.param([0.25, 0.5] * 30, 0.2, 4, id="fractions"),
    ],
)
def test_series_at_the_edge_have_a_defined_answer(
    values: list[float], least: float, most: float
) -> None:
    (quantity,) = ordered(series(values))

    assert least <= quantity <= most


def test_gaps_are_zeros_unless_stock_was_out() -> None:
    full = series([10.0] * 60)
    gappy = full.filter(pl.int_range(pl.len()) % 2 == 0)
    out = full.select("site", "item", "period").with_columns(
        available=pl.int_range(pl.len()) % 2 == 0
    )

    zeros = ordered(gappy, lead_time_periods=0)[0]
    repaired = ordered(gappy, lead_time_periods=0, availability=out)[0]
    explicit = full.with_columns(
        pl.when(pl.int_range(pl.len()) % 2 == 0).then("quantity").otherwise(0.0)
    )

    assert ordered(explicit.head(59), lead_time_periods=0)[0] == zeros
    assert repaired == pytest.approx(ordered(full, lead_time_periods=0)[0], rel=0.15)


def test_without_a_lead_time_the_order_serves_the_next_period_alone() -> None:
    (quantity,) = ordered(series([10.0] * 60), lead_time_periods=0)

    assert quantity == pytest.approx(10, abs=4)


def test_nothing_is_ordered_when_a_shortage_costs_nothing() -> None:
    assert sum(ordered(history(), shortage_cost=0)) == 0


def test_a_minimum_above_a_years_demand_is_bought_only_where_it_pays() -> None:
    past = series([10.0] * 60)

    assert ordered(past, moq=1_000) == [0]
    assert ordered(past, moq=1_000, holding_cost=0.001) == [1_000]
    assert ordered(past, moq=1_000, service_level=0.9) == [1_000]


def test_a_series_without_a_row_in_stock_has_none() -> None:
    some = stock(0).filter(pl.col("site") == "S0")

    assert_frame_equal(
        decide_orders(history(), some, pipeline(), **TERMS),
        decide_orders(history(), stock(0), pipeline(), **TERMS),
    )


def test_an_item_without_history_borrows_from_those_that_are_alike() -> None:
    family = history().select("site", "item").unique().with_columns(family=pl.lit("F"))
    new = pl.DataFrame({"site": ["S0"], "item": ["NEW"], "family": ["F"]})

    found = decide_orders(history(), stock(), pipeline(), static=pl.concat([family, new]), **TERMS)

    assert found.filter(pl.col("item") == "NEW")["quantity"][0] >= 0
    assert len(found) == 7


def bad(**changed: Any) -> str:
    """Return what the decision says about a usable input with one thing changed."""
    given = {"history": history(), "stock": stock(), "pipeline": pipeline(), **TERMS, **changed}
    with pytest.raises(OrderInputInvalid) as said:
        decide_orders(given.pop("history"), given.pop("stock"), given.pop("pipeline"), **given)
    return str(said.value)


def with_row(frame: pl.DataFrame, *values: Any) -> pl.DataFrame:
    row = pl.DataFrame([values], schema=frame.schema, orient="row")
    return pl.concat([frame, row])


def test_a_site_or_item_that_the_history_does_not_know_is_named() -> None:
    said = bad(stock=with_row(stock(), "S9", "I0", 5.0))
    assert "Row 7 of stock" in said
    assert "'S9'" in said
    assert "add its demand, or drop the row" in said

    said = bad(pipeline=pipeline(("S0", "I0", 1, 5), ("S0", "I9", 1, 5)))
    assert "Row 2 of pipeline" in said
    assert "item is 'I9'" in said


def test_duplicates_are_refused_except_for_orders_on_the_way() -> None:
    past = history()
    assert "Row 361 of history" in bad(history=pl.concat([past, past.head(1)]))
    assert "repeats site, item" in bad(stock=pl.concat([stock(), stock().head(1)]))


def test_negative_and_impossible_numbers_are_refused() -> None:
    day = date(2022, 1, 10)
    past = history().filter(pl.col("period") != day)
    assert "quantity is -3" in bad(history=with_row(past, "S0", "I0", day, -3))
    assert "quantity is -5.0" in bad(stock=with_row(stock().filter(False), "S0", "I0", -5.0))
    assert "usable already belongs into stock" in bad(pipeline=pipeline(("S0", "I0", 0, 5)))
    assert "whole number" in bad(pipeline=pipeline(("S0", "I0", 1.5, 5)))
    assert "finite" in bad(stock=stock(float("nan")))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"holding_cost": -1}, "holding_cost is -1"),
        ({"holding_cost": 0, "shortage_cost": 0}, "one of the two costs"),
        ({"lead_time_periods": 1.5}, "whole periods"),
        ({"lead_time_periods": -1}, "lead_time_periods is -1"),
        ({"review_periods": 0}, "review_periods is 0"),
        ({"service_level": 95}, "between 0 and 1"),
        ({"moq": float("inf")}, "finite"),
        ({"moq": "many"}, "moq must be a number"),
    ],
)
def test_terms_that_cannot_be_used_are_refused(changed: dict[str, Any], said: str) -> None:
    assert said in bad(**changed)


def test_a_frame_of_terms_must_name_every_series() -> None:
    some = pl.DataFrame({"item": ["I0"], "lead_time_periods": [2]})

    assert "no row for site 'S0', item 'I1'" in bad(lead_time_periods=some)


def test_missing_columns_and_rows_are_named() -> None:
    assert "column period is missing from history" in bad(history=history().drop("period"))
    assert "history has no rows" in bad(history=history().clear())
    assert "Row 1 of history" in bad(
        history=history().with_columns(site=pl.lit(None, dtype=pl.String))
    )
