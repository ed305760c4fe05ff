"""What is known ahead of demand: promotions, and their price against the usual one. Pure.

Past promotions come with demand and from the plan, those to come from the plan alone. Only the
price of a promotion is used: any other is known afterwards, and where large orders are had cheaper
it would tell the model what was sold.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import polars as pl

from etl.forecast.arrays import Floats
from etl.forecast.lookback import LENGTHS
from etl.forecast.panel import PRICE, PROMOTION
from etl.forecast.periods import PeriodRules, period_start, period_starts, position
from etl.forecast.series import KEYS, SeriesSet, positions

# A price beyond these shares of the usual one is a slip of the pen.
LEAST_RATIO, MOST_RATIO = 0.05, 1.5


@dataclass(frozen=True)
class Plan:
    """What was, is and will be on offer; the same for all partitions, so that features are.

    ``rows`` has item_id, site_id (null is every site), first, last, unit_price and discount.
    """

    rows: pl.DataFrame
    # Whether any demand or plan speaks of promotions, and of what anything then cost.
    knows_promotions: bool
    knows_prices: bool

    @property
    def events(self) -> frozenset[str]:
        known = ((PROMOTION, self.knows_promotions), (PRICE, self.knows_prices))
        return frozenset(name for name, is_known in known if is_known)

    def reach(self, origin: date, rules: PeriodRules) -> int:
        """Return how many periods after ``origin`` the plan speaks of: up to its last day."""
        last = self.rows["last"].max()
        return max(position(last, origin, rules.code), 0) if isinstance(last, date) else 0

    def announced(self, origin: date, rules: PeriodRules) -> frozenset[str]:
        """Return the events that are known ahead: none where nothing is planned."""
        return self.events if self.reach(origin, rules) else frozenset()


def offers(series: SeriesSet, plan: Plan, rules: PeriodRules, horizon: int) -> dict[str, Floats]:
    """Return the events of a partition, series x periods and ``horizon`` more.

    The first is the share of the period on promotion, the second its mean price over the usual
    one: one without a promotion, NaN where a promotion has no price.
    """
    if not series.dates or not plan.knows_promotions:
        return {}
    usual = _usual_prices(series, rules)
    shape = (series.count, series.length + horizon)
    on, ratio = np.zeros(shape), np.ones(shape)
    if series.promotions is not None:
        on[:, : series.length] = series.promotions
        paid = np.full(series.values.shape, np.nan) if series.prices is None else series.prices
        ratio[:, : series.length] = np.where(series.promotions, paid / usual, 1.0)
    days = _planned_days(series, plan.rows, rules, horizon)
    if len(days):
        cells = _in_periods(days, usual, series, rules)
        _add_plan(on, ratio, cells, _lengths(series, rules, horizon))
    events = {PROMOTION: on, PRICE: np.clip(ratio, LEAST_RATIO, MOST_RATIO)}
    return {name: events[name] for name in sorted(plan.events)}


def _usual_prices(series: SeriesSet, rules: PeriodRules) -> Floats:
    """Return the median price of the latest periods without promotion; NaN where none is known."""
    shape = series.values.shape
    if series.prices is None:
        return np.full(shape, np.nan)
    plain = series.prices
    if series.promotions is not None:
        plain = np.where(series.promotions, np.nan, plain)
    table = pl.DataFrame(
        {
            "series": np.repeat(np.arange(shape[0]), shape[1]),
            "price": pl.Series(plain.reshape(-1)).fill_nan(None),
        }
    )
    median = pl.col("price").rolling_median(LENGTHS[rules.code].usual, min_samples=1)
    found = table.select(median.forward_fill().backward_fill().over("series"))["price"]
    prices = found.cast(pl.Float64).fill_null(float("nan")).to_numpy().reshape(shape)
    return np.where(prices > 0, prices, np.nan)


def _planned_days(
    series: SeriesSet, plan: pl.DataFrame, rules: PeriodRules, horizon: int
) -> pl.DataFrame:
    """Return each day (row, date, unit_price, discount) of the grid on which something is on."""
    keys = series.keys.with_row_index("row")
    somewhere = plan.filter(pl.col("site_id").is_not_null()).join(keys, on=KEYS)
    anywhere = plan.filter(pl.col("site_id").is_null()).join(keys, on="item_id")
    columns = ["row", "first", "last", "unit_price", "discount"]
    both = pl.concat([somewhere.select(columns), anywhere.select(columns)])
    end = period_start(series.dates[-1], horizon + 1, rules.code) - timedelta(days=1)
    cut = both.with_columns(
        pl.col("first").clip(lower_bound=series.dates[0]), pl.col("last").clip(upper_bound=end)
    ).filter(pl.col("first") <= pl.col("last"))
    spans = cut.with_columns(pl.date_ranges("first", "last").alias("date")).explode("date")
    # Where two promotions meet, the buyer takes the better one.
    return spans.group_by("row", "date").agg(
        pl.col("unit_price").min(), pl.col("discount").max()
    ).sort("row", "date")  # fmt: skip


def _in_periods(
    days: pl.DataFrame, usual: Floats, series: SeriesSet, rules: PeriodRules
) -> pl.DataFrame:
    """Return (row, column, days, ratio) of each period with a promotion of the plan."""
    column = positions(days["date"], series.dates[0], rules)
    row = days["row"].to_numpy()
    known = usual[row, np.minimum(column, series.length - 1)]
    by_price = days["unit_price"].cast(pl.Float64).to_numpy() / known
    by_discount = 1.0 - days["discount"].cast(pl.Float64).to_numpy()
    ratio = np.where(np.isfinite(by_price), by_price, by_discount)
    cells = pl.DataFrame({"row": row, "column": column, "ratio": pl.Series(ratio).fill_nan(None)})
    return cells.group_by("row", "column").agg(pl.len().alias("days"), pl.col("ratio").mean())


def _add_plan(on: Floats, ratio: Floats, cells: pl.DataFrame, lengths: Floats) -> None:
    """Write the plan's promotions over what the demand's own rows say."""
    at = (cells["row"].to_numpy(), cells["column"].to_numpy())
    share = cells["days"].to_numpy() / lengths[at[1]]
    price = cells["ratio"].fill_null(float("nan")).to_numpy()
    planned = share * price + (1.0 - share)
    seen = np.where(on[at] > 0, ratio[at], np.nan)
    ratio[at] = np.where(np.isfinite(planned), planned, seen)
    on[at] = np.maximum(on[at], share)


def _lengths(series: SeriesSet, rules: PeriodRules, horizon: int) -> Floats:
    """Return how many days each period of the grid and beyond has."""
    starts = period_starts(series.dates[0], series.length + horizon + 1, rules.code)
    return np.diff(np.array(starts, dtype="datetime64[D]")).astype(np.float64)
