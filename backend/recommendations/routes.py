"""GET, PATCH /recommendations[/{id}]; GET /recommendations/{id}/explain."""

from flask import Response

from backend.access.guard import current_user, requires
from backend.access.permissions import Permission
from backend.core import clock
from backend.core.http import blueprint, require_match
from backend.core.listing import listing
from backend.core.paging import Ordering
from backend.core.schemas import Page
from backend.extensions import current_session
from backend.recommendations import queries, service
from backend.recommendations.schemas import (
    ExplanationOut,
    RecommendationChange,
    RecommendationOut,
    RecommendationPath,
    RecommendationQuery,
)
from backend.recommendations.workflow import Action

recommendations = blueprint("recommendations", "/recommendations")
blueprints = (recommendations,)

MOST_URGENT_FIRST = Ordering(default="-priority,-value,id")


@recommendations.get("")
@requires(Permission.RECOMMENDATION_READ)
def list_recommendations(query: RecommendationQuery) -> Page[RecommendationOut] | Response:
    """List what the latest plan advises, the most urgent first."""
    rows = queries.recommendations(query)
    return listing(query, rows, RecommendationOut, ordering=MOST_URGENT_FIRST)


@recommendations.get("/<int:recommendation_id>", versioned=True)
@requires(Permission.RECOMMENDATION_READ)
def get_recommendation(path: RecommendationPath) -> RecommendationOut:
    """Show one recommendation."""
    return queries.recommendation(current_session(), path.recommendation_id)


@recommendations.patch("/<int:recommendation_id>", versioned=True, problems=(409,))
@requires(Permission.RECOMMENDATION_DECIDE)
def decide_recommendation(
    path: RecommendationPath, body: RecommendationChange
) -> RecommendationOut:
    """Accept, reject or reopen a recommendation. Nothing is ordered or moved by it."""
    session = current_session()
    service.lock(session, path.recommendation_id)
    current = queries.recommendation(session, path.recommendation_id)
    require_match(current.version, current)
    service.decide(
        session,
        path.recommendation_id,
        Action(body.action),
        body.reason,
        by=current_user().id,
        at=clock.now(),
    )
    return queries.recommendation(session, path.recommendation_id)


@recommendations.get("/<int:recommendation_id>/explain")
@requires(Permission.RECOMMENDATION_READ)
def explain_recommendation(path: RecommendationPath) -> ExplanationOut:
    """Show how a recommendation came about: inputs, steps, confidence and hash."""
    return queries.explanation(current_session(), path.recommendation_id)
