"""GET, POST /transfers; GET, PATCH /transfers/{id}; its lines, lots, steps and override."""

from flask import Response

from backend.access.guard import PermissionMissing, current_user, requires
from backend.access.permissions import Permission
from backend.core.http import blueprint, idempotent, require_match
from backend.core.listing import listing
from backend.core.paging import Ordering
from backend.core.schemas import Page
from backend.execution.transfers import lots, pages, queries, service, steps
from backend.execution.transfers.models import Transfer
from backend.execution.transfers.schemas import (
    NewTransfer,
    TransferChange,
    TransferDetailOut,
    TransferLineOut,
    TransferLineQuery,
    TransferLotsOut,
    TransferOut,
    TransferOverride,
    TransferPath,
    TransferQuery,
    TransferStep,
)
from backend.extensions import current_session

transfers = blueprint("transfers", "/transfers")

NEWEST_FIRST = Ordering(default="-updated_at")
BY_SKU = Ordering(default="sku")


@transfers.get("")
@requires(Permission.TRANSFER_READ)
def list_transfers(query: TransferQuery) -> Page[TransferOut] | Response:
    """List transfers between sites, the last changed first."""
    return listing(query, queries.transfers(query), TransferOut, ordering=NEWEST_FIRST)


@transfers.post("", status=201, versioned=False, problems=(422,))
@requires(Permission.TRANSFER_EDIT)
@idempotent
def create_transfer(body: NewTransfer) -> tuple[TransferDetailOut, dict[str, str]]:
    """Draft a transfer that no needs list asked for."""
    transfer = service.create(current_session(), body, by=current_user().id)
    return _shown(transfer.id), {"Location": f"/api/v1/transfers/{transfer.id}"}


@transfers.get("/<int:transfer_id>", versioned=True)
@requires(Permission.TRANSFER_READ)
def get_transfer(path: TransferPath) -> TransferDetailOut:
    """Show one transfer and what the caller may do with it."""
    return _shown(path.transfer_id)


@transfers.patch("/<int:transfer_id>", versioned=True, problems=(409,))
@requires(Permission.TRANSFER_EDIT)
def change_transfer(path: TransferPath, body: TransferChange) -> TransferDetailOut:
    """Change notes, the expected arrival, or the lines of a draft."""
    service.change(current_session(), _held(path.transfer_id), body)
    return _shown(path.transfer_id)


@transfers.get("/<int:transfer_id>/lines")
@requires(Permission.TRANSFER_READ)
def list_transfer_lines(
    path: TransferPath, query: TransferLineQuery
) -> Page[TransferLineOut] | Response:
    """List the items of a transfer: asked for, dispatched by lots, received."""
    _shown(path.transfer_id)
    return listing(query, queries.lines(path.transfer_id), TransferLineOut, ordering=BY_SKU)


@transfers.get("/<int:transfer_id>/lots")
@requires(Permission.TRANSFER_READ)
def get_transfer_lots(path: TransferPath) -> TransferLotsOut:
    """Show which lots lie at the source, and which of them will be sent."""
    return pages.lot_choice(current_session(), service.find(current_session(), path.transfer_id))


@transfers.post("/<int:transfer_id>/steps", versioned=True, problems=(409,))
@requires(Permission.TRANSFER_READ)
@idempotent
def move_transfer(path: TransferPath, body: TransferStep) -> TransferDetailOut:
    """Submit, approve, reject, dispatch, send off, receive, settle or cancel a transfer.

    Each step needs a permission of its own: to edit, approve, dispatch or receive transfers.
    """
    _insist(steps.PERMISSIONS[body.action])
    steps.take(current_session(), _held(path.transfer_id), body, by=current_user().id)
    return _shown(path.transfer_id)


@transfers.post("/<int:transfer_id>/override", versioned=True, problems=(409,))
@requires(Permission.TRANSFER_READ)
@idempotent
def override_transfer_lots(path: TransferPath, body: TransferOverride) -> TransferDetailOut:
    """Ask for other lots than those that expire first, or decide on what another asked for."""
    asks = body.action == "request"
    _insist(Permission.TRANSFER_DISPATCH if asks else Permission.TRANSFER_APPROVE)
    lots.override(current_session(), _held(path.transfer_id), body, by=current_user().id)
    return _shown(path.transfer_id)


def _held(transfer_id: int) -> Transfer:
    """Lock the transfer, if it still is what the caller has read."""
    transfer = service.hold(current_session(), transfer_id)
    require_match(transfer.version, _shown(transfer_id))
    return transfer


def _shown(transfer_id: int) -> TransferDetailOut:
    reader = current_user()
    return pages.detail(
        current_session(), transfer_id, reader=reader.id, permissions=reader.permissions
    )


def _insist(permission: Permission) -> None:
    if permission not in current_user().permissions:
        raise PermissionMissing(permission)
