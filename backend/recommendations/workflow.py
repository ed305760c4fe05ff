"""The life of a decision about a recommendation. Pure: no database, no Flask."""

from enum import StrEnum


class DecisionStatus(StrEnum):
    OPEN = "OPEN"
    ACCEPTED = "ACCEPTED"
    REJECTED = "REJECTED"


class Action(StrEnum):
    ACCEPT = "accept"
    REJECT = "reject"
    REOPEN = "reopen"


TRANSITIONS: dict[tuple[DecisionStatus, Action], DecisionStatus] = {
    (DecisionStatus.OPEN, Action.ACCEPT): DecisionStatus.ACCEPTED,
    (DecisionStatus.OPEN, Action.REJECT): DecisionStatus.REJECTED,
    (DecisionStatus.ACCEPTED, Action.REOPEN): DecisionStatus.OPEN,
    (DecisionStatus.REJECTED, Action.REOPEN): DecisionStatus.OPEN,
}


def next_status(status: DecisionStatus, action: Action) -> DecisionStatus | None:
    """Return where ``action`` leads from ``status``, or None if it is not allowed."""
    return TRANSITIONS.get((status, action))
