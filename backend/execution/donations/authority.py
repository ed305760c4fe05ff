"""Who may do what with a donation and its intakes. Pure."""

from collections.abc import Collection

from backend.access.permissions import Permission
from backend.execution.donations.workflow import (
    INTAKE_TRANSITIONS,
    TRANSITIONS,
    DonationAction,
    DonationStatus,
    IntakeStatus,
)

PERMISSIONS: dict[DonationAction, Permission] = {
    DonationAction.SUBMIT: Permission.DONATION_EDIT,
    DonationAction.VERIFY: Permission.DONATION_VERIFY,
    DonationAction.SHIP: Permission.DONATION_EDIT,
    DonationAction.CANCEL: Permission.DONATION_EDIT,
}


def actions_for(
    status: DonationStatus, permissions: Collection[str], *, is_own: bool, is_shipped: bool
) -> list[DonationAction]:
    """Return what somebody may do with a donation; nobody verifies what they entered."""
    return [
        action
        for action in DonationAction
        if (status, action) in TRANSITIONS
        and PERMISSIONS[action] in permissions
        and not (is_own and action is DonationAction.VERIFY)
        and not (is_shipped and action is DonationAction.SHIP)
    ]


def intake_actions_for(
    status: IntakeStatus, permissions: Collection[str], *, is_own: bool
) -> list[DonationAction]:
    """Return what somebody may do with an intake; nobody verifies what they counted."""
    return [
        action
        for action in DonationAction
        if (status, action) in INTAKE_TRANSITIONS
        and PERMISSIONS[action] in permissions
        and not (is_own and action is DonationAction.VERIFY)
    ]
