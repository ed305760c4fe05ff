"""What can go wrong with plans and policies."""

from backend.core.errors import FieldProblem, NotFound, Unprocessable


class ItemSiteNotFound(NotFound):
    def __init__(self, item_id: int, site_id: int) -> None:
        super().__init__(f"There is no item {item_id} or no site {site_id}.")


class ReplayNotFound(NotFound):
    def __init__(self, replay_id: int) -> None:
        super().__init__(f"There is no replay {replay_id}.")


class ChoiceNeedsReason(Unprocessable):
    def __init__(self) -> None:
        message = "is needed when a level is chosen on a replay's curve"
        problem = FieldProblem(field="reason", message=message)
        super().__init__("Say why this level was chosen.", errors=[problem])
