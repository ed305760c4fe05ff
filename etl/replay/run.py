"""A whole replay: choose the correction on earlier windows, compare the policies on the last."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from backend.planning.newsvendor import Floats
from backend.planning.ordering import Terms
from backend.planning.simulation import Tally
from etl.forecast.panel import Panel
from etl.progress import Progress, Share
from etl.replay.lookahead import Lookahead
from etl.replay.play import Advance, Window, play, warm_up_of
from etl.replay.policies import Kind, Policy
from etl.replay.summary import (
    Interval,
    Money,
    Result,
    best_correction,
    cost_at_equal_fill,
    level_correction,
    results,
)

LEVELS = (0.5, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.98, 0.99, 0.995)
CORRECTIONS = (0.4, 0.55, 0.7, 0.85, 1.0, 1.2)
# What is played to choose: the plan's own orders for the level, the others for the costs.
CHOOSING = [
    Policy(Kind.CURRENT),
    *(Policy(Kind.PROPOSED, None, correction) for correction in CORRECTIONS),
]
# How many periods one window counts, and how long a past it needs before it begins.
LENGTHS = {"D": 56, "W": 26, "M": 6}
LEAST_PAST = {"D": 112, "W": 26, "M": 18}
WINDOWS = 2
PERIODS_PER_YEAR = {"D": 365.25, "W": 365.25 / 7, "M": 12.0}


@dataclass(frozen=True)
class Past:
    """What is replayed: the series, their terms, and what they are worth."""

    panel: Panel
    keys: pl.DataFrame
    terms: Terms
    targets: Floats
    classes: Sequence[str]
    money: Money


@dataclass(frozen=True)
class Replayed:
    """``equal_fill``: cost of the proposed policy to that of the classic one at its fill rate."""

    windows: list[Window]
    correction: float
    level_correction: float
    is_chosen: bool
    results: list[Result]
    equal_fill: Interval
    counted_periods: int


def _played(
    past: Past, window: Window, policies: Sequence[Policy], *, seed: int, advance: Advance
) -> Tally:
    """Play one window with what could be learned before it."""
    look = Lookahead.learn(past.panel, past.keys, window.start, past.terms.horizon)
    return play(look, past.terms, past.targets, window, policies, seed=seed, advance=advance)


def _costs(past: Past) -> tuple[Floats, Floats]:
    """Return what a unit costs in money; where nothing has a value, in units of the terms."""
    if np.isfinite(past.money.value).any():
        return past.money.holding, past.money.shortage
    return past.terms.holding, past.terms.shortage


def windows_of(panel: Panel, warm_up: int, number: int = WINDOWS) -> list[Window]:
    """Return up to ``number`` windows, the last one ending with the history; earlier ones first.

    Where the past is short they are shorter, to a third; rather that than choose and report on one.
    """
    whole, least = LENGTHS[panel.rules.code], LEAST_PAST[panel.rules.code]
    room = (panel.length - least - warm_up) // number
    length = int(np.clip(room, max(whole // 3, 1), whole))
    found = []
    for back in range(number):
        stop = panel.length - back * length
        window = Window(stop - length - warm_up, stop, warm_up)
        if window.start >= least:
            found.append(window)
    return found[::-1]


def reported_policies(correction: float, level_correction: float) -> list[Policy]:
    """Return the policies as they stand, and both curves by service level."""
    named = [Policy(Kind.CURRENT), Policy(Kind.CLASSIC), Policy(Kind.PROPOSED, None, correction)]
    proposed = [Policy(Kind.PROPOSED, level, level_correction) for level in LEVELS]
    return [*named, *proposed, *(Policy(Kind.CLASSIC, level) for level in LEVELS)]


def replay(past: Past, *, seed: int, progress: Progress, number: int = WINDOWS) -> Replayed | None:
    """Replay the past; None where it is too short for a single window.

    The windows that choose the corrections are not the one that is reported.
    """
    windows = windows_of(past.panel, warm_up_of(past.terms), number)
    if not windows:
        return None
    *earlier, last = windows
    parts = len(earlier) + 2
    chosen = []
    for at, window in enumerate(earlier):
        part = Share(progress, at / parts, (at + 1) / parts, "choosing the correction")
        tally = _played(past, window, CHOOSING, seed=seed, advance=part.advance)
        by_cost = best_correction(tally, CHOOSING, *_costs(past))
        chosen.append((by_cost, level_correction(tally, CHOOSING.index(Policy(Kind.CURRENT)))))
    correction, of_level = np.median(chosen, axis=0).tolist() if chosen else (1.0, 1.0)
    policies = reported_policies(correction, of_level)
    part = Share(progress, len(earlier) / parts, 1.0, "comparing policies")
    tally = _played(past, last, policies, seed=seed, advance=part.advance)
    return Replayed(
        windows=windows,
        correction=correction,
        level_correction=of_level,
        is_chosen=bool(chosen),
        results=results(tally, policies, past.classes, past.money),
        equal_fill=cost_at_equal_fill(tally, policies, past.money, Policy(Kind.CLASSIC)),
        counted_periods=tally.periods,
    )
