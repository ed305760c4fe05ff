"""The life of a transfer between two sites, and what a variance asks for. Pure."""

from decimal import Decimal
from enum import StrEnum


class Status(StrEnum):
    DRAFT = "DRAFT"
    PENDING = "PENDING"
    APPROVED = "APPROVED"
    DISPATCHED = "DISPATCHED"
    IN_TRANSIT = "IN_TRANSIT"
    RECEIVED = "RECEIVED"
    RECONCILED = "RECONCILED"
    REJECTED = "REJECTED"
    CANCELLED = "CANCELLED"


class Action(StrEnum):
    SUBMIT = "submit"
    APPROVE = "approve"
    REJECT = "reject"
    DISPATCH = "dispatch"
    DEPART = "depart"
    RECEIVE = "receive"
    RECONCILE = "reconcile"
    CANCEL = "cancel"


class VarianceReason(StrEnum):
    DAMAGE_IN_TRANSIT = "DAMAGE_IN_TRANSIT"
    COUNTING_ERROR = "COUNTING_ERROR"
    THEFT_SUSPECTED = "THEFT_SUSPECTED"
    SPOILAGE = "SPOILAGE"
    DOCUMENTATION_ERROR = "DOCUMENTATION_ERROR"
    OTHER = "OTHER"


class VarianceLevel(StrEnum):
    """What a difference between dispatched and received asks for."""

    NONE = "NONE"
    AUTOMATIC = "AUTOMATIC"
    REASON = "REASON"
    INVESTIGATION = "INVESTIGATION"


TRANSITIONS: dict[tuple[Status, Action], Status] = {
    (Status.DRAFT, Action.SUBMIT): Status.PENDING,
    (Status.PENDING, Action.APPROVE): Status.APPROVED,
    (Status.PENDING, Action.REJECT): Status.REJECTED,
    (Status.APPROVED, Action.DISPATCH): Status.DISPATCHED,
    (Status.DISPATCHED, Action.DEPART): Status.IN_TRANSIT,
    (Status.DISPATCHED, Action.RECEIVE): Status.RECEIVED,
    (Status.IN_TRANSIT, Action.RECEIVE): Status.RECEIVED,
    (Status.RECEIVED, Action.RECONCILE): Status.RECONCILED,
    (Status.DRAFT, Action.CANCEL): Status.CANCELLED,
    (Status.PENDING, Action.CANCEL): Status.CANCELLED,
    (Status.APPROVED, Action.CANCEL): Status.CANCELLED,
}
ON_THE_WAY = frozenset({Status.DISPATCHED, Status.IN_TRANSIT})
AUTOMATIC_PCT = Decimal(2)
REASON_PCT = Decimal(5)


def next_status(status: Status, action: Action) -> Status | None:
    """Return where ``action`` leads from ``status``, or None if it is not allowed."""
    return TRANSITIONS.get((status, action))


def actions_from(status: Status) -> list[Action]:
    return [action for action in Action if (status, action) in TRANSITIONS]


def variance_pct(dispatched: Decimal, received: Decimal) -> Decimal:
    """Return (dispatched - received) / dispatched x 100."""
    return (dispatched - received) / dispatched * 100


def variance_level(dispatched: Decimal, received: Decimal) -> VarianceLevel:
    """Up to 2 % is settled by itself, up to 5 % with a reason, above by an investigation."""
    difference = abs(variance_pct(dispatched, received))
    if difference == 0:
        return VarianceLevel.NONE
    if difference <= AUTOMATIC_PCT:
        return VarianceLevel.AUTOMATIC
    if difference <= REASON_PCT:
        return VarianceLevel.REASON
    return VarianceLevel.INVESTIGATION
