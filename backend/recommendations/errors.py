"""What can go wrong with a recommendation."""

from backend.core.errors import Conflict, NotFound


class RecommendationNotFound(NotFound):
    def __init__(self, recommendation_id: int) -> None:
        super().__init__(f"There is no recommendation {recommendation_id}.")


class RecommendationSuperseded(Conflict):
    def __init__(self) -> None:
        super().__init__("The latest plan no longer advises this, so there is nothing to decide.")


class DecisionNotAllowed(Conflict):
    def __init__(self, action: str, status: str) -> None:
        super().__init__(f"You cannot {action} a recommendation that is {status.lower()}.")
