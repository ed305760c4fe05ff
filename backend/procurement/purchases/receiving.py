"""What a delivery does to a procurement and to its orders. The stock is posted by who calls."""

from collections.abc import Mapping
from decimal import Decimal

from sqlalchemy.orm import Session

from backend.audit import recorder
from backend.audit.events import Event
from backend.core import clock
from backend.procurement.purchases import queries, service
from backend.procurement.purchases.errors import (
    LineUnknown,
    OverReceipt,
    ProcurementStepNotAllowed,
)
from backend.procurement.purchases.models import Procurement, ProcurementItem
from backend.procurement.purchases.rules import line_status
from backend.procurement.purchases.workflow import ProcurementAction, ProcurementStatus, next_status


def receive(
    session: Session, procurement: Procurement, arrived: Mapping[int, Decimal]
) -> list[ProcurementItem]:
    """Count ``arrived`` (by line) against a locked procurement; return the lines it touched.

    More than is outstanding is refused whole, so that no part of a wrong count is kept.
    """
    before = ProcurementStatus(procurement.status)
    if next_status(before, ProcurementAction.RECEIVE) is None:
        raise ProcurementStepNotAllowed(ProcurementAction.RECEIVE, before)
    lines = {line.id: line for line in service.lines_of(session, procurement)}
    _check_outstanding(session, lines, arrived)
    for line_id, quantity in arrived.items():
        line = lines[line_id]
        line.received_quantity += quantity
        line.status = line_status(line.ordered_quantity, line.received_quantity)
    is_whole = all(line.status == "RECEIVED" for line in lines.values())
    status = ProcurementStatus.RECEIVED if is_whole else ProcurementStatus.PARTIAL_RECEIVED
    procurement.status = status.value
    procurement.received_at = clock.now()
    service.touch(procurement)
    _tell_orders(session, procurement, lines)
    session.flush()
    recorder.record(
        session,
        Event.PROCUREMENT_MOVED,
        "procurement",
        procurement.id,
        before={"status": before},
        after={
            "status": status,
            "received": {str(lines[key].item_id): value for key, value in arrived.items()},
        },
    )
    return [lines[line_id] for line_id in arrived]


def _check_outstanding(
    session: Session, lines: Mapping[int, ProcurementItem], arrived: Mapping[int, Decimal]
) -> None:
    for line_id, quantity in arrived.items():
        line = lines.get(line_id)
        if line is None:
            raise LineUnknown(line_id)
        outstanding = line.ordered_quantity - line.received_quantity
        if quantity > outstanding:
            raise OverReceipt(queries.sku(session, line.item_id), outstanding, quantity)


def _tell_orders(
    session: Session, procurement: Procurement, lines: Mapping[int, ProcurementItem]
) -> None:
    orders = {order.id: order for order in service.orders_of(session, procurement)}
    for line in lines.values():
        order = orders.get(line.order_id or 0)
        if order is None or order.received_quantity == line.received_quantity:
            continue
        order.received_quantity = line.received_quantity
        if line.status == "RECEIVED":
            order.status = "RECEIVED"
            order.received_on = clock.today()
        else:
            order.status = "PART_RECEIVED"
