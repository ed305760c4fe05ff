"""The calibration fold: forecast the recent past from before it, and compare.

Origins lie one back-test horizon apart, the last one a horizon before the end. A part of the
forecast sees a panel cut off at the origin, hence nothing at or after it.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace

import numpy as np

from etl.forecast import scores
from etl.forecast.arrays import Flags, Floats, Integers
from etl.forecast.panel import Panel

ORIGINS = 3

Part = Callable[[Panel, int], Floats]


@dataclass(frozen=True)
class Windows:
    """What was to be forecast: one block of ``horizon`` columns per origin, oldest first.

    ``actual`` is NaN where unknown or where the series was too young at that origin.
    """

    origins: tuple[int, ...]
    horizon: int
    actual: Floats
    eligible: Flags
    absolute_scale: Floats
    squared_scale: Floats

    def block(self, values: Floats, origin: int) -> Floats:
        """Return the columns of ``values`` that belong to the origin with this number."""
        return values[:, origin * self.horizon : (origin + 1) * self.horizon]

    def at(self, origin: int) -> "Windows":
        """Return the one window of the origin with this number."""
        return replace(
            self,
            origins=self.origins[origin : origin + 1],
            actual=self.block(self.actual, origin),
            eligible=self.eligible[:, [origin]],
        )

    def rows(self, chosen: Integers) -> "Windows":
        return replace(
            self,
            actual=self.actual[chosen],
            eligible=self.eligible[chosen],
            absolute_scale=self.absolute_scale[chosen],
            squared_scale=self.squared_scale[chosen],
        )


def windows(panel: Panel) -> Windows:
    """Lay out the last origins that the length of the data allows, and the naive scales.

    A short history is tested on shorter windows, so that two of them fit while they can.
    """
    rules = panel.rules
    spare = panel.length - rules.least_history
    horizon = min(rules.backtest_horizon, max(spare // 2, 1))
    origins = tuple(
        origin
        for origin in (panel.length - horizon * step for step in range(ORIGINS, 0, -1))
        if origin >= rules.least_history
    )
    eligible = np.array([panel.starts + rules.least_history <= o for o in origins]).T
    eligible = eligible.reshape(panel.count, len(origins))
    actual = [
        np.where(eligible[:, [number]], panel.values[:, o : o + horizon], np.nan)
        for number, o in enumerate(origins)
    ]
    seen = panel.values[:, : origins[-1]] if origins else panel.values[:, :0]
    if seen.shape[1] > rules.scale_lag:
        absolute, squared = scores.naive_scales(seen, rules.scale_lag)
    else:
        absolute = squared = np.full(panel.count, np.nan)
    columns = np.hstack(actual) if actual else np.empty((panel.count, 0))
    return Windows(origins, horizon, columns, eligible, absolute, squared)


def backtest(panel: Panel, part: Part, laid_out: Windows) -> Floats:
    """Return the means that ``part`` would have forecast, laid out as ``Windows.actual``."""
    blocks = [
        np.where(eligible[:, None], part(panel.until(origin), laid_out.horizon), np.nan)
        for origin, eligible in zip(laid_out.origins, laid_out.eligible.T, strict=True)
    ]
    return np.hstack(blocks) if blocks else np.empty((panel.count, 0))


@dataclass(frozen=True)
class PartScore:
    """One part on the whole sample; None where a score cannot be computed."""

    rmsse: float | None
    mase: float | None
    wape: float | None
    bias: float | None

    def to_document(self) -> dict[str, float | None]:
        return asdict(self)


def score(laid_out: Windows, means: Floats) -> PartScore:
    """Average a part's scores over series; WAPE and bias are those of the total."""
    actual = laid_out.actual
    everything = actual.reshape(1, -1), means.reshape(1, -1)
    return PartScore(
        scores.average(scores.rmsse(actual, means, laid_out.squared_scale)),
        scores.average(scores.mase(actual, means, laid_out.absolute_scale)),
        scores.average(scores.wape(*everything)),
        scores.average(scores.bias(*everything)),
    )
