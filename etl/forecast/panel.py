"""Demand of many series as arrays, with all that is known ahead. Knows no database and no names.

Everything that learns or forecasts takes a panel; ``until`` cuts it off at an origin, so that what
comes after cannot be seen by accident.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from etl.forecast.arrays import Flags, Floats, Integers
from etl.forecast.periods import PeriodRules

# The event that splits demand into periods with and without it, and its price over the usual one.
PROMOTION, PRICE = "promotion", "price"
# The static columns that a new series borrows by.
FAMILY, SITE = "family", "site"


@dataclass(frozen=True)
class Panel:
    """``values`` is series x periods, NaN before a series starts and where demand is unknown.

    ``calendar`` (one value per period) and ``events`` (one per series and period) may reach beyond
    the last period: what is known ahead, such as holidays and promotions; NaN is unknown. An event
    counts as known ahead only when it is in ``announced``: else it serves to explain the past. What
    is announced is known for ``reach`` periods after any origin; for all where that is None.
    ``static`` has one number per series, the same for series that have something in common.
    ``new`` names series that could not have had demand yet, so that zero says nothing of them.
    """

    rules: PeriodRules
    values: Floats
    starts: Integers
    calendar: Mapping[str, Floats] = field(default_factory=dict)
    events: Mapping[str, Floats] = field(default_factory=dict)
    static: Mapping[str, Integers] = field(default_factory=dict)
    announced: frozenset[str] = frozenset()
    reach: int | None = None
    new: Flags | None = None
    # The number of the first period, so that places in the season survive a cut.
    first: int = 0

    @property
    def count(self) -> int:
        return len(self.starts)

    @property
    def length(self) -> int:
        return int(self.values.shape[1])

    @property
    def begun(self) -> Flags:
        return np.asarray(np.arange(self.length)[None, :] >= self.starts[:, None], dtype=np.bool_)

    @property
    def knows_season(self) -> bool:
        """Whether there is enough history to tell a season from a trend."""
        return self.length >= 2 * self.rules.season + self.rules.backtest_horizon

    def recent(self, periods: int) -> "Panel":
        """Return the last ``periods`` only, for what looks back no further."""
        cut = max(self.length - periods, 0)
        return replace(
            self,
            values=self.values[:, cut:],
            starts=np.maximum(self.starts - cut, 0),
            first=self.first + cut,
            calendar={name: values[cut:] for name, values in self.calendar.items()},
            events={name: values[:, cut:] for name, values in self.events.items()},
        )

    def until(self, origin: int) -> "Panel":
        """Return the panel as it was known before the period with this number."""
        return replace(self, values=self.values[:, :origin])

    def rows(self, chosen: Integers) -> "Panel":
        return replace(
            self,
            values=self.values[chosen],
            starts=self.starts[chosen],
            events={name: values[chosen] for name, values in self.events.items()},
            static={name: codes[chosen] for name, codes in self.static.items()},
            new=None if self.new is None else self.new[chosen],
        )
