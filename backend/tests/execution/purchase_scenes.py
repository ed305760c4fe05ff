"""Purchases in the tests: of a needs list, their lines, and what stock came of them."""

from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.inventory.ledger.models import StockBalance
from backend.needs.lines.models import NeedsListItem
from backend.needs.lists.models import NeedsList
from backend.needs.lists.workflow import Status as ListStatus
from backend.procurement.purchases.models import Procurement, ProcurementItem
from backend.procurement.purchases.workflow import ProcurementStatus
from backend.tests.factories import make_site
from backend.tests.needs.factories import make_event, make_needs_list
from backend.tests.procurement.factories import make_procurement


def lines_of(session: Session, procurement: Procurement) -> list[ProcurementItem]:
    session.expire_all()
    rows = select(ProcurementItem).where(ProcurementItem.procurement_id == procurement.id)
    return list(session.scalars(rows.order_by(ProcurementItem.id)))


def on_hand(session: Session, line: ProcurementItem, site_id: int) -> Decimal:
    balance = session.get(StockBalance, (line.item_id, site_id))
    return balance.on_hand if balance else Decimal(0)


def for_list(
    session: Session, status: ProcurementStatus = ProcurementStatus.SHIPPED, **line: Any
) -> tuple[NeedsList, Procurement]:
    """Make an approved list whose only line of 100 is bought."""
    needs_list = make_needs_list(
        session,
        make_event(session),
        make_site(session),
        status=ListStatus.APPROVED,
        lines=[{}],
    )
    needed = session.scalars(
        select(NeedsListItem).where(NeedsListItem.needs_list_id == needs_list.id)
    ).one()
    procurement = make_procurement(
        session,
        status=status,
        needs_list_id=needs_list.id,
        target_site_id=needs_list.site_id,
        lines=[{"item_id": needed.item_id, "needs_list_item_id": needed.id, **line}],
    )
    session.commit()
    return needs_list, procurement
