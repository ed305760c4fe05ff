"""POST /planning/preview: what would be ordered with something changed."""

from backend.access.guard import requires
from backend.access.permissions import Permission
from backend.core.http import blueprint
from backend.extensions import current_session
from backend.planning.preview.schemas import OrderPreviewDraft, OrderPreviewOut

previews = blueprint("previews", "/planning/preview")
blueprints = (previews,)


@previews.post("", problems=(404, 409))
@requires(Permission.RECOMMENDATION_DECIDE)
def preview_order(body: OrderPreviewDraft) -> OrderPreviewOut:
    """Decide a line of the plan again with something changed; nothing is saved."""
    # With it comes NumPy, which the API should not have to load before it can start.
    from backend.planning.preview import service

    return service.preview(current_session(), body)
