"""What can go wrong when stock status is asked for."""

from backend.core.errors import NotFound


class EventNotActive(NotFound):
    def __init__(self, event_id: int) -> None:
        super().__init__(f"There is no active event {event_id}; 0 is stock without an event.")
