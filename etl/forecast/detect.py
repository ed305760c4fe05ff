"""Find the season of data that came without a calendar."""

from dataclasses import replace

import numpy as np

from etl.forecast.arrays import Floats
from etl.forecast.periods import PERIODS, PeriodRules

# A week of days, a year of months, a year of weeks. Shorter ones win ties: they are surer.
SEASONS = (7, 12, 52)
# Below this correlation with the last season, repeating it is worse than the mean.
LEAST_CORRELATION = 0.3
NO_SEASON = 1


def season(values: Floats) -> int:
    """Return the length of the season that demand as a whole repeats itself with; 1 for none.

    Each series counts for its share of its own mean, so that the largest does not decide alone.
    """
    known = np.isfinite(values)
    usual = np.where(known, values, 0.0).sum(axis=1) / np.maximum(known.sum(axis=1), 1)
    scaled = np.divide(values, usual[:, None], out=np.full(values.shape, np.nan),
                       where=usual[:, None] > 0)  # fmt: skip
    counted = np.isfinite(scaled).sum(axis=0)
    total = np.nansum(scaled, axis=0) / np.maximum(counted, 1)
    best, chosen = LEAST_CORRELATION, NO_SEASON
    for length in SEASONS:
        found = _correlation(total[counted > 0], length)
        if found is not None and found > best + 0.02:
            best, chosen = found, length
    return chosen


def rules_of(length: int) -> PeriodRules:
    """Return how data with a season of this length is forecast."""
    for rules in PERIODS.values():
        if rules.season == length:
            return rules
    return replace(PERIODS["W"], season=length)


def _correlation(total: Floats, lag: int) -> float | None:
    """Return the correlation of what is left without the trend with itself ``lag`` ago."""
    if len(total) < 2 * lag + lag // 2:
        return None
    time = np.arange(len(total))
    rest = total - np.polyval(np.polyfit(time, total, 1), time)
    before, after = rest[:-lag], rest[lag:]
    if before.std() < 1e-9 or after.std() < 1e-9:
        return None
    return float(np.corrcoef(before, after)[0, 1])
