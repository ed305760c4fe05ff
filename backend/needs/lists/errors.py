"""What can go wrong with the making of needs lists."""

from collections.abc import Collection, Sequence

from backend.core.errors import Conflict, FieldProblem, NotFound, Unprocessable
from backend.needs.lists.workflow import Status


class EventNotFound(NotFound):
    def __init__(self, event_id: int) -> None:
        super().__init__(f"There is no event {event_id}.")


class EventClosed(Conflict):
    def __init__(self, code: str) -> None:
        super().__init__(f"The event {code} is closed, so nothing more is needed in it.")


class SitesUnknown(Unprocessable):
    def __init__(self, site_ids: Collection[int]) -> None:
        listed = ", ".join(str(site_id) for site_id in site_ids)
        super().__init__(
            f"There is no active site {listed}.",
            errors=[FieldProblem(field="site_ids", message="Choose sites that are active.")],
        )


class EditedDraftInTheWay(Conflict):
    """Asked first: nobody's work is put aside unseen."""

    def __init__(self, drafts: Sequence[tuple[str, Status]]) -> None:
        listed = ", ".join(f"{number} ({status.value.lower()})" for number, status in drafts)
        super().__init__(
            f"You worked on {listed} for the same event, site and phase. Confirm that a new "
            "calculation may take its place, or go on with it.",
            current={"drafts": [number for number, _ in drafts]},
        )


class NeedsListNotEditable(Conflict):
    def __init__(self, status: Status) -> None:
        state = status.value.replace("_", " ").lower()
        super().__init__(f"A needs list that is {state} cannot be changed.")
