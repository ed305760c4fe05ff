"""What can go wrong when people decide on needs lists."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from backend.core.errors import Conflict, FieldProblem, Forbidden, NotFound, Unprocessable
from backend.needs.lists.workflow import Action, Status

DONE = {
    Action.SUBMIT: "submit",
    Action.APPROVE: "approve",
    Action.APPROVE_SAFE: "approve",
    Action.RETURN: "return",
    Action.REJECT: "reject",
    Action.ESCALATE: "escalate",
    Action.REMIND: "send a reminder about",
    Action.CANCEL: "cancel",
    Action.SUPERSEDE: "supersede",
}


@dataclass(frozen=True, slots=True)
class Held:
    """An item of a site that another list holds."""

    sku: str
    site_code: str
    needs_list_no: str


@dataclass(frozen=True, slots=True)
class StaleSite:
    """A site whose data is too old to be believed; without hours it never reported."""

    name: str
    hours_behind: Decimal | None


class NeedsListNotFound(NotFound):
    def __init__(self, needs_list_id: int) -> None:
        super().__init__(f"There is no needs list {needs_list_id}.")


class ApprovalPolicyNotFound(NotFound):
    def __init__(self, policy_id: int) -> None:
        super().__init__(f"There is no approval policy {policy_id}.")


class DelegationNotFound(NotFound):
    def __init__(self, delegation_id: int) -> None:
        super().__init__(f"There is no delegation {delegation_id}.")


class StepNotAllowed(Conflict):
    def __init__(self, status: Status, action: Action) -> None:
        state = status.value.replace("_", " ").lower()
        super().__init__(f"You cannot {DONE[action]} a needs list that is {state}.")


class StepNotPermitted(Forbidden):
    def __init__(self, permission: str) -> None:
        super().__init__(f"Your roles do not include the permission {permission}.")


class NotYourList(Forbidden):
    def __init__(self) -> None:
        super().__init__("Only those who made this needs list, or an administrator, may do this.")


class OwnList(Conflict):
    def __init__(self) -> None:
        super().__init__(
            "You made or submitted this needs list, so somebody else has to decide on it."
        )


class ApprovedAlready(Conflict):
    def __init__(self) -> None:
        super().__init__("You have approved this needs list; it needs a second person.")


class RoleNotAuthorized(Forbidden):
    def __init__(self, roles: Sequence[str]) -> None:
        super().__init__(f"The approval policy asks for {' or '.join(roles)} to decide on this.")


class NeedsListEmpty(Conflict):
    def __init__(self) -> None:
        super().__init__("This needs list asks for nothing; add a line before you submit it.")


class ItemInactive(Conflict):
    def __init__(self, skus: Sequence[str]) -> None:
        super().__init__(f"These items are no longer in use; remove them: {', '.join(skus)}.")


class ItemsClaimed(Conflict):
    """Another list is on its way with the same items for the same site."""

    def __init__(self, held: Sequence[Held]) -> None:
        numbers = sorted({each.needs_list_no for each in held})
        super().__init__(
            f"{_counted(len(held), 'item')} of this needs list can be on one active list only: "
            f"see {', '.join(numbers)}.",
            errors=[
                FieldProblem(
                    field=each.sku,
                    message=f"{each.sku} at {each.site_code} is on {each.needs_list_no}",
                )
                for each in held
            ],
        )


class NoPolicy(Conflict):
    def __init__(self, horizons: Sequence[str]) -> None:
        super().__init__(
            f"No approval policy says who approves horizon {', '.join(horizons)} at this value; "
            "ask an administrator to add one."
        )


class StaleNotAcknowledged(Conflict):
    def __init__(self, sites: Iterable[StaleSite]) -> None:
        said = "; ".join(_age_of(site) for site in sites)
        super().__init__(f"{said}. Confirm with acknowledge_stale that you know it.")


class NothingIsSafe(Conflict):
    def __init__(self) -> None:
        super().__init__(
            "No line is safe (high confidence, no warning, a known cost); "
            "decide on the whole needs list."
        )


class TooEarlyToRemind(Conflict):
    def __init__(self, allowed_at: dt.datetime) -> None:
        super().__init__(
            "A reminder can be sent four hours after a needs list was submitted: "
            f"from {allowed_at:%Y-%m-%d %H:%M} UTC on."
        )


class CancelNeedsReason(Unprocessable):
    def __init__(self) -> None:
        super().__init__("Say in note why an approved needs list is cancelled.")


class AlreadyMoved(Conflict):
    def __init__(self, numbers: Sequence[str]) -> None:
        super().__init__(
            "Goods are on their way or ordered already, so this needs list cannot be cancelled: "
            f"see {', '.join(numbers)}."
        )


class DelegationEnded(Conflict):
    def __init__(self) -> None:
        super().__init__("This delegation was revoked already.")


class DelegationOverlaps(Conflict):
    def __init__(self) -> None:
        super().__init__("The same person stands in for you on some of these days already.")


class NobodyElse(Unprocessable):
    def __init__(self) -> None:
        super().__init__("Nobody can stand in for themselves; name somebody else.")


class NotYourDelegation(Forbidden):
    def __init__(self) -> None:
        super().__init__("Only administrators may change who stands in for somebody else.")


class PolicyNameTaken(Conflict):
    def __init__(self, name: str) -> None:
        super().__init__(f"There is an approval policy “{name}” already.")


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _age_of(site: StaleSite) -> str:
    if site.hours_behind is None:
        return f"{site.name} never handed in data"
    return f"Data for {site.name} is {site.hours_behind:.1f} hours old"
