"""What a step of a needs list led to."""

import datetime as dt
from typing import Literal

from backend.core.schemas import Out
from backend.needs.approvals.schemas import ApprovalOut
from backend.needs.lists.workflow import Action, Status


class DraftedOut(Out):
    """A document that follows from the approval of a needs list."""

    kind: Literal["TRANSFER", "DONATION", "PROCUREMENT"]
    id: int
    number: str
    status: str


class NeedsListStepOut(Out):
    """The list after a step: who still has to approve, and what followed from it.

    ``next_role`` is null when nobody has to decide; ``child`` is the draft with the lines that
    were not safe.
    """

    id: int
    needs_list_no: str
    status: Status
    round: int
    required_roles: list[str]
    approvals: list[ApprovalOut]
    next_role: str | None
    due_at: dt.datetime | None
    actions: list[Action]
    child_id: int | None
    child_no: str | None
    documents: list[DraftedOut]
    version: int
