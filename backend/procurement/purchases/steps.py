"""The steps of a procurement, all but receiving. No Flask, no commit."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.audit import recorder
from backend.audit.events import Event
from backend.core import clock
from backend.procurement.models import Order
from backend.procurement.purchases import queries, service
from backend.procurement.purchases.authority import DECISIONS, Decider, Viewer, decider
from backend.procurement.purchases.errors import (
    DecisionNotYours,
    DecisionOnOwnProcurement,
    ListAlreadyOrdered,
    OrderNumberTaken,
    ProcurementEmpty,
    ProcurementStepNotAllowed,
    RoleMayNotDecide,
    SupplierMissing,
)
from backend.procurement.purchases.models import Procurement, ProcurementItem
from backend.procurement.purchases.schemas import ProcurementStep
from backend.procurement.purchases.workflow import ProcurementAction, ProcurementStatus, next_status


@dataclass(frozen=True, slots=True)
class Doing:
    """One step on one procurement: what, by whom, when."""

    session: Session
    procurement: Procurement
    step: ProcurementStep
    by: int | None
    now: dt.datetime


def advance(
    session: Session, procurement: Procurement, step: ProcurementStep, viewer: Viewer
) -> None:
    """Do one step on a procurement that is locked, or raise why not."""
    before = ProcurementStatus(procurement.status)
    action = ProcurementAction(step.action)
    status = next_status(before, action)
    if status is None:
        raise ProcurementStepNotAllowed(action, before)
    told = _told(step)
    if action in DECISIONS:
        told["on_behalf_of"] = _decider(session, procurement, viewer).on_behalf_of
    DOES[action](Doing(session, procurement, step, viewer.id, clock.now()))
    procurement.status = status.value
    session.flush()
    recorder.record(
        session,
        Event.PROCUREMENT_MOVED,
        "procurement",
        procurement.id,
        before={"status": before},
        after={"status": status, **told},
        reason=step.note,
    )


def release_for_list(
    session: Session, needs_list_id: int, *, reason: str, by: int | None
) -> list[Procurement]:
    """Cancel what was drafted for a list that is cancelled; what is ordered stops that."""
    held = session.scalars(
        select(Procurement)
        .where(Procurement.needs_list_id == needs_list_id)
        .order_by(Procurement.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    ended = (ProcurementStatus.CANCELLED, ProcurementStatus.REJECTED)
    alive = [one for one in held if one.status not in ended]
    for procurement in alive:
        status = ProcurementStatus(procurement.status)
        if status not in (
            ProcurementStatus.DRAFT,
            ProcurementStatus.PENDING_APPROVAL,
            ProcurementStatus.APPROVED,
        ):
            raise ListAlreadyOrdered(procurement.procurement_no, status)
    for procurement in alive:
        step = ProcurementStep(action=ProcurementAction.CANCEL, note=reason)
        advance(session, procurement, step, Viewer(by, (), ()))
    return alive


def _decider(session: Session, procurement: Procurement, viewer: Viewer) -> Decider:
    if viewer.id is not None and viewer.id == procurement.submitted_by:
        raise DecisionOnOwnProcurement
    needed = queries.authority_over(session, procurement.event_id, procurement.total_value)
    found = decider(viewer, procurement.submitted_by, needed)
    if found is None:
        raise DecisionNotYours if needed is None else RoleMayNotDecide(needed.role)
    return found


def _submit(doing: Doing) -> None:
    if not service.lines_of(doing.session, doing.procurement):
        raise ProcurementEmpty
    if doing.procurement.supplier_id is None:
        raise SupplierMissing
    doing.procurement.submitted_by = doing.by
    doing.procurement.submitted_at = doing.now
    needed = queries.authority_over(
        doing.session, doing.procurement.event_id, doing.procurement.total_value
    )
    doing.procurement.approval_tier = needed.tier if needed else None


def _approve(doing: Doing) -> None:
    doing.procurement.approved_by = doing.by
    doing.procurement.approved_at = doing.now


def _reject(doing: Doing) -> None:
    doing.procurement.rejected_by = doing.by
    doing.procurement.rejected_at = doing.now
    doing.procurement.reject_reason = doing.step.note


def _order(doing: Doing) -> None:
    """Place the order: its lines join all other orders, so that plans and suppliers see them."""
    procurement, number = doing.procurement, doing.step.po_number or ""
    if procurement.supplier_id is None:
        raise SupplierMissing
    service.active_supplier(doing.session, procurement.supplier_id)
    known = select(Order.id).where(Order.order_number == number).limit(1)
    if doing.session.execute(known).first() is not None:
        raise OrderNumberTaken(number)
    procurement.po_number = number
    procurement.ordered_by = doing.by
    procurement.ordered_at = doing.now
    procurement.expected_arrival_at = doing.step.expected_arrival_at
    lines = service.lines_of(doing.session, procurement)
    orders = [_order_of(doing, line, place) for place, line in enumerate(lines, start=1)]
    doing.session.add_all(orders)
    doing.session.flush()
    for line, order in zip(lines, orders, strict=True):
        line.order_id = order.id


def _order_of(doing: Doing, line: ProcurementItem, place: int) -> Order:
    expected = doing.step.expected_arrival_at
    return Order(
        order_number=doing.step.po_number,
        line_number=place,
        supplier_id=doing.procurement.supplier_id,
        item_id=line.item_id,
        site_id=doing.procurement.target_site_id,
        quantity=line.ordered_quantity,
        unit_price=line.unit_price,
        ordered_on=doing.now.date(),
        expected_on=expected.date() if expected else None,
    )


def _ship(doing: Doing) -> None:
    arrival = doing.step.expected_arrival_at
    doing.procurement.shipped_by = doing.by
    doing.procurement.shipped_at = doing.now
    if arrival is None:
        return
    doing.procurement.expected_arrival_at = arrival
    for order in service.orders_of(doing.session, doing.procurement):
        order.expected_on = arrival.date()


def _cancel(doing: Doing) -> None:
    doing.procurement.cancelled_by = doing.by
    doing.procurement.cancelled_at = doing.now
    doing.procurement.cancel_reason = doing.step.note
    for order in service.orders_of(doing.session, doing.procurement):
        order.status = "CANCELLED"
    for line in service.lines_of(doing.session, doing.procurement):
        line.status = "CANCELLED"


def _close_short(doing: Doing) -> None:
    """Give up what has not come. The lines keep what was ordered beside what was received."""
    if ProcurementStatus(doing.procurement.status) is ProcurementStatus.SHIPPED:
        _cancel(doing)
        return
    lines = service.lines_of(doing.session, doing.procurement)
    orders = service.orders_of(doing.session, doing.procurement)
    doing.procurement.closed_short_by = doing.by
    doing.procurement.closed_short_at = doing.now
    doing.procurement.close_short_reason = doing.step.note
    for line in lines:
        if line.status == "PENDING":
            line.status = "CANCELLED"
    for order in orders:
        if order.received_quantity == 0:
            order.status = "CANCELLED"
        elif order.status != "RECEIVED":
            order.status = "RECEIVED"
            order.received_on = (doing.procurement.received_at or doing.now).date()


def _told(step: ProcurementStep) -> dict[str, object]:
    names = ("po_number", "expected_arrival_at")
    return {name: getattr(step, name) for name in names if getattr(step, name) is not None}


DOES: dict[ProcurementAction, Callable[[Doing], None]] = {
    ProcurementAction.SUBMIT: _submit,
    ProcurementAction.APPROVE: _approve,
    ProcurementAction.REJECT: _reject,
    ProcurementAction.ORDER: _order,
    ProcurementAction.SHIP: _ship,
    ProcurementAction.CLOSE_SHORT: _close_short,
    ProcurementAction.CANCEL: _cancel,
}
