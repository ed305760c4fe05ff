"""Steps, approvals, notices and history of needs lists as the API takes and shows them."""

import datetime as dt
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from backend.core.schemas import Id, In, ListQuery, Out, PathModel
from backend.needs.lists.workflow import Action, ReturnReason, Status

# What people send; documents and calculations do the rest.
PersonsAction = Literal[
    Action.SUBMIT,
    Action.APPROVE,
    Action.APPROVE_SAFE,
    Action.RETURN,
    Action.REJECT,
    Action.ESCALATE,
    Action.REMIND,
    Action.CANCEL,
]
Level = Literal["REMINDER", "WARNING", "ESCALATION"]
NEEDS_TEXT = frozenset({Action.REJECT, Action.ESCALATE})


class NeedsListPath(PathModel):
    needs_list_id: Id


class NeedsListStep(In):
    """What to do. ``reason_code`` goes with return, which needs one; reject and escalate a note.

    ``acknowledge_stale`` says that the person knows that some data is too old to be believed.
    """

    action: PersonsAction
    reason_code: ReturnReason | None = None
    note: str | None = Field(default=None, min_length=1, max_length=2000)
    acknowledge_stale: bool = False

    @model_validator(mode="after")
    def say_why(self) -> Self:
        if (self.action is Action.RETURN) != (self.reason_code is not None):
            raise ValueError("reason_code goes with return, and return needs one")
        if self.reason_code is ReturnReason.OTHER and self.note is None:
            raise ValueError("say in note what the other reason is")
        if self.action in NEEDS_TEXT and self.note is None:
            raise ValueError(f"{self.action.value} needs a note that says why")
        return self


class ApprovalOut(Out):
    """One person's approval, in their own right or in another's place."""

    step: int
    role: str
    decided_by_id: int
    decided_by: str
    on_behalf_of_id: int | None
    on_behalf_of: str | None
    note: str | None
    at: dt.datetime


class HistoryEntryOut(Out):
    """One entry of the audit log about a needs list."""

    id: int
    at: dt.datetime
    actor_id: int | None
    actor: str
    action: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    reason: str | None


class NoticeQuery(ListQuery):
    """``mine`` keeps what waits for the caller's own decision."""

    mine: bool | None = None
    level: list[Level] | None = None


class NoticeOut(Out):
    """A needs list that waits for a decision, with the last notice given about it, if any."""

    needs_list_id: int
    needs_list_no: str
    status: Status
    event_code: str
    site_code: str
    site_name: str
    role: str
    submitted_at: dt.datetime
    due_at: dt.datetime
    level: Level | None
    noticed_at: dt.datetime | None
    is_mine: bool
