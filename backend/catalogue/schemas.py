"""Items as the API shows them."""

from datetime import date, datetime
from typing import Any, Literal

from pydantic import Field

from backend.core.schemas import Exact, Id, ListQuery, Out, PathModel

AbcClass = Literal["A", "B", "C"]
XyzClass = Literal["X", "Y", "Z"]
DemandClass = Literal["SMOOTH", "ERRATIC", "INTERMITTENT", "LUMPY"]
CoverReason = Literal["NO_STOCK_DATA", "NO_FORECAST", "NO_DEMAND_EXPECTED"]


class ItemPath(PathModel):
    item_id: Id


class ItemQuery(ListQuery):
    """Filters of the item list; all of them together."""

    q: str | None = Field(
        default=None,
        max_length=100,
        description="Words that begin words of SKU, name or family, or the beginning of a SKU.",
    )
    family: str | None = None
    abc_class: AbcClass | None = None
    xyz_class: XyzClass | None = None
    demand_class: DemandClass | None = None
    active: bool | None = None
    site_id: Id | None = Field(
        default=None,
        description="Only items with stock or a plan at this site; stock and cover are its own.",
    )


class ItemOut(Out):
    """An item with its classes and its stock, summed over sites."""

    id: int
    sku: str
    name: str
    family: str | None
    category: str | None
    unit: str
    unit_cost: Exact | None
    unit_price: Exact | None
    criticality: int | None
    shelf_life_days: int | None
    is_active: bool
    introduced_on: date | None
    discontinued_on: date | None
    abc_class: AbcClass | None
    abc_basis: Literal["VALUE", "QUANTITY"] | None
    xyz_class: XyzClass | None
    demand_class: DemandClass | None
    trailing_quantity: float | None = Field(description="Demand of the trailing year, in units.")
    trailing_value: float | None = Field(description="Demand of the trailing year, in money.")
    on_hand: float | None
    available: float | None
    stock_as_of: date | None = Field(description="The oldest of the days that stock is known for.")
    days_of_cover: float | None = Field(
        description="Available stock over the mean forecast of a day, where both are known."
    )
    days_of_cover_reason: CoverReason | None


class FamilyOut(Out):
    family: str
    items: int


class SupplierTermsOut(Out):
    """On what terms a supplier delivers the item, and how long it took so far."""

    supplier_id: int
    supplier_code: str
    supplier_name: str
    is_preferred: bool
    stated_lead_time_days: float | None
    min_order_quantity: Exact | None
    pack_size: Exact | None
    unit_price: Exact | None
    lead_time_source: Literal["OBSERVED", "SUPPLIER", "STATED"] | None
    mean_lead_time_days: float | None
    sd_lead_time_days: float | None
    observations: int | None


class ItemSiteOut(Out):
    """The item at one site: stock as it stands and the current plan."""

    site_id: int
    site_code: str
    site_name: str
    on_hand: float | None
    available: float | None
    stock_as_of: date | None
    forecast_per_day: float | None
    days_of_cover: float | None
    safety_stock: float | None
    reorder_point: float | None
    order_up_to: float | None
    plan_as_of: date | None
    confidence: Literal["HIGH", "MEDIUM", "LOW"] | None
    reasons: list[str] | None


class OpenOrderOut(Out):
    """An order line of the item that is still to come."""

    id: int
    order_number: str
    line_number: int
    supplier_name: str | None
    site_code: str
    outstanding_quantity: Exact
    ordered_on: date | None
    expected_on: date | None
    is_overdue: bool


class ItemDetailOut(ItemOut):
    """Everything known about one item."""

    attributes: dict[str, Any]
    adi: float | None = Field(description="Mean number of periods between two with demand.")
    cv2: float | None = Field(description="Squared coefficient of variation of non-zero demand.")
    classified_at: datetime | None
    suppliers: list[SupplierTermsOut]
    sites: list[ItemSiteOut]
    open_orders: list[OpenOrderOut]
    created_at: datetime
    updated_at: datetime
    version: int
