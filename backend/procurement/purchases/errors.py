"""What can go wrong with a procurement."""

from decimal import Decimal

from backend.core.errors import Conflict, Forbidden, NotFound, Unprocessable
from backend.procurement.purchases.workflow import ProcurementAction, ProcurementStatus


def _spoken(status: ProcurementStatus) -> str:
    return status.lower().replace("_", " ")


class ProcurementNotFound(NotFound):
    def __init__(self, procurement_id: int) -> None:
        super().__init__(f"There is no procurement {procurement_id}.")


class ProcurementStepNotAllowed(Conflict):
    def __init__(self, action: ProcurementAction, status: ProcurementStatus) -> None:
        super().__init__(
            f"You cannot {action.replace('_', ' ')} a procurement that is {_spoken(status)}."
        )


class ProcurementNotEditable(Conflict):
    def __init__(self, status: ProcurementStatus) -> None:
        super().__init__(
            f"A procurement that is {_spoken(status)} can no longer be edited; only a draft can."
        )


class DecisionOnOwnProcurement(Conflict):
    def __init__(self) -> None:
        super().__init__("You submitted this procurement, so somebody else has to decide on it.")


class RoleMayNotDecide(Forbidden):
    def __init__(self, role: str) -> None:
        super().__init__(f"The approval policy leaves a purchase of this value to the role {role}.")


class DecisionNotYours(Forbidden):
    def __init__(self) -> None:
        super().__init__("You may not decide on purchases, nor does anybody lend you the right to.")


class ProcurementEmpty(Conflict):
    def __init__(self) -> None:
        super().__init__("This procurement has no lines; add what is to be bought first.")


class SupplierMissing(Conflict):
    def __init__(self) -> None:
        super().__init__("Say which supplier delivers before you submit or order.")


class SupplierInactive(Conflict):
    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is not active, so nothing can be ordered there.")


class OrderNumberTaken(Conflict):
    def __init__(self, number: str) -> None:
        super().__init__(f"There is an order {number} already; give this one a number of its own.")


class LineOfNeedsList(Conflict):
    def __init__(self, item: str) -> None:
        super().__init__(
            f"{item} is asked for by a needs list. Change its quantity or price, or cancel the "
            "procurement, but do not take the line out."
        )


class ItemUnusable(Unprocessable):
    def __init__(self, item_id: int) -> None:
        super().__init__(f"Item {item_id} does not exist or is not active.")


class PartyUnknown(Unprocessable):
    """The site, supplier or event that a procurement names."""

    def __init__(self, kind: str, party_id: int) -> None:
        super().__init__(f"There is no {kind} {party_id}.")


class LineUnknown(Unprocessable):
    def __init__(self, line_id: int) -> None:
        super().__init__(f"Line {line_id} does not belong to this procurement.")


class OverReceipt(Conflict):
    def __init__(self, item: str, outstanding: Decimal, received: Decimal) -> None:
        super().__init__(
            f"{received.normalize():f} of {item} would be received, but only "
            f"{outstanding.normalize():f} of the order are outstanding. Receive what was ordered "
            "and return the rest to the supplier."
        )


class ListAlreadyOrdered(Conflict):
    def __init__(self, procurement_no: str, status: ProcurementStatus) -> None:
        super().__init__(
            f"Procurement {procurement_no} for this list is {_spoken(status)} already, so the list "
            "cannot be cancelled."
        )
