"""Lots on the shelf: issued first-expired first, scrapped once past their last day."""

from dataclasses import dataclass, field

import numpy as np

from scripts.demo.options import NEVER, Bools, Ints

SLOTS = 8


@dataclass(frozen=True, slots=True)
class LotMoves:
    """Quantities taken from lots; a lot is its item-site and the day it came in."""

    pair: Ints
    day: Ints
    lot_day: Ints
    quantity: Ints


@dataclass(slots=True)
class Shelf:
    pairs: Ints  # the item-sites that keep lots, one row each
    quantity: Ints = field(init=False)
    expires: Ints = field(init=False)  # the last day of use
    received: Ints = field(init=False)

    def __post_init__(self) -> None:
        shape = (len(self.pairs), SLOTS)
        self.quantity = np.zeros(shape, dtype=np.int64)
        self.expires = np.full(shape, NEVER, dtype=np.int64)
        self.received = np.full(shape, -1, dtype=np.int64)

    def receive(self, day: int, amounts: Ints, expires: Ints) -> None:
        rows = np.flatnonzero(amounts > 0)
        if not len(rows):
            return
        if (self.quantity[rows] > 0).all(axis=1).any():
            self._widen()
        slot = np.argmax(self.quantity[rows] == 0, axis=1)
        self.quantity[rows, slot] = amounts[rows]
        self.expires[rows, slot] = expires[rows]
        self.received[rows, slot] = day

    def issue(self, day: int, amounts: Ints) -> LotMoves:
        """Take the amounts from the lots that expire first; the caller never asks for more."""
        order = np.argsort(self.expires, axis=1, kind="stable")
        sorted_quantity = np.take_along_axis(self.quantity, order, axis=1)
        before = np.cumsum(sorted_quantity, axis=1) - sorted_quantity
        taken = np.zeros_like(self.quantity)
        np.put_along_axis(
            taken, order, np.clip(amounts[:, None] - before, 0, sorted_quantity), axis=1
        )
        return self._take(day, taken)

    def scrap(self, day: int, live: Bools) -> LotMoves:
        """Scrap what is past its last day, where the site still reports."""
        past = (self.expires < day) & live[:, None]
        return self._take(day, np.where(past, self.quantity, 0))

    def _take(self, day: int, taken: Ints) -> LotMoves:
        row, slot = np.nonzero(taken)
        self.quantity -= taken
        moves = LotMoves(
            pair=self.pairs[row],
            day=np.full(len(row), day, dtype=np.int64),
            lot_day=self.received[row, slot],
            quantity=taken[row, slot],
        )
        self.expires[self.quantity == 0] = NEVER
        return moves

    def _widen(self) -> None:
        grow = ((0, 0), (0, SLOTS))
        self.quantity = np.pad(self.quantity, grow)
        self.expires = np.pad(self.expires, grow, constant_values=NEVER)
        self.received = np.pad(self.received, grow, constant_values=-1)


def joined(moves: list[LotMoves]) -> LotMoves:
    empty = [np.zeros(0, dtype=np.int64)]
    return LotMoves(
        pair=np.concatenate([move.pair for move in moves] or empty),
        day=np.concatenate([move.day for move in moves] or empty),
        lot_day=np.concatenate([move.lot_day for move in moves] or empty),
        quantity=np.concatenate([move.quantity for move in moves] or empty),
    )
