"""Transfers as the API takes and shows them."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from backend.core.schemas import Exact, Id, In, ListQuery, Moment, Out, PathModel
from backend.execution.transfers.workflow import (
    OverrideReason,
    TransferAction,
    TransferStatus,
    VarianceLevel,
    VarianceReason,
)

# What fits NUMERIC(18, 4), with room to add some up.
Amount = Annotated[Decimal, Field(gt=0, max_digits=14, decimal_places=4)]
Counted = Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=4)]
Note = Annotated[str, Field(max_length=1000)]
MOST_LINES = 200
Some = Field(min_length=1, max_length=MOST_LINES)


class TransferPath(PathModel):
    transfer_id: Id


class TransferQuery(ListQuery):
    q: str | None = Field(
        default=None, max_length=100, description="Part of a transfer, waybill or list number."
    )
    status: TransferStatus | None = None
    is_open: bool | None = Field(default=None, description="Goods have not been counted yet.")
    from_site_id: Id | None = None
    to_site_id: Id | None = None
    site_id: Id | None = Field(default=None, description="From it or to it.")
    event_id: Id | None = None
    needs_list_id: Id | None = None
    item_id: Id | None = None


class TransferOut(Out):
    """One consignment. ``expected_arrival`` is of people, or of the route where estimated."""

    id: int
    transfer_no: str
    status: TransferStatus
    needs_list_id: int | None
    needs_list_no: str | None
    event_id: int | None
    event_code: str | None
    from_site_id: int
    from_site_code: str
    from_site_name: str
    to_site_id: int
    to_site_code: str
    to_site_name: str
    lines: int
    waybill_no: str | None
    expected_arrival: dt.datetime | None
    is_arrival_estimated: bool
    dispatched_at: dt.datetime | None
    received_at: dt.datetime | None
    needs_investigation: bool
    has_open_override: bool
    created_by: str | None
    created_at: dt.datetime
    updated_at: dt.datetime
    version: int


class TransferOverrideOut(Out):
    """Other lots than those that expire first, and who asked for and allowed it."""

    requested_by: str | None
    reason_code: OverrideReason | None
    note: str | None
    approved_by: str | None
    approved_at: dt.datetime | None


class TransferDetailOut(TransferOut):
    notes: str | None
    submitted_by: str | None
    submitted_at: dt.datetime | None
    approved_by: str | None
    approved_at: dt.datetime | None
    dispatched_by: str | None
    departed_at: dt.datetime | None
    received_by: str | None
    reconciled_by: str | None
    reconciled_at: dt.datetime | None
    ended_by: str | None
    ended_at: dt.datetime | None
    end_reason: str | None
    override: TransferOverrideOut | None
    actions: list[TransferAction] = Field(description="What the caller may do with it now.")
    may_request_override: bool
    may_decide_override: bool


class TransferLotOut(Out):
    id: int
    lot_id: int | None
    lot_number: str | None
    expires_on: dt.date | None
    quantity: Exact
    received_quantity: Exact


class TransferLineQuery(ListQuery):
    pass


class TransferLineOut(Out):
    """One item: asked for, dispatched by lots, received."""

    id: int
    item_id: int
    sku: str
    item_name: str
    unit: str
    needs_list_item_id: int | None
    quantity: Exact
    dispatched_quantity: Exact
    received_quantity: Exact
    variance_pct: Exact | None = Field(
        description="(dispatched - received) / dispatched x 100; null until it was counted."
    )
    variance_level: VarianceLevel | None
    variance_reason_code: VarianceReason | None
    variance_note: str | None
    lots: list[TransferLotOut]


class TransferLotChoiceOut(Out):
    """One lot at the source, and how much of it will be sent as things stand."""

    lot_id: int | None
    lot_number: str | None
    expires_on: dt.date | None
    is_expired: bool
    on_hand: Exact
    first_expired_quantity: Exact = Field(description="What first expired, first out would send.")
    chosen_quantity: Exact = Field(description="What was asked for instead, or else the same.")


class TransferLineLotsOut(Out):
    line_id: int
    item_id: int
    sku: str
    item_name: str
    unit: str
    quantity: Exact
    missing_quantity: Exact = Field(description="What no usable lot can give.")
    lots: list[TransferLotChoiceOut]


class TransferLotsOut(Out):
    transfer_id: int
    as_of: dt.date = Field(description="The day that decides which lots have expired.")
    data: list[TransferLineLotsOut]


class NewTransferLine(In):
    item_id: Id
    quantity: Amount


class NewTransfer(In):
    from_site_id: Id
    to_site_id: Id
    event_id: Id | None = None
    expected_arrival: Moment | None = None
    notes: Note | None = None
    lines: Annotated[list[NewTransferLine], Some]


class TransferChange(In):
    """What is left out stays as it is."""

    expected_arrival: Moment | None = None
    notes: Note | None = None
    lines: Annotated[list[NewTransferLine], Some] | None = Field(
        default=None, description="All lines anew; only of a draft that no needs list made."
    )


class DispatchedTransferLine(In):
    line_id: Id
    quantity: Amount


class ReceivedTransferLot(In):
    """``lot_line_id`` is the id of the lot's part of the line, as the lines show it."""

    lot_line_id: Id
    quantity: Counted
    damaged_quantity: Counted = Decimal(0)


class ReceivedTransferLine(In):
    line_id: Id
    lots: Annotated[list[ReceivedTransferLot], Some]
    reason_code: VarianceReason | None = Field(
        default=None, description="Required where more than 2 % is missing."
    )
    note: Note | None = None


class TransferStep(In):
    action: TransferAction
    note: Note | None = Field(
        default=None, description="Required to reject, to cancel and to settle an investigation."
    )
    expected_arrival: Moment | None = Field(default=None, description="For dispatch and depart.")
    dispatched: Annotated[list[DispatchedTransferLine], Some] | None = Field(
        default=None, description="For dispatch, where less leaves than was approved."
    )
    received: Annotated[list[ReceivedTransferLine], Some] | None = Field(
        default=None, description="For receive: every line and every lot of it."
    )

    @model_validator(mode="after")
    def says_what_it_must(self) -> Self:
        if self.action in (TransferAction.REJECT, TransferAction.CANCEL) and not self.note:
            raise ValueError(f"give a note to {self.action} a transfer")
        if (self.action is TransferAction.RECEIVE) != (self.received is not None):
            raise ValueError("say what was received, when receiving and only then")
        if self.dispatched is not None and self.action is not TransferAction.DISPATCH:
            raise ValueError("say what is dispatched only when dispatching")
        return self


class TransferOverrideLot(In):
    line_id: Id
    lot_id: Id | None = None
    quantity: Amount


class TransferOverride(In):
    """Ask for other lots than those that expire first, or decide on what another asked for."""

    action: Literal["request", "approve", "refuse"]
    reason_code: OverrideReason | None = None
    note: Note | None = None
    lots: Annotated[list[TransferOverrideLot], Some] | None = None

    @model_validator(mode="after")
    def request_with_reason(self) -> Self:
        if self.action == "request" and not (self.reason_code and self.note and self.lots):
            raise ValueError("give the lots, a reason code and a note to ask for an override")
        if self.action == "refuse" and not self.note:
            raise ValueError("give a note to refuse an override")
        return self
