"""Alerts as the API shows them, and what people send."""

from datetime import datetime
from typing import Any, Self

from pydantic import Field, model_validator

from backend.alerts.kinds import Action, AlertType, Happened, Level, Status
from backend.core import clock
from backend.core.schemas import Id, In, ListQuery, Moment, Out, PathModel

MOST_IDS = 500


class AlertOut(Out):
    """``status`` is what holds now: a promise that has passed or a snooze that is over is open.

    ``message`` is English; translate by ``message_code`` and ``params``.
    """

    id: int
    fingerprint: str
    type: AlertType
    level: Level
    status: Status
    item_id: int | None
    sku: str | None
    item_name: str | None
    site_id: int | None
    site_code: str | None
    site_name: str | None
    supplier_id: int | None
    order_id: int | None
    lot_id: int | None
    message_code: str
    message: str
    params: dict[str, Any]
    opened_at: datetime
    last_seen_at: datetime
    resolved_at: datetime | None
    is_suppressed: bool
    suppressed_by: str | None
    owner_id: int | None
    owner: str | None
    note: str | None
    promised_at: datetime | None
    snoozed_until: datetime | None
    until_worse_than: Level | None
    version: int


class AlertEventOut(Out):
    id: int
    at: datetime
    action: Happened
    actor_id: int | None
    actor: str
    note: str | None
    details: dict[str, Any]


class AlertDetailOut(AlertOut):
    """An alert with its whole history, the newest first, earlier episodes included."""

    history: list[AlertEventOut]


class AlertPath(PathModel):
    alert_id: Id


class AlertQuery(ListQuery):
    """Each filter may be given several times; without any, resolved alerts are listed too."""

    status: list[Status] | None = None
    level: list[Level] | None = None
    type: list[AlertType] | None = None
    site_id: Id | None = None
    item_id: Id | None = None
    suppressed: bool | None = None
    q: str | None = Field(
        default=None, min_length=1, max_length=200, description="Part of a code, name or message."
    )


class AlertChange(In):
    """``promised_at`` goes with acknowledge; ``until`` and ``until_worse`` go with snooze."""

    action: Action
    note: str | None = Field(default=None, max_length=2000)
    promised_at: Moment | None = None
    until: Moment | None = None
    until_worse: bool = False

    @model_validator(mode="after")
    def fit_together(self) -> Self:
        if self.action is Action.SNOOZE and self.until is None and not self.until_worse:
            raise ValueError("say until when to snooze, or until it gets worse")
        if self.action is not Action.SNOOZE and (self.until is not None or self.until_worse):
            raise ValueError("until and until_worse go with snooze only")
        if self.action is not Action.ACKNOWLEDGE and self.promised_at is not None:
            raise ValueError("promised_at goes with acknowledge only")
        if any(moment and moment <= clock.now() for moment in (self.until, self.promised_at)):
            raise ValueError("until and promised_at must lie in the future")
        return self


class AlertBulkChange(AlertChange):
    ids: list[Id] = Field(min_length=1, max_length=MOST_IDS)


class AlertOutcome(Out):
    """What became of one alert of a bulk change; ``code`` and ``detail`` say why it failed."""

    id: int
    ok: bool
    status: Status | None
    version: int | None
    code: str | None
    detail: str | None


class AlertBulkOut(Out):
    data: list[AlertOutcome]
    changed: int
    failed: int
