"""What can go wrong with an override."""

from backend.core.errors import Conflict, NotFound, Unprocessable


class OverrideNotFound(NotFound):
    def __init__(self, override_id: int) -> None:
        super().__init__(f"There is no override {override_id}.")


class NothingToOverride(Unprocessable):
    def __init__(self, what: str) -> None:
        super().__init__(f"{what} Run the plan, or choose other days.")


class OverrideOverlaps(Conflict):
    def __init__(self, override_id: int) -> None:
        super().__init__(
            f"Override {override_id} already covers some of these days: withdraw it first."
        )


class OverrideWithdrawn(Conflict):
    def __init__(self) -> None:
        super().__init__("This override was withdrawn already.")
