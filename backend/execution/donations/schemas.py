"""Donations as the API takes and shows them."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from backend.core.schemas import Exact, Id, In, ListQuery, Moment, Out, PathModel
from backend.execution.donations.workflow import DonationAction, DonationStatus, IntakeStatus

Amount = Annotated[Decimal, Field(gt=0, max_digits=18, decimal_places=4)]
Text = Annotated[str, Field(min_length=1, max_length=2000)]
Name = Annotated[str, Field(min_length=1, max_length=200)]
AllocationStatus = Literal["HELD", "RELEASED", "RECEIVED"]
MOST_LINES = 500


class DonationPath(PathModel):
    donation_id: Id


class DonationQuery(ListQuery):
    q: str | None = Field(default=None, max_length=100, description="Part of a number or donor.")
    status: list[DonationStatus] | None = None
    site_id: Id | None = None
    event_id: Id | None = None
    item_id: Id | None = None
    needs_list_id: Id | None = Field(default=None, description="Counted on by this list.")
    restricted: bool | None = None
    shipped: bool | None = None


class DonationOut(Out):
    """What one donor gives. A pledge (ENTERED, PENDING) is never counted on."""

    id: int
    donation_no: str
    donor_name: str
    status: DonationStatus
    restriction: str | None = Field(
        description="What it may be used for; such a gift is never allocated by itself."
    )
    event_id: int | None
    event_name: str | None
    site_id: int | None = Field(description="Where it goes unless a list asks for it elsewhere.")
    site_code: str | None
    site_name: str | None
    line_count: int
    received_line_count: int
    shipped_at: dt.datetime | None
    expected_arrival_at: dt.datetime | None
    created_by: str | None
    verified_by: str | None
    verified_at: dt.datetime | None
    created_at: dt.datetime
    updated_at: dt.datetime
    version: int


class DonationLineOut(Out):
    id: int
    item_id: int
    sku: str
    item_name: str
    unit: str
    is_perishable: bool = Field(description="Its intake needs a lot number and an expiry date.")
    quantity: Exact
    allocated_quantity: Exact
    received_quantity: Exact
    free_quantity: Exact


class DonationAllocationOut(Out):
    """Part of a donated item that a needs list counts on."""

    id: int
    donation_item_id: int
    sku: str
    needs_list_id: int
    needs_list_no: str
    site_id: int
    site_code: str
    quantity: Exact
    received_quantity: Exact
    status: AllocationStatus
    allocated_by: str | None = Field(description="Who gave it by hand; null where a list plans it.")
    reason: str | None


class DonationIntakeOut(Out):
    """One arrival of a donation at one site."""

    id: int
    intake_no: str
    donation_id: int
    donation_no: str
    donor_name: str
    site_id: int
    site_code: str
    site_name: str
    status: IntakeStatus
    arrived_at: dt.datetime
    notes: str | None
    created_by: str | None
    verified_by: str | None
    verified_at: dt.datetime | None
    created_at: dt.datetime
    updated_at: dt.datetime
    version: int


class DonationDetailOut(DonationOut):
    """A donation with its lines, who counts on them, what came and what the caller may do next."""

    notes: str | None
    cancelled_by: str | None
    cancelled_at: dt.datetime | None
    cancel_reason: str | None
    lines: list[DonationLineOut]
    allocations: list[DonationAllocationOut]
    intakes: list[DonationIntakeOut]
    actions: list[DonationAction]


class DonatedIn(In):
    item_id: Id
    quantity: Amount


def _each_item_once(lines: list[DonatedIn]) -> None:
    items = [line.item_id for line in lines]
    if len(items) != len(set(items)):
        raise ValueError("name each item once")


class DonationDraft(In):
    donor_name: Name
    event_id: Id | None = None
    site_id: Id | None = None
    restriction: Text | None = None
    notes: Text | None = None
    expected_arrival_at: Moment | None = None
    lines: list[DonatedIn] = Field(min_length=1, max_length=MOST_LINES)

    @model_validator(mode="after")
    def name_items_once(self) -> Self:
        _each_item_once(self.lines)
        return self


class DonationChange(In):
    """What is not sent stays. Once submitted, only notes and the expected arrival can change."""

    donor_name: Name = ""
    event_id: Id | None = None
    site_id: Id | None = None
    restriction: Text | None = None
    notes: Text | None = None
    expected_arrival_at: Moment | None = None
    lines: list[DonatedIn] = Field(default=[], min_length=1, max_length=MOST_LINES)

    @model_validator(mode="after")
    def name_items_once(self) -> Self:
        _each_item_once(self.lines)
        return self


class DonationStep(In):
    action: DonationAction
    note: Text | None = Field(default=None, description="Required to cancel.")
    expected_arrival_at: Moment | None = Field(default=None, description="Goes with ship.")

    @model_validator(mode="after")
    def fit_together(self) -> Self:
        if self.action is DonationAction.CANCEL and not self.note:
            raise ValueError("give a note that says why you cancel it")
        if self.expected_arrival_at is not None and self.action is not DonationAction.SHIP:
            raise ValueError("expected_arrival_at goes with ship only")
        return self
