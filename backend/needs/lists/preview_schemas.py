"""A calculation that nobody saved, and what a list could be filled or shared from."""

import datetime as dt
from typing import Any, Literal

from pydantic import Field

from backend.core.schemas import Exact, Id, Out, Query
from backend.needs.calculation.fair_share import FairShareRule
from backend.needs.calculation.rules import Confidence, Severity
from backend.needs.lists.schemas import CalculationScope
from backend.needs.lists.workflow import Status
from backend.needs.phases import Phase

Horizon = Literal["A", "B", "C"]


class PreviewScope(CalculationScope):
    explain: bool = Field(
        default=False, description="Answer the whole derivation of each line beside it."
    )


class PreviewInboundOut(Out):
    """What is really on its way from one document."""

    source: str
    document_id: int
    document_no: str
    quantity: Exact
    expected_at: dt.datetime | None
    is_estimated: bool


class PreviewAllocationOut(Out):
    """What one source would give."""

    sequence: int
    horizon: Horizon
    source_site_id: int | None
    donation_item_id: int | None
    supplier_id: int | None
    name: str
    quantity: Exact
    lead_time_hours: Exact
    arrives_at: dt.datetime
    is_in_time: bool | None
    is_default_lead_time: bool
    is_shared: bool


class ExcludedSourceOut(Out):
    """A site with stock that is not asked, because nobody knows how much it still has."""

    site_id: int
    name: str
    reason: str
    hours_behind: Exact | None


class PreviewLineOut(Out):
    """One item: ``required_quantity`` is null where nobody knows how fast it is used."""

    item_id: int
    sku: str
    item_name: str
    category: str | None
    unit: str
    severity: Severity
    time_to_stockout_hours: Exact | None
    time_to_stockout_with_inbound_hours: Exact | None
    trigger_threshold_hours: Exact
    is_triggered: bool
    burn_rate: Exact | None
    burn_rate_source: str
    usable_quantity: Exact
    reserved_quantity: Exact
    available_quantity: Exact
    inbound: list[PreviewInboundOut]
    coverage_quantity: Exact
    required_quantity: Exact | None
    gap_quantity: Exact
    surplus_quantity: Exact
    horizon_a_quantity: Exact
    horizon_b_quantity: Exact
    horizon_c_quantity: Exact
    unmet_quantity: Exact
    allocations: list[PreviewAllocationOut]
    excluded: list[ExcludedSourceOut]
    activated: dict[str, list[Horizon]]
    unit_cost: Exact | None
    estimated_value: Exact | None
    confidence: Confidence
    confidence_reasons: list[str]
    warnings: list[str]
    explanation: dict[str, Any] | None


class OpenDraftOut(Out):
    """One's own open list that a new one would replace; what was worked on is asked about."""

    id: int
    needs_list_no: str
    status: Status
    is_worked_on: bool
    updated_at: dt.datetime


class SitePreviewOut(Out):
    """``lines`` are the items that are short, ``unknown`` those of which nobody can say."""

    site_id: int
    site_code: str
    site_name: str
    freshness: Confidence
    hours_behind: Exact | None
    data_up_to: dt.datetime | None
    confidence: Confidence
    covered_count: int
    total_gap_quantity: Exact
    total_estimated_value: Exact | None
    lines: list[PreviewLineOut]
    unknown: list[PreviewLineOut]
    drafts: list[OpenDraftOut]


class PreviewOut(Out):
    """What would be asked for, as of the newest moment that any site reported."""

    event_id: int
    event_code: str
    phase: Phase
    as_of: dt.datetime
    demand_window_hours: int
    planning_window_hours: int
    safety_factor: Exact
    safety_buffer_pct: Exact
    currency: str | None
    sites: list[SitePreviewOut]


class OptionQuery(Query):
    line_id: Id | None = None


class AllocationOptionOut(Out):
    """A source of a line as it is now; C gives whatever is asked, so its capacity is null."""

    line_id: int
    item_id: int
    sku: str
    horizon: Horizon
    source_site_id: int | None
    donation_item_id: int | None
    supplier_id: int | None
    name: str
    capacity: Exact | None
    available_quantity: Exact | None
    kept_quantity: Exact | None
    lead_time_hours: Exact
    is_default_lead_time: bool
    hours_behind: Exact | None
    oldest_lot_on: dt.date | None
    asked_by_others: Exact
    allocated_quantity: Exact


class AllocationOptionsOut(Out):
    as_of: dt.datetime
    data: list[AllocationOptionOut]


class FairShareClaimOut(Out):
    """One list that asks for the surplus, and what each rule would give to it."""

    needs_list_id: int
    needs_list_no: str
    site_id: int
    site_code: str
    status: Status
    is_this: bool
    asked_quantity: Exact
    coverage_quantity: Exact
    hours_of_cover: Exact | None
    priority_tier: int | None
    shares: dict[FairShareRule, Exact]


class ContestedSourceOut(Out):
    """One source of one item that more is asked of than it has."""

    line_id: int
    item_id: int
    sku: str
    horizon: Horizon
    source_site_id: int | None
    donation_item_id: int | None
    name: str
    capacity: Exact
    allocated_quantity: Exact
    lists: list[FairShareClaimOut]


class FairShareOut(Out):
    """What each declared rule would give, and the one that was chosen."""

    chosen: FairShareRule
    data: list[ContestedSourceOut]
