"""Lead times by hand: observed, pooled, stated, and how late is late."""

from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest

from etl.plan.lead_times import lead_times

AS_OF = date(2024, 6, 30)
DAY0 = date(2024, 1, 1)

ORDER_SCHEMA = {
    "supplier_id": pl.Int64,
    "item_id": pl.Int64,
    "ordered_on": pl.Date,
    "expected_on": pl.Date,
    "received_on": pl.Date,
}
TERM_SCHEMA = {"supplier_id": pl.Int64, "item_id": pl.Int64, "stated_days": pl.Float64}


def order(
    item: int = 1, took: int | None = None, promised: int | None = None, supplier: int = 9
) -> dict[str, Any]:
    return {
        "supplier_id": supplier,
        "item_id": item,
        "ordered_on": DAY0,
        "expected_on": None if promised is None else DAY0 + timedelta(days=promised),
        "received_on": None if took is None else DAY0 + timedelta(days=took),
    }


def learned(orders: list[dict[str, Any]], stated: list[tuple[int, int, float | None]] = []) -> Any:  # noqa: B006
    found = lead_times(
        pl.DataFrame(orders, schema=ORDER_SCHEMA),
        pl.DataFrame(stated, schema=TERM_SCHEMA, orient="row"),
        AS_OF,
    )
    return {row["item_id"]: row for row in found.iter_rows(named=True)}


def test_three_deliveries_of_the_item_are_enough() -> None:
    row = learned([order(took=10), order(took=12), order(took=17)], [(9, 1, 5.0)])[1]

    assert (row["source"], row["observations"]) == ("OBSERVED", 3)
    assert row["mean_days"] == pytest.approx(13)
    assert row["sd_days"] == pytest.approx(3.6056, abs=1e-4)  # sqrt((9 + 1 + 16) / 2)


def test_two_deliveries_borrow_from_all_of_the_supplier() -> None:
    found = learned([order(took=10), order(took=12), order(item=2, took=20)])

    assert found[1]["source"] == "SUPPLIER"
    assert found[1]["observations"] == 3
    assert found[1]["mean_days"] == pytest.approx(14)


def test_without_deliveries_the_stated_value_stands_alone() -> None:
    row = learned([order(took=10)], [(9, 2, 21.0)])[2]

    assert (row["source"], row["observations"]) == ("STATED", 0)
    assert (row["mean_days"], row["sd_days"]) == (21, None)


def test_nothing_known_is_no_row_rather_than_a_default() -> None:
    assert learned([order(took=None)], [(9, 2, None)]) == {}


def test_an_order_received_before_it_was_placed_is_not_an_observation() -> None:
    assert learned([order(took=-3), order(took=10), order(took=12)]) == {}


def test_late_counts_open_orders_but_only_received_ones_say_how_late() -> None:
    rows = [
        order(took=10, promised=10),  # on time
        order(took=16, promised=10),  # six days late
        order(took=12, promised=10),  # two days late
        order(took=None, promised=30),  # open and overdue
        order(took=None, promised=300),  # open, not yet due
    ]

    row = learned(rows)[1]

    assert row["due"] == 4
    assert row["late_share"] == pytest.approx(3 / 4)
    assert row["mean_days_late"] == pytest.approx(4)


def test_orders_without_a_supplier_teach_nothing() -> None:
    orders = [{**order(took=days), "supplier_id": None} for days in (1, 2, 3)]

    assert learned(orders) == {}


def test_the_distribution_says_how_many_deliveries_took_how_many_days() -> None:
    taken = [order(1, took=3), order(1, took=3), order(1, took=9), order(2, took=5)]

    found = learned(taken)
    own, pooled = found[1], found[2]

    assert (own["days"], own["counts"]) == ([3, 9], [2, 1])
    assert (pooled["days"], pooled["counts"]) == ([3, 5, 9], [2, 1, 1])


def test_what_is_only_stated_has_no_distribution() -> None:
    stated = learned([], [(9, 1, 14.0)])[1]

    assert (stated["days"], stated["counts"]) == ([], [])
