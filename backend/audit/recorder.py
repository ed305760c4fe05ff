"""The only writer of the audit log."""

from collections.abc import Mapping
from typing import Any

from pydantic_core import to_jsonable_python
from sqlalchemy.orm import Session

from backend.audit.events import Event
from backend.audit.models import AuditLog
from backend.core.context import acting

# A client writes what it likes into this header.
LONGEST_AGENT = 400


def record(
    session: Session,
    event: Event,
    entity: str,
    entity_id: int | str | None = None,
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str | None = None,
) -> AuditLog:
    """Write down who did ``event``, in the transaction of the change itself.

    Where both are given, ``before`` and ``after`` keep only what differs.
    """
    context = acting()
    if before is not None and after is not None:
        changed = {key for key in {*before, *after} if before.get(key) != after.get(key)}
        before = {key: before[key] for key in before if key in changed}
        after = {key: after[key] for key in after if key in changed}
    entry = AuditLog(
        actor_id=context.actor_id,
        actor=context.actor,
        action=event.value,
        entity=entity,
        entity_id=None if entity_id is None else str(entity_id),
        before=to_jsonable_python(before),
        after=to_jsonable_python(after),
        reason=reason,
        ip=context.ip,
        user_agent=(context.user_agent or "")[:LONGEST_AGENT] or None,
        request_id=context.request_id,
    )
    session.add(entry)
    return entry
