"""What can go wrong with goods received notes."""

from backend.core.errors import NotFound


class GoodsReceiptNotFound(NotFound):
    def __init__(self, receipt_id: int) -> None:
        super().__init__(f"There is no goods received note {receipt_id}.")
