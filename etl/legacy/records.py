"""One needs list of the old store, as the new tables know it. Pure."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from backend.needs.lists.workflow import AdjustmentReason, ReturnReason, Status
from backend.needs.phases import Phase
from etl.legacy.values import Reader, Reject

# What the old interface called some of the statuses of its own schema.
ALIASES = {
    "MODIFIED": Status.DRAFT,
    "SUBMITTED": Status.PENDING_APPROVAL,
    "ESCALATED": Status.UNDER_REVIEW,
    "IN_PREPARATION": Status.IN_PROGRESS,
    "DISPATCHED": Status.IN_PROGRESS,
    "RECEIVED": Status.IN_PROGRESS,
    "COMPLETED": Status.FULFILLED,
}
STATUSES = {**{status.value: status for status in Status}, **ALIASES}
LEVELS = ("HIGH", "MEDIUM", "LOW")
SEVERITIES = ("CRITICAL", "WARNING", "WATCH", "OK")
FULFILMENTS = ("PENDING", "PARTIAL", "FULFILLED", "CANCELLED")
# Who did what, and the reason that goes with it.
DEEDS = ("created", "updated", "submitted", "reviewed", "approved", "rejected", "returned",
         "cancelled")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Deed:
    by: str | None
    at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class OldLine:
    item: str
    unit: str | None
    quantities: Mapping[str, Decimal | None]
    burn_source: str | None
    severity: str | None
    confidence: str | None
    confidence_reasons: list[str]
    warnings: list[str]
    adjustment_reason: str | None
    adjustment_note: str | None
    fulfillment_status: str | None
    original: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class OldList:
    old_id: str
    event: str
    site: str
    phase: Phase | None
    status: Status
    calculated_at: dt.datetime
    planning_window_hours: int | None
    demand_window_hours: int | None
    safety_factor: Decimal | None
    freshness: str | None
    warnings: list[str]
    notes: str | None
    deeds: Mapping[str, Deed]
    reject_reason: str | None
    return_reason: str | None
    return_note: str | None
    cancel_reason: str | None
    escalation_reason: str | None
    superseded_by: str | None
    history: list[Mapping[str, Any]]
    lines: list[OldLine]
    legacy: dict[str, Any]


@dataclass(slots=True)
class Read:
    """What came of one record: the list, or why not."""

    record: OldList | None = None
    rejects: list[Reject] = field(default_factory=list)


def read_record(old_id: str, raw: Any) -> Read:
    """Read one record; every reason against it is told, not only the first."""
    if not isinstance(raw, dict):
        return Read(rejects=[Reject(old_id, "NOT_AN_OBJECT", type(raw).__name__)])
    reader = Reader(old_id, raw)
    snapshot_value = reader.get("snapshot")
    snapshot = Reader(
        old_id, snapshot_value if isinstance(snapshot_value, dict) else {}, "snapshot."
    )
    lines = [
        _read_line(old_id, number, item, reader.rejects)
        for number, item in enumerate(snapshot.objects("items"), start=1)
    ]
    record = _read_head(reader, snapshot, [line for line in lines if line is not None])
    rejects = [*reader.rejects, *snapshot.rejects]
    return Read(rejects=rejects) if rejects or record is None else Read(record=record)


def _read_head(reader: Reader, snapshot: Reader, lines: list[OldLine]) -> OldList | None:
    event, site = reader.text("event_id"), reader.text("warehouse_id")
    status = reader.choice(STATUSES, "STATUS_UNKNOWN", "status")
    phase = reader.choice(tuple(Phase), "PHASE_UNKNOWN", "phase")
    deeds = {name: Deed(reader.text(f"{name}_by"), reader.moment(f"{name}_at")) for name in DEEDS}
    calculated_at = reader.moment("as_of_datetime") or deeds["created"].at or deeds["updated"].at
    for name, value in (
        ("event_id", event),
        ("warehouse_id", site),
        ("as_of_datetime", calculated_at),
    ):
        if value is None:
            reader.refuse("VALUE_MISSING", name, reader.values.get(name))
    # Read even where there will be no list: every reason against it is told.
    rest = _read_rest(reader, snapshot)
    if event is None or site is None or calculated_at is None:
        return None
    return OldList(
        old_id=reader.old_id,
        event=event,
        site=site,
        phase=Phase(phase) if phase else None,
        status=STATUSES[status] if status else Status.DRAFT,
        calculated_at=calculated_at,
        deeds=deeds,
        lines=lines,
        legacy=_kept(reader, snapshot, deeds),
        **rest,
    )


def _read_rest(reader: Reader, snapshot: Reader) -> dict[str, Any]:
    """Read what a list can do without."""
    days = reader.number("planning_window_days")
    return {
        "planning_window_hours": _hours(reader.number("planning_window_hours"), days),
        "demand_window_hours": _hours(reader.number("demand_window_hours"), None),
        "safety_factor": reader.number("safety_factor"),
        "freshness": reader.choice(LEVELS, "FRESHNESS_UNKNOWN", "data_freshness_level"),
        "warnings": snapshot.texts("warnings"),
        "notes": reader.text("notes", "notes_text"),
        "reject_reason": reader.text("reject_reason", "rejection_reason"),
        "return_reason": reader.choice(
            tuple(ReturnReason), "RETURN_REASON_UNKNOWN", "return_reason_code"
        ),
        "return_note": reader.text("return_reason", "returned_reason"),
        "cancel_reason": reader.text("cancel_reason", "cancellation_reason"),
        "escalation_reason": reader.text("escalation_reason"),
        "superseded_by": reader.text("superseded_by", "superseded_by_id"),
        "history": reader.objects("history", "status_history", "audit"),
    }


def _kept(reader: Reader, snapshot: Reader, deeds: Mapping[str, Deed]) -> dict[str, Any]:
    """Keep what the tables have no place for, and the people as the old system named them."""
    people = {name: deed.by for name, deed in deeds.items() if deed.by is not None}
    parts = {"record": reader.rest(), "snapshot": snapshot.rest(), "people": people}
    kept: dict[str, Any] = {name: value for name, value in parts.items() if value}
    return {**kept, "status": reader.values.get("status")}


def _hours(hours: Decimal | None, days: Decimal | None) -> int | None:
    found = hours if hours is not None else (days * 24 if days is not None else None)
    return int(found) if found else None


def _read_line(
    old_id: str, number: int, raw: Mapping[str, Any], rejects: list[Reject]
) -> OldLine | None:
    reader = Reader(old_id, raw, f"items[{number}].", rejects)
    item = reader.text("sku", "item_code", "item_id")
    if item is None:
        reader.refuse("VALUE_MISSING", "item_id", None)
        return None
    confidence = Reader(old_id, _object(reader.get("confidence")), f"{reader.where}confidence.")
    line = OldLine(
        item=item,
        unit=reader.text("uom", "uom_code", "unit"),
        quantities=_quantities(reader),
        burn_source=reader.text("burn_source", "burn_rate_source"),
        severity=reader.choice(SEVERITIES, "SEVERITY_UNKNOWN", "severity", "severity_level"),
        confidence=confidence.choice(LEVELS, "CONFIDENCE_UNKNOWN", "level"),
        confidence_reasons=confidence.texts("reasons"),
        warnings=reader.texts("warnings"),
        adjustment_reason=reader.choice(
            tuple(AdjustmentReason), "ADJUSTMENT_REASON_UNKNOWN", "adjustment_reason"
        ),
        adjustment_note=reader.text("override_reason", "adjustment_notes"),
        fulfillment_status=reader.choice(FULFILMENTS, "FULFILMENT_UNKNOWN", "fulfillment_status"),
        original=raw,
    )
    rejects.extend(confidence.rejects)
    return line


def _quantities(reader: Reader) -> dict[str, Decimal | None]:
    left = reader.get("time_to_stockout_hours", "time_to_stockout")
    horizons = _object(reader.get("horizon", "horizons"))
    found = {
        "burn_rate": reader.number("burn_rate_per_hour", "burn_rate"),
        "available_quantity": reader.number("available_qty", "available_stock"),
        "reserved_quantity": reader.number("reserved_qty"),
        "inbound": reader.number("inbound_strict_qty"),
        "inbound_transfer_quantity": reader.number("inbound_transfer_qty"),
        "inbound_donation_quantity": reader.number("inbound_donation_qty"),
        "inbound_procurement_quantity": reader.number("inbound_procurement_qty"),
        "required_quantity": reader.number("required_qty"),
        "coverage_quantity": reader.number("coverage_qty"),
        "gap_quantity": reader.number("gap_qty"),
        "adjusted_quantity": reader.number("adjusted_qty", "override_qty"),
        "fulfilled_quantity": reader.number("fulfilled_qty"),
        "unit_cost": reader.number("unit_cost", "est_unit_cost"),
        # "N/A - no current demand" is text there, and no number here.
        "time_to_stockout_hours": (
            None if isinstance(left, str) and left[:1].isalpha()
            else reader.number("time_to_stockout_hours", "time_to_stockout")
        ),
    }  # fmt: skip
    for letter in "abc":
        part = Reader(
            reader.old_id,
            _object(horizons.get(letter.upper())),
            f"{reader.where}horizon.{letter.upper()}.",
            reader.rejects,
        )
        own = part.number("recommended_qty", "qty")
        found[f"horizon_{letter}_quantity"] = (
            own if own is not None else reader.number(f"horizon_{letter}_qty")
        )
    return found


def _object(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
