"""One line of an old needs list as a row. What was not recorded stays null. Pure but for rows."""

from decimal import Decimal
from typing import Any

from backend.catalogue.models import Item
from backend.core.digests import digest
from backend.needs.burn.models import BURN_SOURCES
from backend.needs.calculation.rules import gap_quantity, severity, surplus_quantity
from backend.needs.lines.models import NeedsListItem
from backend.needs.lists.workflow import AdjustmentReason
from etl.legacy.records import OldLine

FORMULA = "legacy"
BEST_EFFORT = "strict_inbound_mapping_best_effort"
ZERO = Decimal(0)
KEPT_AS_IS = (
    "burn_rate",
    "reserved_quantity",
    "available_quantity",
    "required_quantity",
    "time_to_stockout_hours",
    "unit_cost",
)
# Columns that cannot be null, and start from nothing.
FROM_ZERO = (
    "inbound_transfer_quantity",
    "inbound_donation_quantity",
    "inbound_procurement_quantity",
    "horizon_a_quantity",
    "horizon_b_quantity",
    "horizon_c_quantity",
    "fulfilled_quantity",
)
PARTS = FROM_ZERO[:3]


def make_line(needs_list_id: int, item: Item, old: OldLine) -> NeedsListItem:
    """Make the row of a line; its original is kept whole as its explanation."""
    found = old.quantities
    coverage = _coverage(old)
    required = found["required_quantity"]
    gap = found["gap_quantity"]
    if gap is None:
        known = required is not None and coverage is not None
        gap = gap_quantity(required, coverage) if known else ZERO  # type: ignore[arg-type]
    surplus = ZERO
    if required is not None and coverage is not None:
        surplus = surplus_quantity(required, coverage)
    explanation: dict[str, Any] = {"legacy": dict(old.original)}
    return NeedsListItem(
        needs_list_id=needs_list_id,
        item_id=item.id,
        unit=old.unit or item.unit,
        burn_rate_source=_burn_source(old),
        coverage_quantity=coverage,
        gap_quantity=gap,
        surplus_quantity=surplus,
        severity=old.severity or severity(found["time_to_stockout_hours"]).value,
        confidence=old.confidence or "LOW",
        confidence_reasons=old.confidence_reasons,
        warnings=_warnings(old),
        formula_version=FORMULA,
        explanation=explanation,
        explanation_hash=digest(explanation),
        **{name: found[name] for name in KEPT_AS_IS},
        **{name: found[name] or ZERO for name in FROM_ZERO},
        **_adjustment(old),
        **({"fulfillment_status": old.fulfillment_status} if old.fulfillment_status else {}),
    )


def wanted_of(line: NeedsListItem) -> Decimal:
    return line.gap_quantity if line.adjusted_quantity is None else line.adjusted_quantity


def _coverage(old: OldLine) -> Decimal | None:
    """Available and what was on its way; the old store often knew only the sum of the latter."""
    found = old.quantities
    if found["coverage_quantity"] is not None:
        return found["coverage_quantity"]
    if found["available_quantity"] is None:
        return None
    inbound = found["inbound"]
    if inbound is None:
        inbound = sum((found[name] or ZERO for name in PARTS), ZERO)
    return found["available_quantity"] + inbound


def _warnings(old: OldLine) -> list[str]:
    is_unsplit = old.quantities["inbound"] and not any(old.quantities[name] for name in PARTS)
    if is_unsplit and BEST_EFFORT not in old.warnings:
        return [*old.warnings, BEST_EFFORT]
    return old.warnings


def _burn_source(old: OldLine) -> str:
    told = (old.burn_source or "").upper()
    if told in (*BURN_SOURCES, "MANUAL"):
        return told
    if told == "ESTIMATED":
        return "BASELINE"
    return "UNAVAILABLE" if old.quantities["burn_rate"] is None else "CALCULATED"


def _adjustment(old: OldLine) -> dict[str, Any]:
    adjusted = old.quantities["adjusted_quantity"]
    if adjusted is None:
        return {}
    return {
        "adjusted_quantity": adjusted,
        "adjustment_reason_code": old.adjustment_reason or AdjustmentReason.OTHER.value,
        "adjustment_note": old.adjustment_note,
    }
