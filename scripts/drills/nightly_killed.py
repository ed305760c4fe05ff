"""The nightly job is killed -9 at random moments, and started again each time."""

import os
import random
import signal
import subprocess
import sys
import time

from scripts.drills.report import Drill, Outcome, Scale, broken
from scripts.drills.stage import Stage, stage
from scripts.runtime.places import ROOT
from scripts.testing.packages import Missing

SIZE = ("--items", "12", "--sites", "3", "--days", "200", "--end", "2026-06-30")
SEED = 20
# Some runs are over before their moment has come, on a fast machine more of them.
MOST_RUNS = 2
PROGRESS = "SELECT progress FROM support.job_run WHERE status = 'RUNNING' ORDER BY id DESC LIMIT 1"
OPEN = "SELECT count(*) FROM support.job_run WHERE status IN ('QUEUED', 'RUNNING')"
# What may not differ between a run that was never killed and one that was, by table.
COUNTED = """
    SELECT string_agg(name || ' ' || rows, ', ' ORDER BY name) FROM (
    SELECT 'items' AS name, count(*) AS rows FROM core.dim_item
    UNION ALL SELECT 'demand', count(*) FROM core.fact_demand_daily
    UNION ALL SELECT 'sold', round(sum(quantity)::numeric, 3) FROM core.fact_demand_daily
    UNION ALL SELECT 'movements', count(*) FROM core.stock_movement
    UNION ALL SELECT 'moved', sum(quantity) FROM core.stock_movement
    UNION ALL SELECT 'on hand', sum(on_hand) FROM core.stock_balance
    UNION ALL SELECT 'daily stock', count(*) FROM core.fact_inventory_daily
    UNION ALL SELECT 'burn rates', count(*) FROM analytics.burn_rates
    UNION ALL SELECT 'orders', count(*) FROM core.fact_orders
    UNION ALL SELECT 'forecasts', count(*) FROM analytics.forecasts
    UNION ALL SELECT 'plan lines', count(*) FROM analytics.plan_lines
    UNION ALL SELECT 'recommendations', count(*) FROM analytics.recommendations
    UNION ALL SELECT 'alerts', count(*) FROM analytics.alerts) AS counted
"""


def run(scale: Scale) -> Outcome:
    with stage() as clean, stage() as drilled:
        folder = str(clean.folder / "demo")
        made = clean.run(sys.executable, "-m", "scripts.generate_demo_data", "--out", folder, *SIZE)
        if made.returncode:
            raise Missing(f"No demo data could be made: {made.stderr.strip()[-200:]}")
        finish(clean, folder)
        moments = random.Random(SEED)  # noqa: S311 - moments, not secrets
        struck = runs = 0
        while struck < scale.kills and runs < MOST_RUNS * scale.kills:
            struck += strike(drilled, folder, moments.random(), moments.random())
            runs += 1
        finish(drilled, folder)
        expected, found = clean.value(COUNTED), drilled.value(COUNTED)
        still_open = drilled.value(OPEN)
    return Outcome(
        f"{struck} kills in {runs} runs, then one run to its end",
        f"{found}; {still_open} jobs still open",
        broken(
            (struck == scale.kills, f"{runs} runs were over before {scale.kills} could be killed"),
            (found == expected, f"a run that was never killed leaves: {expected}"),
            (still_open == 0, "a killed job still counts as running"),
        ),
    )


def command(folder: str) -> list[str]:
    return [sys.executable, "-m", "etl", "run", "--data", folder]


def finish(made: Stage, folder: str) -> None:
    done = made.run(*command(folder))
    if done.returncode:
        raise Missing(f"The nightly job failed: {done.stderr.strip()[-300:]}")


def strike(made: Stage, folder: str, progress: float, pause: float) -> bool:
    """Start a run and kill it a moment after it got so far; tell whether it was still running."""
    with (made.folder / "nightly.log").open("ab") as log:
        process = subprocess.Popen(
            command(folder),
            cwd=ROOT,
            env=dict(made.environment),
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    while process.poll() is None and (made.value(PROGRESS) or 0) < progress:
        time.sleep(0.05)
    time.sleep(pause)
    if process.poll() is not None:
        return False
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return True


DRILL = Drill(
    "the nightly job killed -9",
    "run again, it ends where an unbroken run ends, with no row twice",
    run,
)
