"""What can go wrong with events."""

from collections.abc import Sequence

from backend.core.errors import Conflict, NotFound
from backend.needs.phases import Phase

MOST_NAMED = 5


class EventNotFound(NotFound):
    def __init__(self, event_id: int) -> None:
        super().__init__(f"There is no event {event_id}.")


class EventCodeTaken(Conflict):
    def __init__(self, code: str) -> None:
        super().__init__(f"There is an event with the code {code} already.")


class EventClosed(Conflict):
    def __init__(self, code: str) -> None:
        super().__init__(f"{code} is closed. Open it again before you change its phase.")


class EventHasOpenLists(Conflict):
    def __init__(self, code: str, numbers: Sequence[str]) -> None:
        more = len(numbers) - MOST_NAMED
        named = ", ".join(numbers[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
        super().__init__(f"{code} cannot be closed while needs lists are on their way: {named}.")


class PhaseUnchanged(Conflict):
    def __init__(self, code: str, phase: Phase) -> None:
        super().__init__(f"{code} is in the phase {phase} already.")


class PhaseConfigUnchanged(Conflict):
    def __init__(self, phase: Phase) -> None:
        super().__init__(f"These are the settings of {phase} already; nothing was changed.")
