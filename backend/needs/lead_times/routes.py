"""GET, POST /lead-times; GET, PATCH /lead-times/{id}."""

from flask import Response, url_for

from backend.access.guard import requires
from backend.access.permissions import Permission
from backend.core.http import blueprint, idempotent, require_match
from backend.core.listing import listing
from backend.core.paging import Ordering
from backend.core.schemas import Page
from backend.extensions import current_session
from backend.needs.lead_times import queries, service
from backend.needs.lead_times.schemas import (
    HorizonLeadTimeOut,
    LeadTimeChange,
    LeadTimeDraft,
    LeadTimePath,
    LeadTimeQuery,
)

# What planning observed of suppliers is at /planning/lead-times.
lead_times = blueprint("lead-times", "/lead-times")
blueprints = (lead_times,)

BY_HORIZON = Ordering(default="horizon,from_site_code,to_site_code,supplier_code,-effective_from")


@lead_times.get("")
@requires(Permission.EVENT_READ)
def list_horizon_lead_times(query: LeadTimeQuery) -> Page[HorizonLeadTimeOut] | Response:
    """List how many hours transfers, donations and procurements take, and since when."""
    return listing(query, queries.lead_times(query), HorizonLeadTimeOut, ordering=BY_HORIZON)


@lead_times.post("", status=201, problems=(409, 422))
@requires(Permission.LEAD_TIME_MANAGE)
@idempotent
def create_lead_time(body: LeadTimeDraft) -> tuple[HorizonLeadTimeOut, dict[str, str]]:
    """Set the lead time of a route (A) or of a donor or supplier (B, C) from a day on."""
    session = current_session()
    lead_time = service.create_lead_time(session, body)
    location = url_for("lead-times.get_lead_time", lead_time_id=lead_time.id)
    return queries.lead_time(session, lead_time.id), {"Location": location}


@lead_times.get("/<int:lead_time_id>", versioned=True)
@requires(Permission.EVENT_READ)
def get_lead_time(path: LeadTimePath) -> HorizonLeadTimeOut:
    """Show one lead time."""
    return queries.lead_time(current_session(), path.lead_time_id)


@lead_times.patch("/<int:lead_time_id>", versioned=True, problems=(422,))
@requires(Permission.LEAD_TIME_MANAGE)
def change_lead_time(path: LeadTimePath, body: LeadTimeChange) -> HorizonLeadTimeOut:
    """Change the hours of a lead time, or let it end."""
    session = current_session()
    lead_time = service.lead_time_to_change(session, path.lead_time_id)
    require_match(lead_time.version, queries.lead_time(session, lead_time.id))
    service.change_lead_time(session, lead_time, body)
    return queries.lead_time(session, lead_time.id)
