"""The life of a needs list: one table, from which the API, the database and the pages are fed.

Pure: no database, no Flask.
"""

from enum import StrEnum
from typing import TypeAlias


class NeedsListStatus(StrEnum):
    """Named for what it is of: the contract knows every enumeration by its name alone."""

    DRAFT = "DRAFT"
    PENDING_APPROVAL = "PENDING_APPROVAL"
    UNDER_REVIEW = "UNDER_REVIEW"
    APPROVED = "APPROVED"
    REJECTED = "REJECTED"
    RETURNED = "RETURNED"
    IN_PROGRESS = "IN_PROGRESS"
    FULFILLED = "FULFILLED"
    CANCELLED = "CANCELLED"
    SUPERSEDED = "SUPERSEDED"


class NeedsListAction(StrEnum):
    """What somebody does to a list; in lower case, as the API takes it."""

    SUBMIT = "submit"
    APPROVE = "approve"
    APPROVE_SAFE = "approve_safe"
    RETURN = "return"
    REJECT = "reject"
    ESCALATE = "escalate"
    REMIND = "remind"
    CANCEL = "cancel"
    # Not for people: what documents and calculations do to a list.
    START = "start"
    FULFIL = "fulfil"
    SUPERSEDE = "supersede"


Status: TypeAlias = NeedsListStatus
Action: TypeAlias = NeedsListAction

EDITABLE = frozenset({Status.DRAFT, Status.RETURNED})
PENDING = frozenset({Status.PENDING_APPROVAL, Status.UNDER_REVIEW})
# An item-site in a list of one of these statuses is claimed: no other list may take it.
ACTIVE = PENDING | {Status.APPROVED, Status.IN_PROGRESS}
# Approved, and goods are still to come.
WAITING = frozenset({Status.APPROVED, Status.IN_PROGRESS})
ENDED = frozenset({Status.REJECTED, Status.FULFILLED, Status.CANCELLED, Status.SUPERSEDED})
BY_PEOPLE = frozenset(Action) - {Action.START, Action.FULFIL, Action.SUPERSEDE}

TRANSITIONS: dict[tuple[Status, Action], Status] = {
    **{(status, Action.SUBMIT): Status.PENDING_APPROVAL for status in EDITABLE},
    **{(status, Action.APPROVE): Status.APPROVED for status in PENDING},
    **{(status, Action.APPROVE_SAFE): Status.APPROVED for status in PENDING},
    **{(status, Action.RETURN): Status.RETURNED for status in PENDING},
    **{(status, Action.REJECT): Status.REJECTED for status in PENDING},
    **{(status, Action.ESCALATE): Status.UNDER_REVIEW for status in PENDING},
    **{(status, Action.REMIND): status for status in PENDING},
    **{(status, Action.CANCEL): Status.CANCELLED for status in EDITABLE},
    (Status.APPROVED, Action.CANCEL): Status.CANCELLED,
    (Status.IN_PROGRESS, Action.CANCEL): Status.CANCELLED,
    (Status.APPROVED, Action.START): Status.IN_PROGRESS,
    (Status.APPROVED, Action.FULFIL): Status.FULFILLED,
    (Status.IN_PROGRESS, Action.FULFIL): Status.FULFILLED,
    **{(status, Action.SUPERSEDE): Status.SUPERSEDED for status in EDITABLE},
}


class ReturnReason(StrEnum):
    QTY_ADJUSTMENT = "QTY_ADJUSTMENT"
    DATA_QUALITY = "DATA_QUALITY"
    MISSING_JUSTIFICATION = "MISSING_JUSTIFICATION"
    SCOPE_MISMATCH = "SCOPE_MISMATCH"
    POLICY_COMPLIANCE = "POLICY_COMPLIANCE"
    OTHER = "OTHER"


class AdjustmentReason(StrEnum):
    DEMAND_ADJUSTED = "DEMAND_ADJUSTED"
    PARTIAL_COVERAGE = "PARTIAL_COVERAGE"
    PRIORITY_CHANGE = "PRIORITY_CHANGE"
    BUDGET_CONSTRAINT = "BUDGET_CONSTRAINT"
    SUPPLIER_LIMIT = "SUPPLIER_LIMIT"
    OTHER = "OTHER"


def next_status(status: Status, action: Action) -> Status | None:
    """Return where ``action`` leads from ``status``, or None if it is not allowed."""
    return TRANSITIONS.get((status, action))


def actions_from(status: Status) -> list[Action]:
    """Return what people may do with a list in ``status``, in the order of the table."""
    return [action for action in Action if action in BY_PEOPLE and (status, action) in TRANSITIONS]
