"""Both sides of a decision about a needs list, as the API shows them."""

import datetime as dt
from typing import Literal

from backend.core.schemas import Exact, Out
from backend.needs.approvals.schemas import ApprovalOut
from backend.needs.lists.workflow import Action, AdjustmentReason, Status
from backend.needs.phases import Phase

Severity = Literal["CRITICAL", "WARNING", "WATCH", "OK"]
Confidence = Literal["HIGH", "MEDIUM", "LOW"]


class SheetStockOut(Out):
    """Stock of an item at a site now, and once the list is approved.

    Cover is in hours, from what is available alone; null where the burn rate is not known or is
    zero. ``below_minimum`` says that approving takes the site below what it has to keep.
    """

    on_hand: Exact
    reserved: Exact
    available: Exact
    minimum: Exact
    burn_rate: Exact | None
    cover_hours: Exact | None
    available_after: Exact
    cover_after_hours: Exact | None
    below_minimum: bool
    hours_behind: Exact | None


class SheetInboundOut(Out):
    """What is really on its way; in time if it lands before the site has nothing left."""

    source: Literal["TRANSFER", "DONATION", "PROCUREMENT"]
    document_id: int
    document_no: str
    quantity: Exact
    expected_at: dt.datetime | None
    is_estimated: bool
    is_in_time: bool | None


class SheetSourceOut(Out):
    """Where part of a line is to come from. ``stock`` is the giving site's; null for B and C."""

    horizon: Literal["A", "B", "C"]
    source_site_id: int | None
    name: str | None
    quantity: Exact
    lead_time_hours: Exact
    arrives_at: dt.datetime
    is_in_time: bool | None
    reasons: list[str]
    stock: SheetStockOut | None


class CompetingOut(Out):
    """Another list, not approved yet, that asks for the same item of the same source."""

    needs_list_id: int
    needs_list_no: str
    status: Status
    site_code: str
    site_name: str
    source: str | None
    quantity: Exact
    severity: Severity
    time_to_stockout_hours: Exact | None


class SheetLineOut(Out):
    """One line: what is asked for, my stock, what comes anyway, the sources, who competes."""

    id: int
    item_id: int
    sku: str
    item_name: str
    unit: str
    severity: Severity
    confidence: Confidence
    confidence_reasons: list[str]
    warnings: list[str]
    is_safe: bool
    gap_quantity: Exact
    adjusted_quantity: Exact | None
    adjustment_reason_code: AdjustmentReason | None
    adjustment_note: str | None
    quantity: Exact
    unmet_quantity: Exact
    value: Exact | None
    time_to_stockout_hours: Exact | None
    stock: SheetStockOut | None
    inbound: list[SheetInboundOut]
    inbound_in_time: Exact
    sources: list[SheetSourceOut]
    competing: list[CompetingOut]


class StaleSiteOut(Out):
    """A site whose data is too old; hours are null where it never reported."""

    name: str
    hours_behind: Exact | None


class DecisionSheetOut(Out):
    """Everything a person needs to decide. ``actions`` are those of the caller."""

    id: int
    needs_list_no: str
    status: Status
    event_code: str
    event_name: str
    site_id: int
    site_code: str
    site_name: str
    phase: Phase
    calculated_at: dt.datetime
    read_at: dt.datetime
    stale: list[StaleSiteOut]
    total_estimated_value: Exact | None
    currency: str | None
    warnings: list[str]
    confidence: Confidence
    notes: str | None
    submitted_by: str | None
    submitted_at: dt.datetime | None
    due_at: dt.datetime | None
    policy_names: list[str]
    required_roles: list[str]
    approvals: list[ApprovalOut]
    next_role: str | None
    actions: list[Action]
    safe_lines: int
    lines: list[SheetLineOut]
    version: int
