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
from backend.execution.receipts.models import GoodsReceipt
from backend.execution.receipts.service import Received, Source, write_note
from backend.execution.transfers.models import Transfer
from backend.execution.transfers.schemas import NewTransfer, NewTransferLine
from backend.execution.transfers.service import create as create_transfer
from backend.inventory.models import Site
from backend.jobs.models import Import, JobRun
from backend.jobs.service import queue_job
from backend.kpis import service as kpis
from backend.needs.approvals.models import ApprovalDelegation, ApprovalPolicy
from backend.needs.burn.service import recalculate
from backend.needs.events.models import Event, LeadTimeConfig
from backend.needs.lines.models import NeedsListItem
from backend.needs.lists.models import NeedsList
from backend.needs.phases import Phase as EventPhase
from backend.planning.models import ItemClass, ItemSitePolicy, LeadTime, PlanLine
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
from backend.tests.needs.approvals.world import add_decisions
from backend.tests.needs.factories import make_event, report_site
from backend.tests.needs.lists.world import add_drafts
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
    "transfer_id": Transfer.id,
    "receipt_id": GoodsReceipt.id,
    "needs_list_id": NeedsList.id,
    "line_id": NeedsListItem.id,
    "policy_id": ApprovalPolicy.id,
    "delegation_id": ApprovalDelegation.id,
    "event_id": Event.id,
    "lead_time_id": LeadTimeConfig.id,
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
    _add_work(session)
    _add_transfers(session)
    add_drafts(session)
    kpis.refresh(session)
    _add_events(session)
    for role in (ADMIN, ANALYST, VIEWER):
        make_user(session, username=role.lower(), roles=(role,))
    add_decisions(session)
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


def _add_events(session: Session) -> None:
    """Let every site report, and calculate with two events."""
    for site in session.scalars(select(Site)).all():
        report_site(session, site)
    for phase in (EventPhase.SURGE, EventPhase.BASELINE):
        recalculate(session, make_event(session, phase=phase).id)
    recalculate(session, 0)


def _add_work(session: Session) -> None:
    """Add advice, alerts, an import with rejects, a job that is over and one that waits."""
    publish(session, [make_advice(session), make_advice(session)], None)
    for _ in range(2):
        make_alert(session)
    make_import(session)
    over = {"status": "SUCCEEDED", "started_at": NOON, "finished_at": NOON}
    session.add(JobRun(step="import", requested_by="cron", **over))
    queue_job(session, "forecast")


def _add_transfers(session: Session) -> None:
    """Add a transfer each way between the sites, and a note of what came of one of them."""
    first, second = session.scalars(select(Site).order_by(Site.id).limit(2))
    for item, here, there in zip(
        session.scalars(select(Item).order_by(Item.id).limit(2)),
        (first, second),
        (second, first),
        strict=True,
    ):
        wanted = NewTransfer(
            from_site_id=here.id,
            to_site_id=there.id,
            lines=[NewTransferLine(item_id=item.id, quantity=Decimal(5))],
        )
        transfer = create_transfer(session, wanted, by=None)
    write_note(
        session,
        Source(transfer_id=transfer.id),
        [Received(item.id, Decimal(5))],
        site_id=there.id,
        by=None,
        at=NOON,
    )
