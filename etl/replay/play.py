"""Plays one window of the past under several policies, as if they had decided at the time."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import repeat

import numpy as np

from backend.planning.newsvendor import Floats, Integers
from backend.planning.ordering import Terms
from backend.planning.simulation import NAMES, Shelves, Tally
from etl.replay.lookahead import Lookahead
from etl.replay.policies import Kind, Known, Policy, order

PATHS = 300
# How much of the past the classic policy looks at: about half a year, or a year of months.
CLASSIC_PERIODS = {"D": 182, "W": 26, "M": 12}
THREADS = os.cpu_count() or 1
SERIES_AT_ONCE = 1_000
Advance = Callable[[float, str], None]


@dataclass(frozen=True)
class Window:
    """The periods from ``start`` to before ``stop``; the first ``warm_up`` are not counted."""

    start: int
    stop: int
    warm_up: int


def warm_up_of(terms: Terms) -> int:
    """Return how long it takes until a policy's own orders are what is on the shelves."""
    return int((terms.lead.periods.max(axis=1) + terms.review).max())


def play(
    look: Lookahead,
    terms: Terms,
    targets: Floats,
    window: Window,
    policies: Sequence[Policy],
    *,
    seed: int,
    advance: Advance,
) -> Tally:
    """Return what each policy would have cost, chunk by chunk, so that memory stays flat."""
    total = Tally((len(policies), look.panel.count))
    for first in range(0, look.panel.count, SERIES_AT_ONCE):
        rows = slice(first, min(first + SERIES_AT_ONCE, look.panel.count))
        within = _Part(advance, rows, look.panel.count)
        part = _play(
            look.rows(rows), terms.rows(rows), targets[rows], window, policies, seed, within
        )
        for name in NAMES:
            getattr(total, name)[:, rows] = getattr(part, name)
        total.periods = part.periods
    return total


@dataclass(frozen=True)
class _Part:
    """Turns how far a chunk is into how far all of them are."""

    advance: Advance
    rows: slice
    count: int

    def __call__(self, done: float) -> None:
        at = self.rows.start + done * (self.rows.stop - self.rows.start)
        self.advance(at / self.count, f"{self.rows.stop:,} of {self.count:,} series")


def _play(
    look: Lookahead,
    terms: Terms,
    targets: Floats,
    window: Window,
    policies: Sequence[Policy],
    seed: int,
    advance: Callable[[float], None],
) -> Tally:
    leads = _lead_times(terms, look.names, window, seed)
    horizon = terms.horizon
    first = look.means(window.start, horizon)
    shelves = Shelves.start(len(policies), np.ceil(first.sum(axis=1)), horizon)
    for period in range(window.start, window.stop):
        since = period - window.start
        is_counted = since >= window.warm_up
        due = since % terms.review == 0
        if is_counted and since > window.warm_up:
            shelves.close_cycles(due)
        if due.any():
            quantity, promised = _orders(look, terms, targets, period, policies, shelves, seed)
            shelves.order(quantity * due[None, :], leads[since], is_counted=is_counted)
            if is_counted:
                shelves.tally.decided += due[None, :]
                shelves.tally.promised += promised * due[None, :]
        demand = np.nan_to_num(look.panel.values[:, period])
        shelves.pass_period(demand, is_counted=is_counted)
        advance((since + 1) / (window.stop - window.start))
    shelves.close_cycles(np.ones(look.panel.count, dtype=np.bool_))
    return shelves.tally


def _orders(
    look: Lookahead,
    terms: Terms,
    targets: Floats,
    period: int,
    policies: Sequence[Policy],
    shelves: Shelves,
    seed: int,
) -> tuple[Floats, Floats]:
    """Return policies x series: what each orders, and the service that this promises."""
    horizon = terms.horizon
    means = look.means(period, horizon)
    needs_paths = any(policy.kind is not Kind.CLASSIC for policy in policies)
    back = CLASSIC_PERIODS[look.panel.rules.code]
    weights = terms.lead.weights / terms.lead.weights.sum(axis=1, keepdims=True)
    lead_mean = (weights * terms.lead.periods).sum(axis=1)
    lead_square = (weights * terms.lead.periods**2).sum(axis=1)
    known = Known(
        past=look.panel.values[:, max(period - back, 0) : period],
        is_count=look.spreads.is_count,
        ahead=look.paths(means, count=PATHS, seed=seed + period) if needs_paths else None,
        targets=targets,
        lead_mean=lead_mean,
        lead_sd=np.sqrt(np.maximum(lead_square - lead_mean**2, 0.0)),
        terms=terms,
    )
    # Most of it is numpy on large arrays, which lets go of the interpreter.
    with ThreadPoolExecutor(THREADS) as pool:
        coming = (shelves.coming[at, :, :horizon] for at in range(len(policies)))
        found = list(pool.map(order, policies, repeat(known), shelves.on_hand, coming))
    return np.stack([quantity for quantity, _ in found]), np.stack([served for _, served in found])


def _lead_times(terms: Terms, names: list[str], window: Window, seed: int) -> Integers:
    """Return periods x series of lead times, drawn once and the same for every policy."""
    length = window.stop - window.start
    if terms.lead.periods.shape[1] == 1:
        return np.tile(terms.lead.periods[:, 0], (length, 1))
    random = np.random.default_rng([seed, window.start, len(names)])
    upper = np.cumsum(terms.lead.weights, axis=1)
    upper = upper / upper[:, -1:]
    at = random.random((length, len(names)))
    index = (at[:, :, None] > upper[None, :, :]).sum(axis=2)
    index = np.minimum(index, upper.shape[1] - 1)
    return np.asarray(terms.lead.periods[np.arange(len(names))[None, :], index])
