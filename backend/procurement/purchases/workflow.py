"""The life of a procurement. Pure: no database, no Flask."""

from enum import StrEnum


class Status(StrEnum):
    DRAFT = "DRAFT"
    PENDING_APPROVAL = "PENDING_APPROVAL"
    APPROVED = "APPROVED"
    REJECTED = "REJECTED"
    ORDERED = "ORDERED"
    SHIPPED = "SHIPPED"
    PARTIAL_RECEIVED = "PARTIAL_RECEIVED"
    RECEIVED = "RECEIVED"
    CANCELLED = "CANCELLED"


class Action(StrEnum):
    SUBMIT = "submit"
    APPROVE = "approve"
    REJECT = "reject"
    ORDER = "order"
    SHIP = "ship"
    RECEIVE = "receive"
    CANCEL = "cancel"


class Method(StrEnum):
    EMERGENCY_DIRECT = "EMERGENCY_DIRECT"
    SINGLE_SOURCE = "SINGLE_SOURCE"
    RFQ = "RFQ"
    RESTRICTED_BIDDING = "RESTRICTED_BIDDING"
    OPEN_TENDER = "OPEN_TENDER"
    FRAMEWORK = "FRAMEWORK"


# Receiving leads to PARTIAL_RECEIVED while anything is outstanding.
TRANSITIONS: dict[tuple[Status, Action], Status] = {
    (Status.DRAFT, Action.SUBMIT): Status.PENDING_APPROVAL,
    (Status.PENDING_APPROVAL, Action.APPROVE): Status.APPROVED,
    (Status.PENDING_APPROVAL, Action.REJECT): Status.REJECTED,
    (Status.APPROVED, Action.ORDER): Status.ORDERED,
    (Status.ORDERED, Action.SHIP): Status.SHIPPED,
    (Status.SHIPPED, Action.RECEIVE): Status.RECEIVED,
    (Status.PARTIAL_RECEIVED, Action.RECEIVE): Status.RECEIVED,
    **{
        (status, Action.CANCEL): Status.CANCELLED
        for status in (
            Status.DRAFT,
            Status.PENDING_APPROVAL,
            Status.APPROVED,
            Status.ORDERED,
        )
    },
}

# Goods are on their way: what is not received yet counts as strict inbound.
ON_THE_WAY = frozenset({Status.SHIPPED, Status.PARTIAL_RECEIVED})


def next_status(status: Status, action: Action) -> Status | None:
    """Return where ``action`` leads from ``status``, or None if it is not allowed."""
    return TRANSITIONS.get((status, action))


def actions_from(status: Status) -> list[Action]:
    return [action for action in Action if (status, action) in TRANSITIONS]
