"""GET, POST /procurements; GET, PATCH /procurements/{id}.

The steps and receipts of a procurement are the domain ``execution``'s: they also move stock and
tell the needs list.
"""

from flask import Response, url_for

from backend.access.guard import current_user, requires
from backend.access.permissions import Permission
from backend.core.http import blueprint, idempotent, require_match
from backend.core.listing import listing
from backend.core.paging import Ordering
from backend.core.schemas import Page
from backend.extensions import current_session
from backend.procurement.purchases import queries, service
from backend.procurement.purchases.schemas import (
    ProcurementChange,
    ProcurementDetailOut,
    ProcurementDraft,
    ProcurementOut,
    ProcurementPath,
    ProcurementQuery,
)
from backend.procurement.purchases.viewers import viewer_of

procurements = blueprint("procurements", "/procurements")

LATEST_FIRST = Ordering(default="-updated_at")


@procurements.get("")
@requires(Permission.PROCUREMENT_READ)
def list_procurements(query: ProcurementQuery) -> Page[ProcurementOut] | Response:
    """List procurements, the last changed first."""
    rows = queries.procurements(query)
    return listing(query, rows, ProcurementOut, ordering=LATEST_FIRST)


@procurements.post("", status=201, problems=(409,))
@requires(Permission.PROCUREMENT_EDIT)
@idempotent
def create_procurement(body: ProcurementDraft) -> tuple[ProcurementDetailOut, dict[str, str]]:
    """Draft a purchase that no needs list asks for."""
    procurement = service.create(current_session(), body, by=current_user().id)
    location = url_for("procurements.get_procurement", procurement_id=procurement.id)
    return seen(procurement.id), {"Location": location}


@procurements.get("/<int:procurement_id>", versioned=True)
@requires(Permission.PROCUREMENT_READ)
def get_procurement(path: ProcurementPath) -> ProcurementDetailOut:
    """Show one procurement with its lines and what the caller may do next."""
    return seen(path.procurement_id)


@procurements.patch("/<int:procurement_id>", versioned=True, problems=(409,))
@requires(Permission.PROCUREMENT_EDIT)
def change_procurement(path: ProcurementPath, body: ProcurementChange) -> ProcurementDetailOut:
    """Change a draft: supplier, method, notes or lines."""
    procurement = service.lock(current_session(), path.procurement_id)
    require_match(procurement.version, seen(path.procurement_id))
    service.change(current_session(), procurement, body)
    return seen(path.procurement_id)


def seen(procurement_id: int) -> ProcurementDetailOut:
    return queries.procurement(
        current_session(), procurement_id, viewer_of(current_session(), current_user())
    )
