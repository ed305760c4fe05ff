"""Making and changing procurements. No Flask, no commit."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.audit import recorder
from backend.audit.events import Event
from backend.core import clock
from backend.core.numbering import next_number
from backend.inventory.models import Site
from backend.procurement.above import events
from backend.procurement.models import Order
from backend.procurement.purchases import queries
from backend.procurement.purchases.errors import (
    ItemUnusable,
    LineOfNeedsList,
    PartyUnknown,
    ProcurementNotEditable,
    ProcurementNotFound,
    SupplierInactive,
)
from backend.procurement.purchases.models import Procurement, ProcurementItem
from backend.procurement.purchases.rules import PurchaseLine, total_value
from backend.procurement.purchases.schemas import ProcurementChange, ProcurementDraft
from backend.procurement.purchases.workflow import Method, Status
from backend.suppliers.models import Supplier


def create(session: Session, draft: ProcurementDraft, *, by: int | None) -> Procurement:
    """Draft a purchase that no needs list asked for."""
    if session.get(Site, draft.site_id) is None:
        raise PartyUnknown("site", draft.site_id)
    if draft.event_id is not None:
        known = select(events.c.id).where(events.c.id == draft.event_id)
        if session.execute(known).first() is None:
            raise PartyUnknown("event", draft.event_id)
    if draft.supplier_id is not None:
        active_supplier(session, draft.supplier_id)
    lines = [
        PurchaseLine(line.item_id, line.quantity, unit_price=line.unit_price)
        for line in draft.lines
    ]
    _check_items(session, lines)
    procurement = Procurement(
        target_site_id=draft.site_id,
        supplier_id=draft.supplier_id,
        event_id=draft.event_id,
        method=draft.method.value,
        notes=draft.notes,
        created_by=by,
    )
    return _store(session, procurement, lines)


def draft_from_lines(
    session: Session,
    *,
    needs_list_id: int,
    event_id: int,
    site_id: int,
    lines: Sequence[PurchaseLine],
    by: int | None,
) -> list[Procurement]:
    """Draft what an approved needs list buys: one procurement for each supplier.

    A line that names no supplier goes to the preferred one; what nobody offers is drafted
    together, for a person to find a supplier. Nothing is ordered by it.
    """
    preferred = queries.preferred_suppliers(session, {line.item_id for line in lines})
    sourced = [
        replace(line, supplier_id=line.supplier_id or preferred.get(line.item_id))
        for line in lines
        if line.quantity > 0
    ]
    sourced.sort(key=lambda line: (line.supplier_id or 0, line.item_id))
    return [
        _store(
            session,
            Procurement(
                needs_list_id=needs_list_id,
                event_id=event_id,
                target_site_id=site_id,
                supplier_id=supplier_id or None,
                method=Method.SINGLE_SOURCE.value,
                created_by=by,
            ),
            list(bought),
        )
        for supplier_id, bought in groupby(sourced, key=lambda line: line.supplier_id or 0)
    ]


def lock(session: Session, procurement_id: int) -> Procurement:
    """Return a procurement that nobody else changes until the transaction ends."""
    found = session.get(Procurement, procurement_id, with_for_update=True, populate_existing=True)
    if found is None:
        raise ProcurementNotFound(procurement_id)
    return found


def change(session: Session, procurement: Procurement, wanted: ProcurementChange) -> None:
    """Change a draft: supplier, method, notes, lines."""
    status = Status(procurement.status)
    if status is not Status.DRAFT:
        raise ProcurementNotEditable(status)
    before = shown(session, procurement)
    sent = wanted.model_fields_set
    if "supplier_id" in sent:
        if wanted.supplier_id is not None:
            active_supplier(session, wanted.supplier_id)
        procurement.supplier_id = wanted.supplier_id
    if "method" in sent:
        procurement.method = wanted.method.value
    if "notes" in sent:
        procurement.notes = wanted.notes
    if "lines" in sent:
        _replace_lines(session, procurement, wanted)
    touch(procurement)
    session.flush()
    recorder.record(
        session,
        Event.PROCUREMENT_CHANGED,
        "procurement",
        procurement.id,
        before=before,
        after=shown(session, procurement),
    )


def active_supplier(session: Session, supplier_id: int) -> Supplier:
    supplier = session.get(Supplier, supplier_id)
    if supplier is None:
        raise PartyUnknown("supplier", supplier_id)
    if not supplier.is_active:
        raise SupplierInactive(supplier.name)
    return supplier


def lines_of(session: Session, procurement: Procurement) -> list[ProcurementItem]:
    rows = select(ProcurementItem).where(ProcurementItem.procurement_id == procurement.id)
    return list(session.scalars(rows.order_by(ProcurementItem.id)))


def orders_of(session: Session, procurement: Procurement) -> list[Order]:
    """Return the order lines that a placed procurement became, locked."""
    ids = [line.order_id for line in lines_of(session, procurement) if line.order_id is not None]
    rows = select(Order).where(Order.id.in_(ids)).order_by(Order.id).with_for_update()
    return list(session.scalars(rows.execution_options(populate_existing=True)))


def touch(procurement: Procurement) -> None:
    """Count a change of the lines as one of the document, whose version the caller holds."""
    procurement.updated_at = clock.now()


def shown(session: Session, procurement: Procurement) -> dict[str, Any]:
    """Return what the audit log keeps of a procurement."""
    names = ("status", "supplier_id", "method", "notes", "po_number", "total_value")
    lines = {
        str(line.item_id): {
            "ordered": line.ordered_quantity,
            "received": line.received_quantity,
            "unit_price": line.unit_price,
        }
        for line in lines_of(session, procurement)
    }
    return {**{name: getattr(procurement, name) for name in names}, "lines": lines}


def _store(
    session: Session, procurement: Procurement, lines: Collection[PurchaseLine]
) -> Procurement:
    day: dt.date = clock.today()
    procurement.procurement_no = next_number(session, f"PROC-{day:%Y%m%d}")
    procurement.currency = queries.currency(session)
    session.add(procurement)
    session.flush()
    _add_lines(session, procurement, lines)
    session.flush()
    session.refresh(procurement)
    recorder.record(
        session,
        Event.PROCUREMENT_CREATED,
        "procurement",
        procurement.id,
        after={
            "procurement_no": procurement.procurement_no,
            "needs_list_id": procurement.needs_list_id,
            "site_id": procurement.target_site_id,
            **shown(session, procurement),
        },
    )
    return procurement


def _add_lines(session: Session, procurement: Procurement, lines: Collection[PurchaseLine]) -> None:
    """Add lines; a price that nobody stated is the supplier's, or not known."""
    asked = queries.prices(session, {line.item_id for line in lines})
    supplier_id = procurement.supplier_id or 0
    priced = [
        replace(line, unit_price=asked.get((line.item_id, supplier_id)))
        if line.unit_price is None
        else line
        for line in lines
    ]
    session.add_all(
        ProcurementItem(
            procurement_id=procurement.id,
            item_id=line.item_id,
            needs_list_item_id=line.needs_list_item_id,
            ordered_quantity=line.quantity,
            unit_price=line.unit_price,
        )
        for line in priced
    )
    procurement.total_value = total_value((line.quantity, line.unit_price) for line in priced)


def _replace_lines(session: Session, procurement: Procurement, wanted: ProcurementChange) -> None:
    known = {line.item_id: line for line in lines_of(session, procurement)}
    lines = [
        PurchaseLine(
            line.item_id,
            line.quantity,
            unit_price=line.unit_price,
            needs_list_item_id=(
                known[line.item_id].needs_list_item_id if line.item_id in known else None
            ),
        )
        for line in wanted.lines
    ]
    _check_items(session, [line for line in lines if line.item_id not in known])
    kept = {line.item_id for line in lines}
    for item_id, line in known.items():
        if item_id not in kept and line.needs_list_item_id is not None:
            raise LineOfNeedsList(queries.sku(session, item_id))
        session.delete(line)
    session.flush()
    _add_lines(session, procurement, lines)


def _check_items(session: Session, lines: Collection[PurchaseLine]) -> None:
    items = [line.item_id for line in lines]
    usable = queries.usable_items(session, items)
    for item_id in items:
        if item_id not in usable:
            raise ItemUnusable(item_id)
