"""What people send when a purchase is delivered."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Self

from pydantic import Field, model_validator

from backend.core.schemas import Id, In

Counted = Annotated[Decimal, Field(ge=0, max_digits=18, decimal_places=4)]
MOST_LINES = 500


class ReceiptLineIn(In):
    """What was counted of one line, of one lot. Several lots are several lines."""

    line_id: Id
    quantity: Counted = Field(description="Usable, and put into stock.")
    damaged_quantity: Counted = Field(
        default=Decimal(0),
        description="Delivered but unusable: it counts as received, not as stock.",
    )
    lot_number: str | None = Field(default=None, min_length=1, max_length=100)
    expires_on: dt.date | None = None

    @model_validator(mode="after")
    def fit_together(self) -> Self:
        if self.quantity + self.damaged_quantity == 0:
            raise ValueError("count something, or leave the line out")
        if self.expires_on is not None and self.lot_number is None:
            raise ValueError("an expiry date belongs to a lot: give its number")
        return self


class ProcurementReceipt(In):
    lines: list[ReceiptLineIn] = Field(min_length=1, max_length=MOST_LINES)
    note: str | None = Field(default=None, max_length=2000)
