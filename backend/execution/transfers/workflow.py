"""The life of a transfer between two sites, and what a variance asks for. Pure."""

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum


class TransferStatus(StrEnum):
    DRAFT = "DRAFT"
    PENDING = "PENDING"
    APPROVED = "APPROVED"
    DISPATCHED = "DISPATCHED"
    IN_TRANSIT = "IN_TRANSIT"
    RECEIVED = "RECEIVED"
    RECONCILED = "RECONCILED"
    REJECTED = "REJECTED"
    CANCELLED = "CANCELLED"


class TransferAction(StrEnum):
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


class OverrideReason(StrEnum):
    """Why other lots are sent than those that expire first."""

    DAMAGED_PACKAGING = "DAMAGED_PACKAGING"
    QUALITY_HOLD = "QUALITY_HOLD"
    NOT_ACCESSIBLE = "NOT_ACCESSIBLE"
    RECIPIENT_REQUIREMENT = "RECIPIENT_REQUIREMENT"
    OTHER = "OTHER"


class VarianceLevel(StrEnum):
    """What a difference between dispatched and received asks for."""

    NONE = "NONE"
    AUTOMATIC = "AUTOMATIC"
    REASON = "REASON"
    INVESTIGATION = "INVESTIGATION"


TRANSITIONS: dict[tuple[TransferStatus, TransferAction], TransferStatus] = {
    (TransferStatus.DRAFT, TransferAction.SUBMIT): TransferStatus.PENDING,
    (TransferStatus.PENDING, TransferAction.APPROVE): TransferStatus.APPROVED,
    (TransferStatus.PENDING, TransferAction.REJECT): TransferStatus.REJECTED,
    (TransferStatus.APPROVED, TransferAction.DISPATCH): TransferStatus.DISPATCHED,
    (TransferStatus.DISPATCHED, TransferAction.DEPART): TransferStatus.IN_TRANSIT,
    (TransferStatus.DISPATCHED, TransferAction.RECEIVE): TransferStatus.RECEIVED,
    (TransferStatus.IN_TRANSIT, TransferAction.RECEIVE): TransferStatus.RECEIVED,
    (TransferStatus.RECEIVED, TransferAction.RECONCILE): TransferStatus.RECONCILED,
    (TransferStatus.DRAFT, TransferAction.CANCEL): TransferStatus.CANCELLED,
    (TransferStatus.PENDING, TransferAction.CANCEL): TransferStatus.CANCELLED,
    (TransferStatus.APPROVED, TransferAction.CANCEL): TransferStatus.CANCELLED,
}
ON_THE_WAY = frozenset({TransferStatus.DISPATCHED, TransferStatus.IN_TRANSIT})
# Before the goods leave: notes, lots and the wish to call it off are still heard.
NOT_YET_SENT = frozenset({TransferStatus.DRAFT, TransferStatus.PENDING, TransferStatus.APPROVED})
HAS_LEFT = ON_THE_WAY | {TransferStatus.RECEIVED, TransferStatus.RECONCILED}
AUTOMATIC_PCT = Decimal(2)
REASON_PCT = Decimal(5)


def next_status(status: TransferStatus, action: TransferAction) -> TransferStatus | None:
    """Return where ``action`` leads from ``status``, or None if it is not allowed."""
    return TRANSITIONS.get((status, action))


def actions_from(status: TransferStatus) -> list[TransferAction]:
    return [action for action in TransferAction if (status, action) in TRANSITIONS]


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


def needs_reason(level: VarianceLevel) -> bool:
    """Whether whoever counts has to say why the quantities differ."""
    return level in (VarianceLevel.REASON, VarianceLevel.INVESTIGATION)


def is_settled(levels: Iterable[VarianceLevel]) -> bool:
    """Whether a count needs no manager: nothing of it calls for an investigation."""
    return VarianceLevel.INVESTIGATION not in levels
