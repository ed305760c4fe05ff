"""Orders as the API shows them."""

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from backend.core.schemas import Exact, Id, ListQuery, Out, PathModel

OrderStatus = Literal["PLACED", "PART_RECEIVED", "RECEIVED", "CANCELLED"]


class OrderPath(PathModel):
    order_id: Id


class OrderQuery(ListQuery):
    q: str | None = Field(
        default=None, max_length=100, description="The beginning of an order number."
    )
    supplier_id: Id | None = None
    item_id: Id | None = None
    site_id: Id | None = None
    status: OrderStatus | None = None
    open: bool | None = Field(default=None, description="Still to come, in whole or in part.")
    overdue: bool | None = Field(
        default=None, description="Open, although it should have come by the end of the data."
    )


class OrderOut(Out):
    """One line of an order."""

    id: int
    order_number: str
    line_number: int
    supplier_id: int | None
    supplier_name: str | None
    item_id: int
    sku: str
    item_name: str
    unit: str
    site_id: int
    site_code: str
    site_name: str
    quantity: Exact
    received_quantity: Exact
    outstanding_quantity: Exact
    unit_price: Exact | None
    value: Exact | None
    ordered_on: date | None
    expected_on: date | None
    received_on: date | None
    status: OrderStatus
    is_overdue: bool
    days_late: int | None = Field(
        description="Days after the expected one: until receipt, or so far. Null while not due."
    )


class OrderDetailOut(OrderOut):
    lead_time_days: int | None = Field(description="From order to receipt, once received.")
    known_to: date | None = Field(description="The day that lateness is measured by.")
    created_at: datetime
    updated_at: datetime
    version: int
