"""The KPIs over demonstration data equal a slow second implementation."""

import random
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from backend.core.database import make_engine
from backend.kpis import service
from backend.kpis.queries import Scope
from backend.settings import Settings
from etl.pipeline import RunContext, chosen_steps, run_steps
from etl.tests.conftest import ROOT, Said
from etl.tests.kpis.slow import Filter, Slow
from migrations.tests.databases import APPLICATION, Database, Server

# Copies of the newest run, as if it had been made so many days earlier.
EARLIER = """
WITH older AS (
    INSERT INTO analytics.forecast_runs (
        origin, period, horizon, model, series, candidates, accuracy, input_hash, seconds
    )
    SELECT origin - days, period, horizon, model, series, candidates, accuracy, input_hash, seconds
    FROM analytics.forecast_runs CROSS JOIN (VALUES (50), (20)) AS moved (days)
    WHERE is_latest
    RETURNING id, origin
), scored AS (
    INSERT INTO analytics.forecast_accuracy (
        run_id, item_id, site_id, model, points, mase, absolute_error, spread
    )
    SELECT older.id, item_id, site_id, accuracy.model, points, mase, absolute_error, spread
    FROM analytics.forecast_accuracy AS accuracy CROSS JOIN older
)
INSERT INTO analytics.forecasts (
    run_id, item_id, site_id, date, horizon, mean, quantiles, model
)
SELECT
    older.id, item_id, site_id, older.origin + forecasts.horizon, forecasts.horizon,
    mean, quantiles, forecasts.model
FROM analytics.forecasts CROSS JOIN older
"""


@pytest.fixture(scope="module")
def demo(
    server: Server, migrated_once: Database, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunContext]:
    folder = tmp_path_factory.mktemp("demo")
    _generate(folder)
    with server.database(migrated_once) as database:
        url = database.url(APPLICATION)
        engine = make_engine(url)
        settings = Settings(_env_file=None, database_url=url, output_dir=folder / "output")
        context = RunContext(engine=engine, progress=Said(), settings=settings, folder=folder)
        run_steps(context, chosen_steps(["load", "forecast", "plan"]))
        with Session(engine) as session:
            session.execute(text(EARLIER))
            session.commit()
        run_steps(context, chosen_steps(["kpis"]))
        yield context
        engine.dispose()


def test_every_figure_is_the_same_under_every_filter(demo: RunContext) -> None:
    slow = Slow(demo.engine)
    compared = 0
    for chosen in _filters(slow):
        expected = slow.values(chosen)
        with Session(demo.engine) as session:
            scope = Scope(chosen.site_id, chosen.family)
            report = service.report(session, chosen.start, chosen.end, scope)
        for answer in report.answers:
            slug = answer.kpi.slug
            if slug not in expected:
                continue
            value = expected[slug]
            if value is None and slug.startswith("forecast_"):
                continue
            same = None if value is None else pytest.approx(value, rel=1e-9)
            assert answer.figure.value == same, (slug, chosen)
            compared += value is not None
    assert compared > 80


def test_running_the_step_again_changes_no_figure(demo: RunContext) -> None:
    before = _figures(demo)

    run_steps(demo, chosen_steps(["kpis"]))

    # Sums of doubles may come in another order, which moves the last digit.
    assert _figures(demo) == pytest.approx(before, rel=1e-12)
    assert any(before.values())


def _filters(slow: Slow) -> list[Filter]:
    rng = random.Random(7)
    families = sorted({item["family"] for item in slow.items.values()})
    end = slow.last_day
    chosen = [Filter(end - timedelta(days=29), end)]
    for _ in range(7):
        start = end - timedelta(days=rng.randint(5, 45))
        chosen.append(
            Filter(
                start, end, rng.choice([None, *slow.sites]), rng.choice([None, *families])
            )
        )  # fmt: skip
    return chosen


def _figures(context: RunContext) -> dict[str, float | None]:
    with Session(context.engine) as session:
        report = service.report(session, None, None, Scope())
    return {answer.kpi.slug: answer.figure.value for answer in report.answers}


def _generate(folder: Path) -> None:
    size = ["--items", "24", "--sites", "4", "--days", "420", "--end", "2025-06-30"]
    command = [sys.executable, "-m", "scripts.generate_demo_data", *size, "--out", str(folder)]
    subprocess.run(command, check=True, cwd=ROOT, capture_output=True)
