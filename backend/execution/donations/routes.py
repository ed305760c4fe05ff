"""GET, POST /donations; GET, PATCH /donations/{id}; POST /donations/{id}/steps; /allocations."""

from flask import Response, url_for

from backend.access.guard import current_user, permit, requires
from backend.access.permissions import Permission
from backend.core.http import blueprint, idempotent, require_match
from backend.core.listing import listing
from backend.core.paging import Ordering
from backend.core.schemas import ListQuery, Page
from backend.execution.donations import allocation_queries, by_hand, queries, service, steps
from backend.execution.donations.allocation_schemas import (
    AllocationDraft,
    AllocationPath,
    AllocationRelease,
    DonationOptionOut,
)
from backend.execution.donations.authority import PERMISSIONS
from backend.execution.donations.schemas import (
    DonationChange,
    DonationDetailOut,
    DonationDraft,
    DonationOut,
    DonationPath,
    DonationQuery,
    DonationStep,
)
from backend.extensions import current_session

donations = blueprint("donations", "/donations")

LATEST_FIRST = Ordering(default="-updated_at")
BY_LIST = Ordering(
    default="needs_list_no,sku",
    unique=("id", "donation_item_id"),
    allowed=("id", "needs_list_no", "sku", "site_code", "open_quantity", "donation_item_id"),
)


@donations.get("")
@requires(Permission.DONATION_READ)
def list_donations(query: DonationQuery) -> Page[DonationOut] | Response:
    """List donations, the last changed first."""
    return listing(query, queries.donations(query), DonationOut, ordering=LATEST_FIRST)


@donations.post("", status=201)
@requires(Permission.DONATION_EDIT)
@idempotent
def create_donation(body: DonationDraft) -> tuple[DonationDetailOut, dict[str, str]]:
    """Enter what a donor pledges."""
    donation = service.create(current_session(), body, by=current_user().id)
    location = url_for("donations.get_donation", donation_id=donation.id)
    return _seen(donation.id), {"Location": location}


@donations.get("/<int:donation_id>", versioned=True)
@requires(Permission.DONATION_READ)
def get_donation(path: DonationPath) -> DonationDetailOut:
    """Show one donation: lines, who counts on them, what came, what the caller may do next."""
    return _seen(path.donation_id)


@donations.patch("/<int:donation_id>", versioned=True, problems=(409,))
@requires(Permission.DONATION_EDIT)
def change_donation(path: DonationPath, body: DonationChange) -> DonationDetailOut:
    """Change a pledge; once it is submitted, only its notes and expected arrival."""
    donation = service.lock(current_session(), path.donation_id)
    require_match(donation.version, _seen(path.donation_id))
    service.change(current_session(), donation, body)
    return _seen(path.donation_id)


@donations.post("/<int:donation_id>/steps", versioned=True, problems=(409,))
@requires(Permission.DONATION_READ)
@idempotent
def advance_donation(path: DonationPath, body: DonationStep) -> DonationDetailOut:
    """Submit, verify, ship or cancel a donation; each asks for its own permission."""
    permit(PERMISSIONS[body.action])
    session = current_session()
    donation = steps.lock(session, path.donation_id)
    require_match(donation.version, _seen(path.donation_id))
    steps.advance(session, donation, body, by=current_user().id)
    return _seen(path.donation_id)


@donations.get("/<int:donation_id>/allocation-options")
@requires(Permission.DONATION_READ)
def list_donation_options(
    path: DonationPath, query: ListQuery
) -> Page[DonationOptionOut] | Response:
    """List the lines of approved lists that still lack what is left of a donation."""
    service.known(current_session(), path.donation_id)
    rows = allocation_queries.options(path.donation_id)
    return listing(query, rows, DonationOptionOut, ordering=BY_LIST)


@donations.post("/<int:donation_id>/allocations", status=201, versioned=True, problems=(409,))
@requires(Permission.DONATION_READ)
@idempotent
def allocate_donation(path: DonationPath, body: AllocationDraft) -> DonationDetailOut:
    """Promise part of a gift, restricted ones included, to an approved list, with the reason.

    Asks for ``execution:donation:allocate``, in one's own right or in another's place, and for
    the role that the approval policy names for a donation of this value.
    """
    session = current_session()
    donation = by_hand.lock(session, path.donation_id, body.needs_list_item_id)
    require_match(donation.version, _seen(path.donation_id))
    by_hand.allocate(session, donation, body, current_user())
    return _seen(path.donation_id)


@donations.post(
    "/<int:donation_id>/allocations/<int:allocation_id>/release", versioned=True, problems=(409,)
)
@requires(Permission.DONATION_READ)
@idempotent
def release_donation(path: AllocationPath, body: AllocationRelease) -> DonationDetailOut:
    """Take back what was given by hand and has not come, with the reason."""
    session = current_session()
    donation = steps.lock(session, path.donation_id)
    require_match(donation.version, _seen(path.donation_id))
    by_hand.release(
        session, donation, path.allocation_id, reason=body.reason, person=current_user()
    )
    return _seen(path.donation_id)


def _seen(donation_id: int) -> DonationDetailOut:
    user = current_user()
    return queries.donation(
        current_session(), donation_id, user_id=user.id, permissions=user.permissions
    )
