"""A small history with a forecast run, written as the pipeline writes it."""

import datetime as dt
from dataclasses import dataclass

import pytest
from sqlalchemy.orm import Session

from backend.demand.models import FeatureRow, Forecast, ForecastAccuracy, ForecastRun
from backend.tests.factories import make_demand, make_item, make_site

MONDAY = dt.date(2026, 3, 2)
SPREAD = {
    "family": "NORMAL", "variance": 4.0, "level": 5.0, "level_error": 0.0, "is_count": True,
}  # fmt: skip


@dataclass(frozen=True)
class History:
    item: int
    main: int
    hub: int
    run: int


@pytest.fixture
def history(session: Session) -> History:
    """Ten days of demand from Monday, none on Wednesday; ten days of forecast after them."""
    item, main, hub = make_item(session).id, make_site(session).id, make_site(session).id
    for number in range(10):
        day = MONDAY + dt.timedelta(days=number)
        if number != 2:
            make_demand(
                session,
                day,
                item_id=item,
                site_id=main,
                quantity=float(number + 1),
                unfilled_quantity=1.0,
                unit_price=2.0,
                on_promotion=number == 0,
            )
    make_demand(session, MONDAY, item_id=item, site_id=hub, quantity=100.0)
    run = make_run(session, latest=True)
    for site, scale in ((main, 1.0), (hub, 10.0)):
        add_forecast(session, run, item, site, scale)
    session.commit()
    return History(item, main, hub, run.id)


def make_run(session: Session, *, latest: bool) -> ForecastRun:
    run = ForecastRun(
        origin=MONDAY + dt.timedelta(days=9),
        period="D",
        horizon=10,
        model="SES",
        series=2,
        candidates={"SES": {"rmsse": 0.8}},
        accuracy={"rmsse": 0.8},
        settings={},
        input_hash="x",
        seconds=1.5,
        is_latest=latest,
    )
    session.add(run)
    session.flush()
    return run


def add_forecast(session: Session, run: ForecastRun, item: int, site: int, scale: float) -> None:
    for ahead in range(1, 11):
        day = run.origin + dt.timedelta(days=ahead)
        session.add(
            Forecast(
                run_id=run.id,
                item_id=item,
                site_id=site,
                date=day,
                horizon=ahead,
                mean=scale * ahead,
                quantiles=[scale * ahead * step for step in (0, 1, 2, 3, 4, 5, 6, 7)],
                model="SES",
            )
        )
    for back in range(2):
        day = run.origin - dt.timedelta(days=back)
        session.add(
            FeatureRow(
                item_id=item,
                site_id=site,
                date=day,
                features={"lag_7": scale},
                schema_version=1,
                run_id=run.id,
            )
        )
    session.add(
        ForecastAccuracy(
            run_id=run.id,
            item_id=item,
            site_id=site,
            model="SES",
            points=28,
            mase=0.7,
            rmsse=0.8,
            spread=SPREAD,
        )
    )
    session.flush()
