"""One flag that every wait looks at, so that a signal never interrupts half an action."""

import signal
import threading
from types import FrameType

from scripts.runtime.failures import StopRequested


class Stop:
    """Set by Ctrl-C, by a closed terminal and by `make stop`; further signals change nothing."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def listen(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._on_signal)

    def request(self) -> None:
        self._event.set()

    @property
    def requested(self) -> bool:
        return self._event.is_set()

    def wait(self, seconds: float) -> None:
        """Sleep, and end at once when the stop comes."""
        self._event.wait(seconds)
        self.raise_if_requested()

    def raise_if_requested(self) -> None:
        if self._event.is_set():
            raise StopRequested

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self._event.set()
