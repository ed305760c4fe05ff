from datetime import date

import polars as pl

from etl.clean.code import short_code
from etl.clean.collapse import demand_per_day, most_frequent
from etl.sources.read import ROW

DAY = date(2026, 1, 1)


def demand(*lines: tuple[float, float | None, float | None]) -> pl.DataFrame:
    return pl.DataFrame(
        [
            (DAY, "A", "S", quantity, None, returned, price, None)
            for quantity, returned, price in lines
        ],
        schema={
            "date": pl.Date,
            "sku": pl.String,
            "site_code": pl.String,
            "quantity": pl.Float64,
            "unfilled_quantity": pl.Float64,
            "returned_quantity": pl.Float64,
            "unit_price": pl.Float64,
            "on_promotion": pl.Boolean,
        },
        orient="row",
    )


def test_the_price_of_a_day_is_the_mean_over_what_was_sold() -> None:
    day = demand_per_day(demand((1, 0, 2.0), (3, 0, 4.0), (0, 5, 9.0))).row(0, named=True)

    assert (day["quantity"], day["returned_quantity"], day["unit_price"]) == (4, 5, 3.5)


def test_what_is_not_known_of_any_line_stays_unknown() -> None:
    day = demand_per_day(demand((1, None, None), (3, None, None))).row(0, named=True)

    assert day["unit_price"] is None
    assert day["unfilled_quantity"] is None
    assert day["returned_quantity"] is None


def test_an_item_is_called_what_it_is_called_most_often() -> None:
    rows = pl.DataFrame(
        {
            ROW: [2, 3, 4, 5, 6],
            "sku": ["A", "A", "A", "B", "B"],
            "name": ["Lamp", "Lantern", "Lantern", None, None],
        }
    )

    assert most_frequent(rows, ("sku",)).rows() == [("A", "Lantern"), ("B", None)]


def test_a_tie_goes_to_the_first_in_the_alphabet() -> None:
    rows = pl.DataFrame({ROW: [2, 3], "sku": ["A", "A"], "name": ["b", "a"]})

    assert most_frequent(rows, ("sku",)).rows() == [("A", "a")]


def test_a_code_is_short_stable_and_tells_long_names_apart() -> None:
    long = "Efavirenz 600mg [Stocrin/Sustiva], tablets, 30 Tabs"

    assert short_code("Côte d'Ivoire") == "COTE-D-IVOIRE"
    assert len(short_code(long)) <= 40
    assert short_code(long) == short_code(long) != short_code(long + " x")
    assert short_code("日本") != short_code("中国")
