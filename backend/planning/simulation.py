"""Plays policies over demand that is known: receive, sell, order, period by period. Pure: numpy.

Rows are policies, then series. Every policy meets the same demand and the same lead times, and
starts from the same stock.
"""

from dataclasses import dataclass, field

import numpy as np
import scipy  # its parts are loaded when they are first used, not before the API can start
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass
class Tally:
    """What came of each policy for each series, in units and counts; policies x series."""

    shape: tuple[int, int]
    demand: Floats = field(init=False)
    lost: Floats = field(init=False)
    held: Floats = field(init=False)
    ordered: Floats = field(init=False)
    orders: Floats = field(init=False)
    cycles: Floats = field(init=False)
    served: Floats = field(init=False)
    # How many orders were decided, and the sum of the service that each of them promised.
    decided: Floats = field(init=False)
    promised: Floats = field(init=False)
    periods: int = 0

    def __post_init__(self) -> None:
        for name in NAMES:
            setattr(self, name, np.zeros(self.shape))


NAMES = (
    "demand", "lost", "held", "ordered", "orders", "cycles", "served", "decided", "promised",
)  # fmt: skip


@dataclass
class Shelves:
    """What is there and what is coming; ``coming[..., k]`` becomes usable k periods from now."""

    on_hand: Floats
    coming: Floats
    tally: Tally
    is_clean: Flags

    @classmethod
    def start(cls, policies: int, stock: Floats, longest: int) -> "Shelves":
        """Give every policy the same stock and nothing on the way."""
        shape = (policies, len(stock))
        return cls(
            on_hand=np.tile(stock, (policies, 1)),
            coming=np.zeros((*shape, longest + 1)),
            tally=Tally(shape),
            is_clean=np.ones(shape, dtype=np.bool_),
        )

    def order(self, quantity: Floats, lead: Integers, *, is_counted: bool) -> None:
        """Place what was decided after the last period: it is usable ``lead`` periods from now."""
        series = np.arange(quantity.shape[1])
        for policy in range(len(quantity)):
            np.add.at(self.coming[policy], (series, lead), quantity[policy])
        if is_counted:
            self.tally.ordered += quantity
            self.tally.orders += quantity > 0

    def pass_period(self, demand: Floats, *, is_counted: bool) -> None:
        """Receive, sell what there is, and keep the rest; what is missing is lost."""
        self.on_hand += self.coming[:, :, 0]
        self.coming = np.roll(self.coming, -1, axis=2)
        self.coming[:, :, -1] = 0.0
        sold = np.minimum(self.on_hand, demand[None, :])
        self.on_hand -= sold
        if is_counted:
            lost = demand[None, :] - sold
            self.tally.demand += demand[None, :]
            self.tally.lost += lost
            self.tally.held += self.on_hand
            self.tally.periods += 1
            self.is_clean &= lost <= 0

    def close_cycles(self, ends: Flags) -> None:
        """Count a cycle for each series of ``ends``, as served where nothing was lost in it."""
        self.tally.cycles += ends[None, :]
        self.tally.served += ends[None, :] & self.is_clean
        self.is_clean |= ends[None, :]


def classic_level(
    mean: Floats, sd: Floats, lead: Floats, lead_sd: Floats, review: Floats, level: Floats
) -> Floats:
    """Return the textbook order-up-to level: mean plus z times sd over lead time plus review."""
    periods = lead + review
    spread = np.sqrt(periods * sd**2 + (mean * lead_sd) ** 2)
    return np.asarray(np.maximum(mean * periods + scipy.special.ndtri(level) * spread, 0.0))
