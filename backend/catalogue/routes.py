"""GET /items, /items/families, /items/{id}."""

from flask import Response

from backend.access.guard import requires
from backend.access.permissions import Permission
from backend.catalogue import queries
from backend.catalogue.item_detail import item_detail
from backend.catalogue.schemas import FamilyOut, ItemDetailOut, ItemOut, ItemPath, ItemQuery
from backend.core.http import blueprint
from backend.core.listing import listing
from backend.core.paging import Ordering
from backend.core.schemas import ListQuery, Page
from backend.extensions import current_session

items = blueprint("items", "/items")
blueprints = (items,)


@items.get("")
@requires(Permission.ITEM_READ)
def list_items(query: ItemQuery) -> Page[ItemOut] | Response:
    """List items with their classes, stock and days of cover."""
    return listing(query, queries.items(query), ItemOut, ordering=Ordering(default="sku"))


@items.get("/families")
@requires(Permission.ITEM_READ)
def list_item_families(query: ListQuery) -> Page[FamilyOut] | Response:
    """List the families of items and how many items each one has."""
    by_name = Ordering(default="family", unique=("family",))
    return listing(query, queries.families(), FamilyOut, ordering=by_name)


@items.get("/<int:item_id>", versioned=True)
@requires(Permission.ITEM_READ)
def get_item(path: ItemPath) -> ItemDetailOut:
    """Show one item: classes, suppliers, stock and plan by site, orders still to come."""
    return item_detail(current_session(), path.item_id)
