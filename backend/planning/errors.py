"""What can go wrong with plans and policies."""

from backend.core.errors import NotFound


class ItemSiteNotFound(NotFound):
    def __init__(self, item_id: int, site_id: int) -> None:
        super().__init__(f"There is no item {item_id} or no site {site_id}.")
