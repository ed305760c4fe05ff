"""Dense demand series of one partition: one row per item and site, one column per period."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from etl.forecast.arrays import Flags, Floats, Integers
from etl.forecast.periods import PeriodRules, period_starts, position

KEYS = ["item_id", "site_id"]


@dataclass(frozen=True)
class SeriesSet:
    """Demand of many series up to one origin.

    ``values`` is NaN before a series starts and wherever demand is unknown (``missing``).
    """

    keys: pl.DataFrame
    dates: list[date]
    values: Floats
    starts: Integers
    # Whether a period was on promotion, where the data says so at all.
    promotions: Flags | None = None
    # What one unit cost, NaN where nobody wrote it down.
    prices: Floats | None = None
    # Which series have had no demand because they are new.
    new: Flags | None = None

    @property
    def count(self) -> int:
        return len(self.starts)

    @property
    def length(self) -> int:
        return int(self.values.shape[1])

    @property
    def missing(self) -> Flags:
        """Whether demand is unknown although the series had begun."""
        begun = np.arange(self.length)[None, :] >= self.starts[:, None]
        return np.isnan(self.values) & begun

    def rows(self, chosen: Integers) -> "SeriesSet":
        return SeriesSet(
            self.keys[chosen.tolist()],
            self.dates,
            self.values[chosen],
            self.starts[chosen],
            None if self.promotions is None else self.promotions[chosen],
            None if self.prices is None else self.prices[chosen],
            None if self.new is None else self.new[chosen],
        )

    def with_new(self, pairs: pl.DataFrame) -> "SeriesSet":
        """Add series (item_id, site_id) that have not begun yet, in the order of the keys."""
        if pairs.is_empty() or not self.dates:
            return self
        rows = len(pairs)
        keys = pl.concat([self.keys, pairs.select(self.keys.columns).cast(self.keys.schema)])
        none = np.zeros((rows, self.length), dtype=np.bool_)
        unknown = np.full(none.shape, np.nan)
        whole = SeriesSet(
            keys,
            self.dates,
            np.vstack([self.values, unknown]),
            np.append(self.starts, np.full(rows, self.length)),
            None if self.promotions is None else np.vstack([self.promotions, none]),
            None if self.prices is None else np.vstack([self.prices, unknown]),
            np.append(np.zeros(self.count, dtype=np.bool_), np.ones(rows, dtype=np.bool_)),
        )
        order = keys.with_row_index("row").sort(KEYS)["row"].cast(pl.Int64).to_numpy()
        return whole.rows(order)


@dataclass(frozen=True)
class Gaps:
    """What is known about periods without demand rows, each a frame that may be empty.

    ``site_ends`` (site_id, last): after ``last`` the site has sent nothing. ``closed`` (site_id,
    date): nobody sold anything. ``stock_outs`` (item_id, site_id, date): nothing there to sell.
    """

    site_ends: pl.DataFrame
    closed: pl.DataFrame
    stock_outs: pl.DataFrame

    @classmethod
    def none(cls) -> "Gaps":
        day = {"date": pl.Date}
        site = {"site_id": pl.Int64}
        return cls(
            pl.DataFrame(schema={**site, "last": pl.Date}),
            pl.DataFrame(schema={**site, **day}),
            pl.DataFrame(schema={"item_id": pl.Int64, **site, **day}),
        )


def build_series(
    demand: pl.DataFrame, rules: PeriodRules, origin: date, gaps: Gaps | None = None
) -> SeriesSet:
    """Lay demand rows (item_id, site_id, date, quantity) out as a grid that ends at ``origin``.

    A series starts at its first demand above zero; later periods without a row are zero unless
    ``gaps`` says that they are unknown. Series without any demand are left out.
    """
    demand = demand.filter(pl.col("date") <= origin)
    sold = demand.filter(pl.col("quantity") > 0).group_by(KEYS).agg(pl.col("date").min())
    sold = sold.sort(KEYS)
    if sold.is_empty():
        return SeriesSet(sold.select(KEYS), [], np.empty((0, 0)), np.empty(0, dtype=np.int64))

    first = sold["date"].min()
    assert isinstance(first, date)
    length = position(origin, first, rules.code) + 1
    starts = positions(sold["date"], first, rules)
    keys = sold.select(KEYS).with_row_index("row")
    values = np.zeros((len(keys), length))
    cells = demand.join(keys, on=KEYS).filter(pl.col("date") >= first)
    np.add.at(
        values,
        (cells["row"].to_numpy(), positions(cells["date"], first, rules)),
        cells["quantity"].to_numpy(),
    )
    if gaps is not None:
        _mark_unknown(values, keys, gaps, first, rules)
    values[np.arange(length)[None, :] < starts[:, None]] = np.nan
    return SeriesSet(
        keys.select(KEYS),
        period_starts(first, length, rules.code),
        values,
        starts,
        _promotions(cells, values.shape, first, rules),
        _prices(cells, values.shape, first, rules),
    )


def _promotions(
    cells: pl.DataFrame, shape: tuple[int, int], first: date, rules: PeriodRules
) -> Flags | None:
    """Return which periods were on promotion; None where nobody wrote that down."""
    if "on_promotion" not in cells.columns or not cells["on_promotion"].any():
        return None
    on = np.zeros(shape, dtype=np.bool_)
    cells = cells.filter("on_promotion")
    on[cells["row"].to_numpy(), positions(cells["date"], first, rules)] = True
    return on


def _prices(
    cells: pl.DataFrame, shape: tuple[int, int], first: date, rules: PeriodRules
) -> Floats | None:
    """Return what one unit cost in each period; None where nobody wrote it down."""
    if "unit_price" not in cells.columns or not cells["unit_price"].is_not_null().any():
        return None
    prices = np.full(shape, np.nan)
    cells = cells.filter(pl.col("unit_price").is_not_null())
    at = (cells["row"].to_numpy(), positions(cells["date"], first, rules))
    prices[at] = cells["unit_price"].to_numpy()
    return prices


def positions(days: pl.Series, first: date, rules: PeriodRules) -> Integers:
    """Return how many whole periods each day lies after ``first``."""
    if rules.code == "M":
        months = days.dt.year().cast(pl.Int64) * 12 + days.dt.month().cast(pl.Int64)
        return (months - (first.year * 12 + first.month)).to_numpy()
    return ((days - first).dt.total_days() // int(rules.days)).to_numpy()


def _mark_unknown(
    values: Floats, keys: pl.DataFrame, gaps: Gaps, first: date, rules: PeriodRules
) -> None:
    """Set the cells whose demand cannot be known to NaN; a cell with demand stays as it is."""
    unknown = np.zeros(values.shape, dtype=bool)
    ends = keys.join(gaps.site_ends, on="site_id")
    for row, last in zip(ends["row"], positions(ends["last"], first, rules), strict=True):
        unknown[row, max(int(last) + 1, 0) :] = True
    for cells in (keys.join(gaps.closed, on="site_id"), keys.join(gaps.stock_outs, on=KEYS)):
        columns = positions(cells["date"], first, rules)
        inside = (columns >= 0) & (columns < values.shape[1])
        unknown[cells["row"].to_numpy()[inside], columns[inside]] = True
    values[unknown & (values == 0)] = np.nan
