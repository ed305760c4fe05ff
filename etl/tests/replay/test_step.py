"""The replay on a real database, from a folder to stored results."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from backend.settings import Settings
from etl.pipeline import RunContext
from etl.replay.step import run as replay
from etl.tests.conftest import Warehouse, WriteFolder

FIRST = date(2023, 1, 2)
WEEKS = 80

Context = Callable[[], RunContext]


@pytest.fixture
def context(warehouse: Warehouse, tmp_path: Path) -> Context:
    settings = Settings(_env_file=None, database_url=warehouse.url, output_dir=tmp_path / "output")
    return lambda: replace(warehouse.context(), settings=settings)


def demand(weeks: int = WEEKS) -> str:
    draw = random.Random(5)
    rows = ["date,sku,site_code,quantity,unit_price"]
    for week in range(weeks):
        day = FIRST + timedelta(weeks=week)
        for sku, most in (("FAST", 40), ("SLOW", 6), ("LONE", 9)):
            rows.append(f"{day},{sku},MAIN,{draw.randint(most // 3, most)},2.0")
    return "\n".join(rows)


def orders() -> str:
    """Deliveries that take one week or two; nobody delivers LONE."""
    rows = ["order_number,supplier_code,sku,site_code,quantity,ordered_on,expected_on,received_on"]
    for number in range(8):
        ordered = FIRST + timedelta(weeks=3 * number)
        came = ordered + timedelta(days=5 if number % 2 else 12)
        rows.append(f"PO-{number},ACME,FAST,MAIN,100,{ordered},{came},{came}")
        rows.append(f"PO-S{number},ACME,SLOW,MAIN,10,{ordered},{came},{came}")
    return "\n".join(rows)


ITEMS = "sku,name,unit_cost\nFAST,Fast,2.5\nSLOW,Slow,\nLONE,Lone,1\n"


def test_a_replay_is_stored_with_what_it_rests_on(
    warehouse: Warehouse, folder: WriteFolder, context: Context
) -> None:
    warehouse.load(folder(demand=demand(), orders=orders(), items=ITEMS))

    replay_id = replay(context())

    told = """
        SELECT id, period, windows, series, series_without_lead_time, series_without_value,
            counted_to - counted_from + 1, holding_rate, shortage_rate, is_correction_chosen
        FROM analytics.replays
    """
    assert warehouse.rows(told) == [(replay_id, "W", 2, 2, 1, 1, 175, 0.25, 0.4, True)]
    counts = "SELECT count(*), count(cost) FROM analytics.replay_results WHERE abc_class = 'ALL'"
    assert warehouse.rows(counts) == [(25, 25)]
    served = """
        SELECT policy, fill_rate BETWEEN 0.3 AND 1, mean_stock > 0, cost_low <= cost_high
        FROM analytics.replay_results
        WHERE asked IS NULL AND abc_class = 'ALL' ORDER BY policy
    """
    assert warehouse.rows(served) == [
        (policy, True, True, True) for policy in ("CLASSIC", "CURRENT", "PROPOSED")
    ]
    assert any("proposed: fill rate" in note for note in warehouse.said.notes)


def test_a_short_history_says_so(
    warehouse: Warehouse, folder: WriteFolder, context: Context
) -> None:
    warehouse.load(folder(demand=demand(20), orders=orders(), items=ITEMS))

    assert replay(context()) is None
    assert "too short" in warehouse.said.notes[-1]


def test_nothing_is_replayed_without_lead_times(
    warehouse: Warehouse, folder: WriteFolder, context: Context
) -> None:
    warehouse.load(folder(demand=demand()))

    assert replay(context()) is None
    assert "no series has both" in warehouse.said.notes[-1]
