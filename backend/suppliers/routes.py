"""GET /suppliers, /suppliers/{id}."""

from flask import Response

from backend.access.guard import requires
from backend.access.permissions import Permission
from backend.core.http import blueprint
from backend.core.listing import listing
from backend.core.paging import Ordering
from backend.core.schemas import Page
from backend.extensions import current_session
from backend.suppliers import queries
from backend.suppliers.schemas import (
    SupplierDetailOut,
    SupplierOut,
    SupplierPath,
    SupplierQuery,
)

suppliers = blueprint("suppliers", "/suppliers")
blueprints = (suppliers,)


@suppliers.get("")
@requires(Permission.SUPPLIER_READ)
def list_suppliers(query: SupplierQuery) -> Page[SupplierOut] | Response:
    """List suppliers with the lead time and lateness of their deliveries."""
    by_code = Ordering(default="code")
    return listing(query, queries.suppliers(query), SupplierOut, ordering=by_code)


@suppliers.get("/<int:supplier_id>", versioned=True)
@requires(Permission.SUPPLIER_READ)
def get_supplier(path: SupplierPath) -> SupplierDetailOut:
    """Show one supplier and every item it offers or has delivered."""
    return queries.supplier_detail(current_session(), path.supplier_id)
