"""What the engine is measured against: methods of the field, one series at a time."""

import importlib.util
import logging
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from statsforecast import models as sf

from etl.forecast.arrays import Floats, Integers
from etl.forecast.panel import Panel
from etl.forecast.periods import PeriodRules, period_starts
from etl.forecast.repair import repair

Fit = Callable[[Floats, PeriodRules, int], Floats]


EVERY_SERIES = 10_000


@dataclass(frozen=True)
class Rival:
    """A method and the most series that it is given: slow ones get a fixed sample."""

    fit: Fit
    most: int

    @property
    def is_slow(self) -> bool:
        return self.most < EVERY_SERIES


def _by(make: Callable[[int], Any]) -> Fit:
    def fit(history: Floats, rules: PeriodRules, horizon: int) -> Floats:
        season = rules.season if len(history) >= 2 * rules.season else 1
        return np.asarray(make(season).forecast(history, horizon)["mean"], dtype=np.float64)

    return fit


def _prophet(history: Floats, rules: PeriodRules, horizon: int) -> Floats:
    import pandas as pd
    from prophet import Prophet

    logging.getLogger("cmdstanpy").disabled = True
    days = period_starts(date(2000, 1, 3), len(history) + horizon, rules.code)
    model = Prophet(weekly_seasonality=rules.code == "D", daily_seasonality=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model.fit(pd.DataFrame({"ds": days[: len(history)], "y": history}))
        return np.asarray(model.predict(pd.DataFrame({"ds": days[len(history) :]}))["yhat"])


RIVALS: Mapping[str, Rival] = {
    "seasonal naive": Rival(_by(sf.SeasonalNaive), EVERY_SERIES),
    "SES": Rival(_by(lambda _: sf.SimpleExponentialSmoothingOptimized()), EVERY_SERIES),
    "SBA": Rival(_by(lambda _: sf.CrostonSBA()), EVERY_SERIES),
    "AutoETS": Rival(_by(lambda season: sf.AutoETS(season_length=season)), 120),
    **({"Prophet": Rival(_prophet, 20)} if importlib.util.find_spec("prophet") is not None else {}),
}


def forecast(rival: Rival, panel: Panel, rows: Integers, horizon: int) -> Floats:
    """Return the forecasts of the chosen series, never negative; unknown periods are repaired."""
    values = repair(panel.values, panel.starts, panel.rules.season)
    found = np.zeros((len(rows), horizon))
    for place, row in enumerate(rows):
        history = np.ascontiguousarray(values[row, panel.starts[row] :])
        if len(history) < 2 or history.min() == history.max():
            found[place] = history[-1] if len(history) else 0.0
        else:
            found[place] = _fitted(rival, history, panel.rules, horizon)
    return np.maximum(np.nan_to_num(found), 0.0)


def _fitted(rival: Rival, history: Floats, rules: PeriodRules, horizon: int) -> Floats:
    """Return the rival's forecast; the mean of the series where it declines one so short."""
    try:
        return rival.fit(history, rules, horizon)
    except NotImplementedError:
        return np.full(horizon, history.mean())
