"""Features of forecasts to be made: series, origin and steps ahead, any number at once.

Quantities are divided by the series' own scale at the origin, so that the model learns shapes and
not sizes, and what it learns from one series holds for another.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from etl.forecast.arrays import Floats, Integers
from etl.forecast.lookback import LENGTHS
from etl.forecast.panel import PRICE, Panel

# Columns of the history table that are shares or counts, hence not divided by the scale.
PLAIN = ("sold_", "known_", "since_sale")
SINGLE_YEAR = frozenset({"month", "yearday", "week", "place"})
# What the periods beside the target tell as well: demand is brought forward and caught up with.
BESIDE = (-1, 0, 1)


@dataclass(frozen=True)
class Rows:
    """Which forecasts to describe: series, first period not known at the time, steps ahead."""

    series: Integers
    origin: Integers
    step: Integers

    @property
    def target(self) -> Integers:
        return self.origin + self.step - 1

    def pick(self, chosen: NDArray[np.bool_] | Integers) -> "Rows":
        return Rows(self.series[chosen], self.origin[chosen], self.step[chosen])


@dataclass(frozen=True)
class Described:
    """The features by name, one column each, and the scale that quantities were divided by."""

    features: pl.DataFrame
    scale: Floats


def describe(panel: Panel, table: pl.DataFrame, rows: Rows, *, by_season: bool) -> Described:
    """Return what was known of each row at its origin; ``table`` is the panel's history table.

    ``by_season`` says whether the place in the season may be used: where the history does not
    cover it twice, it would only tell one time from another.
    """
    first = rows.series * panel.length
    at_origin = table[first + rows.origin - 1]
    scale = at_origin["scale"]
    columns = {
        name: at_origin[name] if name.startswith(PLAIN) else at_origin[name] / scale
        for name in at_origin.columns
        if name not in {"scale", "y", "around"} and not name.startswith("place_")
    }
    age = np.minimum(rows.origin - panel.starts[rows.series], LENGTHS[panel.rules.code].short)
    columns |= {"scale": scale.log(), "step": pl.Series(rows.step), "age": pl.Series(age)}
    columns |= _season(panel, table, rows, scale)
    columns |= _ahead(panel, rows, by_season=by_season)
    columns |= {f"is_{name}": pl.Series(code[rows.series]) for name, code in panel.static.items()}
    features = pl.DataFrame({name: found.cast(pl.Float32) for name, found in columns.items()})
    return Described(features, scale.to_numpy())


def _season(
    panel: Panel, table: pl.DataFrame, rows: Rows, scale: pl.Series
) -> dict[str, pl.Series]:
    """Return the target's place in earlier seasons, and the time of year a year ago."""
    lengths, season = LENGTHS[panel.rules.code], panel.rules.season
    place = rows.target - -(-rows.step // season) * season
    names = [name for name in table.columns if name.startswith("place_")]
    then = rows.target - -(-rows.step // lengths.year) * lengths.year
    then = np.minimum(then + lengths.around // 2, rows.origin - 1)
    level = rows.origin - 1 - lengths.year
    usual = f"mean_{lengths.short}"
    return {
        **_picked(table, rows, place, panel.length, names, scale),
        "year_ago": _picked(table, rows, then, panel.length, ["around"], scale)["around"],
        "level_year_ago": _picked(table, rows, level, panel.length, [usual], scale)[usual],
    }


def _picked(
    table: pl.DataFrame, rows: Rows, at: Integers, length: int, names: list[str], scale: pl.Series
) -> dict[str, pl.Series]:
    """Return columns of the table at other periods than the origin; null before the first."""
    found = table.select(names)[rows.series * length + np.maximum(at, 0)]
    found = found.with_columns(pl.Series("known", at >= 0), scale.alias("scale"))
    shares = [pl.when("known").then(pl.col(name) / pl.col("scale")).alias(name) for name in names]
    return found.select(shares).to_dict()


def _ahead(panel: Panel, rows: Rows, *, by_season: bool) -> dict[str, pl.Series]:
    """Return what is known of the target period itself."""
    columns = {}
    if by_season:
        columns["place"] = pl.Series((rows.target + panel.first) % panel.rules.season)
    for name, values in panel.calendar.items():
        if by_season or name not in SINGLE_YEAR:
            columns[name] = pl.Series(_at(values[None, :], np.zeros_like(rows.series), rows.target))
    for name in sorted(panel.announced & set(panel.events)):
        for shift in (0,) if name == PRICE else BESIDE:
            found = _at(panel.events[name], rows.series, rows.target + shift)
            if panel.reach is not None:
                found = np.where(rows.step + shift <= panel.reach, found, np.nan)
            columns[f"{name}_{shift}"] = pl.Series(found)
    return columns


def _at(values: Floats, series: Integers, time: Integers) -> Floats:
    inside = (time >= 0) & (time < values.shape[1])
    return np.where(inside, values[series, np.clip(time, 0, values.shape[1] - 1)], np.nan)
