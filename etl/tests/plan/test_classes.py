"""ABC, XYZ and demand classes by hand."""

from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest

from backend.planning.rules import abc_class, demand_class, xyz_class
from etl.plan.classes import item_classes

AS_OF = date(2024, 12, 31)


def classes(rows: list[tuple[int, date, float, float | None]], items: list[int]) -> Any:
    frame = pl.DataFrame(
        rows,
        schema={
            "item_id": pl.Int64,
            "date": pl.Date,
            "quantity": pl.Float64,
            "value": pl.Float64,
        },
        orient="row",
    )
    found = item_classes(frame, items, "D", AS_OF)
    return {row["item_id"]: row for row in found.iter_rows(named=True)}


def once(item: int, quantity: float, value: float | None) -> tuple[int, date, float, float | None]:
    return (item, date(2024, 12, 1), quantity, value)


def test_the_class_is_taken_from_the_share_before_the_item() -> None:
    # The first item alone is worth 85 %: taken after adding it, it would be B.
    found = classes([once(1, 1, 10), once(2, 1, 850), once(3, 1, 140)], [1, 2, 3])

    assert {item: row["abc_class"] for item, row in found.items()} == {2: "A", 3: "B", 1: "C"}
    assert found[2]["abc_basis"] == "VALUE"


def test_without_any_price_the_classes_go_by_quantity_and_say_so() -> None:
    found = classes([once(1, 900, None), once(2, 100, None)], [1, 2])

    assert (found[1]["abc_class"], found[2]["abc_class"]) == ("A", "B")
    assert found[1]["abc_basis"] == "QUANTITY"
    assert found[1]["trailing_value"] is None


def test_an_item_without_a_price_among_priced_ones_gets_no_class() -> None:
    found = classes([once(1, 5, 50), once(2, 900, None)], [1, 2])

    assert found[1]["abc_class"] == "A"
    assert (found[2]["abc_class"], found[2]["abc_basis"]) == (None, None)


def test_an_item_without_demand_is_c() -> None:
    found = classes([once(1, 5, 50)], [1, 2])

    assert (found[2]["abc_class"], found[2]["trailing_quantity"]) == ("C", 0)
    assert found[2]["demand_class"] is None


def test_without_demand_at_all_nothing_is_classed() -> None:
    found = classes([], [1])

    assert found[1]["abc_class"] is None
    assert found[1]["trailing_quantity"] is None


def test_adi_and_cv2_count_the_days_between_sales() -> None:
    # 2 and 4 units on days 1 and 3 of four: ADI 4 / 2, CV2 of (2, 4) is 1 / 9.
    start = AS_OF - timedelta(days=3)
    rows: list[tuple[int, date, float, float | None]]
    rows = [(1, start, 2.0, 1.0), (1, start + timedelta(days=2), 4.0, 1.0), (2, AS_OF, 1.0, 1.0)]

    row = classes(rows, [1, 2])[1]

    assert row["adi"] == pytest.approx(2)
    assert row["cv2"] == pytest.approx(1 / 9)
    assert row["demand_class"] == "INTERMITTENT"


def test_xyz_looks_at_whole_weeks_of_daily_demand() -> None:
    # Busy Mondays only: uneven by day, the same every week.
    days = [AS_OF - timedelta(days=7 * n) for n in range(10)]

    row = classes([(1, day, 70.0, 1.0) for day in days], [1])[1]

    assert row["xyz_class"] == "X"
    assert row["demand_class"] == "INTERMITTENT"


@pytest.mark.parametrize(
    ("before", "expected"), [(0, "A"), (0.7999, "A"), (0.8, "B"), (0.9499, "B"), (0.95, "C")]
)
def test_abc_borders(before: float, expected: str) -> None:
    assert abc_class(before) == expected


@pytest.mark.parametrize(
    ("variation", "expected"), [(0.5, "X"), (0.51, "Y"), (1.0, "Y"), (1.01, "Z"), (None, None)]
)
def test_xyz_borders(variation: float | None, expected: str | None) -> None:
    assert xyz_class(variation) == expected


@pytest.mark.parametrize(
    ("adi", "cv2", "expected"),
    [
        (1.31, 0.48, "SMOOTH"),
        (1.31, 0.49, "ERRATIC"),
        (1.32, 0.48, "INTERMITTENT"),
        (1.32, 0.49, "LUMPY"),
        (None, 0.1, None),
    ],
)
def test_demand_class_borders(adi: float | None, cv2: float | None, expected: str | None) -> None:
    assert demand_class(adi, cv2) == expected
