"""The life of a procurement. Pure: no database, no Flask."""

from enum import StrEnum


class ProcurementStatus(StrEnum):
    DRAFT = "DRAFT"
    PENDING_APPROVAL = "PENDING_APPROVAL"
    APPROVED = "APPROVED"
    REJECTED = "REJECTED"
    ORDERED = "ORDERED"
    SHIPPED = "SHIPPED"
    PARTIAL_RECEIVED = "PARTIAL_RECEIVED"
    RECEIVED = "RECEIVED"
    CANCELLED = "CANCELLED"


class ProcurementAction(StrEnum):
    SUBMIT = "submit"
    APPROVE = "approve"
    REJECT = "reject"
    ORDER = "order"
    SHIP = "ship"
    RECEIVE = "receive"
    CLOSE_SHORT = "close_short"
    CANCEL = "cancel"


class ProcurementMethod(StrEnum):
    EMERGENCY_DIRECT = "EMERGENCY_DIRECT"
    SINGLE_SOURCE = "SINGLE_SOURCE"
    RFQ = "RFQ"
    RESTRICTED_BIDDING = "RESTRICTED_BIDDING"
    OPEN_TENDER = "OPEN_TENDER"
    FRAMEWORK = "FRAMEWORK"


# Receiving leads to PARTIAL_RECEIVED while anything is outstanding.
TRANSITIONS: dict[tuple[ProcurementStatus, ProcurementAction], ProcurementStatus] = {
    (ProcurementStatus.DRAFT, ProcurementAction.SUBMIT): ProcurementStatus.PENDING_APPROVAL,
    (ProcurementStatus.PENDING_APPROVAL, ProcurementAction.APPROVE): ProcurementStatus.APPROVED,
    (ProcurementStatus.PENDING_APPROVAL, ProcurementAction.REJECT): ProcurementStatus.REJECTED,
    (ProcurementStatus.APPROVED, ProcurementAction.ORDER): ProcurementStatus.ORDERED,
    (ProcurementStatus.ORDERED, ProcurementAction.SHIP): ProcurementStatus.SHIPPED,
    (ProcurementStatus.SHIPPED, ProcurementAction.RECEIVE): ProcurementStatus.RECEIVED,
    (ProcurementStatus.PARTIAL_RECEIVED, ProcurementAction.RECEIVE): ProcurementStatus.RECEIVED,
    # The rest will never come: what came stays received, and where nothing came it is cancelled.
    (ProcurementStatus.PARTIAL_RECEIVED, ProcurementAction.CLOSE_SHORT): ProcurementStatus.RECEIVED,
    (ProcurementStatus.SHIPPED, ProcurementAction.CLOSE_SHORT): ProcurementStatus.CANCELLED,
    **{
        (status, ProcurementAction.CANCEL): ProcurementStatus.CANCELLED
        for status in (
            ProcurementStatus.DRAFT,
            ProcurementStatus.PENDING_APPROVAL,
            ProcurementStatus.APPROVED,
            ProcurementStatus.ORDERED,
        )
    },
}

ENDED = frozenset(
    {ProcurementStatus.RECEIVED, ProcurementStatus.REJECTED, ProcurementStatus.CANCELLED}
)
# Goods are on their way: what is not received yet counts as strict inbound.
ON_THE_WAY = frozenset({ProcurementStatus.SHIPPED, ProcurementStatus.PARTIAL_RECEIVED})


def next_status(status: ProcurementStatus, action: ProcurementAction) -> ProcurementStatus | None:
    """Return where ``action`` leads from ``status``, or None if it is not allowed."""
    return TRANSITIONS.get((status, action))


def actions_from(status: ProcurementStatus) -> list[ProcurementAction]:
    return [action for action in ProcurementAction if (status, action) in TRANSITIONS]
