"""What can go wrong with the lines of a needs list."""

from backend.core.errors import Conflict, NotFound, Unprocessable
from backend.needs.lists.workflow import Status


class LineNotFound(NotFound):
    def __init__(self, needs_list_id: int, line_id: int) -> None:
        super().__init__(f"Needs list {needs_list_id} has no line {line_id}.")


class ItemListed(Conflict):
    def __init__(self, sku: str) -> None:
        super().__init__(f"{sku} is in this needs list already; adjust its line instead.")


class ItemNotUsable(Unprocessable):
    def __init__(self, item_id: int) -> None:
        super().__init__(f"There is no active item {item_id}.")


class NothingMissing(Conflict):
    def __init__(self, sku: str) -> None:
        super().__init__(
            f"Nothing is known to be missing of {sku} here; say how much of it is needed, and why."
        )


class NotUnderReview(Conflict):
    def __init__(self, status: Status) -> None:
        state = status.value.replace("_", " ").lower()
        super().__init__(
            f"Reviewers write notes while a needs list waits for its decision; this one is {state}."
        )


class LineHasNotes(Conflict):
    def __init__(self) -> None:
        super().__init__(
            "Reviewers wrote about this line, so it stays; set its quantity to 0 instead."
        )


class ReceiptNotReadable(Conflict):
    def __init__(self, formula_version: str) -> None:
        super().__init__(
            f"This line was calculated elsewhere or by another formula ({formula_version}), and "
            "cannot be calculated again from what is stored."
        )
