"""What can go wrong when goods come in."""

import datetime as dt

from backend.core.errors import Unprocessable


class LotMissing(Unprocessable):
    def __init__(self, item: str) -> None:
        super().__init__(f"{item} perishes: give its lot number and its expiry date.")


class ArrivedExpired(Unprocessable):
    def __init__(self, item: str, expires_on: dt.date) -> None:
        super().__init__(f"{item} expired on {expires_on}, so none of it can be counted as usable.")
