"""What can go wrong with a transfer."""

from decimal import Decimal

from backend.core.errors import Conflict, Forbidden, NotFound, Unprocessable


def _words(status: str) -> str:
    return status.lower().replace("_", " ")


class TransferNotFound(NotFound):
    def __init__(self, transfer_id: int) -> None:
        super().__init__(f"There is no transfer {transfer_id}.")


class TransferNotAllowed(Conflict):
    def __init__(self, action: str, status: str) -> None:
        super().__init__(f"You cannot {action} a transfer that is {_words(status)}.")


class TransferNotEditable(Conflict):
    def __init__(self, what: str, status: str) -> None:
        super().__init__(f"{what} cannot be changed on a transfer that is {_words(status)}.")


class OwnTransfer(Forbidden):
    """Nobody decides on what is their own, an administrator neither."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)


class AlreadyDispatched(Conflict):
    def __init__(self, transfer_no: str) -> None:
        super().__init__(f"Transfer {transfer_no} has left already, so it cannot be called off.")


class NoSurplus(Conflict):
    """The source would go below what it keeps for itself."""

    def __init__(self, item: str, site: str, surplus: Decimal, asked: Decimal) -> None:
        super().__init__(
            f"{site} can give {max(surplus, Decimal(0)).normalize():f} of {item} without going "
            f"below its own threshold, and {asked.normalize():f} were asked for."
        )


class NotOnTransfer(Unprocessable):
    def __init__(self, what: str) -> None:
        super().__init__(f"{what} is not part of this transfer.")


class CannotSend(Unprocessable):
    """The sites or items of a new transfer do not fit."""


class QuantityTooLarge(Unprocessable):
    """More is named than the line has."""


class LotNotUsable(Unprocessable):
    """A lot that is expired, of another item, or not there in that quantity."""


class ReasonMissing(Unprocessable):
    """Something that others will ask about has no reason."""


class OverridePending(Conflict):
    def __init__(self) -> None:
        super().__init__(
            "Somebody asked for other lots than those that expire first. A second person has to "
            "allow or refuse it before the goods leave."
        )


class NoOverride(Conflict):
    def __init__(self) -> None:
        super().__init__("Nobody has asked for other lots on this transfer.")


class NoWaybill(Conflict):
    def __init__(self) -> None:
        super().__init__("A transfer has no waybill until it is dispatched.")
