"""What a run is asked for, and the random streams that make it repeatable."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

NEVER = 1_000_000
CHUNK_ITEMS = 500
STALE_DAYS = 9


@dataclass(frozen=True, slots=True)
class Options:
    seed: int
    items: int
    sites: int
    days: int
    end: date

    @property
    def start(self) -> date:
        return self.end - timedelta(days=self.days - 1)

    @property
    def chunks(self) -> int:
        return -(-self.items // CHUNK_ITEMS)

    def rng(self, stream: str, chunk: int = 0) -> np.random.Generator:
        """Give each stage its own stream: a change in one leaves the others as they were."""
        return np.random.default_rng([self.seed, chunk, *stream.encode()])

    def dates(self) -> NDArray[np.datetime64]:
        return np.datetime64(self.start, "D") + np.arange(self.days)

    def weekdays(self) -> Ints:
        return (np.arange(self.days, dtype=np.int64) + self.start.weekday()) % 7
