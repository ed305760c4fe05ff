"""Who is acting, from where, in which request. Set at the edge, read by the audit log."""

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ActingContext:
    """A request has all of it; a job or a command only says which program it is."""

    actor: str = "system"
    actor_id: int | None = None
    ip: str | None = None
    user_agent: str | None = None
    request_id: str | None = None


NOBODY = ActingContext()
_current: ContextVar[ActingContext] = ContextVar("acting_context", default=NOBODY)


def acting() -> ActingContext:
    return _current.get()


def act_as(context: ActingContext) -> None:
    _current.set(context)
