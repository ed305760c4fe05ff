"""Sites and stock as the API shows them."""

import datetime as dt
from typing import Literal, Self

from pydantic import Field, model_validator

from backend.core.schemas import Exact, Id, ListQuery, Out, PathModel

SiteType = Literal["WAREHOUSE", "STORE", "DISTRIBUTION_CENTER", "HUB", "CUSTOMER"]
Freshness = Literal["HIGH", "MEDIUM", "LOW"]
Bucket = Literal["day", "week", "month"]
# Fifteen years of days, so that a chart needs one request.
LONGEST_SERIES = 5500


class SitePath(PathModel):
    site_id: Id


class SiteQuery(ListQuery):
    q: str | None = Field(default=None, max_length=100, description="Part of a code or name.")
    type: SiteType | None = None
    region: str | None = Field(default=None, description="The code of a region.")
    freshness: Freshness | None = None
    active: bool | None = None


class SiteOut(Out):
    """A site, with how far its records lag behind those of the freshest one."""

    id: int
    code: str
    name: str
    type: SiteType
    region: str | None
    region_name: str | None
    country: str | None
    latitude: float | None
    longitude: float | None
    time_zone: str | None
    is_active: bool
    last_synced_at: dt.datetime | None
    last_data_at: dt.datetime | None
    hours_behind: float | None = Field(
        description="Between its newest record and the newest of all sites of its kind."
    )
    freshness: Freshness | None = Field(
        description=(
            "HIGH up to 24 hours behind, MEDIUM up to 48, LOW beyond. Null where the site is not "
            "active or has no record."
        )
    )
    freshness_basis: Literal["SYNC", "LEDGER", "DEMAND"] | None = Field(
        description="What the newest record is: a synchronisation, a stock movement, demand."
    )
    items_in_stock: int
    items_out_of_stock: int


class SiteDetailOut(SiteOut):
    created_at: dt.datetime
    updated_at: dt.datetime
    version: int


class InventoryQuery(ListQuery):
    q: str | None = Field(default=None, max_length=100, description="Part of a SKU or item name.")
    item_id: Id | None = None
    site_id: Id | None = None
    family: str | None = None
    out_of_stock: bool | None = None
    below_reorder_point: bool | None = None
    expires_before: dt.date | None = Field(
        default=None, description="Only where some of the stock expires before this day."
    )


class LotOut(Out):
    """What is left of one lot at the site."""

    lot_id: int
    lot_number: str
    expires_on: dt.date | None
    quantity: float
    is_estimated: bool = Field(
        description="Some issues named no lot and were taken from what expires first."
    )


class InventoryOut(Out):
    """Stock of one item at one site on the last day that is known."""

    item_id: int
    sku: str
    item_name: str
    family: str | None
    unit: str
    site_id: int
    site_code: str
    site_name: str
    date: dt.date
    on_hand: float
    reserved: float
    available: float
    unit_cost: Exact | None
    value: Exact | None = Field(description="On hand at unit cost; null without one.")
    days_of_cover: float | None
    safety_stock: float | None
    reorder_point: float | None
    next_expiry_on: dt.date | None
    lots: list[LotOut]


class StockSeriesQuery(ListQuery):
    """Which item, where, from when to when. Both days are included."""

    item_id: Id
    site_id: Id | None = Field(default=None, description="All sites together where left out.")
    start_date: dt.date | None = None
    end_date: dt.date | None = None
    bucket: Bucket = "day"
    limit: int = Field(default=LONGEST_SERIES, ge=1, le=LONGEST_SERIES)

    @model_validator(mode="after")
    def start_before_end(self) -> Self:
        if self.start_date and self.end_date and self.start_date > self.end_date:
            raise ValueError("start_date lies after end_date")
        return self


class StockPointOut(Out):
    """Stock at the end of a bucket of days, and what came and went in it."""

    date: dt.date = Field(description="The first day of the bucket; a week begins on Monday.")
    until: dt.date = Field(description="The last day that is known in it, which stock is of.")
    on_hand: float
    reserved: float
    available: float
    received: float
    issued: float
    sites: int = Field(description="How many sites the figures are the sum of.")
    is_complete: bool = Field(
        description="Every site that had stock records before has some in this bucket too."
    )
    safety_stock: float | None = Field(description="Of the current plan, the same in every row.")
    reorder_point: float | None = Field(description="Of the current plan, the same in every row.")
