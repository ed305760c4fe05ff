"""A load that is killed leaves the old state or the new one, and running it again finishes it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from etl.tests.conftest import ROOT, Warehouse, WriteFolder

SITES = 4
DAYS = 3000
STATE = {
    "items": "SELECT sku, name FROM core.dim_item ORDER BY 1",
    "demand": "SELECT count(*), sum(quantity), count(DISTINCT site_id) FROM core.fact_demand_daily",
    "stock": "SELECT count(*), sum(quantity) FROM core.stock_movement",
    "inventory": "SELECT count(*), sum(on_hand) FROM core.fact_inventory_daily",
}


def big_folder(folder: WriteFolder) -> Path:
    days = [f"{2015 + day // 336}-{day // 28 % 12 + 1:02}-{day % 28 + 1:02}" for day in range(DAYS)]
    demand = [f"{day},A,S{site},{site}" for site in range(SITES) for day in days]
    stock = [f"{day},A,S{site},RECEIPT,1" for site in range(SITES) for day in days]
    return folder(
        items="sku,name\nA,Bolt\n",
        demand="\n".join(["date,sku,site_code,quantity", *demand]),
        stock_movements="\n".join(["occurred_at,sku,site_code,type,quantity", *stock]),
    )


def state(warehouse: Warehouse) -> dict[str, Any]:
    return {name: warehouse.rows(sql) for name, sql in STATE.items()}


def start(warehouse: Warehouse, path: Path) -> "subprocess.Popen[bytes]":
    environment = {**os.environ, "DATABASE_URL": warehouse.url}
    command = [sys.executable, "-m", "etl", "load", str(path)]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)


def wait_until_idle(warehouse: Warehouse) -> None:
    """Wait until the server has noticed that its client is gone."""
    busy = (
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE application_name = 'quartermaster etl' AND datname = current_database()"
    )
    deadline = time.monotonic() + 30
    while warehouse.value(busy) and time.monotonic() < deadline:
        time.sleep(0.05)


@pytest.mark.slow
def test_a_killed_load_is_whole_and_runs_again(warehouse: Warehouse, folder: WriteFolder) -> None:
    path = big_folder(folder)
    whole = {
        "items": [("A", "Bolt")],
        "demand": [(SITES * DAYS, sum(range(SITES)) * DAYS, SITES)],
        "stock": [(SITES * DAYS, SITES * DAYS)],
    }

    for milliseconds in (900, 1300, 1700, 2300):
        process = start(warehouse, path)
        time.sleep(milliseconds / 1000)
        process.send_signal(signal.SIGKILL)
        process.wait()
        wait_until_idle(warehouse)
        seen = state(warehouse)
        for name in ("demand", "stock"):
            assert seen[name][0][0] in (0, SITES * DAYS), name
        assert (seen["inventory"][0][0] > 0) == (seen["stock"][0][0] > 0)
    # Those who died are ended as soon as their heart has been still long enough.
    with warehouse.context().session_factory() as session:
        session.connection().exec_driver_sql(
            "UPDATE support.job_run SET heartbeat_at = heartbeat_at - interval '1 hour',"
            " started_at = started_at - interval '1 hour' WHERE status = 'RUNNING'"
        )

    assert start(warehouse, path).wait() == 0

    assert {name: rows for name, rows in state(warehouse).items() if name in whole} == whole
    unfinished = "SELECT count(*) FROM support.job_run WHERE status = 'RUNNING'"
    assert warehouse.value(unfinished) == 0
