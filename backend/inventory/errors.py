"""What can go wrong with sites and stock."""

from backend.core.errors import NotFound


class SiteNotFound(NotFound):
    def __init__(self, site_id: int) -> None:
        super().__init__(f"There is no site {site_id}.")
