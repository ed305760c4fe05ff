"""A small database with a few rows of everything, so that no list is empty."""

import datetime as dt
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.access.models import User
from backend.access.permissions import ADMIN, ANALYST, VIEWER
from backend.alerts.models import Alert
from backend.catalogue.models import Item
from backend.demand.models import ForecastRun
from backend.inventory.models import Site
from backend.jobs.models import Import, JobRun
from backend.jobs.service import queue_job
from backend.kpis import service as kpis
from backend.planning.models import ItemClass, ItemSitePolicy, LeadTime, PlanLine, Replay
from backend.planning.overrides.models import PlanOverride
from backend.procurement.models import Order
from backend.recommendations.models import Recommendation
from backend.recommendations.service import publish
from backend.suppliers.models import Supplier
from backend.tests.alerts.factories import make_alert
from backend.tests.demand.conftest import add_forecast, make_run
from backend.tests.factories import (
    make_daily_inventory,
    make_demand,
    make_item,
    make_lot,
    make_order,
    make_region,
    make_site,
    make_stock_movement,
    make_supplier,
    make_supplier_item,
    make_user,
)
from backend.tests.jobs.test_imports import make_import
from backend.tests.planning.replays import make_replay
from backend.tests.recommendations.conftest import make_advice

MONDAY = dt.date(2026, 3, 2)
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
DAYS = 12
# The parameters that name a row, and where their rows are.
KEYS = {
    "item_id": Item.id,
    "site_id": Site.id,
    "supplier_id": Supplier.id,
    "order_id": Order.id,
    "alert_id": Alert.id,
    "ids": Alert.id,
    "recommendation_id": Recommendation.id,
    "import_id": Import.id,
    "job_id": JobRun.id,
    "user_id": User.id,
    "run_id": ForecastRun.id,
    "replay_id": Replay.id,
    "override_id": PlanOverride.id,
}


def make_world(session: Session) -> dict[str, list[int]]:
    """Make two of everything; return the keys of the rows by the parameter that asks for them."""
    supplier = make_supplier(session, country="BR", lead_time_days=9.0, reliability=0.9)
    region = make_region(session)
    run = make_run(session, latest=True)
    for family, code in (("Fixings", "A"), (None, "C")):
        item = make_item(
            session, family=family, unit_cost=Decimal("2.50"), unit_price=Decimal("9.99")
        )
        site = make_site(session, region_id=region.id)
        session.add(ItemClass(item_id=item.id, abc_class=code, abc_basis="VALUE"))
        _add_history(session, item, site)
        _add_supply(session, item, site, supplier)
        _add_plan(session, item, site, run)
        _add_override(session, item, site)
    _add_work(session)
    kpis.refresh(session)
    for role in (ADMIN, ANALYST, VIEWER):
        make_user(session, username=role.lower(), roles=(role,))
    session.commit()
    return {name: sorted(session.scalars(select(key))) for name, key in KEYS.items()}


def _add_history(session: Session, item: Item, site: Site) -> None:
    where = {"item_id": item.id, "site_id": site.id}
    lot = make_lot(session, item_id=item.id, expires_on=MONDAY + dt.timedelta(days=40))
    make_stock_movement(session, NOON, quantity=Decimal(50), lot_id=lot.id, **where)
    for number in range(DAYS):
        day = MONDAY + dt.timedelta(days=number)
        make_demand(session, day, quantity=float(number), unit_price=9.99, **where)
        make_daily_inventory(session, day, on_hand=50.0 - number, **where)


def _add_supply(session: Session, item: Item, site: Site, supplier: Supplier) -> None:
    make_supplier_item(session, supplier_id=supplier.id, item_id=item.id, pack_size=Decimal(6))
    ordered = {"supplier_id": supplier.id, "item_id": item.id, "site_id": site.id}
    make_order(session, ordered_on=MONDAY, expected_on=MONDAY + dt.timedelta(days=5), **ordered)
    session.add(
        LeadTime(
            supplier_id=supplier.id,
            item_id=item.id,
            source="OBSERVED",
            observations=3,
            mean_days=9.0,
            due=3,
        )
    )


def _add_plan(session: Session, item: Item, site: Site, run: ForecastRun) -> None:
    add_forecast(session, run, item.id, site.id, 1.0)
    session.add(ItemSitePolicy(item_id=item.id, site_id=site.id, review_period_days=7.0))
    session.add(
        PlanLine(
            item_id=item.id,
            site_id=site.id,
            as_of=MONDAY,
            confidence="HIGH",
            reasons=["NO_LEAD_TIME"],
            forecast_per_day=2.0,
            reorder_point=20.0,
        )
    )


def _add_override(session: Session, item: Item, site: Site) -> None:
    session.add(
        PlanOverride(
            kind="FORECAST",
            item_id=item.id,
            site_id=site.id,
            first_day=MONDAY,
            last_day=MONDAY + dt.timedelta(days=2),
            engine_quantity=10.0,
            quantity=20.0,
            reason_code="PROMOTION",
            reason="carnival",
            team="Sales",
            made_by="analyst",
        )
    )


def _add_work(session: Session) -> None:
    """Add advice, alerts, an import with rejects, a job that is over and one that waits."""
    publish(session, [make_advice(session), make_advice(session)], None)
    for _ in range(2):
        make_alert(session)
    make_import(session)
    for _ in range(2):
        make_replay(session)
    over = {"status": "SUCCEEDED", "started_at": NOON, "finished_at": NOON}
    session.add(JobRun(step="import", requested_by="cron", **over))
    queue_job(session, "forecast")
