"""What can go wrong with a donation."""

from decimal import Decimal

from backend.core.errors import Conflict, NotFound, Unprocessable
from backend.execution.donations.workflow import DonationAction, DonationStatus


class DonationNotFound(NotFound):
    def __init__(self, donation_id: int) -> None:
        super().__init__(f"There is no donation {donation_id}.")


class DonationStepNotAllowed(Conflict):
    def __init__(self, action: DonationAction, status: DonationStatus) -> None:
        super().__init__(f"You cannot {action} a donation that is {status.lower()}.")


class DonationNotEditable(Conflict):
    def __init__(self, status: DonationStatus, fields: list[str]) -> None:
        super().__init__(
            f"This donation is {status.lower()}: of it only notes and the expected arrival can be "
            f"changed, not {', '.join(fields)}."
        )


class VerifierIsCreator(Conflict):
    def __init__(self) -> None:
        super().__init__("You entered this donation, so somebody else has to verify it.")


class DonationAlreadyShipped(Conflict):
    def __init__(self) -> None:
        super().__init__(
            "This donation is on its way already; change its expected arrival instead."
        )


class IntakeUnderWay(Conflict):
    def __init__(self, intake_no: str) -> None:
        super().__init__(f"Verify or cancel intake {intake_no} first.")


class DonationShort(Conflict):
    """Less is left of a donation than a needs list counts on."""

    def __init__(self, donation_no: str, item: str, left: Decimal, asked: Decimal) -> None:
        super().__init__(
            f"Donation {donation_no} has {left.normalize():f} of {item} left, and "
            f"{asked.normalize():f} are counted on. Return the list to be calculated anew."
        )


class DonationUnavailable(Conflict):
    def __init__(self, donation_no: str, why: str) -> None:
        super().__init__(
            f"Donation {donation_no} is {why}, so no list may count on it by itself. "
            "Return the list to be calculated anew."
        )


class DonationArrived(Conflict):
    def __init__(self, donation_no: str) -> None:
        super().__init__(
            f"Goods of donation {donation_no} were received for this list already, so it cannot "
            "be cancelled."
        )


class DonatedLineUnknown(Unprocessable):
    def __init__(self, line_id: int) -> None:
        super().__init__(f"Line {line_id} does not belong to this donation.")


class NeededLineUnknown(Unprocessable):
    def __init__(self, line_id: int) -> None:
        super().__init__(f"There is no line {line_id} of a needs list that asks for this item.")


class DonationNotGivable(Conflict):
    """A gift that nobody may promise, not even by hand."""

    def __init__(self, donation_no: str, why: str) -> None:
        super().__init__(f"Donation {donation_no} is {why}, so nothing of it can be allocated.")


class ListNotWaiting(Conflict):
    def __init__(self, needs_list_no: str, status: str) -> None:
        super().__init__(
            f"{needs_list_no} is {status.lower().replace('_', ' ')}; only an approved list that "
            "still waits for goods can be given some."
        )


class MoreThanIsLeft(Conflict):
    def __init__(self, donation_no: str, left: Decimal, asked: Decimal) -> None:
        super().__init__(
            f"Donation {donation_no} has {left.normalize():f} left, not {asked.normalize():f}."
        )


class MoreThanIsNeeded(Conflict):
    def __init__(self, needs_list_no: str, needed: Decimal, asked: Decimal) -> None:
        super().__init__(
            f"{needs_list_no} still needs {needed.normalize():f} of this item, not "
            f"{asked.normalize():f}."
        )


class AllocationNotFound(NotFound):
    def __init__(self, allocation_id: int) -> None:
        super().__init__(f"This donation has no allocation {allocation_id}.")


class AllocationPlanned(Conflict):
    def __init__(self) -> None:
        super().__init__(
            "An approved needs list plans with this; it is given back when the list is cancelled."
        )


class AllocationEnded(Conflict):
    def __init__(self, status: str) -> None:
        super().__init__(f"This allocation is {status.lower()} already.")


class PartyUnknown(Unprocessable):
    """The site, event or item that a donation names."""

    def __init__(self, kind: str, party_id: int) -> None:
        super().__init__(f"There is no {kind} {party_id}, or it is not active.")
