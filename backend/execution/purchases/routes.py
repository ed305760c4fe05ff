"""POST /procurements/{id}/steps, POST /procurements/{id}/receipts."""

from backend.access.guard import current_user, permit, requires
from backend.access.permissions import Permission
from backend.core.http import blueprint, idempotent, require_match
from backend.execution.purchases import service
from backend.execution.purchases.schemas import ProcurementReceipt
from backend.extensions import current_session
from backend.procurement.purchases import queries
from backend.procurement.purchases.authority import DECISIONS, PERMISSIONS, Viewer
from backend.procurement.purchases.schemas import (
    ProcurementDetailOut,
    ProcurementPath,
    ProcurementStep,
)
from backend.procurement.purchases.viewers import viewer_of
from backend.procurement.purchases.workflow import ProcurementAction

procurement_steps = blueprint("procurement_steps", "/procurements")


@procurement_steps.post("/<int:procurement_id>/steps", versioned=True, problems=(409,))
@requires(Permission.PROCUREMENT_READ)
@idempotent
def advance_procurement(path: ProcurementPath, body: ProcurementStep) -> ProcurementDetailOut:
    """Submit, approve, reject, order, ship, close short or cancel, each with its permission."""
    action = ProcurementAction(body.action)
    if action not in DECISIONS:
        # Who decides may do so in another's place, which the step itself looks into.
        permit(PERMISSIONS[action])
    session = current_session()
    procurement = service.lock(session, path.procurement_id)
    require_match(procurement.version, _seen(path.procurement_id))
    service.advance(session, procurement, body, _viewer())
    return _seen(path.procurement_id)


@procurement_steps.post(
    "/<int:procurement_id>/receipts", status=201, versioned=True, problems=(409,)
)
@requires(Permission.PROCUREMENT_RECEIVE)
@idempotent
def receive_procurement(path: ProcurementPath, body: ProcurementReceipt) -> ProcurementDetailOut:
    """Receive what was delivered, in whole or in part; more than is outstanding is refused."""
    session = current_session()
    procurement = service.lock(session, path.procurement_id)
    require_match(procurement.version, _seen(path.procurement_id))
    service.receive(session, procurement, body, by=current_user().id)
    return _seen(path.procurement_id)


def _seen(procurement_id: int) -> ProcurementDetailOut:
    return queries.procurement(current_session(), procurement_id, _viewer())


def _viewer() -> Viewer:
    return viewer_of(current_session(), current_user())
