"""A small database with a few rows of everything, so that no list is empty."""

import datetime as dt
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.access.models import User
from backend.access.permissions import ADMIN, ANALYST, VIEWER
from backend.alerts.models import Alert
from backend.catalogue.models import Item
from backend.demand.models import ForecastFold, ForecastRun, Promotion
from backend.execution.donations.models import Donation, DonationIntake
from backend.execution.receipts.models import GoodsReceipt
from backend.execution.receipts.service import Received, Source, write_note
from backend.execution.transfers.models import Transfer
from backend.execution.transfers.schemas import NewTransfer, NewTransferLine, TransferStep
from backend.execution.transfers.service import create as create_transfer
from backend.execution.transfers.steps import take
from backend.execution.transfers.workflow import TransferAction
from backend.inventory.ledger.models import StockBalance
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
from backend.planning.models import ItemClass, ItemSitePolicy, LeadTime, PlanLine, Replay
from backend.planning.overrides.models import PlanOverride
from backend.procurement.models import Order
from backend.procurement.purchases.models import Procurement
from backend.procurement.purchases.workflow import ProcurementStatus
from backend.recommendations.models import Recommendation
from backend.recommendations.service import publish
from backend.suppliers.models import Supplier
from backend.tests.alerts.factories import make_alert
from backend.tests.demand.conftest import add_forecast, make_run
from backend.tests.execution.donation_factories import list_counting_on, make_donation, make_intake
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
from backend.tests.planning.replays import make_replay
from backend.tests.procurement.factories import make_procurement
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
    "procurement_id": Procurement.id,
    "donation_id": Donation.id,
    "intake_id": DonationIntake.id,
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
    donations = []
    for status in (ProcurementStatus.DRAFT, ProcurementStatus.SHIPPED):
        make_procurement(session, status=status)
        donation = make_donation(session)
        make_intake(session, donation)
        donations.append(donation)
    add_drafts(session)
    # After the drafts, because what is asked for first is a line with a receipt.
    for donation in donations:
        list_counting_on(session, donation, "30")
    kpis.refresh(session)
    _add_events(session)
    _add_transfers(session)
    for role in (ADMIN, ANALYST, VIEWER):
        make_user(session, username=role.lower(), roles=(role,))
    add_decisions(session)
    session.commit()
    return {name: sorted(session.scalars(select(key))) for name, key in KEYS.items()}


def _add_history(session: Session, item: Item, site: Site) -> None:
    where = {"item_id": item.id, "site_id": site.id}
    session.add(Promotion(starts_on=MONDAY, ends_on=MONDAY + dt.timedelta(days=6), **where))
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
    session.add(
        ForecastFold(
            run_id=run.id,
            site_id=site.id,
            family=item.family or "",
            origin=MONDAY,
            horizon=1,
            points=1,
            actual_total=10.0,
            absolute_error=1.0,
            error=1.0,
            within=[0, 0, 1, 1, 1, 1, 1, 1],
        )
    )
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


def _add_transfers(session: Session) -> None:
    """Add a transfer each way between the sites; both have left; a note for one."""
    people = [make_user(session, roles=(ADMIN,)).id for _ in range(2)]
    stocks = session.scalars(select(StockBalance).order_by(StockBalance.item_id)).all()
    for here, there in ((stocks[0], stocks[-1]), (stocks[-1], stocks[0])):
        wanted = NewTransfer(
            from_site_id=here.site_id,
            to_site_id=there.site_id,
            lines=[NewTransferLine(item_id=here.item_id, quantity=Decimal(5))],
        )
        transfer = create_transfer(session, wanted, by=people[0])
        for at, action in enumerate(("submit", "approve", "dispatch")):
            step = TransferStep(action=TransferAction(action))
            take(session, transfer, step, by=people[at % 2])
    write_note(
        session,
        Source(transfer_id=transfer.id),
        [Received(here.item_id, Decimal(5))],
        site_id=there.site_id,
        by=None,
        at=NOON,
    )
