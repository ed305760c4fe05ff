"""What can go wrong with lead times."""

from backend.core.errors import Conflict, FieldProblem, NotFound, Unprocessable


class LeadTimeNotFound(NotFound):
    def __init__(self, lead_time_id: int) -> None:
        super().__init__(f"There is no lead time {lead_time_id}.")


class LeadTimeTaken(Conflict):
    def __init__(self) -> None:
        super().__init__(
            "There is a lead time of this way from this day on already: change that one."
        )


class LeadTimeMissing(Conflict):
    def __init__(self, horizon: str) -> None:
        super().__init__(
            f"No lead time of horizon {horizon} holds today. Set its default before you calculate."
        )


class WayUnknown(Unprocessable):
    def __init__(self, field: str, key: int) -> None:
        sentence = f"There is no such row: {key}."
        super().__init__(sentence, errors=[FieldProblem(field=field, message=sentence)])


class EndsBeforeItStarts(Unprocessable):
    def __init__(self) -> None:
        sentence = "effective_to must lie after effective_from."
        super().__init__(sentence, errors=[FieldProblem(field="effective_to", message=sentence)])
