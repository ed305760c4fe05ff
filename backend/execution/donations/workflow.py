"""The life of a donation and of its intake. Pure."""

from enum import StrEnum


class Status(StrEnum):
    """ENTERED is a pledge; VERIFIED is confirmed; stock comes only of a verified intake."""

    ENTERED = "ENTERED"
    PENDING = "PENDING"
    VERIFIED = "VERIFIED"
    CANCELLED = "CANCELLED"


class Action(StrEnum):
    SUBMIT = "submit"
    VERIFY = "verify"
    SHIP = "ship"
    CANCEL = "cancel"


class IntakeStatus(StrEnum):
    DRAFT = "DRAFT"
    PENDING = "PENDING"
    VERIFIED = "VERIFIED"
    CANCELLED = "CANCELLED"


TRANSITIONS: dict[tuple[Status, Action], Status] = {
    (Status.ENTERED, Action.SUBMIT): Status.PENDING,
    (Status.PENDING, Action.VERIFY): Status.VERIFIED,
    (Status.VERIFIED, Action.SHIP): Status.VERIFIED,
    (Status.ENTERED, Action.CANCEL): Status.CANCELLED,
    (Status.PENDING, Action.CANCEL): Status.CANCELLED,
    (Status.VERIFIED, Action.CANCEL): Status.CANCELLED,
}

INTAKE_TRANSITIONS: dict[tuple[IntakeStatus, Action], IntakeStatus] = {
    (IntakeStatus.DRAFT, Action.SUBMIT): IntakeStatus.PENDING,
    (IntakeStatus.PENDING, Action.VERIFY): IntakeStatus.VERIFIED,
    (IntakeStatus.DRAFT, Action.CANCEL): IntakeStatus.CANCELLED,
    (IntakeStatus.PENDING, Action.CANCEL): IntakeStatus.CANCELLED,
}


def next_status(status: Status, action: Action) -> Status | None:
    """Return where ``action`` leads from ``status``, or None if it is not allowed."""
    return TRANSITIONS.get((status, action))


def next_intake_status(status: IntakeStatus, action: Action) -> IntakeStatus | None:
    """Return where ``action`` leads an intake, or None if it is not allowed."""
    return INTAKE_TRANSITIONS.get((status, action))
