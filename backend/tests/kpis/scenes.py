"""Small worlds whose KPIs can be worked out by hand."""

import datetime as dt
from decimal import Decimal
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from backend.catalogue.models import Item
from backend.demand.models import Forecast, ForecastAccuracy, ForecastRun
from backend.inventory.models import Site
from backend.kpis import service
from backend.planning.models import ItemClass, PlanLine
from backend.tests.factories import (
    make_daily_inventory,
    make_demand,
    make_item,
    make_lot,
    make_order,
    make_site,
    make_stock_movement,
)

URL = "/api/v1/analytics/kpis"
D1, D2, D3 = dt.date(2024, 3, 1), dt.date(2024, 3, 2), dt.date(2024, 3, 3)


def refresh(session: Session) -> None:
    session.flush()
    service.refresh(session)
    session.expire_all()


class Shop:
    """Two items of different families at two sites, over three days.

    Anchors (A, cost 2, price 5) and bolts (C, cost 1, priced by the list at 3).
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self.anchor = make_item(
            session, family="Fixings", unit_cost=Decimal(2), unit_price=Decimal(9)
        )
        self.bolt = make_item(session, family=None, unit_cost=Decimal(1), unit_price=Decimal(3))
        self.north, self.south = make_site(session), make_site(session)
        session.add(ItemClass(item_id=self.anchor.id, abc_class="A", abc_basis="VALUE"))
        session.add(ItemClass(item_id=self.bolt.id, abc_class="C", abc_basis="VALUE"))

    def sell(self, item: Item, site: Site, day: dt.date, quantity: float, **more: object) -> None:
        make_demand(self.session, day, item_id=item.id, site_id=site.id, quantity=quantity, **more)

    def stock(self, item: Item, site: Site, day: dt.date, on_hand: float, **more: object) -> None:
        make_daily_inventory(
            self.session, day, item_id=item.id, site_id=site.id, on_hand=on_hand, **more
        )

    def order(self, expected_on: dt.date, **more: object) -> None:
        stated = {"item_id": self.anchor.id, "site_id": self.north.id, **more}
        make_order(self.session, expected_on=expected_on, **stated)

    def lot(self, item: Item, site: Site, expires_on: dt.date, quantity: int) -> None:
        lot = make_lot(self.session, item_id=item.id, expires_on=expires_on)
        self.move(item, site, D1, quantity, lot_id=lot.id)

    def move(self, item: Item, site: Site, day: dt.date, quantity: int, **more: object) -> None:
        make_stock_movement(
            self.session,
            dt.datetime.combine(day, dt.time(12), dt.UTC),
            item_id=item.id,
            site_id=site.id,
            quantity=Decimal(quantity),
            type="RECEIPT" if quantity > 0 else "ISSUE",
            **more,
        )

    def plan(self, item: Item, site: Site, **figures: float | None) -> None:
        self.session.add(
            PlanLine(
                item_id=item.id, site_id=site.id, as_of=D3, confidence="HIGH", reasons=[], **figures
            )
        )


def make_run(session: Session, origin: dt.date, *, is_latest: bool = False) -> ForecastRun:
    run = ForecastRun(
        origin=origin, period="D", horizon=28, model="SES", series=1, candidates={}, accuracy={},
        input_hash=str(origin), seconds=1, is_latest=is_latest,
    )  # fmt: skip
    session.add(run)
    session.flush()
    return run


def forecast(
    session: Session, run: ForecastRun, item: Item, site: Site, day: dt.date, mean: float
) -> None:
    session.add(
        Forecast(
            run_id=run.id, item_id=item.id, site_id=site.id, date=day, model="SES", mean=mean,
            horizon=max((day - run.origin).days, 1), quantiles=[mean] * 8,
        )
    )  # fmt: skip


def accuracy(session: Session, run: ForecastRun, item: Item, site: Site, **scores: object) -> None:
    stated = {"model": "SES", "points": 10, "spread": {}, **scores}
    session.add(ForecastAccuracy(run_id=run.id, item_id=item.id, site_id=site.id, **stated))


def kpis(client: FlaskClient, session: Session, **query: Any) -> dict[str, Any]:
    refresh(session)
    session.commit()
    return ask(client, **query)


def ask(client: FlaskClient, **query: Any) -> dict[str, Any]:
    response = client.get(URL, query_string=query)
    assert response.status_code == 200, response.get_json()
    return {kpi["slug"]: kpi for kpi in response.get_json()["data"]}
