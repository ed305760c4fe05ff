"""Events and their phases as the API takes and shows them."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from backend.core.schemas import Exact, Id, In, ListQuery, Moment, Out, PathModel
from backend.needs.phases import Phase

EventStatus = Literal["ACTIVE", "CLOSED"]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]{2,12}$")]
Name = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Kind = Annotated[str, StringConstraints(min_length=1, max_length=100)]
Reason = Annotated[
    str,
    StringConstraints(min_length=1, max_length=255),
    Field(description="Why; it is kept in the audit log."),
]
WindowHours = Annotated[int, Field(ge=1, le=8760)]
LimitHours = Annotated[Decimal, Field(gt=0, le=8760, max_digits=10, decimal_places=2)]


class EventPath(PathModel):
    event_id: Id


class PhaseConfigPath(PathModel):
    event_id: Id
    phase: Phase


class EventQuery(ListQuery):
    q: str | None = Field(default=None, max_length=100, description="Part of a code or name.")
    status: EventStatus | None = None
    phase: Phase | None = None


class EventOut(Out):
    """An event, the phase it is in, and how that phase calculates."""

    id: int
    code: str
    name: str
    kind: str | None
    status: EventStatus
    started_at: dt.datetime
    closed_at: dt.datetime | None
    current_phase: Phase
    phase_changed_at: dt.datetime | None
    phase_changed_by: str | None = Field(description="A user name.")
    phase_reason: str | None
    demand_window_hours: int = Field(description="Of the current phase.")
    planning_window_hours: int = Field(description="Of the current phase.")
    open_needs_lists: int = Field(description="Submitted, approved or under way.")
    created_at: dt.datetime
    updated_at: dt.datetime
    version: int


class EventDraft(In):
    code: Code = Field(description="Short; it is part of the numbers of needs lists.")
    name: Name
    kind: Kind | None = None
    started_at: Moment | None = Field(default=None, description="Now where left out.")
    phase: Phase = Phase.BASELINE
    reason: Reason


class EventChange(In):
    """What is left out stays as it is."""

    name: Name | None = None
    kind: Kind | None = None
    started_at: Moment | None = None
    status: EventStatus | None = None
    reason: Reason

    @model_validator(mode="after")
    def nothing_is_emptied(self) -> Self:
        for field in ("name", "started_at", "status"):
            if field in self.model_fields_set and getattr(self, field) is None:
                raise ValueError(f"{field} cannot be null")
        return self


class PhaseChange(In):
    phase: Phase
    reason: Reason


class PhaseHistoryOut(Out):
    """One change of phase."""

    id: int
    at: dt.datetime
    from_phase: Phase | None
    to_phase: Phase
    changed_by: str | None = Field(description="A user name.")
    reason: str | None


class PhaseConfigOut(Out):
    """How an event calculates in one of its phases."""

    phase: Phase
    is_current: bool
    demand_window_hours: int = Field(description="Hours of issues that make the burn rate.")
    planning_window_hours: int = Field(description="Hours that needs are calculated for.")
    safety_factor: Exact
    safety_buffer_pct: Exact = Field(description="Added to the lead time, in percent.")
    freshness_threshold_hours: Exact = Field(description="Up to so far behind, data is HIGH.")
    stale_threshold_hours: Exact = Field(description="Up to so far behind, MEDIUM; then LOW.")
    updated_at: dt.datetime
    version: int


class PhaseConfigChange(In):
    demand_window_hours: WindowHours
    planning_window_hours: WindowHours
    safety_factor: Decimal = Field(ge=1, le=2, max_digits=6, decimal_places=3)
    safety_buffer_pct: Decimal = Field(ge=0, le=100, max_digits=6, decimal_places=2)
    freshness_threshold_hours: LimitHours
    stale_threshold_hours: LimitHours
    reason: Reason

    @model_validator(mode="after")
    def stale_after_fresh(self) -> Self:
        if self.stale_threshold_hours <= self.freshness_threshold_hours:
            raise ValueError("stale_threshold_hours must be more than freshness_threshold_hours")
        return self
