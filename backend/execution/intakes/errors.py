"""What can go wrong when a donation is taken in."""

from backend.core.errors import Conflict, NotFound, Unprocessable
from backend.execution.donations.workflow import DonationAction, DonationStatus, IntakeStatus


class IntakeNotFound(NotFound):
    def __init__(self, intake_id: int) -> None:
        super().__init__(f"There is no intake {intake_id}.")


class IntakeStepNotAllowed(Conflict):
    def __init__(self, action: DonationAction, status: IntakeStatus) -> None:
        super().__init__(f"You cannot {action} an intake that is {status.lower()}.")


class CounterIsVerifier(Conflict):
    def __init__(self) -> None:
        super().__init__("You counted this intake, so somebody else has to verify it.")


class DonationNotVerified(Conflict):
    def __init__(self, status: DonationStatus) -> None:
        super().__init__(
            f"The donation is {status.lower()}; only of a verified one can goods be taken in."
        )


class SiteUnknown(Unprocessable):
    def __init__(self, site_id: int) -> None:
        super().__init__(f"There is no site {site_id}, or it is not active.")
