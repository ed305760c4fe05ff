"""Writes calculated lines down: what was computed, where it is filled from, and the receipt."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import Text, bindparam, cast, delete, insert
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session

from backend.core.digests import canonical, digest, digest_of
from backend.needs.calculation.decide import FORMULA_VERSION, Line
from backend.needs.calculation.explain import explanation
from backend.needs.calculation.inputs import LineInputs
from backend.needs.calculation.ladder import Allocation
from backend.needs.calculation.rules import stored
from backend.needs.calculation.service import Calculated
from backend.needs.lines.models import NeedsListItem
from backend.needs.lines.queries import totals
from backend.needs.lists.models import NeedsList, NeedsListAllocation

DEFAULT_LEAD_TIME = "lead_time_default"
AFTER_STOCKOUT = "arrives_after_stockout"
SHARED = "shared_with_other_lists"
LINES = NeedsListItem.metadata.tables["ops.needs_list_item"]
ALLOCATIONS = NeedsListItem.metadata.tables["ops.needs_list_allocation"]
ADD_LINES = (
    insert(LINES)
    .values(explanation=cast(bindparam("receipt", type_=Text), JSONB))
    .returning(LINES.c.item_id, LINES.c.id)
)


def write_lines(
    session: Session, needs_list: NeedsList, entries: Sequence[Calculated]
) -> dict[int, int]:
    """Add lines with their allocations in two statements; return the line's key by its item.

    Into the tables and not through the mapping: a national draft has tens of thousands of lines.
    """
    if not entries:
        return {}
    rows = [_row(needs_list, entry) for entry in entries]
    keys = {row.item_id: row.id for row in session.execute(ADD_LINES, rows)}
    parts = [
        _allocation(keys[entry.item.id], part, entry.inputs.as_of)
        for entry in entries
        for part in entry.line.filled.allocations
    ]
    if parts:
        session.execute(insert(ALLOCATIONS), parts)
    return keys


def _row(needs_list: NeedsList, entry: Calculated) -> dict[str, Any]:
    """Return a line as it is inserted, its receipt as the text that the hash is of."""
    receipt = canonical(explanation(entry.inputs, entry.line))
    return {
        "needs_list_id": needs_list.id,
        "item_id": entry.inputs.item_id,
        "unit": entry.item.unit,
        **values_of(entry.inputs, entry.line),
        "receipt": receipt,
        "explanation_hash": digest_of(receipt),
    }


def rewrite(session: Session, row: NeedsListItem, inputs: LineInputs, line: Line) -> None:
    """Put another ladder in a line's place; what was computed before it stays as it was."""
    for name, value in values_of(inputs, line).items():
        setattr(row, name, value)
    row.explanation = explanation(inputs, line)
    row.explanation_hash = digest(row.explanation)
    session.execute(
        delete(NeedsListAllocation).where(NeedsListAllocation.needs_list_item_id == row.id)
    )
    parts = [_allocation(row.id, part, inputs.as_of) for part in line.filled.allocations]
    if parts:
        session.execute(insert(NeedsListAllocation), parts)
    session.flush()
    session.refresh(row)


def add_up(session: Session, needs_list: NeedsList) -> None:
    """Bring the list's totals up to date with its lines."""
    session.flush()
    total = totals(session, needs_list.id)
    needs_list.total_gap_quantity = total.gap
    needs_list.total_estimated_value = None if total.value is None else stored(total.value)


def values_of(inputs: LineInputs, line: Line) -> dict[str, Any]:
    """Return a line's columns, all but the receipt and its hash."""
    return {
        "burn_rate": inputs.burn.rate,
        "burn_rate_source": inputs.burn.source,
        "usable_quantity": inputs.stock.usable,
        "reserved_quantity": inputs.stock.reserved,
        "available_quantity": line.available,
        "inbound_transfer_quantity": line.inbound_transfer,
        "inbound_donation_quantity": line.inbound_donation,
        "inbound_procurement_quantity": line.inbound_procurement,
        "required_quantity": line.required,
        "coverage_quantity": line.coverage,
        "gap_quantity": line.gap,
        "surplus_quantity": line.surplus,
        "time_to_stockout_hours": line.time_to_stockout_hours,
        "time_to_stockout_with_inbound_hours": line.time_to_stockout_with_inbound_hours,
        "severity": line.severity.value,
        "horizon_a_quantity": line.filled.horizon("A"),
        "horizon_b_quantity": line.filled.horizon("B"),
        "horizon_c_quantity": line.filled.horizon("C"),
        "unmet_quantity": line.filled.unmet,
        "unit_cost": inputs.unit_cost,
        "confidence": line.confidence.value,
        "confidence_reasons": [reason.value for reason in line.reasons],
        "warnings": [warning.value for warning in line.warnings],
        "formula_version": FORMULA_VERSION,
    }


def _allocation(line_id: int, part: Allocation, as_of: dt.datetime) -> dict[str, Any]:
    source = part.source
    said = (
        (DEFAULT_LEAD_TIME, source.is_default_lead_time),
        (AFTER_STOCKOUT, part.is_in_time is False),
        (SHARED, source.offered is not None),
    )
    return {
        "needs_list_item_id": line_id,
        "sequence": part.sequence,
        "horizon": source.horizon,
        "source_site_id": source.site_id,
        "donation_item_id": source.donation_item_id,
        "supplier_id": source.supplier_id,
        "quantity": part.quantity,
        "lead_time_hours": source.lead_time_hours,
        "arrives_at": arrival(as_of, source.lead_time_hours),
        "is_in_time": part.is_in_time,
        "reasons": [reason for reason, holds in said if holds],
    }


def arrival(as_of: dt.datetime, lead_time_hours: Decimal) -> dt.datetime:
    return as_of + dt.timedelta(hours=float(lead_time_hours))
