"""The data that forecasts are measured on, as panels: real sets where they are, and one drawn.

What each window holds back is cut off with ``Panel.until``; promotions stay, for a shop plans
them. Holidays are those of the country.
"""

import gzip
import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import holidays
import numpy as np
import polars as pl

from etl.forecast.ahead import calendar
from etl.forecast.arrays import Floats
from etl.forecast.panel import PROMOTION, Panel
from etl.forecast.periods import PERIODS, period_start, period_starts, position

ROOT = Path(__file__).resolve().parents[2]
DATA_SETS = Path(os.environ.get("QUARTERMASTER_DATA_SETS") or ROOT / ".." / "shared" / "data")
MONDAY = date(2001, 1, 1)
# Goods have five digits in their code; the rest are postage, samples and bank charges.
GOODS = r"^\d{5}"


def pasta(code: str) -> Panel:
    """Return daily sales of 118 articles with promotions, or their whole weeks."""
    path = DATA_SETS / "pasta_daily" / "pasta_daily.csv.gz"
    rows = pl.read_csv(gzip.decompress(path.read_bytes()), try_parse_dates=True)
    rows = rows.select(
        pl.concat_str("brand", "product", separator="-").alias("key"),
        "date",
        pl.col("value").alias("quantity"),
        pl.col("promotion").cast(pl.Float64),
    )
    panel = _panel(rows, code, "IT")
    open_days = rows["date"].unique()
    if code == "D":
        first = rows["date"].min()
        assert isinstance(first, date)
        shut = np.ones(panel.length, dtype=bool)
        shut[[position(day, first, "D") for day in open_days]] = False
        panel.values[:, shut] = np.nan
    return replace(panel, announced=frozenset({PROMOTION}))


def retail(code: str) -> Panel:
    """Return what a wholesaler sold of each article in whole weeks or months."""
    path = DATA_SETS / "online_retail" / "invoice_lines.csv.gz"
    text = dict.fromkeys(("InvoiceNo", "StockCode", "InvoiceDate"), pl.String)
    rows = pl.read_csv(gzip.decompress(path.read_bytes()), schema_overrides=text)
    rows = rows.filter(
        (pl.col("Quantity") > 0)
        & (pl.col("UnitPrice") > 0)
        & pl.col("StockCode").str.contains(GOODS)
    )
    rows = rows.select(
        pl.col("StockCode").alias("key"),
        pl.col("InvoiceDate").str.slice(0, 10).str.to_date().alias("date"),
        pl.col("Quantity").cast(pl.Float64).alias("quantity"),
    )
    return _panel(rows, code, "GB")


def drawn(_code: str) -> Panel:
    """Return 600 weekly series of three years: gamma-Poisson, seasonal, a third of them slow."""
    return drawn_weeks(600)


def drawn_weeks(count: int) -> Panel:
    """Return ``count`` such series."""
    random = np.random.default_rng(17)
    length = 156
    level = random.gamma(0.7, 12, count)
    phase = random.integers(0, 52, 4)[np.arange(count) % 4][:, None]
    wave = np.sin(2 * np.pi * (np.arange(length)[None, :] + phase) / 52)
    season = 1 + random.uniform(0, 0.6, count)[:, None] * wave
    drift = np.exp(np.cumsum(random.normal(0, 0.02, (count, length)), axis=1))
    rate = random.gamma(2.0, level[:, None] * season * drift / 2.0)
    values = random.poisson(rate).astype(np.float64)
    starts = np.argmax(values > 0, axis=1)
    values[np.arange(length)[None, :] < starts[:, None]] = np.nan
    family = {"family": np.arange(count, dtype=np.int64) % 4}
    return Panel(PERIODS["W"], values, starts, static=family)


SETS: Mapping[str, tuple[Callable[[str], Panel], str, int, int]] = {
    "pasta_daily, daily": (pasta, "D", 28, 3),
    "pasta_daily, weekly": (pasta, "W", 8, 3),
    "online_retail, weekly": (retail, "W", 8, 1),
    "online_retail, monthly": (retail, "M", 3, 1),
    "drawn, weekly": (drawn, "W", 8, 2),
}


def _panel(rows: pl.DataFrame, code: str, country: str) -> Panel:
    """Add rows (key, date, quantity) up to the grid of whole periods that they span."""
    rules = PERIODS[code]
    first, last = rows["date"].min(), rows["date"].max()
    assert isinstance(first, date)
    assert isinstance(last, date)
    begin = period_start(MONDAY, position(first, MONDAY, rules.code), rules.code)
    begin = begin if begin >= first else period_start(begin, 1, rules.code)
    length = position(last, begin, rules.code) + (1 if code == "D" else 0)
    starts = period_starts(begin, length, rules.code)
    steps = pl.DataFrame({"date": starts, "column": range(length)}).set_sorted("date")
    placed = rows.filter(pl.col("date") >= begin).sort("date").join_asof(steps, on="date")
    ends = period_start(begin, length, rules.code)
    placed = placed.filter(pl.col("date") < ends)
    keys = placed.select("key").unique().sort("key").with_row_index("row")
    placed = placed.join(keys, on="key")
    values = _added(placed, "quantity", (len(keys), length))
    begun = np.argmax(values > 0, axis=1)
    values[np.arange(length)[None, :] < begun[:, None]] = np.nan
    events: dict[str, Floats] = {}
    if "promotion" in placed.columns:
        days = 1 if code == "D" else 7
        events[PROMOTION] = _added(placed, "promotion", values.shape) / days
    known = holidays.country_holidays(country, years=range(first.year, last.year + 2))
    free = pl.DataFrame({"date": sorted(known)}, schema={"date": pl.Date})
    ahead = calendar(starts, rules.backtest_horizon, rules, free)
    return Panel(rules, values, begun, calendar=ahead, events=events)


def _added(cells: pl.DataFrame, name: str, shape: tuple[int, int]) -> Floats:
    total = np.zeros(shape)
    np.add.at(total, (cells["row"].to_numpy(), cells["column"].to_numpy()), cells[name].to_numpy())
    return total
