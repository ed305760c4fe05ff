"""Procurements as the API takes and shows them."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from backend.core.schemas import Exact, Id, In, ListQuery, Moment, Out, PathModel
from backend.procurement.purchases.workflow import (
    ProcurementAction,
    ProcurementMethod,
    ProcurementStatus,
)

LineStatus = Literal["PENDING", "PARTIAL", "RECEIVED", "CANCELLED"]
Tier = Literal["TIER_1", "TIER_2", "TIER_3", "EMERGENCY"]
# As many digits as a column of quantities or money holds.
Amount = Annotated[Decimal, Field(gt=0, max_digits=18, decimal_places=4)]
Price = Annotated[Decimal, Field(ge=0, max_digits=18, decimal_places=4)]
Note = Annotated[str, Field(max_length=2000)]
MOST_LINES = 500
EXPLAINED = (ProcurementAction.REJECT, ProcurementAction.CLOSE_SHORT, ProcurementAction.CANCEL)


class ProcurementPath(PathModel):
    procurement_id: Id


class ProcurementQuery(ListQuery):
    q: str | None = Field(
        default=None, max_length=100, description="Part of a number, order number or supplier."
    )
    status: list[ProcurementStatus] | None = None
    site_id: Id | None = None
    supplier_id: Id | None = None
    item_id: Id | None = None
    event_id: Id | None = None
    needs_list_id: Id | None = None
    open: bool | None = Field(default=None, description="Neither received, rejected nor cancelled.")


class ProcurementOut(Out):
    """One purchase for one site."""

    id: int
    procurement_no: str
    status: ProcurementStatus
    method: ProcurementMethod
    site_id: int
    site_code: str
    site_name: str
    supplier_id: int | None
    supplier_name: str | None
    event_id: int | None
    event_name: str | None
    needs_list_id: int | None
    needs_list_no: str | None
    po_number: str | None
    line_count: int
    received_line_count: int
    total_value: Exact | None = Field(description="Null while a line has no price.")
    currency: str | None
    approval_tier: Tier | None
    expected_arrival_at: dt.datetime | None
    closed_short_at: dt.datetime | None = Field(description="Since when the rest is given up.")
    created_by: str | None
    created_at: dt.datetime
    updated_at: dt.datetime
    version: int


class ProcurementLineOut(Out):
    id: int
    item_id: int
    sku: str
    item_name: str
    unit: str
    needs_list_item_id: int | None
    ordered_quantity: Exact
    received_quantity: Exact
    outstanding_quantity: Exact = Field(description="What is still to come.")
    short_quantity: Exact = Field(description="What was ordered and will never come.")
    unit_price: Exact | None
    line_total: Exact | None
    status: LineStatus
    order_id: int | None = Field(description="The order line that it became.")


class ProcurementDetailOut(ProcurementOut):
    """A procurement with its lines, who did what, and what the caller may do next."""

    notes: str | None
    submitted_by: str | None
    submitted_at: dt.datetime | None
    approved_by: str | None
    approved_at: dt.datetime | None
    rejected_by: str | None
    rejected_at: dt.datetime | None
    reject_reason: str | None
    ordered_by: str | None
    ordered_at: dt.datetime | None
    shipped_by: str | None
    shipped_at: dt.datetime | None
    received_at: dt.datetime | None
    closed_short_by: str | None
    close_short_reason: str | None
    cancelled_by: str | None
    cancelled_at: dt.datetime | None
    cancel_reason: str | None
    lines: list[ProcurementLineOut]
    deciding_role: str | None = Field(description="Who the approval policy says decides on it.")
    actions: list[ProcurementAction]


class PurchaseLineIn(In):
    item_id: Id
    quantity: Amount
    unit_price: Price | None = Field(
        default=None, description="Null takes what the supplier asks, where that is known."
    )


def _each_item_once(lines: list[PurchaseLineIn] | None) -> None:
    items = [line.item_id for line in lines or ()]
    if len(items) != len(set(items)):
        raise ValueError("name each item once")


class ProcurementDraft(In):
    site_id: Id
    supplier_id: Id | None = None
    event_id: Id | None = None
    method: ProcurementMethod = ProcurementMethod.SINGLE_SOURCE
    notes: Note | None = None
    lines: list[PurchaseLineIn] = Field(min_length=1, max_length=MOST_LINES)

    @model_validator(mode="after")
    def name_items_once(self) -> Self:
        _each_item_once(self.lines)
        return self


class ProcurementChange(In):
    """What is not sent stays as it is; ``lines`` are the new ones, all of them."""

    supplier_id: Id | None = None
    method: ProcurementMethod = ProcurementMethod.SINGLE_SOURCE
    notes: Note | None = None
    lines: list[PurchaseLineIn] = Field(default=[], min_length=1, max_length=MOST_LINES)

    @model_validator(mode="after")
    def name_items_once(self) -> Self:
        _each_item_once(self.lines)
        return self


class ProcurementStep(In):
    """Receiving is not among the steps: it has lines, see ``/receipts``."""

    action: Literal[
        ProcurementAction.SUBMIT,
        ProcurementAction.APPROVE,
        ProcurementAction.REJECT,
        ProcurementAction.ORDER,
        ProcurementAction.SHIP,
        ProcurementAction.CLOSE_SHORT,
        ProcurementAction.CANCEL,
    ]
    note: Note | None = Field(
        default=None, description="Required to reject, to close short or to cancel."
    )
    po_number: str | None = Field(
        default=None, min_length=1, max_length=100, description="Required to order."
    )
    expected_arrival_at: Moment | None = Field(
        default=None, description="When the supplier says it arrives; to order or to ship."
    )

    @model_validator(mode="after")
    def fit_together(self) -> Self:
        if self.action in EXPLAINED and not self.note:
            raise ValueError(f"give a note that says why: {self.action} is not done without one")
        if (self.action is ProcurementAction.ORDER) != (self.po_number is not None):
            raise ValueError("po_number is given to order, and only then")
        if self.expected_arrival_at is not None and self.action not in (
            ProcurementAction.ORDER,
            ProcurementAction.SHIP,
        ):
            raise ValueError("expected_arrival_at goes with order and ship only")
        return self
