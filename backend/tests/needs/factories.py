"""Rows of events, needs lists and stock for tests; each maker takes whatever a test cares about."""

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from backend.catalogue.models import Item
from backend.core.orm import Base
from backend.inventory.models import Lot, Site, StockMovement
from backend.needs.events.models import Event, EventPhaseConfig, SyncLog
from backend.needs.lines.models import NeedsListItem
from backend.needs.lists.models import NeedsList, NeedsListAllocation
from backend.needs.lists.workflow import Status
from backend.needs.phases import DEFAULTS, Phase
from backend.tests.factories import make_item, make_stock_movement, numbers

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
SUBMITTED = frozenset(
    {Status.PENDING_APPROVAL, Status.UNDER_REVIEW, Status.APPROVED, Status.IN_PROGRESS}
)
APPROVED = frozenset({Status.APPROVED, Status.IN_PROGRESS})
Row = TypeVar("Row", bound=Base)


def make_event(session: Session, *, phase: Phase = Phase.SURGE, **overrides: Any) -> Event:
    """Make an active event with the default windows of all three phases."""
    number = next(numbers)
    stated = {
        "code": f"EV{number}",
        "name": f"Event {number}",
        "started_at": NOON - dt.timedelta(days=60),
        "current_phase": phase.value,
        "phase_reason": "As the test asks",
        **overrides,
    }
    event = _add(session, Event(**stated))
    for name, defaults in DEFAULTS.items():
        session.add(
            EventPhaseConfig(
                event_id=event.id,
                phase=name.value,
                demand_window_hours=defaults.demand_window_hours,
                planning_window_hours=defaults.planning_window_hours,
                safety_factor=defaults.safety_factor,
                safety_buffer_pct=defaults.safety_buffer_pct,
                freshness_threshold_hours=defaults.freshness_threshold_hours,
                stale_threshold_hours=defaults.stale_threshold_hours,
            )
        )
    session.flush()
    return event


def make_needs_list(
    session: Session,
    event: Event,
    site: Site,
    *,
    status: Status = Status.DRAFT,
    lines: Iterable[Mapping[str, Any]] = (),
    **overrides: Any,
) -> NeedsList:
    """Make a list with a line for each mapping of ``lines``; its status has what it implies.

    ``submitted_by`` and ``approved_by`` are for the test to name, because they must differ.
    """
    phase = Phase(overrides.get("phase", event.current_phase))
    stated = {
        "needs_list_no": f"NL-{event.code}-{site.code}-20260302-{next(numbers):03d}",
        "event_id": event.id,
        "site_id": site.id,
        "phase": phase.value,
        "status": status.value,
        "calculated_at": NOON,
        "demand_window_hours": DEFAULTS[phase].demand_window_hours,
        "planning_window_hours": DEFAULTS[phase].planning_window_hours,
        "safety_factor": DEFAULTS[phase].safety_factor,
        "safety_buffer_pct": DEFAULTS[phase].safety_buffer_pct,
        "data_freshness_level": "HIGH",
        "hours_behind": Decimal(0),
        "confidence": "HIGH",
        **_implied_by(status),
        **overrides,
    }
    needs_list = _add(session, NeedsList(**stated))
    for line in lines:
        make_needs_list_item(session, needs_list, **line)
    return needs_list


def _implied_by(status: Status) -> dict[str, Any]:
    implied: dict[str, Any] = {}
    if status in SUBMITTED:
        implied |= {
            "submitted_at": NOON,
            "due_at": NOON + dt.timedelta(hours=8),
            "round": 1,
            "required_roles": ["LOGISTICS_MANAGER"],
        }
    if status in APPROVED:
        implied["approved_at"] = NOON
    if status is Status.RETURNED:
        implied["return_reason_code"] = "DATA_QUALITY"
    if status is Status.REJECTED:
        implied["reject_reason"] = "Not needed"
    return implied


def make_needs_list_item(
    session: Session, needs_list: NeedsList, item: Item | None = None, **overrides: Any
) -> NeedsListItem:
    """Make a line that is short of 100, all of it to be procured, unless the test says more."""
    if item is None and "item_id" not in overrides:
        item = make_item(session)
    gap = Decimal(overrides.get("gap_quantity", 100))
    stated = {
        "needs_list_id": needs_list.id,
        "unit": "EA",
        "burn_rate": Decimal(10),
        "burn_rate_source": "CALCULATED",
        "usable_quantity": Decimal(0),
        "reserved_quantity": Decimal(0),
        "available_quantity": Decimal(0),
        "required_quantity": gap,
        "coverage_quantity": Decimal(0),
        "gap_quantity": gap,
        "time_to_stockout_hours": Decimal(0),
        "time_to_stockout_with_inbound_hours": Decimal(0),
        "severity": "CRITICAL",
        "horizon_c_quantity": gap,
        "unit_cost": Decimal("2.50"),
        "confidence": "HIGH",
        "formula_version": "test",
        "explanation": {},
        "explanation_hash": "test",
        **overrides,
    }
    if item is not None:
        stated["item_id"] = item.id
    return _add(session, NeedsListItem(**stated))


def make_allocation(
    session: Session, line: NeedsListItem, *, quantity: int, **overrides: Any
) -> NeedsListAllocation:
    """Make a part of a line's gap that another site fills, unless the test says more."""
    stated = {
        "needs_list_item_id": line.id,
        "sequence": 1,
        "horizon": "A",
        "quantity": Decimal(quantity),
        "lead_time_hours": Decimal(8),
        "arrives_at": NOON + dt.timedelta(hours=8),
        **overrides,
    }
    return _add(session, NeedsListAllocation(**stated))


def put_stock(
    session: Session,
    item: Item,
    site: Site,
    quantity: Decimal | int | str,
    *,
    lot: Lot | None = None,
    at: dt.datetime = NOON - dt.timedelta(days=30),
) -> StockMovement:
    """Receive stock through the ledger, whose triggers keep the balances."""
    return make_stock_movement(
        session,
        at,
        item_id=item.id,
        site_id=site.id,
        quantity=Decimal(quantity),
        lot_id=lot.id if lot else None,
    )


def take_stock(
    session: Session,
    item: Item,
    site: Site,
    quantity: Decimal | int | str,
    *,
    at: dt.datetime = NOON - dt.timedelta(hours=1),
) -> StockMovement:
    """Issue stock at a moment: what a burn rate is made of."""
    return make_stock_movement(
        session,
        at,
        item_id=item.id,
        site_id=site.id,
        type="ISSUE",
        quantity=-Decimal(quantity),
    )


def use_stock(session: Session, item: Item, site: Site, rate: int, *, hours: int = 72) -> None:
    """Let a site have used so much an hour, on average of the hours before noon."""
    used = Decimal(rate * hours)
    put_stock(session, item, site, used)
    take_stock(session, item, site, used)


def report_site(session: Session, site: Site, up_to: dt.datetime = NOON) -> SyncLog:
    """Let a site hand in its records; without that it is stale and no source."""
    log = SyncLog(
        site_id=site.id, type="AUTO", status="SUCCESS", data_up_to=up_to, actor="test", at=up_to
    )
    return _add(session, log)


def _add(session: Session, row: Row) -> Row:
    session.add(row)
    session.flush()
    session.refresh(row)
    return row
