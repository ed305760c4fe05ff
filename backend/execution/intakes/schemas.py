"""Intakes of donations as the API takes and shows them."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from backend.core import clock
from backend.core.schemas import Exact, Id, In, ListQuery, Moment, Out, PathModel
from backend.execution.donations.schemas import MOST_LINES, Amount, IntakeOut, Text
from backend.execution.donations.workflow import Action, IntakeStatus

Part = Annotated[Decimal, Field(ge=0, max_digits=18, decimal_places=4)]


class IntakePath(PathModel):
    intake_id: Id


class IntakeQuery(ListQuery):
    status: list[IntakeStatus] | None = None
    site_id: Id | None = None


class IntakeLineOut(Out):
    """What was counted of one item and lot: usable = counted - defective - expired."""

    id: int
    donation_item_id: int
    item_id: int
    sku: str
    item_name: str
    unit: str
    counted_quantity: Exact
    defective_quantity: Exact
    expired_quantity: Exact
    usable_quantity: Exact
    lot_number: str | None
    expires_on: dt.date | None


class IntakeDetailOut(IntakeOut):
    lines: list[IntakeLineOut]
    receipt_no: str | None = Field(description="The goods received note, once verified.")
    actions: list[Action]


class IntakeLineIn(In):
    donation_item_id: Id
    counted_quantity: Amount
    defective_quantity: Part = Decimal(0)
    expired_quantity: Part = Decimal(0)
    lot_number: str | None = Field(default=None, min_length=1, max_length=100)
    expires_on: dt.date | None = None

    @model_validator(mode="after")
    def fit_together(self) -> Self:
        if self.defective_quantity + self.expired_quantity > self.counted_quantity:
            raise ValueError("more is defective and expired than was counted")
        if self.expires_on is not None and self.lot_number is None:
            raise ValueError("an expiry date belongs to a lot: give its number")
        return self


class IntakeDraft(In):
    """A count. It cannot be edited: cancel a wrong one and count again."""

    site_id: Id
    arrived_at: Moment
    notes: Text | None = None
    lines: list[IntakeLineIn] = Field(min_length=1, max_length=MOST_LINES)

    @model_validator(mode="after")
    def has_arrived(self) -> Self:
        if self.arrived_at > clock.now():
            raise ValueError("arrived_at must not lie in the future")
        return self


class IntakeStep(In):
    action: Literal[Action.SUBMIT, Action.VERIFY, Action.CANCEL]
    note: Text | None = Field(default=None, description="Required to cancel.")

    @model_validator(mode="after")
    def cancel_with_reason(self) -> Self:
        if self.action is Action.CANCEL and not self.note:
            raise ValueError("give a note that says why you cancel it")
        return self
