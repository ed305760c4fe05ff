"""What can go wrong with demand and forecasts."""

from backend.core.errors import NotFound


class ForecastRunNotFound(NotFound):
    def __init__(self, run_id: int) -> None:
        super().__init__(f"There is no forecast run {run_id}.")
