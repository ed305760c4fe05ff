"""The life of a donation and of its intake. Pure."""

from enum import StrEnum


class DonationStatus(StrEnum):
    """ENTERED is a pledge; VERIFIED is confirmed; stock comes only of a verified intake."""

    ENTERED = "ENTERED"
    PENDING = "PENDING"
    VERIFIED = "VERIFIED"
    CANCELLED = "CANCELLED"


class DonationAction(StrEnum):
    SUBMIT = "submit"
    VERIFY = "verify"
    SHIP = "ship"
    CANCEL = "cancel"


class IntakeStatus(StrEnum):
    DRAFT = "DRAFT"
    PENDING = "PENDING"
    VERIFIED = "VERIFIED"
    CANCELLED = "CANCELLED"


TRANSITIONS: dict[tuple[DonationStatus, DonationAction], DonationStatus] = {
    (DonationStatus.ENTERED, DonationAction.SUBMIT): DonationStatus.PENDING,
    (DonationStatus.PENDING, DonationAction.VERIFY): DonationStatus.VERIFIED,
    (DonationStatus.VERIFIED, DonationAction.SHIP): DonationStatus.VERIFIED,
    (DonationStatus.ENTERED, DonationAction.CANCEL): DonationStatus.CANCELLED,
    (DonationStatus.PENDING, DonationAction.CANCEL): DonationStatus.CANCELLED,
    (DonationStatus.VERIFIED, DonationAction.CANCEL): DonationStatus.CANCELLED,
}

INTAKE_TRANSITIONS: dict[tuple[IntakeStatus, DonationAction], IntakeStatus] = {
    (IntakeStatus.DRAFT, DonationAction.SUBMIT): IntakeStatus.PENDING,
    (IntakeStatus.PENDING, DonationAction.VERIFY): IntakeStatus.VERIFIED,
    (IntakeStatus.DRAFT, DonationAction.CANCEL): IntakeStatus.CANCELLED,
    (IntakeStatus.PENDING, DonationAction.CANCEL): IntakeStatus.CANCELLED,
}


def next_status(status: DonationStatus, action: DonationAction) -> DonationStatus | None:
    """Return where ``action`` leads from ``status``, or None if it is not allowed."""
    return TRANSITIONS.get((status, action))


def next_intake_status(status: IntakeStatus, action: DonationAction) -> IntakeStatus | None:
    """Return where ``action`` leads an intake, or None if it is not allowed."""
    return INTAKE_TRANSITIONS.get((status, action))
