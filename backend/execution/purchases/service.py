"""What the steps and deliveries of a procurement mean for stock and for its needs list."""

from collections import defaultdict
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.core import clock
from backend.execution.arrivals import service as arrivals
from backend.execution.arrivals.rules import Arrived
from backend.execution.purchases.schemas import ProcurementReceipt
from backend.execution.receipts.models import GoodsReceipt
from backend.execution.receipts.service import Source
from backend.needs.lists import fulfilment
from backend.needs.status import service as status
from backend.procurement.purchases import receiving, steps
from backend.procurement.purchases import service as purchases
from backend.procurement.purchases.authority import Viewer
from backend.procurement.purchases.models import Procurement, ProcurementItem
from backend.procurement.purchases.schemas import ProcurementStep
from backend.procurement.purchases.workflow import ProcurementAction

ENDS = frozenset(
    {ProcurementAction.REJECT, ProcurementAction.CLOSE_SHORT, ProcurementAction.CANCEL}
)
MOVES_INBOUND = frozenset({ProcurementAction.SHIP, ProcurementAction.CLOSE_SHORT})


def lock(session: Session, procurement_id: int) -> Procurement:
    """Lock a procurement, its needs list first, as every document does."""
    listed = select(Procurement.needs_list_id).where(Procurement.id == procurement_id)
    needs_list_id = session.execute(listed).scalar_one_or_none()
    if needs_list_id is not None:
        fulfilment.hold(session, needs_list_id)
    return purchases.lock(session, procurement_id)


def advance(
    session: Session, procurement: Procurement, step: ProcurementStep, viewer: Viewer
) -> None:
    """Do a step; shipped goods are inbound until they came or are given up, and the list knows."""
    steps.advance(session, procurement, step, viewer)
    if procurement.needs_list_id is not None:
        if step.action is ProcurementAction.SHIP:
            fulfilment.start(session, procurement.needs_list_id)
        elif step.action in ENDS:
            fulfilment.settle(session, procurement.needs_list_id)
    if step.action in MOVES_INBOUND:
        _refresh(session, procurement, purchases.lines_of(session, procurement))


def receive(
    session: Session, procurement: Procurement, wanted: ProcurementReceipt, *, by: int | None
) -> GoodsReceipt:
    """Take a delivery in: order, stock and needs list follow in one transaction."""
    arrived: dict[int, Decimal] = defaultdict(Decimal)
    usable: dict[int, Decimal] = defaultdict(Decimal)
    for counted in wanted.lines:
        arrived[counted.line_id] += counted.quantity + counted.damaged_quantity
        usable[counted.line_id] += counted.quantity
    touched = receiving.receive(session, procurement, arrived)
    lines = _arrived(wanted, {line.id: line for line in touched})
    receipt = arrivals.take_in(
        session,
        Source(procurement_id=procurement.id),
        lines,
        site_id=procurement.target_site_id,
        document=procurement.procurement_no,
        by=by,
        at=clock.now(),
        note=wanted.note,
    )
    for line in touched:
        if line.needs_list_item_id is not None:
            fulfilment.report(session, line.needs_list_item_id, usable[line.id])
    _refresh(session, procurement, touched)
    return receipt


def _arrived(wanted: ProcurementReceipt, lines: dict[int, ProcurementItem]) -> list[Arrived]:
    return [
        Arrived(
            item_id=lines[counted.line_id].item_id,
            good=counted.quantity,
            unusable=counted.damaged_quantity,
            lot_number=counted.lot_number,
            expires_on=counted.expires_on,
        )
        for counted in wanted.lines
    ]


def _refresh(session: Session, procurement: Procurement, lines: list[ProcurementItem]) -> None:
    pairs = {(line.item_id, procurement.target_site_id) for line in lines}
    status.refresh(session, pairs=pairs)
