"""Orders replayed under our policy and the classic one; see scripts/bench/engine_replay.py."""

import time
from collections.abc import Iterator

import numpy as np

from scripts.bench import engine_replay as replays
from scripts.bench.report import Row, Scale, Scenario
from scripts.bench.sets import DATA_SETS

MOST_COST = 0.85
FEW = 60


def measure(scale: Scale) -> Iterator[Row]:
    cases = [case for case in replays.CASES if DATA_SETS.is_dir() or not case.is_real]
    for case in [replays.CASES[-1]] if scale.is_quick else cases:
        begun = time.monotonic()
        found = replays.measure(_few(case) if scale.is_quick else case)
        if found is None:
            continue
        share = found.equal_fill.value
        yield Row(
            f"{case.name}, cost at equal fill rate",
            f"{time.monotonic() - begun:.0f} s to replay",
            "mean plus z × sd at 95 %",
            share,
            f"at most {MOST_COST:g}",
            share is not None and share <= MOST_COST,
        )


class _Few(replays.Case):
    """The first series of a case, for a try."""

    def panel(self) -> "replays.Panel":
        return super().panel().rows(np.arange(FEW))


def _few(case: replays.Case) -> replays.Case:
    return _Few(**{name: getattr(case, name) for name in ("name", "lead", "review", "is_real")})


SCENARIO = Scenario("orders", "Orders", measure)
