"""GET, POST /donations; GET, PATCH /donations/{id}; POST /donations/{id}/steps."""

from flask import Response, url_for

from backend.access.guard import current_user, permit, requires
from backend.access.permissions import Permission
from backend.core.http import blueprint, idempotent, require_match
from backend.core.listing import listing
from backend.core.paging import Ordering
from backend.core.schemas import Page
from backend.execution.donations import queries, service, steps
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


def _seen(donation_id: int) -> DonationDetailOut:
    user = current_user()
    return queries.donation(
        current_session(), donation_id, user_id=user.id, permissions=user.permissions
    )
