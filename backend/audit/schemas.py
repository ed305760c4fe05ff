"""The audit log as the API shows it."""

from datetime import datetime
from typing import Any

from backend.core.schemas import ListQuery, Moment, Out


class AuditLogOut(Out):
    id: int
    at: datetime
    actor_id: int | None
    actor: str
    action: str
    entity: str
    entity_id: str | None
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    reason: str | None
    ip: str | None
    user_agent: str | None
    request_id: str | None


class AuditLogQuery(ListQuery):
    """``since`` is included, ``until`` is not."""

    actor: str | None = None
    action: str | None = None
    entity: str | None = None
    entity_id: str | None = None
    since: Moment | None = None
    until: Moment | None = None
