"""Decides a line of the plan again with something changed, and saves nothing."""

from dataclasses import fields
from decimal import Decimal

from sqlalchemy.orm import Session

from backend.catalogue.models import Item
from backend.inventory.models import Site
from backend.planning.decide import FORMULA_VERSION, Line, decide
from backend.planning.errors import NothingPlanned, PlanTooOld
from backend.planning.explain import explanation
from backend.planning.inputs import LineInputs
from backend.planning.models import PlanLine
from backend.planning.preview.rules import Arrival, Changes, changed
from backend.planning.preview.schemas import OrderFiguresOut, OrderPreviewDraft, OrderPreviewOut

CENT = Decimal("0.01")


def preview(session: Session, draft: OrderPreviewDraft) -> OrderPreviewOut:
    """Return the order of the plan and the one that the changes would give."""
    stored = session.get(PlanLine, (draft.item_id, draft.site_id))
    if stored is None:
        raise NothingPlanned(draft.item_id, draft.site_id)
    if stored.inputs is None:
        raise PlanTooOld
    item = session.get_one(Item, draft.item_id)
    site = session.get_one(Site, draft.site_id)
    planned = LineInputs.from_document(stored.inputs)
    tried = changed(planned, _changes(draft))
    line = decide(tried)
    document = explanation(tried, line)
    return OrderPreviewOut(
        item_id=item.id,
        sku=item.sku,
        unit=item.unit,
        site_id=site.id,
        site_code=site.code,
        as_of=planned.as_of,
        formula_version=FORMULA_VERSION,
        changed=[
            field.name for field in fields(Changes) if getattr(draft, field.name) not in (None, [])
        ],
        planned=_figures(decide(planned), item.unit_cost),
        preview=_figures(line, item.unit_cost),
        inputs=document["inputs"],
        steps=document["steps"],
    )


def _changes(draft: OrderPreviewDraft) -> Changes:
    plain = draft.model_dump(exclude={"item_id", "site_id", "extra_inbound"})
    inbound = (Arrival(order.quantity, order.expected_on) for order in draft.extra_inbound)
    return Changes(**plain, extra_inbound=tuple(inbound))


def _figures(line: Line, unit_cost: Decimal | None) -> OrderFiguresOut:
    quantity, value = line.suggested_quantity, None
    if quantity is not None and unit_cost is not None:
        value = (Decimal(str(quantity)) * unit_cost).quantize(CENT)
    lost = [step.value for step in line.steps if step.name == "expected_lost"]
    return OrderFiguresOut(
        quantity=quantity,
        value=value,
        order_up_to=line.order_up_to,
        safety_stock=line.safety_stock,
        need=line.need,
        expected_lost=float(lost[0]) if lost and lost[0] is not None else None,
        confidence=line.confidence.value,
        reasons=[reason.value for reason in line.reasons],
    )
