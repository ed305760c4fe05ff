"""Promotions and prices as events: from demand, from the plan, and as far ahead as it reaches."""

from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest

from etl.forecast.describe import Rows, describe
from etl.forecast.lookback import history_table
from etl.forecast.offers import Plan, offers
from etl.forecast.panel import PRICE, PROMOTION, Panel
from etl.forecast.periods import PERIODS
from etl.forecast.series import SeriesSet, build_series

DAY, WEEK = PERIODS["D"], PERIODS["W"]
FIRST = date(2024, 1, 1)
COLUMNS = {
    "item_id": pl.Int64,
    "site_id": pl.Int64,
    "first": pl.Date,
    "last": pl.Date,
    "unit_price": pl.Float64,
    "discount": pl.Float64,
}


def plan(*rows: tuple[int, int | None, int, int, float | None, float | None]) -> Plan:
    """Rows of item, site, first and last day as numbers, unit price and discount."""
    dated = [
        (item, site, FIRST + timedelta(first), FIRST + timedelta(last), price, discount)
        for item, site, first, last, price, discount in rows
    ]
    return Plan(pl.DataFrame(dated, schema=COLUMNS, orient="row"), True, True)


def sold(days: int = 10, *, step: int = 1, on: tuple[int, ...] = ()) -> SeriesSet:
    """Item 7 at sites 1 and 2 at a price of 10, at 8 on the periods that are on promotion."""
    rows = [
        (7, site, FIRST + timedelta(days=n * step), 3.0, n in on, 8.0 if n in on else 10.0)
        for site in (1, 2)
        for n in range(days)
    ]
    names = ["item_id", "site_id", "date", "quantity", "on_promotion", "unit_price"]
    frame = pl.DataFrame(rows, schema=names, orient="row")
    rules = DAY if step == 1 else WEEK
    return build_series(frame, rules, FIRST + timedelta(days=(days - 1) * step))


def test_what_demand_says_of_past_promotions_is_kept_with_its_price() -> None:
    found = offers(sold(on=(4,)), plan(), DAY, 3)

    assert found[PROMOTION].tolist() == [[0, 0, 0, 0, 1, *[0] * 8]] * 2
    assert found[PRICE][0, 4] == pytest.approx(0.8)
    assert (np.delete(found[PRICE][0], 4) == 1).all()


def test_a_planned_promotion_is_on_at_its_site_and_without_one_at_all() -> None:
    here = plan((7, 2, 10, 11, None, 0.25), (9, 2, 10, 11, None, 0.5))
    everywhere = plan((7, None, 10, 30, 7.0, None))

    one, all_of_them = offers(sold(), here, DAY, 3), offers(sold(), everywhere, DAY, 3)

    assert one[PROMOTION][:, 10:].tolist() == [[0, 0, 0], [1, 1, 0]]
    assert one[PRICE][1, 10:].tolist() == [0.75, 0.75, 1]
    assert all_of_them[PROMOTION][:, 10:].tolist() == [[1, 1, 1]] * 2
    assert all_of_them[PRICE][0, 10:].tolist() == pytest.approx([0.7] * 3)


def test_where_promotions_meet_the_better_one_counts() -> None:
    both = plan((7, None, 10, 12, None, 0.1), (7, 1, 11, 11, None, 0.3))

    found = offers(sold(), both, DAY, 3)[PRICE]

    assert found[:, 10:].tolist() == [[0.9, 0.7, 0.9], [0.9, 0.9, 0.9]]


def test_a_week_is_on_promotion_for_the_share_of_its_days() -> None:
    # Weeks 10 and 11 of a grid of ten; the offer has the last two days of one, two of the next.
    found = offers(sold(10, step=7), plan((7, 1, 75, 78, None, 0.35)), WEEK, 2)

    assert found[PROMOTION][0, 10:].tolist() == pytest.approx([2 / 7, 2 / 7])
    assert found[PRICE][0, 10:].tolist() == pytest.approx([1 - 0.1, 1 - 0.1])


def test_a_promotion_without_a_price_has_none() -> None:
    found = offers(sold(), plan((7, 1, 10, 10, None, None)), DAY, 2)

    assert np.isnan(found[PRICE][0, 10])
    assert found[PRICE][0, 11] == 1


def test_every_partition_has_the_same_events_whether_it_has_promotions_or_not() -> None:
    told, untold = plan(), Plan(plan().rows, knows_promotions=True, knows_prices=False)

    assert set(offers(sold(), told, DAY, 3)) == {PROMOTION, PRICE}
    assert set(offers(sold(), untold, DAY, 3)) == {PROMOTION}
    assert offers(sold(), Plan(plan().rows, False, False), DAY, 3) == {}


def test_a_plan_reaches_as_far_as_its_last_day() -> None:
    ahead = plan((7, None, 10, 12, None, 0.1))

    assert ahead.reach(FIRST + timedelta(days=9), DAY) == 3
    assert ahead.announced(FIRST + timedelta(days=9), DAY) == {PROMOTION, PRICE}
    assert ahead.announced(FIRST + timedelta(days=12), DAY) == frozenset()
    assert plan().announced(FIRST, DAY) == frozenset()


def test_beyond_the_plan_nobody_knows_and_the_model_is_told_so() -> None:
    events = {PROMOTION: np.zeros((1, 40)), PRICE: np.ones((1, 40))}
    ones, none = np.ones((1, 30)), np.zeros(1, dtype=np.int64)
    panel = Panel(DAY, ones, none, events=events, announced=frozenset(events), reach=3)
    steps = np.arange(1, 6)
    rows = Rows(np.zeros(5, dtype=np.int64), np.full(5, 30), steps)

    found = describe(panel, history_table(panel), rows, by_season=False).features

    assert found[f"{PROMOTION}_0"].is_nan().to_list() == [False, False, False, True, True]
    assert found[f"{PROMOTION}_1"].is_nan().to_list() == [False, False, True, True, True]
    assert found[f"{PRICE}_0"].is_nan().to_list() == [False, False, False, True, True]
    assert f"{PRICE}_1" not in found.columns
