"""One item at one site, whose facts and alerts a test can turn."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from backend.alerts import service
from backend.alerts.schemas import AlertChange
from backend.core import clock
from backend.demand.models import Forecast, ForecastRun
from backend.inventory.models import DailyInventory, Site
from backend.kpis.service import refresh
from backend.planning.models import PlanLine
from backend.tests.factories import make_daily_inventory, make_demand, make_item, make_site
from etl.alerts.step import run
from etl.tests.conftest import Warehouse

TODAY = date(2024, 3, 3)
OPEN = "SELECT fingerprint FROM analytics.alerts WHERE resolved_at IS NULL ORDER BY 1"
EVENTS = "SELECT action FROM ops.alert_event ORDER BY id"
STATE = "SELECT status FROM ops.alert_state"


class World:
    """One item at one site, and whatever a test adds to it."""

    def __init__(self, warehouse: Warehouse, session: Session) -> None:
        self.warehouse, self.session = warehouse, session
        self.item = make_item(session, sku="A-1")
        self.site = make_site(session, code="MAIN", last_synced_at=at(TODAY))
        self.plan_line = PlanLine(
            item_id=self.item.id, site_id=self.site.id, as_of=TODAY, forecast_per_day=2,
            lead_time_days=10, safety_stock=8, on_order_in_time=0, confidence="HIGH", reasons=[],
        )  # fmt: skip
        session.add(self.plan_line)
        self.stock = self.put(self.site, 100)

    def put(self, site: Site, on_hand: float) -> DailyInventory:
        return make_daily_inventory(
            self.session, TODAY, item_id=self.item.id, site_id=site.id, on_hand=on_hand
        )

    def have(self, on_hand: float) -> "World":
        self.stock.on_hand = on_hand
        return self

    def evaluate(self) -> dict[str, int]:
        self.session.flush()
        refresh(self.session)
        self.session.commit()
        return run(self.warehouse.context())

    def open(self) -> list[str]:
        self.evaluate()
        return [row[0] for row in self.warehouse.rows(OPEN)]

    def events(self) -> list[str]:
        return [row[0] for row in self.warehouse.rows(EVENTS)]

    def decide(self, fingerprint: str, **wanted: Any) -> None:
        key = self.warehouse.value(
            "SELECT max(id) FROM analytics.alerts WHERE fingerprint = :name", name=fingerprint
        )
        held = service.hold(self.session, key)
        service.change(self.session, held, AlertChange(**wanted), clock.now())
        self.session.commit()

    def run_execute(self, sql: str) -> None:
        self.session.execute(text(sql))
        self.session.commit()


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 18, tzinfo=UTC)


def sell(world: World, day: date, quantity: float) -> None:
    make_demand(world.session, day, item_id=world.item.id, site_id=world.site.id, quantity=quantity)


def forecast(world: World, origin: date, means: dict[date, float]) -> int:
    made = ForecastRun(
        origin=origin, period="D", horizon=28, model="SES", series=1, candidates={}, accuracy={},
        input_hash="x", seconds=1, is_latest=True,
    )  # fmt: skip
    world.session.add(made)
    world.session.flush()
    world.session.add_all(
        Forecast(
            run_id=made.id, item_id=world.item.id, site_id=world.site.id, date=day, mean=mean,
            horizon=(day - origin).days, model="SES",
            quantiles=[mean / 2, mean / 2, mean, mean, mean, mean, mean, mean * 2],
        )
        for day, mean in means.items()
    )  # fmt: skip
    return made.id
