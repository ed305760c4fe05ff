"""GET /stock-status, /stock-status/freshness, /burn-rates."""

from flask import Response

from backend.access.guard import requires
from backend.access.permissions import Permission
from backend.core.http import blueprint
from backend.core.listing import listing
from backend.core.paging import Ordering
from backend.core.schemas import Page
from backend.extensions import current_session
from backend.needs.status import queries
from backend.needs.status.freshness import freshness
from backend.needs.status.schemas import (
    BurnRateOut,
    BurnRateQuery,
    FreshnessQuery,
    StockFreshnessOut,
    StockStatusOut,
    StockStatusQuery,
)

stock_status = blueprint("stock-status", "/stock-status")
burn_rates = blueprint("burn-rates", "/burn-rates")
blueprints = (stock_status, burn_rates)

# Severity falls as the time to stock-out grows, so this is by severity, then by time.
MOST_URGENT_FIRST = Ordering(
    default="time_to_stockout_hours",
    unique=("site_id", "item_id"),
    allowed=frozenset(StockStatusOut.model_fields)
    - {"severity", "freshness", "sync_status", "burn_rate_reasons"},
)
LATEST_FIRST = Ordering(default="-calculated_at,-id")


@stock_status.get("")
@requires(Permission.STOCK_STATUS_READ)
def list_stock_status(query: StockStatusQuery) -> Page[StockStatusOut] | Response:
    """List what each site has left of each item and how long it lasts, the most urgent first."""
    return listing(query, queries.stock_status(query), StockStatusOut, ordering=MOST_URGENT_FIRST)


@stock_status.get("/freshness", problems=(404,))
@requires(Permission.STOCK_STATUS_READ)
def get_freshness(query: FreshnessQuery) -> StockFreshnessOut:
    """Show how far the stock status can be believed, as a whole and by site."""
    return freshness(current_session(), query.event_id)


@burn_rates.get("")
@requires(Permission.STOCK_STATUS_READ)
def list_burn_rates(query: BurnRateQuery) -> Page[BurnRateOut] | Response:
    """List every calculation of how fast an item goes out at a site, the latest first."""
    return listing(query, queries.burn_rates(query), BurnRateOut, ordering=LATEST_FIRST)
