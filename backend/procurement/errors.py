"""What can go wrong with orders."""

from backend.core.errors import NotFound


class OrderNotFound(NotFound):
    def __init__(self, order_id: int) -> None:
        super().__init__(f"There is no order line {order_id}.")
