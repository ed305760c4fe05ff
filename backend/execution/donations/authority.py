"""Who may do what with a donation and its intakes. Pure."""

from collections.abc import Collection

from backend.access.permissions import Permission
from backend.execution.donations.workflow import (
    INTAKE_TRANSITIONS,
    TRANSITIONS,
    Action,
    IntakeStatus,
    Status,
)

PERMISSIONS: dict[Action, Permission] = {
    Action.SUBMIT: Permission.DONATION_EDIT,
    Action.VERIFY: Permission.DONATION_VERIFY,
    Action.SHIP: Permission.DONATION_EDIT,
    Action.CANCEL: Permission.DONATION_EDIT,
}


def actions_for(
    status: Status, permissions: Collection[str], *, is_own: bool, is_shipped: bool
) -> list[Action]:
    """Return what somebody may do with a donation; nobody verifies what they entered."""
    return [
        action
        for action in Action
        if (status, action) in TRANSITIONS
        and PERMISSIONS[action] in permissions
        and not (is_own and action is Action.VERIFY)
        and not (is_shipped and action is Action.SHIP)
    ]


def intake_actions_for(
    status: IntakeStatus, permissions: Collection[str], *, is_own: bool
) -> list[Action]:
    """Return what somebody may do with an intake; nobody verifies what they counted."""
    return [
        action
        for action in Action
        if (status, action) in INTAKE_TRANSITIONS
        and PERMISSIONS[action] in permissions
        and not (is_own and action is Action.VERIFY)
    ]
