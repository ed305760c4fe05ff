"""Needs lists as the API shows them, and what people send to have one made."""

import datetime as dt
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from backend.core.schemas import Exact, Id, In, ListQuery, Out, PathModel
from backend.needs.approvals.schemas import ApprovalOut
from backend.needs.calculation.fair_share import FairShareRule
from backend.needs.calculation.rules import Confidence, Severity
from backend.needs.lists.workflow import Action, ReturnReason, Status
from backend.needs.phases import Phase

MOST_SITES = 100
MOST_ITEMS = 5000
Ids = Annotated[list[Id], Field(min_length=1, max_length=MOST_ITEMS)]
Sites = Annotated[list[Id], Field(min_length=1, max_length=MOST_SITES)]


class NeedsListPath(PathModel):
    needs_list_id: Id


class NeedsListOut(Out):
    """``status_since`` is when it came to its status: how long it has been waiting."""

    id: int
    needs_list_no: str
    event_id: int
    event_code: str
    event_name: str
    site_id: int
    site_code: str
    site_name: str
    phase: Phase
    status: Status
    status_since: dt.datetime
    line_count: int
    critical_count: int
    total_gap_quantity: Exact
    total_estimated_value: Exact | None
    currency: str | None
    confidence: Confidence
    data_freshness_level: Confidence
    hours_behind: Exact | None
    calculated_at: dt.datetime
    created_by_id: int | None
    created_by: str | None
    is_edited: bool
    submitted_by: str | None
    submitted_at: dt.datetime | None
    due_at: dt.datetime | None
    required_roles: list[str]
    created_at: dt.datetime
    updated_at: dt.datetime
    version: int


class ListLinkOut(Out):
    """Another list that this one has to do with."""

    id: int
    needs_list_no: str
    status: Status


class HorizonTotalOut(Out):
    """What a horizon gives in all; the value is null where an item has no cost."""

    horizon: Literal["A", "B", "C", "UNMET"]
    line_count: int
    quantity: Exact
    value: Exact | None


class NeedsListDetailOut(NeedsListOut):
    """A list with all that its decision rests on. ``actions`` are the caller's own."""

    demand_window_hours: int
    planning_window_hours: int
    safety_factor: Exact
    safety_buffer_pct: Exact
    confidence_reasons: list[str]
    warnings: list[str]
    fair_share_rule: FairShareRule
    notes: str | None
    round: int
    policy_names: list[str]
    escalation_reason: str | None
    approved_by: str | None
    approved_at: dt.datetime | None
    rejected_by: str | None
    rejected_at: dt.datetime | None
    reject_reason: str | None
    returned_by: str | None
    returned_at: dt.datetime | None
    return_reason_code: ReturnReason | None
    return_note: str | None
    cancelled_by: str | None
    cancelled_at: dt.datetime | None
    cancel_reason: str | None
    fulfilled_at: dt.datetime | None
    stale_acknowledged_by: str | None
    superseded_by: ListLinkOut | None
    supersedes: list[ListLinkOut]
    parent: ListLinkOut | None
    children: list[ListLinkOut]
    horizons: list[HorizonTotalOut]
    severities: dict[Severity, int]
    adjusted_count: int
    approvals: list[ApprovalOut]
    actions: list[Action]
    is_editable: bool = Field(description="The caller may change lines and notes now.")


class NeedsListQuery(ListQuery):
    """Each of status, phase and confidence may be given several times."""

    status: list[Status] | None = None
    phase: list[Phase] | None = None
    confidence: list[Confidence] | None = None
    event_id: Id | None = None
    site_id: Id | None = None
    item_id: Id | None = None
    mine: bool | None = Field(default=None, description="Lists that the caller drafted.")
    q: str | None = Field(
        default=None, min_length=1, max_length=200, description="Part of a number, event or site."
    )


class CalculationScope(In):
    """Sites of an event; without a phase, the event's own; without a filter, all items."""

    event_id: Id
    site_ids: Sites
    phase: Phase | None = None
    item_ids: Ids | None = None
    family: str | None = Field(default=None, min_length=1, max_length=200)
    category: str | None = Field(default=None, min_length=1, max_length=200)
    fair_share_rule: FairShareRule = FairShareRule.EQUAL_HOURS

    @model_validator(mode="after")
    def name_each_site_once(self) -> Self:
        if len(set(self.site_ids)) != len(self.site_ids):
            raise ValueError("name each site once")
        return self


class LeftOut(In):
    """A line of the preview that is not wanted."""

    site_id: Id
    item_id: Id


class NeedsListDrafts(CalculationScope):
    """``confirm_supersede_edited`` lets a new calculation replace a draft that was worked on."""

    excluded: list[LeftOut] = Field(default_factory=list, max_length=MOST_ITEMS)
    confirm_supersede_edited: bool = False
    notes: str | None = Field(default=None, min_length=1, max_length=4000)


class SkippedSiteOut(Out):
    """A site that no list was made for, because nothing is missing there."""

    site_id: int
    site_code: str
    reason: Literal["no_gap"]


class NeedsListDraftsOut(Out):
    created: list[NeedsListOut]
    superseded: list[ListLinkOut]
    skipped: list[SkippedSiteOut]


class NeedsListChange(In):
    """What is not sent stays. Another rule shares contested surplus anew."""

    notes: str | None = Field(default=None, max_length=4000)
    fair_share_rule: FairShareRule | None = None


class WizardDocument(In):
    """How far somebody is with new lists."""

    step: Literal[1, 2, 3]
    event_id: Id | None = None
    site_ids: list[Id] = Field(default_factory=list, max_length=MOST_SITES)
    phase: Phase | None = None
    family: str | None = Field(default=None, max_length=200)
    category: str | None = Field(default=None, max_length=200)
    fair_share_rule: FairShareRule = FairShareRule.EQUAL_HOURS
    excluded: list[LeftOut] = Field(default_factory=list, max_length=MOST_ITEMS)
    notes: str | None = Field(default=None, max_length=4000)
    needs_list_ids: list[Id] = Field(default_factory=list, max_length=MOST_SITES)


class WizardOut(Out):
    """What was saved last; version 0 and no document where nothing was."""

    document: dict[str, Any] | None
    updated_at: dt.datetime | None
    version: int
