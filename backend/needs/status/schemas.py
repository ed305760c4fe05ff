"""Stock status, how fresh it is, and how burn rates went, as the API shows them."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from backend.core.schemas import LARGEST_ID, Exact, Id, ListQuery, Out, Query
from backend.needs.burn.rules import Freshness, Source
from backend.needs.phases import Phase

Severity = Literal["CRITICAL", "WARNING", "WATCH", "OK"]
SyncStatus = Literal["ONLINE", "STALE", "OFFLINE", "UNKNOWN"]
Banner = Literal["ALL_FRESH", "SOME_STALE", "CRITICAL_STALE"]
EventId = Annotated[int, Field(ge=0, le=LARGEST_ID, description="0: without an event.")]


class StockStatusQuery(ListQuery):
    event_id: EventId = 0
    site_id: Id | None = None
    item_id: Id | None = None
    severity: Severity | None = None
    freshness: Freshness | None = None
    family: str | None = None
    category: str | None = None
    q: str | None = Field(default=None, max_length=100, description="Part of a SKU or item name.")
    running_out: bool | None = Field(
        default=None, description="Whether a time to stock-out is known."
    )


class StockStatusOut(Out):
    """What is left of an item at a site, and how long it lasts."""

    event_id: int
    site_id: int
    site_code: str
    site_name: str
    item_id: int
    sku: str
    item_name: str
    family: str | None
    category: str | None
    unit: str
    phase: Phase
    severity: Severity = Field(description="From what is available alone, without inbound.")
    time_to_stockout_hours: Exact | None = Field(
        description="Null where nothing is used, or where it is not known how much."
    )
    time_to_stockout_with_inbound_hours: Exact | None
    on_hand: Exact
    expired_quantity: Exact
    usable_quantity: Exact
    reserved_quantity: Exact
    available_quantity: Exact = Field(description="Usable less reserved, and never below zero.")
    inbound_transfer_quantity: Exact = Field(description="Dispatched.")
    inbound_donation_quantity: Exact = Field(description="Confirmed and sent.")
    inbound_procurement_quantity: Exact = Field(description="Shipped, less what was received.")
    inbound_quantity: Exact
    min_stock_threshold: Exact
    surplus_quantity: Exact = Field(description="Available above the site's own threshold.")
    burn_rate: Exact | None = Field(description="Units an hour; null where it is not known.")
    burn_rate_source: Source
    burn_rate_reasons: list[str] = Field(description="Codes of what to know about the rate.")
    window_hours: Exact | None
    freshness: Freshness = Field(description="By the limits of the phase.")
    sync_status: SyncStatus
    hours_behind: Exact | None
    data_up_to: dt.datetime | None
    as_of: dt.datetime | None = Field(description="The newest instant that any site reported.")
    refreshed_at: dt.datetime


class FreshnessQuery(Query):
    event_id: EventId = 0


class ReportingSiteOut(Out):
    """How far a site's records are behind, and what depends on them."""

    site_id: int
    code: str
    name: str
    freshness: Freshness
    sync_status: SyncStatus
    hours_behind: Exact | None = Field(description="Null where the site never reported.")
    data_up_to: dt.datetime | None
    critical_items: int = Field(description="Items of it that run out within 8 hours.")


class StockFreshnessOut(Out):
    """How far the stock status can be believed, in one word and by site."""

    event_id: int
    phase: Phase
    as_of: dt.datetime | None
    state: Banner = Field(
        description=(
            "CRITICAL_STALE where a stale site has critical items or no site is fresh, "
            "SOME_STALE where any site is stale, else ALL_FRESH."
        )
    )
    fresh: int
    ageing: int
    stale: int
    sites: list[ReportingSiteOut] = Field(description="Those furthest behind first.")


class BurnRateQuery(ListQuery):
    item_id: Id
    site_id: Id
    event_id: EventId = 0


class BurnRateOut(Out):
    """One calculation of a burn rate."""

    id: int
    calculated_at: dt.datetime = Field(description="As of when the data was looked at.")
    phase: Phase
    rate: Exact | None
    source: Source
    freshness: Freshness
    window_hours: Exact
    issue_count: int
    issued_quantity: Exact
    available_quantity: Exact | None
    time_to_stockout_hours: Exact | None
