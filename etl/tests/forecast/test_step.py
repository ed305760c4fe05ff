"""The forecasting step on a real database: once, again, forced, broken, and with nothing to do."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from backend.settings import Settings
from etl.forecast import publish
from etl.forecast.step import run
from etl.pipeline import RunContext
from etl.tests.conftest import Warehouse, WriteFolder

FIRST = date(2024, 1, 1)
DAYS = 140

Context = Callable[..., RunContext]


@pytest.fixture
def context(warehouse: Warehouse, tmp_path: Path) -> Context:
    def make(*, is_forced: bool = False, **settings: Any) -> RunContext:
        stated = Settings(
            _env_file=None,
            database_url=warehouse.url,
            output_dir=tmp_path / "output",
            **settings,
        )
        return replace(warehouse.context(), settings=stated, is_forced=is_forced)

    return make


@pytest.fixture
def loaded(warehouse: Warehouse, folder: WriteFolder) -> Warehouse:
    """Three items sold at one site for 140 days; C was discontinued, A ended out of stock."""
    draw = random.Random(1)
    sales = ["date,sku,site_code,quantity"]
    stock = ["date,sku,site_code,on_hand"]
    for number in range(DAYS):
        day = FIRST + timedelta(days=number)
        is_out = number >= 120
        sales.append(f"{day},A,MAIN,{0 if is_out else 5 + draw.randint(0, 4)}")
        sales.append(f"{day},B,MAIN,{draw.randint(0, 2)}")
        sales.append(f"{day},C,MAIN,{draw.randint(0, 2)}")
        stock.append(f"{day},A,MAIN,{0 if is_out else 100}")
    items = ["sku,name,discontinued_on", "A,Anchor,", "B,Bolt,", "C,Clamp,2024-05-01"]
    path = folder(demand="\n".join(sales), stock_snapshots="\n".join(stock), items="\n".join(items))
    warehouse.load(path)
    return warehouse


def test_every_live_series_is_forecast_scored_and_written(
    loaded: Warehouse, context: Context, tmp_path: Path
) -> None:
    number = run(context())

    per_item = """
        SELECT sku, count(*), min(date), max(horizon)
        FROM analytics.forecasts
        INNER JOIN core.dim_item ON forecasts.item_id = dim_item.id
        WHERE run_id = :run
        GROUP BY sku
        ORDER BY sku
    """
    first = FIRST + timedelta(days=DAYS)
    assert loaded.rows(per_item, run=number) == [("A", 90, first, 90), ("B", 90, first, 90)]
    assert loaded.value("SELECT count(*) FROM analytics.forecast_accuracy WHERE points > 0") == 2
    assert loaded.value("SELECT count(*) FROM analytics.features_store") == 2 * 90
    latest = loaded.rows("SELECT origin, period, series, is_latest FROM analytics.forecast_runs")
    assert latest == [(first - timedelta(days=1), "D", 2, True)]
    forecasts = pl.read_parquet(tmp_path / "output" / "forecasts.parquet")
    assert len(forecasts) == 180
    assert len(pl.read_parquet(tmp_path / "output" / "features.parquet")) >= 2 * (DAYS - 2)


def test_days_out_of_stock_are_unknown_and_do_not_drag_the_forecast_down(
    loaded: Warehouse, context: Context
) -> None:
    run(context())

    features = """
        SELECT
            count(*) FILTER (WHERE features -> 'demand' = 'null'),
            min((features ->> 'demand')::float)
        FROM analytics.features_store
        INNER JOIN core.dim_item ON features_store.item_id = dim_item.id
        WHERE sku = 'A'
    """
    # Stock was zero at the end of the last 20 days, so that 19 of them began and ended empty.
    assert loaded.rows(features) == [(19, 0.0)]
    mean = """
        SELECT avg(mean) FROM analytics.forecasts
        INNER JOIN core.dim_item ON forecasts.item_id = dim_item.id
        WHERE sku = 'A'
    """
    # Seven a day were sold before. The day that ended empty counts, as one of zero, and takes a
    # little of it; taken as zeros, the nineteen after it would have left less than one.
    assert 5 < loaded.value(mean) < 8


def test_a_run_keeps_what_it_was_made_of_and_how_good_its_parts_are(
    loaded: Warehouse, context: Context
) -> None:
    run(context())

    kept = loaded.rows("SELECT weights, candidates, data_snapshot FROM analytics.forecast_runs")
    weights, parts, snapshot = kept[0]
    assert sum(weights.values()) == pytest.approx(1)
    assert len(snapshot) == 64
    assert {*weights, "Stack", "SeasonalNaive"} == set(parts)
    assert set(parts["Stack"]) == {
        "rmsse", "mase", "wape", "bias", "pinball", "coverage"
    }  # fmt: skip
    assert 0.8 < parts["Stack"]["coverage"]["0.9"] <= 1
    told = """
        SELECT count(DISTINCT origin), max(horizon), sum(points), sum(within[4]) / sum(points)
        FROM analytics.forecast_folds
    """
    origins, horizon, points, within = loaded.rows(told)[0]
    scored = loaded.value("SELECT sum(points) FROM analytics.forecast_accuracy")
    assert (origins, horizon, points) == (3, 28, scored)
    assert 0.8 < within <= 1


def test_unknown_demand_is_repaired_beside_the_recorded(
    loaded: Warehouse, context: Context
) -> None:
    run(context())

    told = """
        SELECT min(date), max(date), count(*), min(quantity), max(quantity)
        FROM analytics.demand_repairs
        INNER JOIN core.dim_item ON demand_repairs.item_id = dim_item.id
        WHERE sku = 'A'
    """
    first, last, days, least, most = loaded.rows(told)[0]
    assert (first, last, days) == (
        FIRST + timedelta(days=121), FIRST + timedelta(days=139), 19
    )  # fmt: skip
    assert 3 < least <= most < 10


def test_an_item_that_is_new_borrows_from_its_family(
    warehouse: Warehouse, folder: WriteFolder, context: Context
) -> None:
    days = [FIRST + timedelta(days=number) for number in range(100)]
    sales = [f"{day},A{n},MAIN,{5 + (day.day + n) % 3}" for day in days for n in range(4)]
    stock = [f"{days[-3]},NEW,MAIN,50", f"{days[0]},OLD,MAIN,50", f"{days[-1]},OLD,MAIN,50"]
    items = [f"{sku},{sku},Ropes" for sku in ("A0", "A1", "A2", "A3", "NEW", "OLD")]
    path = folder(
        demand="\n".join(["date,sku,site_code,quantity", *sales]),
        stock_snapshots="\n".join(["date,sku,site_code,on_hand", *stock]),
        items="\n".join(["sku,name,family", *items]),
    )
    warehouse.load(path)

    run(context())

    told = """
        SELECT sku, min(model), avg(mean), count(*) FROM analytics.forecasts
        INNER JOIN core.dim_item ON forecasts.item_id = dim_item.id
        WHERE sku IN ('NEW', 'OLD') GROUP BY sku
    """
    # OLD has lain there for a hundred days and nobody asked for it: that is no news.
    [(sku, model, mean, count)] = warehouse.rows(told)
    assert (sku, model, count) == ("NEW", "Family", 90)
    assert mean == pytest.approx(6, abs=1)


def test_the_same_input_is_not_forecast_twice(loaded: Warehouse, context: Context) -> None:
    first = run(context())

    second = run(context())

    assert second == first
    assert "nothing changed" in loaded.said.notes[-1]
    assert loaded.value("SELECT count(*) FROM analytics.forecast_runs") == 1


def test_lost_files_are_written_again_without_a_new_run(
    loaded: Warehouse, context: Context, tmp_path: Path
) -> None:
    first = run(context())
    lost = tmp_path / "output" / "forecasts.parquet"
    before = pl.read_parquet(lost)
    lost.unlink()

    assert run(context()) == first
    assert pl.read_parquet(lost).equals(before)
    assert loaded.value("SELECT count(*) FROM analytics.forecast_runs") == 1


def test_a_forced_run_gives_the_same_rows_and_old_runs_are_pruned(
    loaded: Warehouse, context: Context
) -> None:
    told = "SELECT item_id, date, mean, quantiles FROM analytics.forecasts WHERE run_id = :run"
    first = run(context())
    rows = loaded.rows(f"{told} ORDER BY item_id, date", run=first)

    numbers = [run(context(is_forced=True, forecast_keep_runs=2)) for _ in range(2)]

    assert loaded.rows(f"{told} ORDER BY item_id, date", run=numbers[-1]) == rows
    kept = loaded.rows("SELECT id, is_latest FROM analytics.forecast_runs ORDER BY id")
    assert kept == [(numbers[0], False), (numbers[1], True)]


def test_another_setting_is_another_input(loaded: Warehouse, context: Context) -> None:
    run(context())

    assert run(context(forecast_horizon=7)) is not None
    assert loaded.value("SELECT max(horizon) FROM analytics.forecast_runs WHERE is_latest") == 7


def test_a_run_that_dies_while_it_is_stored_leaves_the_old_one(
    loaded: Warehouse, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = run(context())

    def die(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(publish, "_prune", die)
    with pytest.raises(KeyboardInterrupt):
        run(context(forecast_horizon=7))

    assert loaded.rows("SELECT id, is_latest FROM analytics.forecast_runs") == [(first, True)]
    assert loaded.value("SELECT count(*) FROM analytics.forecasts") == 180


def test_without_demand_there_is_nothing_to_forecast(
    warehouse: Warehouse, context: Context
) -> None:
    assert run(context()) is None
    assert "no demand" in warehouse.said.notes[-1]


@pytest.mark.parametrize(("step", "period"), [(7, "W"), (31, "M")])
def test_weeks_and_months_are_forecast_as_such(
    warehouse: Warehouse, context: Context, folder: WriteFolder, step: int, period: str
) -> None:
    days = [FIRST + timedelta(days=step * number) for number in range(30)]
    days = days if period == "W" else [day.replace(day=1) for day in days]
    rows = [f"{day},A,MAIN,{10 + number % 3}" for number, day in enumerate(days)]
    warehouse.load(folder(demand="\n".join(["date,sku,site_code,quantity", *rows])))

    run(context())

    told = "SELECT period, horizon FROM analytics.forecast_runs"
    assert warehouse.rows(told) == [(period, 26 if period == "W" else 12)]
    second = warehouse.value("SELECT min(date) FROM analytics.forecasts WHERE horizon = 2")
    ahead = days[-1] + timedelta(days=14 if period == "W" else 62)
    assert second == (ahead if period == "W" else ahead.replace(day=1))


def test_a_planned_promotion_raises_the_forecast_of_its_days(
    warehouse: Warehouse, folder: WriteFolder, context: Context
) -> None:
    draw = random.Random(4)
    sales = ["date,sku,site_code,quantity,unit_price,on_promotion"]
    for number in range(DAYS):
        for item in range(40):
            on = (number + 7 * item) % 20 < 4
            quantity = draw.randint(15, 25) if on else draw.randint(2, 6)
            day, price = FIRST + timedelta(days=number), 8 if on else 10
            sales.append(f"{day},I{item:02},MAIN,{quantity},{price},{on}")
    first = FIRST + timedelta(days=DAYS)
    planned = f"I00,,{first + timedelta(days=3)},{first + timedelta(days=6)},20"
    warehouse.load(
        folder(
            demand="\n".join(sales),
            promotions=f"sku,site_code,starts_on,ends_on,discount\n{planned}",
        )
    )

    made = run(context(forecast_horizon=10))

    means = warehouse.rows(
        "SELECT horizon, mean FROM analytics.forecasts JOIN core.dim_item ON dim_item.id = item_id"
        " WHERE run_id = :run AND sku = 'I00' ORDER BY 1",
        run=made,
    )
    promoted = [mean for horizon, mean in means if 4 <= horizon <= 7]
    plain = [mean for horizon, mean in means if horizon <= 3]
    assert min(promoted) > 1.5 * max(plain)
    assert run(context(forecast_horizon=10)) == made
    warehouse.load(
        folder(
            demand="\n".join(sales),
            promotions=f"sku,site_code,starts_on,ends_on,discount,is_cancelled\n{planned},true",
        )
    )
    assert run(context(forecast_horizon=10)) != made
