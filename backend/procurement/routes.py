"""GET /orders, /orders/{id}."""

from flask import Response

from backend.access.guard import requires
from backend.access.permissions import Permission
from backend.core.http import blueprint
from backend.core.listing import listing
from backend.core.paging import Ordering
from backend.core.schemas import Page
from backend.extensions import current_session
from backend.procurement import queries
from backend.procurement.purchases.routes import procurements
from backend.procurement.schemas import OrderDetailOut, OrderOut, OrderPath, OrderQuery

orders = blueprint("orders", "/orders")
blueprints = (orders, procurements)


@orders.get("")
@requires(Permission.ORDER_READ)
def list_orders(query: OrderQuery) -> Page[OrderOut] | Response:
    """List order lines, the newest first."""
    newest_first = Ordering(default="-ordered_on,-id")
    return listing(query, queries.orders(query), OrderOut, ordering=newest_first)


@orders.get("/<int:order_id>", versioned=True)
@requires(Permission.ORDER_READ)
def get_order(path: OrderPath) -> OrderDetailOut:
    """Show one order line."""
    return queries.order(current_session(), path.order_id)
