"""What can go wrong with suppliers."""

from backend.core.errors import NotFound


class SupplierNotFound(NotFound):
    def __init__(self, supplier_id: int) -> None:
        super().__init__(f"There is no supplier {supplier_id}.")
