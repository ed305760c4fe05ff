"""Suppliers as the API shows them."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from backend.core.schemas import Exact, Id, ListQuery, Out, PathModel

SupplierType = Literal["DOMESTIC", "IMPORT", "HYBRID"]


class SupplierPath(PathModel):
    supplier_id: Id


class SupplierQuery(ListQuery):
    q: str | None = Field(default=None, max_length=100, description="Part of a code or name.")
    type: SupplierType | None = None
    country: str | None = None
    item_id: Id | None = Field(default=None, description="Only suppliers that offer this item.")
    active: bool | None = None


class SupplierOut(Out):
    """A supplier, with how it has kept its word so far."""

    id: int
    code: str
    name: str
    type: SupplierType | None
    country: str | None
    reliability: float | None = Field(description="As stated, from 0 to 1.")
    stated_lead_time_days: float | None
    is_active: bool
    items: int = Field(description="Items that it offers.")
    observations: int = Field(description="Lines received whose order date is known.")
    mean_lead_time_days: float | None
    sd_lead_time_days: float | None = Field(description="Null with fewer than two observations.")
    due: int = Field(description="Lines that should have come by the end of the data.")
    late: int = Field(description="Of these, received late or still open.")
    late_share: float | None
    open_orders: int
    overdue_orders: int


class SupplierItemOut(Out):
    """An item that the supplier offers or has delivered."""

    item_id: int
    sku: str
    item_name: str
    is_preferred: bool
    stated_lead_time_days: float | None
    min_order_quantity: Exact | None
    pack_size: Exact | None
    unit_price: Exact | None
    lead_time_source: Literal["OBSERVED", "SUPPLIER", "STATED"] | None = Field(
        description="What the plan's lead time rests on."
    )
    mean_lead_time_days: float | None
    sd_lead_time_days: float | None
    observations: int | None
    late_share: float | None
    mean_days_late: float | None


class SupplierDetailOut(SupplierOut):
    offered: list[SupplierItemOut]
    created_at: datetime
    updated_at: datetime
    version: int
