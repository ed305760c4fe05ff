"""What can go wrong with an alert."""

from backend.alerts.kinds import Action, Status
from backend.core.errors import Conflict, NotFound

DONE = {
    Action.ACKNOWLEDGE: "acknowledge",
    Action.SNOOZE: "snooze",
    Action.RESOLVE: "resolve",
    Action.REOPEN: "reopen",
}


class AlertNotFound(NotFound):
    def __init__(self, alert_id: int) -> None:
        super().__init__(f"There is no alert {alert_id}.")


class TransitionNotAllowed(Conflict):
    def __init__(self, status: Status, action: Action) -> None:
        super().__init__(f"You cannot {DONE[action]} an alert that is {status.lower()}.")


class ConditionEnded(Conflict):
    def __init__(self) -> None:
        super().__init__(
            "This alert resolved itself because its condition ended; if that returns, a new alert "
            "opens."
        )
