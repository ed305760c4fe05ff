"""What can go wrong with plans and policies."""

from backend.core.errors import Conflict, FieldProblem, NotFound, Unprocessable


class ItemSiteNotFound(NotFound):
    def __init__(self, item_id: int, site_id: int) -> None:
        super().__init__(f"There is no item {item_id} or no site {site_id}.")


class NothingPlanned(NotFound):
    def __init__(self, item_id: int, site_id: int) -> None:
        super().__init__(f"The latest plan has no line for item {item_id} at site {site_id}.")


class PlanTooOld(Conflict):
    def __init__(self) -> None:
        super().__init__("The plan was made by an older version: run it again to try changes.")


class ReplayNotFound(NotFound):
    def __init__(self, replay_id: int) -> None:
        super().__init__(f"There is no replay {replay_id}.")


class ChoiceNeedsReason(Unprocessable):
    def __init__(self) -> None:
        message = "is needed when a level is chosen on a replay's curve"
        problem = FieldProblem(field="reason", message=message)
        super().__init__("Say why this level was chosen.", errors=[problem])
