"""GET, POST /donations/{id}/intakes; GET /donation-intakes/{id}; POST .../steps."""

from flask import Response, url_for

from backend.access.guard import current_user, permit, requires
from backend.access.permissions import Permission
from backend.core.http import blueprint, idempotent, require_match
from backend.core.listing import listing
from backend.core.paging import Ordering
from backend.core.schemas import Page
from backend.execution.donations import service as donations
from backend.execution.donations.authority import PERMISSIONS
from backend.execution.donations.schemas import DonationPath, IntakeOut
from backend.execution.donations.workflow import Action
from backend.execution.intakes import queries, service
from backend.execution.intakes.schemas import (
    IntakeDetailOut,
    IntakeDraft,
    IntakePath,
    IntakeQuery,
    IntakeStep,
)
from backend.extensions import current_session

donation_intakes = blueprint("donation_intakes")

LATEST_FIRST = Ordering(default="-arrived_at")


@donation_intakes.get("/donations/<int:donation_id>/intakes")
@requires(Permission.DONATION_READ)
def list_donation_intakes(path: DonationPath, query: IntakeQuery) -> Page[IntakeOut] | Response:
    """List the arrivals of a donation, the latest first."""
    donations.known(current_session(), path.donation_id)
    rows = queries.intakes(path.donation_id, query)
    return listing(query, rows, IntakeOut, ordering=LATEST_FIRST)


@donation_intakes.post("/donations/<int:donation_id>/intakes", status=201, problems=(409,))
@requires(Permission.DONATION_EDIT)
@idempotent
def create_donation_intake(
    path: DonationPath, body: IntakeDraft
) -> tuple[IntakeDetailOut, dict[str, str]]:
    """Write down what arrived of a donation; it is no stock before it is verified."""
    intake = service.create(current_session(), path.donation_id, body, by=current_user().id)
    location = url_for("donation_intakes.get_donation_intake", intake_id=intake.id)
    return _seen(intake.id), {"Location": location}


@donation_intakes.get("/donation-intakes/<int:intake_id>", versioned=True)
@requires(Permission.DONATION_READ)
def get_donation_intake(path: IntakePath) -> IntakeDetailOut:
    """Show one intake with what was counted and what the caller may do next."""
    return _seen(path.intake_id)


@donation_intakes.post("/donation-intakes/<int:intake_id>/steps", versioned=True, problems=(409,))
@requires(Permission.DONATION_READ)
@idempotent
def advance_donation_intake(path: IntakePath, body: IntakeStep) -> IntakeDetailOut:
    """Submit, verify or cancel an intake; verifying it, by a second person, makes it stock."""
    permit(PERMISSIONS[Action(body.action)])
    session = current_session()
    intake, donation = service.lock(session, path.intake_id)
    require_match(intake.version, _seen(path.intake_id))
    service.advance(session, intake, donation, body, by=current_user().id)
    return _seen(path.intake_id)


def _seen(intake_id: int) -> IntakeDetailOut:
    user = current_user()
    return queries.intake(
        current_session(), intake_id, user_id=user.id, permissions=user.permissions
    )
