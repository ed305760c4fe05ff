"""What can go wrong with items."""

from backend.core.errors import NotFound


class ItemNotFound(NotFound):
    def __init__(self, item_id: int) -> None:
        super().__init__(f"There is no item {item_id}.")
