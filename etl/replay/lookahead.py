"""What was known at each moment of the past: forecasts that see nothing after their origin."""

from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from etl.forecast.arrays import Floats
from etl.forecast.engine import Learned, forecast, learn, sample_rows
from etl.forecast.panel import Panel
from etl.forecast.paths import DemandPaths
from etl.forecast.sampling import draw_paths
from etl.forecast.spread import Spreads, with_levels
from etl.forecast.stack import combine

LEARN_FROM = 3000


@dataclass(frozen=True)
class Lookahead:
    """Weights and spread as learned at the start of a window; means as of any later origin.

    Learning again in every period would take hours and change little within a window.
    """

    panel: Panel
    keys: pl.DataFrame
    names: list[str]
    learned: Learned
    spreads: Spreads

    @classmethod
    def learn(cls, panel: Panel, keys: pl.DataFrame, origin: int, horizon: int) -> "Lookahead":
        known = panel.until(origin)
        learned = learn(known.rows(sample_rows(known.count, LEARN_FROM)), horizon)
        spreads = forecast(known, learned, horizon).spreads
        names = ["\0".join(map(str, row)) for row in keys.rows()]
        return cls(panel, keys, names, learned, spreads)

    def means(self, origin: int, horizon: int) -> Floats:
        """Return what was expected of the periods from ``origin`` on."""
        known = self.panel.until(origin)
        parts = {name: part(known, horizon) for name, part in self.learned.parts.items()}
        found = combine(parts, self.learned.weights)
        begun = (self.panel.starts < origin)[:, None]
        return np.where(begun, np.maximum(np.nan_to_num(found), 0.0), 0.0)

    def spreads_for(self, means: Floats) -> Spreads:
        return with_levels(self.spreads, means.mean(axis=1))

    def paths(self, means: Floats, *, count: int, seed: int) -> DemandPaths:
        spreads = self.spreads_for(means)
        drawn = draw_paths(means, spreads, self.names, count=count, seed=seed)
        return DemandPaths(self.keys, means, drawn, np.asarray(spreads.is_count))

    def rows(self, chosen: slice) -> "Lookahead":
        """Return the same for some of the series, so that memory does not grow with all."""
        at = np.arange(self.panel.count)[chosen]
        spreads = replace(
            self.spreads,
            is_count=self.spreads.is_count[at],
            level=self.spreads.level[at],
            variance=self.spreads.variance[at],
        )
        return Lookahead(
            self.panel.rows(at), self.keys[at.tolist()], self.names[chosen], self.learned, spreads
        )
