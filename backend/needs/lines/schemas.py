"""The lines of needs lists as the API shows them, and what people send."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from backend.core.schemas import Exact, Id, In, ListQuery, Out, PathModel, Query
from backend.needs.calculation.rules import Confidence, Severity
from backend.needs.lists.workflow import AdjustmentReason

Horizon = Literal["A", "B", "C"]
# What NUMERIC(18, 4) holds.
Amount = Annotated[Decimal, Field(ge=0, lt=Decimal(10) ** 14, decimal_places=4)]


class NeedsListLinePath(PathModel):
    needs_list_id: Id
    line_id: Id


class NeedsListLineOut(Out):
    """``quantity`` is what is asked for: what people made of the gap, or else the gap."""

    id: int
    needs_list_id: int
    item_id: int
    sku: str
    item_name: str
    category: str | None
    unit: str
    severity: Severity
    time_to_stockout_hours: Exact | None
    time_to_stockout_with_inbound_hours: Exact | None
    burn_rate: Exact | None
    burn_rate_source: str
    usable_quantity: Exact | None
    reserved_quantity: Exact | None
    available_quantity: Exact | None
    inbound_transfer_quantity: Exact
    inbound_donation_quantity: Exact
    inbound_procurement_quantity: Exact
    coverage_quantity: Exact | None
    required_quantity: Exact | None
    gap_quantity: Exact
    adjusted_quantity: Exact | None
    adjustment_reason_code: AdjustmentReason | None
    adjustment_note: str | None
    adjusted_by: str | None
    adjusted_at: dt.datetime | None
    quantity: Exact
    horizon_a_quantity: Exact
    horizon_b_quantity: Exact
    horizon_c_quantity: Exact
    unmet_quantity: Exact
    surplus_quantity: Exact
    unit_cost: Exact | None
    estimated_value: Exact | None
    confidence: Confidence
    confidence_reasons: list[str]
    warnings: list[str]
    fulfilled_quantity: Exact
    fulfillment_status: str
    note_count: int
    version: int


class LineAllocationOut(Out):
    """What one source gives to the line, and when it is there."""

    sequence: int
    horizon: Horizon
    source_site_id: int | None
    source_site_code: str | None
    source_site_name: str | None
    donation_item_id: int | None
    donation_no: str | None
    supplier_id: int | None
    supplier_name: str | None
    quantity: Exact
    lead_time_hours: Exact
    arrives_at: dt.datetime
    is_in_time: bool | None
    reasons: list[str]


class ReviewNoteOut(Out):
    id: int
    note: str
    created_by_id: int | None
    created_by: str | None
    at: dt.datetime


class NeedsListLineDetailOut(NeedsListLineOut):
    """A line with where its gap is filled from and what reviewers said."""

    allocations: list[LineAllocationOut]
    notes: list[ReviewNoteOut]


class LineQuery(ListQuery):
    severity: list[Severity] | None = None
    confidence: list[Confidence] | None = None
    horizon: list[Horizon] | None = Field(
        default=None, description="Lines that one of these horizons gives something to."
    )
    adjusted: bool | None = None
    q: str | None = Field(
        default=None, min_length=1, max_length=200, description="Part of a SKU or name."
    )


class NeedsListLineChange(In):
    """``quantity`` null takes the adjustment back; any other needs a reason."""

    quantity: Amount | None
    reason_code: AdjustmentReason | None = None
    note: str | None = Field(default=None, min_length=1, max_length=500)

    @model_validator(mode="after")
    def say_why(self) -> Self:
        if (self.quantity is None) != (self.reason_code is None):
            raise ValueError("an adjusted quantity needs a reason_code, and only that")
        if self.reason_code is AdjustmentReason.OTHER and self.note is None:
            raise ValueError("say in note what the other reason is")
        return self


class NeedsListLineDraft(In):
    """An item to add; without a quantity, what the calculation finds missing."""

    item_id: Id
    quantity: Amount | None = None
    reason_code: AdjustmentReason | None = None
    note: str | None = Field(default=None, min_length=1, max_length=500)

    @model_validator(mode="after")
    def say_why(self) -> Self:
        if (self.quantity is None) != (self.reason_code is None):
            raise ValueError("a quantity of your own needs a reason_code, and only that")
        if self.reason_code is AdjustmentReason.OTHER and self.note is None:
            raise ValueError("say in note what the other reason is")
        return self


class LineRemoval(Query):
    """Why the line is not needed; it stays in the audit log with all it said."""

    reason_code: AdjustmentReason
    note: str | None = Field(default=None, min_length=1, max_length=500)


class ReviewNoteDraft(In):
    note: str = Field(min_length=1, max_length=1000)


class LineStepOut(Out):
    """One named result on the way, with the formula it came from."""

    name: str
    formula: str
    value: Exact | str | None
    unit: str


class LineExplanationOut(Out):
    """The decision receipt of a line, to follow, check and repeat."""

    line_id: int
    formula_version: str
    inputs: dict[str, Any] = Field(
        description="Each with its value, the time it is as of and the table it is from."
    )
    steps: list[LineStepOut]
    result: dict[str, Any]
    confidence: Confidence
    reasons: list[str]
    warnings: list[str]
    hash: str = Field(description="SHA-256 of the stored explanation in canonical JSON.")
    is_intact: bool = Field(description="The stored explanation still has this hash.")
    is_repeatable: bool = Field(description="Deciding again from the inputs gives the same result.")


class MovedValueOut(Out):
    """One value that moved, by its path."""

    name: str
    before: Any
    after: Any


class LineReplayOut(Out):
    """What today's data would give instead, and which inputs moved. Nothing is changed by it."""

    line_id: int
    as_of: dt.datetime
    recorded_as_of: dt.datetime
    inputs: list[MovedValueOut]
    result: list[MovedValueOut]
    explanation: dict[str, Any]


class DonationRequestOut(Out):
    """One item that donors are asked for."""

    sku: str
    item_name: str
    unit: str
    required_quantity: Exact


class ProcurementRequestOut(Out):
    """One item to be bought; costs are null where the item has none."""

    sku: str
    item_name: str
    unit: str
    required_quantity: Exact
    estimated_unit_cost: Exact | None
    estimated_total_cost: Exact | None
