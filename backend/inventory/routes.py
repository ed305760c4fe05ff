"""GET /sites, /sites/{id}, /inventory, /inventory/timeseries."""

from flask import Response

from backend.access.guard import requires
from backend.access.permissions import Permission
from backend.core.http import blueprint
from backend.core.listing import listing
from backend.core.paging import Ordering
from backend.core.replica import reading_session
from backend.core.schemas import Page
from backend.extensions import current_session
from backend.inventory import queries
from backend.inventory.schemas import (
    InventoryOut,
    InventoryQuery,
    SiteDetailOut,
    SiteOut,
    SitePath,
    SiteQuery,
    StockPointOut,
    StockSeriesQuery,
)
from backend.inventory.series import check_subject, stock_series

sites = blueprint("sites", "/sites")
inventory = blueprint("inventory", "/inventory")
blueprints = (sites, inventory)

BY_SKU = Ordering(default="sku,site_code", unique=("item_id", "site_id"))
BY_DATE = Ordering(default="date", unique=("date",), counts_along=True)


@sites.get("")
@requires(Permission.SITE_READ)
def list_sites(query: SiteQuery) -> Page[SiteOut] | Response:
    """List sites and how fresh their records are."""
    return listing(query, queries.sites(query), SiteOut, ordering=Ordering(default="code"))


@sites.get("/<int:site_id>", versioned=True)
@requires(Permission.SITE_READ)
def get_site(path: SitePath) -> SiteDetailOut:
    """Show one site."""
    return queries.site(current_session(), path.site_id)


@inventory.get("")
@requires(Permission.STOCK_READ)
def list_inventory(query: InventoryQuery) -> Page[InventoryOut] | Response:
    """List current stock by item and site, with lots and their expiry."""
    return listing(query, queries.inventory(query), InventoryOut, ordering=BY_SKU)


@inventory.get("/timeseries", problems=(404,))
@requires(Permission.STOCK_READ)
def list_inventory_timeseries(query: StockSeriesQuery) -> Page[StockPointOut] | Response:
    """Show an item's stock over time, at one site or at all of them together."""
    check_subject(reading_session(), query)
    return listing(query, stock_series(query), StockPointOut, ordering=BY_DATE)
